using System.Text.RegularExpressions;

namespace Comptoir.Agent.Understanding;

/// <summary>An intent that a sentence may express, how clearly, and in which language it was said.</summary>
internal readonly record struct Candidate(string Intent, int Weight, string Language);

/// <summary>The phrases of one language, read from its data file.</summary>
internal sealed partial class Phrases
{
    /// <summary>Requests are short; what comes later is read as a description of products only.</summary>
    private const int LongestRead = 400;

    private readonly List<string[]> _polite = [];
    private readonly List<string[]> _find = [];
    private readonly List<string[]> _refine = [];
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private readonly List<(string Intent, int Weight, Regex Pattern)> _intents = [];

    private Phrases(string language, TextReader data)
    {
        Language = language;
        Read(data);
        foreach (var list in new[] { _polite, _find, _refine }) list.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    public static Phrases English { get; } = Load("en");

    public static Phrases French { get; } = Load("fr");

    public static IReadOnlyList<Phrases> All { get; } = [English, French];

    public string Language { get; }

    public static Phrases Of(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;

    /// <summary>The intents that the beginning of a sentence expresses.</summary>
    public IEnumerable<Candidate> Match(string folded)
    {
        var read = folded.Length <= LongestRead ? folded : folded[..LongestRead];
        return _intents.Where(i => IsMatch(i.Pattern, read)).Select(i => new Candidate(i.Intent, i.Weight, Language));
    }

    /// <summary>How many words belong to this language.</summary>
    public int Marks(Utterance said) => said.Words.Count(w => _marks.Contains(w.Folded));

    /// <summary>Words at the beginning that only make it polite.</summary>
    public int PoliteLead(Utterance said) => Lead(said, 0, _polite);

    /// <summary>Words at the beginning that say "I am looking for".</summary>
    public int FindLead(Utterance said) => Lead(said, 0, _find);

    /// <summary>The sentence begins like a remark on what was just shown: in …, without …, under …</summary>
    public bool BeginsAsRemark(Utterance said) => LengthAt(said, 0, _refine) > 0;

    private static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // a text made to be slow says nothing
        }
    }

    private static int Lead(Utterance said, int from, List<string[]> phrases)
    {
        var at = from;
        while (LengthAt(said, at, phrases) is > 0 and var length) at += length;
        return at;
    }

    private static int LengthAt(Utterance said, int at, List<string[]> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (at + phrase.Length > said.Words.Count) continue;
            var same = true;
            for (var i = 0; i < phrase.Length && same; i++) same = said.Words[at + i].Folded == phrase[i];
            if (same) return phrase.Length;
        }

        return 0;
    }

    private void Read(TextReader data)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        while (data.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') section = line.Trim('[', ']');
            else if (section == "polite") _polite.Add(line.Split(' '));
            else if (section == "find") _find.Add(line.Split(' '));
            else if (section == "refine") _refine.Add(line.Split(' '));
            else if (section == "marks") _marks.Add(line);
            else if (line[0] == '$') names[line[1..line.IndexOf(' ', StringComparison.Ordinal)]] = line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..];
            else
            {
                var parts = line.Split(' ', 3);
                var pattern = Name().Replace(parts[2], m => names.TryGetValue(m.Groups[1].Value, out var value) ? value : m.Value);
                _intents.Add((parts[0], parts[1][0] - '0', new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100))));
            }
        }
    }

    private static Phrases Load(string language)
    {
        using var stream = typeof(Phrases).Assembly.GetManifestResourceStream("phrases." + language)!;
        using var reader = new StreamReader(stream);
        return new Phrases(language, reader);
    }

    [GeneratedRegex(@"\$([a-z]+)")]
    private static partial Regex Name();
}
