namespace Comptoir.Search.Query;

/// <summary>Small fixed vocabularies of the query grammar, folded, longest phrases tried first.</summary>
internal sealed class Phrases
{
    private readonly Dictionary<string, string[][]> _byFirst;
    private readonly Dictionary<string, string[][]> _byLast;

    public Phrases(params IEnumerable<string> phrases) : this(phrases.Select(p => p.Split(' '))) { }

    public Phrases(IEnumerable<string[]> phrases)
    {
        var all = phrases.OrderByDescending(p => p.Length).ToList();
        _byFirst = all.GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _byLast = all.GroupBy(p => p[^1]).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    public IEnumerable<string> Words => _byFirst.Values.SelectMany(p => p).SelectMany(p => p);

    /// <summary>How many tokens from <paramref name="at"/> make one of the phrases; 0 when none does.</summary>
    public int At(List<QueryToken> tokens, int at)
    {
        if (at < 0 || at >= tokens.Count || !_byFirst.TryGetValue(tokens[at].Word, out var phrases)) return 0;
        foreach (var phrase in phrases)
            if (Matches(tokens, at, phrase)) return phrase.Length;
        return 0;
    }

    /// <summary>How many tokens that end just before <paramref name="end"/> make one of the phrases.</summary>
    public int Before(List<QueryToken> tokens, int end)
    {
        if (end <= 0 || end > tokens.Count || !_byLast.TryGetValue(tokens[end - 1].Word, out var phrases)) return 0;
        foreach (var phrase in phrases)
            if (Matches(tokens, end - phrase.Length, phrase)) return phrase.Length;
        return 0;
    }

    private static bool Matches(List<QueryToken> tokens, int at, string[] phrase)
    {
        if (at < 0 || at + phrase.Length > tokens.Count) return false;
        for (var i = 0; i < phrase.Length; i++)
            if (tokens[at + i].Taken || tokens[at + i].Word != phrase[i]) return false;
        return true;
    }
}
