namespace Comptoir.Search.Query;

/// <summary>Small fixed vocabularies of the query grammar, folded, longest phrases tried first.</summary>
internal sealed class Phrases
{
    private readonly string[][] _phrases;

    public Phrases(params string[] phrases) =>
        _phrases = [.. phrases.Select(p => p.Split(' ')).OrderByDescending(p => p.Length)];

    public IEnumerable<string> Words => _phrases.SelectMany(p => p);

    /// <summary>How many tokens from <paramref name="at"/> make one of the phrases; 0 when none does.</summary>
    public int At(List<QueryToken> tokens, int at)
    {
        foreach (var phrase in _phrases)
            if (Matches(tokens, at, phrase)) return phrase.Length;
        return 0;
    }

    /// <summary>How many tokens that end just before <paramref name="end"/> make one of the phrases.</summary>
    public int Before(List<QueryToken> tokens, int end)
    {
        foreach (var phrase in _phrases)
            if (Matches(tokens, end - phrase.Length, phrase)) return phrase.Length;
        return 0;
    }

    public static bool Matches(List<QueryToken> tokens, int at, IReadOnlyList<string> phrase)
    {
        if (at < 0 || at + phrase.Count > tokens.Count) return false;
        for (var i = 0; i < phrase.Count; i++)
            if (tokens[at + i].Taken || tokens[at + i].Word != phrase[i]) return false;
        return true;
    }
}
