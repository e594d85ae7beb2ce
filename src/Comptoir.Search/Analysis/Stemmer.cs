using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;

namespace Comptoir.Search.Analysis;

/// <summary>
/// Lucene's light stemmers, one word at a time (KStem for English, Savoy's light stemmer for French), so that callers can
/// keep the answer for each distinct word. Words come in folded, so "velo" and "vélo" meet. One instance per thread.
/// </summary>
internal sealed class Stemmer
{
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
        _word.Set(folded);
        _english.IncrementToken();
        return _result.ToString();
    }

    public string French(string folded)
    {
        if (folded.Length < 3) return folded;
        // spare room: the stemmer may write a letter past the end of what it keeps
        var letters = new char[folded.Length + 4];
        folded.CopyTo(0, letters, 0, folded.Length);
        var length = _french.Stem(letters, folded.Length);
        return new string(letters, 0, length);
    }

    private sealed class OneWord : TokenStream
    {
        private readonly ICharTermAttribute _term;

        public OneWord() => _term = AddAttribute<ICharTermAttribute>();

        public void Set(string word) => _term.SetEmpty().Append(word);

        public override bool IncrementToken() => true;
    }
}
