using System.Reflection;

namespace Comptoir.Search.Analysis;

/// <summary>Reads the word lists that are built into the assembly: one entry a line, <c>#</c> begins a comment.</summary>
internal static class WordList
{
    public static IEnumerable<string> Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Comptoir.Search.Analysis.{name}")
            ?? throw new InvalidOperationException($"The word list {name} is not built in.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var comment = line.IndexOf('#');
            var entry = (comment >= 0 ? line[..comment] : line).Trim();
            if (entry.Length > 0) yield return entry;
        }
    }

    /// <summary>The folded words of a phrase: <c>"idée cadeau"</c> gives <c>idee</c>, <c>cadeau</c>.</summary>
    public static List<string> Words(string phrase)
    {
        var words = new List<string>();
        var scanner = new WordScanner(phrase);
        while (scanner.MoveNext()) words.Add(Folding.Fold(scanner.Word));
        return words;
    }
}
