using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class ImportCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly FeedImportOptions RemoveMissing = new(RemoveMissing: true);

    [Fact]
    public async Task What_a_whole_feed_no_longer_mentions_is_removed()
    {
        await ImportAsync("sku,title,price\nrose,Rose,3.50\ntulip,Tulip,2.00\n", new());

        (await ImportAsync("sku,title,price\ntulip,Tulip,2.00\n", RemoveMissing)).Removed.ShouldBe(1);

        (await Products()).ShouldBe(["tulip"]);
    }

    [Theory]
    [InlineData("sku,title,price\nrose,Rose,three fifty\ntulip,Tulip,2.00\n")]
    [InlineData("sku,title,price\n")]
    [InlineData("")]
    public async Task A_feed_with_a_refused_row_or_without_products_removes_nothing_and_says_so(string feed)
    {
        await ImportAsync("sku,title,price\nrose,Rose,3.50\ntulip,Tulip,2.00\n", new());

        var report = await ImportAsync(feed, RemoveMissing);

        report.Removed.ShouldBe(0);
        report.Problems.ShouldContain(p => p.Message.StartsWith("Nothing was removed", StringComparison.Ordinal));
        (await Products()).ShouldBe(["rose", "tulip"]);
    }

    [Theory]
    [InlineData("""{"id":"tulip","sku":"T","options":[],"offer":{"price":{"amount":-500,"currency":"EUR"}},"attributes":{},"media":[]}""")]
    [InlineData("""{"id":"tulip","sku":"T","options":[],"offer":{"price":{"amount":500,"currency":"USD"}},"attributes":{},"media":[]}""")]
    [InlineData("""{"id":"","sku":"T","options":[],"offer":{"price":{"amount":500,"currency":"EUR"}},"attributes":{},"media":[]}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_exported_product_that_could_not_be_sold_is_refused_and_the_next_one_taken(string variant)
    {
        const string sound = """{"id":"rose","sku":"R","options":[],"offer":{"price":{"amount":350,"currency":"EUR"}},"attributes":{},"media":[]}""";

        var report = await ImportAsync($"{Line("tulip", variant)}\n{Line("rose", sound)}\n", new(), ".jsonl");

        (report.Refused, report.Added).ShouldBe((1, 1));
        (await Products()).ShouldBe(["rose"]);

        static string Line(string id, string variant) =>
            $$$"""{"product":{"id":"{{{id}}}","handle":"{{{id}}}","title":"A flower","options":[],"variants":[{{{variant}}}],"attributes":{},"tags":[],"media":[],"taxCategory":"standard","active":true,"source":{"source":"x","readAt":"2026-11-22T23:12:36+00:00"}} }""";
    }

    [Fact]
    public async Task A_refused_product_does_not_touch_the_stock_of_the_one_whose_variant_it_claims()
    {
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("can", 1000, "blue", "red")], Stock = [Some.Stock("blue", 5)] }, None);

        var result = await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("pot", 1000, "blue")], Stock = [Some.Stock("blue", 99)] }, None);

        result.Refused.ShouldBe(["pot"]);
        (await Stores.Catalog.ReadStockAsync(Some.ShopId, ["blue"], None)).ShouldHaveSingleItem().OnHand.ShouldBe(5);
    }

    private async Task<FeedReport> ImportAsync(string feed, FeedImportOptions options, string extension = ".csv")
    {
        await Stores.Catalog.SaveShopAsync(Some.Shop(), None);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{extension}");
        await File.WriteAllTextAsync(file, feed, None);
        try
        {
            return await new FeedImport(Stores.Catalog, TimeProvider.System).RunAsync(file, Some.ShopId, options, null, None);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<IReadOnlyList<string>> Products()
    {
        var ids = new List<string>();
        await foreach (var product in Stores.Catalog.ReadProductsAsync(Some.ShopId, None)) ids.Add(product.Id);
        return ids;
    }
}
