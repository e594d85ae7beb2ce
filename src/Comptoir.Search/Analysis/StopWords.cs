using System.Collections.Frozen;
using Comptoir.Search.Query;

namespace Comptoir.Search.Analysis;

/// <summary>Words that carry no meaning in a shop, and the phrases with which people begin to ask.</summary>
internal sealed class StopWords
{
    private readonly FrozenSet<string> _english = Load("stopwords.en.txt");
    private readonly FrozenSet<string> _french = Load("stopwords.fr.txt");

    /// <summary>Several words that mean nothing together ("looking for", "j'ai besoin de"), longest first.</summary>
    public Phrases Phrases { get; } = new(WordList.Read("stopphrases.txt").Select(p => WordList.Words(p).ToArray()).Where(p => p.Length > 0));

    /// <summary>Words of <see cref="Phrases"/>; they count as spelt right.</summary>
    public IReadOnlySet<string> PhraseWords { get; } = WordList.Read("stopphrases.txt").SelectMany(WordList.Words).ToFrozenSet(StringComparer.Ordinal);

    public bool IsEnglish(string folded) => _english.Contains(folded);

    public bool IsFrench(string folded) => _french.Contains(folded);

    public bool Is(string folded, string language) => language == "fr" ? IsFrench(folded) : IsEnglish(folded);

    private static FrozenSet<string> Load(string name) =>
        WordList.Read(name).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
}
