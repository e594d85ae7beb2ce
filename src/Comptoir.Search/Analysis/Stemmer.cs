using System.Collections.Concurrent;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;

namespace Comptoir.Search.Analysis;

/// <summary>
/// Lucene's light stemmers, one word at a time (KStem for English, Savoy's light stemmer for French). Words come in folded, so "velo"
/// and "vélo" meet. Answers are remembered; any thread may ask.
/// </summary>
internal sealed class Stemmer
{
    // people type the same words again and again; what nobody repeats must not fill the memory
    private const int MostRemembered = 100_000;

    private readonly ConcurrentDictionary<string, string> _englishStems = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _frenchStems = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly OneWord _word = new();
    private readonly KStemFilter _english;
    private readonly ICharTermAttribute _result;
    private readonly FrenchLightStemmer _french = new();

    public Stemmer()
    {
        _english = new KStemFilter(_word);
        _result = _english.GetAttribute<ICharTermAttribute>();
    }

    public string English(string folded)
    {
        if (folded.Length < 3) return folded;
        if (_englishStems.TryGetValue(folded, out var known)) return known;
        string stem;
        lock (_lock)
        {
            _word.Set(folded);
            _english.IncrementToken();
            stem = _result.ToString();
        }

        if (_englishStems.Count < MostRemembered) _englishStems.TryAdd(folded, stem);
        return stem;
    }

    public string French(string folded)
    {
        if (folded.Length < 3) return folded;
        if (_frenchStems.TryGetValue(folded, out var known)) return known;
        // spare room: the stemmer may write a letter past the end of what it keeps
        var letters = new char[folded.Length + 4];
        folded.CopyTo(0, letters, 0, folded.Length);
        string stem;
        lock (_lock) stem = new string(letters, 0, _french.Stem(letters, folded.Length));
        if (_frenchStems.Count < MostRemembered) _frenchStems.TryAdd(folded, stem);
        return stem;
    }

    private sealed class OneWord : TokenStream
    {
        private readonly ICharTermAttribute _term;

        public OneWord() => _term = AddAttribute<ICharTermAttribute>();

        public void Set(string word) => _term.SetEmpty().Append(word);

        public override bool IncrementToken() => true;
    }
}
