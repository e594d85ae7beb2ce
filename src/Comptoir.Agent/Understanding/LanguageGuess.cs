namespace Comptoir.Agent.Understanding;

/// <summary>English or French: keeps the conversation's language unless the sentence is clearly in the other.</summary>
internal static class LanguageGuess
{
    public static string Of(Utterance said, string current, IReadOnlyList<string> offered)
    {
        if (!offered.Contains("en") || !offered.Contains("fr")) return current;
        var (english, french) = (Evidence(Phrases.English, said), Evidence(Phrases.French, said));
        if (said.Text.Any(c => "éèêëàâçùûîïôœ".Contains(char.ToLowerInvariant(c), StringComparison.Ordinal))) french++;
        return current == "fr"
            ? (Clear(english, french) ? "en" : current)
            : (Clear(french, english) ? "fr" : current);
    }

    private static bool Clear(int other, int current) => other >= 1 && (current == 0 || other >= current + 2) && other > current;

    private static int Evidence(Phrases phrases, Utterance said) =>
        phrases.Marks(said) + (phrases.Match(said.Folded).Any(c => c.Weight >= 8) ? 1 : 0);
}
