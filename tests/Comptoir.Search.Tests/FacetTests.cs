using Comptoir.Search.Query;

namespace Comptoir.Search.Tests;

public sealed class FacetTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("gift")]
    [InlineData("jacket not pink")]
    [InlineData("shoes")]
    [InlineData("under 40 euros")]
    [InlineData("blue mug")]
    public void A_count_is_the_number_of_hits_when_selected(string text)
    {
        var result = shop.Find(text, facets: true);
        result.Facets.ShouldNotBeEmpty();
        foreach (var facet in result.Facets)
            foreach (var value in facet.Values)
            {
                // what the text says wins over a selection, so a facet that it speaks of cannot be selected apart from it
                if (Select(facet.Id, value.Id) is not { } chosen || Speaks(result.Understood, facet.Id)) continue;
                shop.Find(text, constraints: chosen).Total.ShouldBe(value.Count, $"{facet.Id} {value.Id}");
            }
    }

    [Fact]
    public void A_selection_does_not_narrow_its_own_facet()
    {
        var free = shop.Find("mug", facets: true).Facets.Single(f => f.Id == "color");
        var chosen = shop.Find("mug", facets: true, constraints: new Constraints { Attributes = [new AttributeConstraint("color", ["navy"])] });
        chosen.Total.ShouldBe(1);
        var color = chosen.Facets.Single(f => f.Id == "color");
        color.Values.Select(v => (v.Id, v.Count)).ShouldBe(free.Values.Select(v => (v.Id, v.Count)));
        color.Values.Single(v => v.Selected).Id.ShouldBe("navy");
    }

    [Fact]
    public void Values_are_sorted_by_count_and_named_in_the_language()
    {
        var facet = shop.Find("", "fr", facets: true).Facets.Single(f => f.Id == "category");
        facet.Label.ShouldBe("Catégorie");
        facet.Values.Select(v => v.Count).ShouldBe(facet.Values.Select(v => v.Count).OrderDescending());
        facet.Values.ShouldContain(v => v.Label == "Cuisine");
    }

    private static Constraints? Select(string facet, string value) => facet switch
    {
        "category" => new Constraints { Categories = [value] },
        "brand" => new Constraints { Brands = [value] },
        "rating" => new Constraints { RatingMin = decimal.Parse(value) },
        "availability" => new Constraints { InStockOnly = true },
        "price" => new Constraints { PriceMin = long.Parse(value.Split('-')[0]), PriceMax = value.EndsWith('-') ? null : long.Parse(value.Split('-')[1]) },
        _ => new Constraints { Attributes = [new AttributeConstraint(facet, [value])] },
    };

    private static bool Speaks(Constraints understood, string facet) =>
        understood.Attributes.Any(a => a.AttributeId == facet) || (facet == "price" && (understood.PriceMax ?? understood.PriceMin) is not null);
}
