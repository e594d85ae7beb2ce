using System.Globalization;
using Comptoir.Search.Query;

namespace Comptoir.Search;

/// <summary>Why a product stands where it does for a request: (1 + words × coverage) × role × telling fields × popularity × stock.</summary>
/// <param name="Understood">What was taken from the text and the given constraints.</param>
/// <param name="TextScore">Sum over the words: BM25F with counts weighted by field.</param>
/// <param name="Coverage">Root of the share of the words that it has.</param>
/// <param name="Role">Above 1 when its title names the thing itself, below when the thing is what it goes with.</param>
/// <param name="Telling">Above 1 when all words stand in its title, category, tags, brand or code.</param>
/// <param name="Failed">Constraints that no variant meets; a product with any of them is not among the exact matches.</param>
/// <param name="Score">Before the second look, which adds up to a tenth for words that stand side by side in the title.</param>
public sealed record Explanation(
    Constraints Understood, IReadOnlyList<ExplainedWord> Words, double TextScore, double Coverage, double Role, double Telling, double Popularity, double Stock,
    IReadOnlyList<string> Failed, double Score)
{
    /// <summary>A line a word, then the factors.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var w in Words)
            yield return w.IsMet
                ? string.Create(CultureInfo.InvariantCulture, $"{w.Score,7:0.00}  {w.Word} (rarity {w.Rarity:0.0}) in {w.Fields}")
                : string.Create(CultureInfo.InvariantCulture, $"{0,7:0.00}  {w.Word}: not there");
        yield return string.Create(CultureInfo.InvariantCulture, $"coverage {Coverage:0.00}, role {Role:0.00}, telling fields {Telling:0.00}, popularity {Popularity:0.00}, stock {Stock:0.00}: {Score:0.00}");
        foreach (var f in Failed) yield return "not met: " + f;
    }
}

/// <param name="IsDemanded">False for words that became a constraint and only help to rank.</param>
/// <param name="Rarity">Inverse document frequency.</param>
/// <param name="Fields">Where it stands, separated by commas; empty when it is not there.</param>
public sealed record ExplainedWord(string Word, bool IsDemanded, bool IsMet, double Rarity, double Score, string Fields);
