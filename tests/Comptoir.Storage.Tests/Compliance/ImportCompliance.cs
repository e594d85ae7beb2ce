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
