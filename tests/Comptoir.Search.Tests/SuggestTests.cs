namespace Comptoir.Search.Tests;

public sealed class SuggestTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    [Fact]
    public void Titles_are_completed_in_the_language() =>
        shop.Search.Suggest(Some.ShopId, "transp", "fr").ShouldContain(new Suggestion("product", "trowel-page", "Transplantoir forgé"));

    [Fact]
    public void Accents_do_not_matter() => shop.Search.Suggest(Some.ShopId, "ecou", "fr").ShouldContain(s => s.Text == "Écouteurs sans fil");

    [Fact]
    public void Categories_and_brands_come_too()
    {
        shop.Search.Suggest(Some.ShopId, "chauss", "fr").ShouldContain(new Suggestion("category", "shoes", "Chaussures"));
        shop.Search.Suggest(Some.ShopId, "orph", "en").ShouldContain(new Suggestion("brand", "Orphonie", "Orphonie"));
    }

    [Fact]
    public void Several_words_must_all_begin_words_of_the_title() =>
        shop.Search.Suggest(Some.ShopId, "steel lun", "en").Where(s => s.Kind == "product").ShouldHaveSingleItem().Id.ShouldBe("steel-box-page");

    [Fact]
    public void The_limit_holds() => shop.Search.Suggest(Some.ShopId, "c", "fr", 3).Count.ShouldBe(3);

    [Fact]
    public void Similar_products_share_kind_and_leave_out_the_product_itself()
    {
        var similar = shop.Search.Similar(Some.ShopId, "mug", 3);
        similar.ShouldNotContain("mug");
        similar[0].ShouldBe("enamel-mug");
        shop.Search.Similar(Some.ShopId, "hiking-boots", 2).ShouldBeSubsetOf(["running-shoes", "sneakers", "synthetic-boots"]);
    }

    [Fact]
    public void Products_out_of_stock_are_the_last_to_be_similar() => shop.Search.Similar(Some.ShopId, "trowel", 3).ShouldNotContain("spade");
}
