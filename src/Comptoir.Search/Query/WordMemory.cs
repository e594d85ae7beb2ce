using System.Collections.Concurrent;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Query;

/// <summary>
/// Remembers what one view of a shop makes of single words: their right spelling, their forms and synonyms, whether they name a brand.
/// People ask with the same words again and again. Bounded; any thread may ask.
/// </summary>
internal sealed class WordMemory
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, string> _spellings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Word, string Language), Alternative[]> _alternatives = new();
    private readonly ConcurrentDictionary<(string, string, string), bool> _decisions = new();

    /// <summary>The right spelling of a word; null when it is right or none is known.</summary>
    public string? Spelling(string word, Func<string, string?> correct)
    {
        if (!_spellings.TryGetValue(word, out var known))
        {
            known = correct(word) ?? "";
            if (_spellings.Count < Most) _spellings.TryAdd(word, known);
        }

        return known.Length > 0 ? known : null;
    }

    public Alternative[] Alternatives(string word, string language, Func<Alternative[]> make)
    {
        if (!_alternatives.TryGetValue((word, language), out var known))
        {
            known = make();
            if (_alternatives.Count < Most) _alternatives.TryAdd((word, language), known);
        }

        return known;
    }

    public bool Decision((string, string, string) about, Func<bool> decide)
    {
        if (!_decisions.TryGetValue(about, out var known))
        {
            known = decide();
            if (_decisions.Count < Most) _decisions.TryAdd(about, known);
        }

        return known;
    }
}
