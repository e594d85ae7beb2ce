using Comptoir.Search.Analysis;

namespace Comptoir.Search.Query;

/// <summary>A word, a number or a sign that means something (<c>€ - + &lt; &gt; %</c>) in what a person typed.</summary>
internal sealed class QueryToken(string written, string word, decimal? number, bool glued)
{
    public string Written { get; set; } = written;

    /// <summary>Folded; of a sign, the sign.</summary>
    public string Word { get; set; } = word;

    public decimal? Number { get; } = number;

    /// <summary>Directly joined to the token before.</summary>
    public bool Glued { get; } = glued;

    /// <summary>What the scanner passed over before it: <c>d'</c> of "d'olive"; else empty.</summary>
    public string Elision { get; init; } = "";

    /// <summary>A comma, a full stop or the like stands between it and the token before.</summary>
    public bool AfterBreak { get; set; }

    /// <summary>Understood as part of a constraint, or as filler: not a word to search for.</summary>
    public bool Taken { get; set; }

    public bool IsSign => Word.Length == 1 && !char.IsLetterOrDigit(Word[0]);

    public bool IsCurrency => Word is "€" or "$" or "£" or "euro" or "euros" or "eur" or "dollar" or "dollars" or "usd" or "gbp" or "quid" or "pounds" or "bucks" or "balles";
}

internal static class QueryText
{
    public const int LongestText = 1000;
    private const int MostTokens = 100;
    private const string Signs = "€$£-–—+<>≤≥%~";
    private const string Breaks = ",;.!?:()[]{}|\"«»\n";

    public static List<QueryToken> Tokens(string text)
    {
        if (text.Length > LongestText) text = text[..LongestText];
        var tokens = new List<QueryToken>();
        var scanner = new WordScanner(text);
        var end = 0;
        while (tokens.Count < MostTokens && scanner.MoveNext())
        {
            var broken = AddSigns(tokens, text.AsSpan(end, scanner.Start - end), scanner.IsNumber);
            var written = scanner.Word.ToString();
            var folded = Folding.Fold(scanner.Word);
            var number = scanner.IsNumber ? Units.ParseNumber(scanner.Word) : null;
            if (folded.Length > 0) tokens.Add(new QueryToken(written, folded, number, scanner.Glued) { AfterBreak = broken, Elision = ElisionIn(text.AsSpan(end, scanner.Start - end)) });
            end = scanner.End;
        }

        AddSigns(tokens, text.AsSpan(Math.Min(end, text.Length)), false);
        return tokens;
    }

    private static string ElisionIn(ReadOnlySpan<char> gap)
    {
        gap = gap.TrimStart();
        return gap.Length is 2 or 3 && gap[^1] is '\'' or '’' or 'ʼ' && char.IsLetter(gap[0]) ? gap.ToString() : "";
    }

    private static bool AddSigns(List<QueryToken> tokens, ReadOnlySpan<char> gap, bool beforeNumber)
    {
        var broken = false;
        foreach (var c in gap)
        {
            if (Breaks.Contains(c)) broken = true;
            if (!Signs.Contains(c) || tokens.Count >= MostTokens || (c is '-' or '–' or '—' && !beforeNumber)) continue;
            var sign = c is '–' or '—' ? "-" : c.ToString();
            tokens.Add(new QueryToken(sign, sign, null, false) { AfterBreak = broken });
        }

        return broken;
    }
}
