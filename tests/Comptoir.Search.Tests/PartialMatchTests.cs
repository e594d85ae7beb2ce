using Comptoir.Search.Query;

namespace Comptoir.Search.Tests;

public sealed class PartialMatchTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    [Fact]
    public void Products_with_some_of_the_words_follow_those_with_all_and_are_not_counted()
    {
        var result = Partial("steel lunch box");
        result.Hits[0].ProductId.ShouldBe("steel-box");
        result.Hits.Select(h => h.ProductId).ShouldContain("plastic-box");
        result.Total.ShouldBe(shop.Find("steel lunch box").Total);
    }

    [Theory]
    [InlineData("steel lunch box under 20 euros")]
    [InlineData("raincoat yellow not pink")]
    public void Price_limits_and_exclusions_hold_for_partial_matches_too(string text)
    {
        foreach (var hit in Partial(text).Hits)
        {
            var product = shop.Search.FindProduct(Some.ShopId, hit.ProductId)!;
            if (text.Contains("20")) product.FindVariant(hit.VariantId)!.Offer.Price.Amount.ShouldBeLessThanOrEqualTo(2000);
            else product.Id.ShouldNotBe("pink-coat");
        }
    }

    [Fact]
    public void The_best_of_a_few_are_the_best_of_all()
    {
        foreach (var text in new[] { "gift", "steel", "wooden blocks gift", "veste enfant", "jacket coat boots" })
        {
            var all = Partial(text).Hits.Select(h => h.ProductId).ToList();
            for (var offset = 0; offset < all.Count; offset += 3)
                shop.Search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text, Offset = offset, Limit = 3, WithPartial = true }).Hits.Select(h => h.ProductId)
                    .ShouldBe(all.Skip(offset).Take(3), text);
        }
    }

    [Fact]
    public void An_explanation_adds_up_to_the_order_of_results()
    {
        var request = new SearchRequest { ShopId = Some.ShopId, Text = "waterproof jacket not pink" };
        var jacket = shop.Search.Explain(request, "kids-jacket")!;
        var coat = shop.Search.Explain(request, "pink-coat")!;
        jacket.Failed.ShouldBeEmpty();
        jacket.Words.Single(w => w.Word == "jacket").Fields.ShouldContain("Title");
        coat.Failed.ShouldContain("not pink");
        string.Join('\n', coat.Lines()).ShouldContain("not met: not pink");
        shop.Search.Explain(request, "no such product").ShouldBeNull();
    }

    [Fact]
    public void Without_relevance_only_the_order_changes()
    {
        var byPrice = shop.Find("gift", sort: SortOrder.PriceAscending);
        byPrice.Hits.Select(h => h.ProductId).ShouldBe(shop.Find("gift").Hits.Select(h => h.ProductId), ignoreOrder: true);
        byPrice.Understood.ShouldNotBe(Constraints.None);
    }

    private SearchResult Partial(string text) => shop.Search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text, Limit = 100, WithPartial = true });
}
