using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Comptoir.Search.Tests;

public sealed class UpdateTests
{
    private static readonly string[] Requests = ["jacket", "gift gardener", "steel", "veste imperméable", "boîte", "not pink raincoat", "under 20 euros", "wooden blocks", "zzz mug"];

    [Fact]
    public void Any_sequence_of_updates_answers_as_an_index_built_anew()
    {
        var steps =
            from product in Gen.Elements(Some.Catalogue.AsEnumerable())
            from other in Gen.Elements(Some.Catalogue.AsEnumerable())
            from remove in Gen.Elements(true, false, false)
            select (product.Id, Title: remove ? null : other.Title);
        Prop.ForAll(Gen.ListOf(steps).ToArbitrary(), changes =>
        {
            var (updated, store) = Some.Loaded().GetAwaiter().GetResult();
            using (updated)
            {
                foreach (var (id, title) in changes)
                {
                    var old = Some.Catalogue.Single(p => p.Id == id);
                    store.WriteAsync(
                        title is null ? new CatalogBatch(Some.ShopId) { RemovedProductIds = [id] } : new CatalogBatch(Some.ShopId) { Products = [old with { Title = title }] },
                        default).GetAwaiter().GetResult();
                    updated.FollowAsync(default).GetAwaiter().GetResult();
                }

                using var rebuilt = new ProductSearch(store, TimeProvider.System);
                rebuilt.LoadAsync(null, default).GetAwaiter().GetResult();
                foreach (var text in Requests)
                {
                    var (a, b) = (Answer(updated, text), Answer(rebuilt, text));
                    a.Total.ShouldBe(b.Total, text);
                    a.Relaxed.ShouldBe(b.Relaxed, text);
                    a.Found.ShouldBe(b.Found, ignoreOrder: true, text);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static (int Total, List<string> Relaxed, List<string> Found) Answer(ProductSearch search, string text)
    {
        var result = search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text, Limit = 200 });
        return (result.Total, [.. result.Relaxed.Order(StringComparer.Ordinal)], [.. result.Hits.Select(h => $"{h.ProductId} {h.VariantId}")]);
    }
}
