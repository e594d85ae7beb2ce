using Comptoir.Catalog;

namespace Comptoir.Search.Tests;

public sealed class CompoundTests
{
    [Theory]
    [InlineData("head set", "Stereo headset", "stereo-headset")]
    [InlineData("bookshelf", "Oak book shelf", "shelf")]
    [InlineData("2x4 lumber", "Lumber 2 x 4", "lumber")]
    [InlineData("1/2 in pipe", "Pipe 0.5 inch", "pipe")]
    [InlineData("5 gallon bucket", "Bucket 5-gal.", "bucket")]
    public async Task What_is_written_apart_together_or_in_other_units_is_found(string text, string title, string id)
    {
        var (search, store) = await Some.Loaded();
        using (search)
        {
            await store.WriteAsync(
                new CatalogBatch(Some.ShopId) { Products = [Some.Product(id, title, title, "kitchen", 1000), Some.Product(id + "2", title + " large", title + " grand", "kitchen", 1000)] },
                TestContext.Current.CancellationToken);
            await search.FollowAsync(TestContext.Current.CancellationToken);
            search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text }).Hits.Select(h => h.ProductId).ShouldContain(id);
        }
    }

    [Fact]
    public async Task What_a_thing_is_comes_before_what_goes_with_it()
    {
        var (search, store) = await Some.Loaded();
        using (search)
        {
            await store.WriteAsync(
                new CatalogBatch(Some.ShopId) { Products = [Some.Product("sleeve", "Camera sleeve", "Housse photo", "audio", 1000), Some.Product("camera", "Compact camera", "Appareil photo", "audio", 1000)] },
                TestContext.Current.CancellationToken);
            await search.FollowAsync(TestContext.Current.CancellationToken);
            search.Search(new SearchRequest { ShopId = Some.ShopId, Text = "camera" }).Hits[0].ProductId.ShouldBe("camera");
        }
    }
}
