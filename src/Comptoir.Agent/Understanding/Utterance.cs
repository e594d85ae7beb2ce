using System.Globalization;
using System.Text;

namespace Comptoir.Agent.Understanding;

/// <summary>A word of what was said, folded (lower case, no accents), and where it stands in the text.</summary>
internal readonly record struct Word(string Folded, int Start, int End);

/// <summary>What a person wrote, bounded and cleaned, with its words.</summary>
internal sealed class Utterance
{
    public const int Longest = 2_000;

    private Utterance(string text, IReadOnlyList<Word> words)
    {
        Text = text;
        Words = words;
        Folded = string.Join(' ', words.Select(w => w.Folded));
    }

    /// <summary>As written, without control characters, at most 2,000 characters.</summary>
    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>The folded words with single spaces between them.</summary>
    public string Folded { get; }

    public bool IsQuestion => Text.TrimEnd().EndsWith('?');

    public static Utterance Of(string? text)
    {
        var clean = Clean(text ?? "");
        return new Utterance(clean, Split(clean));
    }

    /// <summary>Without the first <paramref name="count"/> words.</summary>
    public Utterance Skip(int count) => count == 0 ? this : Of(count >= Words.Count ? "" : Text[Words[count].Start..]);

    /// <summary>From one word to before another.</summary>
    public Utterance Slice(int from, int to) => Of(from >= to ? "" : Text[Words[from].Start..(to < Words.Count ? Words[to].Start : Text.Length)]);

    /// <summary>The folded form of a short text: a label, a name.</summary>
    public static string Fold(string text) => Of(text).Folded;

    private static string Clean(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c);
        return clean.ToString().Trim();
    }

    private static List<Word> Split(string text)
    {
        var words = new List<Word>();
        var word = new StringBuilder();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || CharUnicodeInfo.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark))
            {
                if (word.Length == 0) start = i;
                Append(word, text[i]);
            }
            else if (word.Length > 0)
            {
                words.Add(new Word(word.ToString(), start, i));
                word.Clear();
            }
        }

        return words;
    }

    private static void Append(StringBuilder word, char c)
    {
        switch (char.ToLowerInvariant(c))
        {
            case 'œ': word.Append("oe"); return;
            case 'æ': word.Append("ae"); return;
            case 'ß': word.Append("ss"); return;
            case < (char)128 and var ascii: word.Append(ascii); return;
            case var other:
                foreach (var part in other.ToString().Normalize(NormalizationForm.FormKD))
                    if (char.IsLetterOrDigit(part)) word.Append(char.ToLowerInvariant(part));
                return;
        }
    }
}
