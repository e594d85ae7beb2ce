using Comptoir.Search.Query;

namespace Comptoir.Search.Tests;

public sealed class QueryUnderstandingTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    [Theory]
    [InlineData("mug under 20 euros", null, 2000L)]
    [InlineData("mug under $50", null, 5000L)]
    [InlineData("une tasse à moins de 30 €", null, 3000L)]
    [InlineData("cadeau jusqu'à 25€", null, 2500L)]
    [InlineData("30 € max", null, 3000L)]
    [InlineData("no more than 12,50 €", null, 1250L)]
    [InlineData("pas plus de 40 euros", null, 4000L)]
    [InlineData("entre 20 et 40 euros", 2000L, 4000L)]
    [InlineData("between 20 and 40", 2000L, 4000L)]
    [InlineData("20-40€", 2000L, 4000L)]
    [InlineData("de 20 à 40 €", 2000L, 4000L)]
    [InlineData("plus de 1 000 €", 100000L, null)]
    [InlineData("more than €15", 1500L, null)]
    [InlineData("about 25", 2000L, 3000L)]
    [InlineData("gift for a cook under 40", null, 4000L)]
    [InlineData("moins cher que 18 €", null, 1800L)]
    public void Price_limits_are_read_in_both_languages(string text, long? min, long? max)
    {
        var understood = Understand(text);
        understood.PriceMin.ShouldBe(min);
        understood.PriceMax.ShouldBe(max);
    }

    [Theory]
    [InlineData("for a 6 year old", 6)]
    [InlineData("pour un enfant de 6 ans", 6)]
    [InlineData("6-8 ans", 7)]
    [InlineData("jouet 18 mois", 1.5)]
    [InlineData("for a six year old", 6)]
    [InlineData("aged 9", 9)]
    [InlineData("pour mon fils de 10 ans", 10)]
    public void Ages_are_read_in_years(string text, double age) => Understand(text).Age.ShouldBe((decimal)age);

    [Theory]
    [InlineData("shoes for my wife", "woman")]
    [InlineData("chaussures homme", "man")]
    [InlineData("cadeau pour ma grand-mère", "woman")]
    [InlineData("veste garçon", "boy")]
    [InlineData("toy for a baby", "baby")]
    [InlineData("cadeau pour un ado", "teenager")]
    public void The_person_it_is_for_is_understood(string text, string audience) => Understand(text).Audience.ShouldBe(audience);

    [Theory]
    [InlineData("blue mug", "color", "blue")]
    [InlineData("tasse bleue", "color", "blue")]
    [InlineData("waterproof boots", "waterproof", "true")]
    [InlineData("bottines étanches", "waterproof", "true")]
    [InlineData("écouteurs sans fil", "wireless", "true")]
    [InlineData("biscuits sans gluten", "gluten_free", "true")]
    [InlineData("gluten free biscuits", "gluten_free", "true")]
    [InlineData("manteau en laine", "material", "wool")]
    [InlineData("baskets en 42", "size", "42")]
    [InlineData("size M jacket", "size", "M")]
    [InlineData("chaussures taille 39", "size", "39")]
    public void Values_of_the_shops_own_attributes_are_recognised(string text, string attribute, string value) =>
        Understand(text).Attributes.Single(a => a.AttributeId == attribute).Values[0].ShouldBe(value);

    [Theory]
    [InlineData("not pink", "color", "pink")]
    [InlineData("jacket but not pink", "color", "raspberry")]
    [InlineData("pas de rose", "color", "pink")]
    [InlineData("veste sans cuir", "contains_leather", "true")]
    [InlineData("leather-free boots", "material", "leather")]
    [InlineData("spread without sugar", "sugar_added", "true")]
    [InlineData("lunch box, no plastic", "material", "plastic")]
    [InlineData("tout sauf le rouge", "color", "red")]
    public void Exclusions_are_read_in_both_languages(string text, string attribute, string value) =>
        Understand(text).Exclusions.ShouldContain(e => e.Kind == "attribute" && e.Field == attribute && e.Value == value);

    [Fact]
    public void A_list_of_exclusions_is_read_to_its_end() =>
        Understand("mug not pink, red or black").Exclusions.Select(e => e.Value).ShouldBe(["pink", "raspberry", "red", "black"], ignoreOrder: true);

    [Fact]
    public void Synthetic_leather_is_not_leather() =>
        Understand("sans cuir").Exclusions.ShouldNotContain(e => e.Value == "synthetic-leather");

    [Theory]
    [InlineData("cheapest mug", SortOrder.PriceAscending)]
    [InlineData("une tasse pas chère", SortOrder.PriceAscending)]
    [InlineData("best rated honey", SortOrder.Rating)]
    [InlineData("les nouveautés", SortOrder.Newest)]
    public void Wishes_for_an_order_are_read(string text, SortOrder sort) => Understand(text).Sort.ShouldBe(sort);

    [Fact]
    public void Rating_and_stock_are_read()
    {
        var understood = Understand("well rated knife in stock");
        understood.RatingMin.ShouldBe(4);
        understood.InStockOnly.ShouldBeTrue();
        understood.Words.ShouldBe("knife");
    }

    [Theory]
    [InlineData("gourde plus de 1 litre", "capacity", 1000, null)]
    [InlineData("pot at least 2.5 l", "capacity", 2500, null)]
    [InlineData("poêle de moins de 30 cm", "length", null, 30)]
    [InlineData("puzzle plus de 500 pièces", "pieces", 500, null)]
    public void Numbers_with_units_bound_the_fitting_attribute(string text, string attribute, int? min, int? max)
    {
        var found = Understand(text).Attributes.Single();
        (found.AttributeId, found.Min, found.Max).ShouldBe((attribute, (decimal?)min, (decimal?)max));
    }

    [Fact]
    public void Filler_is_not_searched() => Understand("Bonjour, je cherche un cadeau pour un jardinier s'il vous plaît").Words.ShouldBe("cadeau jardinier");

    [Fact]
    public void Green_tea_is_a_tea_and_not_a_colour()
    {
        Understand("thé vert bio").Attributes.ShouldHaveSingleItem().AttributeId.ShouldBe("organic");
        Understand("green tea").Attributes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("wateproof jaket", "waterproof jacket")]
    [InlineData("secatuers", "secateurs")]
    [InlineData("écoutuers", "ecouteurs")]
    public void Misspelt_words_are_corrected_from_the_catalogue(string text, string corrected) => shop.Find(text).Corrected.ShouldBe(corrected);

    [Fact]
    public void Words_that_the_catalogue_knows_are_left_alone() => shop.Find("trowel pan pot pots").Corrected.ShouldBeNull();

    [Fact]
    public void Labels_speak_the_language_of_the_request()
    {
        Understand("tasse bleue, pas de rose", "fr").Attributes[0].Label.ShouldBe("Couleur\u00a0: bleu");
        Understand("blue mug, not pink").Exclusions[0].Label.ShouldBe("not pink");
        Understand("tasse bleue, pas de rose", "fr").Exclusions[0].Label.ShouldBe("pas de rose");
    }

    [Fact]
    public void A_brand_is_recognised() => Understand("orphonie headphones").Brands.ShouldBe(["Orphonie"]);

    private Constraints Understand(string text, string language = "en") => shop.Search.Understand(Some.ShopId, text, language);
}
