using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Ordering;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class CatalogCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private ICatalogStore Catalog => Stores.Catalog;

    [Fact]
    public async Task A_product_comes_back_as_it_was_written()
    {
        var product = Some.Product("can", 1999, "can-blue", "can-red") with
        {
            Tags = ["garden"],
            Rating = new Rating(4.5m, 12),
            Media = [new Media("/img/can.svg", new LocalizedText("A can", "Un arrosoir"))],
        };
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [product] }, None);

        var read = (await Catalog.GetProductsAsync(Some.ShopId, ["can"], None)).ShouldHaveSingleItem();

        Documents.Write(read).ShouldBe(Documents.Write(product));
        read.Attributes["volume"].ShouldBe(new NumberValue(5, "l"));
    }

    [Fact]
    public async Task A_shop_comes_back_as_it_was_last_saved()
    {
        await Catalog.SaveShopAsync(Some.Shop(), None);
        await Catalog.SaveShopAsync(Some.Shop() with { Name = "Fleurs d’été" }, None);

        (await Catalog.GetShopsAsync(None)).ShouldHaveSingleItem().Name.ShouldBe("Fleurs d’été");
        (await ChangesAsync()).Count(c => c.Kind == ChangeKind.Shop && c.Key == Some.ShopId).ShouldBe(2);
    }

    [Fact]
    public async Task Products_are_read_in_the_order_of_their_ids_over_many_pages()
    {
        var products = Enumerable.Range(0, 1234).Select(i => Some.Product($"p{i:0000}")).ToList();
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [.. products.AsEnumerable().Reverse()] }, None);
        await Catalog.WriteAsync(new CatalogBatch("other") { Products = [Some.Product("p0001x")] }, None);

        var read = new List<string>();
        await foreach (var product in Catalog.ReadProductsAsync(Some.ShopId, None)) read.Add(product.Id);

        read.ShouldBe(products.Select(p => p.Id));
    }

    [Fact]
    public async Task Writing_the_same_again_changes_and_logs_nothing()
    {
        var batch = new CatalogBatch(Some.ShopId)
        {
            Products = [Some.Product("a"), Some.Product("b")],
            Stock = [Some.Stock("a", 3)],
            Reviews = [Review("r1", "a")],
            Policies = [new Policy("returns", "Returns", "30 days")],
        };
        (await Catalog.WriteAsync(batch, None)).ShouldBe(new CatalogWriteResult(2, 0, 0, 0, 1) { Refused = [] }, ResultOnly);
        var before = await LastSequenceAsync();

        var again = await Catalog.WriteAsync(batch, None);

        again.ShouldBe(new CatalogWriteResult(0, 0, 2, 0, 0), ResultOnly);
        (await LastSequenceAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_later_time_of_reading_is_no_change_but_a_new_price_is()
    {
        var product = Some.Product("a");
        var offered = product with { Variants = [product.Variants[0] with { Offer = product.Variants[0].Offer with { Source = new Provenance("feed", Some.Now) } }] };
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [offered] }, None);

        var later = offered with
        {
            Source = offered.Source with { ReadAt = Some.Now.AddDays(1) },
            Variants = [offered.Variants[0] with { Offer = offered.Variants[0].Offer with { Source = new Provenance("feed", Some.Now.AddDays(1)) } }],
        };
        (await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [later] }, None)).Unchanged.ShouldBe(1);

        var dearer = later with { Variants = [later.Variants[0] with { Offer = new Offer(new Money(1001, "EUR")) }] };
        (await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [dearer] }, None)).Changed.ShouldBe(1);
    }

    [Fact]
    public async Task A_product_that_claims_the_variant_of_another_is_refused_and_the_rest_is_written()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a", 1000, "v1", "v2")] }, None);

        var result = await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("b", 1000, "v2", "v3"), Some.Product("c")] }, None);

        result.Refused.ShouldBe(["b"]);
        result.Added.ShouldBe(1);
        (await Catalog.GetProductsAsync(Some.ShopId, ["a", "b", "c"], None)).Select(p => p.Id).ShouldBe(["a", "c"]);
        (await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("d", 1000, "v3")] }, None)).Added.ShouldBe(1, "a refused product claims nothing");
    }

    [Fact]
    public async Task A_variant_may_not_carry_the_id_of_another_product_and_handles_are_unique()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a", 1000, "v1")] }, None);

        var result = await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("b", 1000, "a"), Some.Product("c") with { Handle = "a" }] }, None);

        result.Refused.ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task A_variant_can_move_to_another_product_in_one_batch_whatever_their_order()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a", 1000, "v1", "v2")] }, None);

        var result = await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("b", 1000, "v2"), Some.Product("a", 1000, "v1")] }, None);

        result.ShouldBe(new CatalogWriteResult(1, 1, 0, 0, 0), ResultOnly);
    }

    [Fact]
    public async Task The_same_ids_in_two_shops_are_different_things()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a")], Stock = [Some.Stock("a", 1)] }, None);
        await Catalog.WriteAsync(new CatalogBatch("other") { Products = [Some.Product("a", 5)], Stock = [Some.Stock("a", 9)] }, None);
        await Catalog.WriteAsync(new CatalogBatch("other") { RemovedProductIds = ["a"] }, None);

        (await Catalog.GetProductsAsync(Some.ShopId, ["a"], None)).ShouldHaveSingleItem().LowestPrice.Amount.ShouldBe(1000);
        (await Catalog.ReadStockAsync(Some.ShopId, null, None)).ShouldHaveSingleItem().OnHand.ShouldBe(1);
        (await Catalog.GetProductsAsync("other", ["a"], None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_product_frees_its_ids_and_takes_its_stock_and_reviews_along()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a", 1000, "v1")], Stock = [Some.Stock("v1", 3)], Reviews = [Review("r1", "a")] }, None);

        var result = await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { RemovedProductIds = ["a", "never-there"], Products = [Some.Product("b", 1000, "v1")] }, None);

        result.ShouldBe(new CatalogWriteResult(1, 0, 0, 1, 0), ResultOnly);
        (await Catalog.ReadStockAsync(Some.ShopId, null, None)).ShouldBeEmpty();
        (await Catalog.GetReviewsAsync(Some.ShopId, "a", None)).ShouldBeEmpty();
        (await ChangesAsync()).ShouldContain(c => c.Kind == ChangeKind.ProductRemoved && c.Key == "a");
    }

    [Fact]
    public async Task Counting_stock_keeps_what_is_reserved()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("a", 5)] }, None);
        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Stock = [new StockMove("a", 2)] }, None);

        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("a", 4), Some.Stock("a", -3, "shed")] }, None);

        var levels = await Catalog.ReadStockAsync(Some.ShopId, ["a"], None);
        levels.Select(l => (l.LocationId, l.OnHand, l.Reserved)).ShouldBe([("main", 4, 2), ("shed", 0, 0)]);
        levels[0].Source.ShouldBe(new Provenance("test.csv", Some.Now));
    }

    [Fact]
    public async Task Reviews_and_policies_are_replaced_by_id_and_logged()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a")], Reviews = [Review("r1", "a"), Review("r2", "a", 1)], Policies = [new Policy("returns", "Returns", "30 days")] }, None);
        var before = await LastSequenceAsync();

        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Reviews = [Review("r1", "a") with { Text = "Leaks after all" }], Policies = [new Policy("returns", "Returns", "14 days")] }, None);

        (await Catalog.GetReviewsAsync(Some.ShopId, "a", None)).Select(r => r.Text).ShouldBe(["Solid", "Leaks after all"]);
        (await Catalog.GetPoliciesAsync(Some.ShopId, None)).ShouldHaveSingleItem().Text.In("en").ShouldBe("14 days");
        (await ChangesAsync(before, 10)).Select(c => (c.Kind, c.Key)).ShouldBe([(ChangeKind.Product, "a"), (ChangeKind.Policy, "returns")]);
    }

    [Fact]
    public async Task The_change_log_grows_in_the_order_of_commits_and_is_read_from_any_point()
    {
        for (var i = 0; i < 5; i++) await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product($"p{i}")] }, None);

        var all = await ChangesAsync();
        all.Select(c => c.Key).ShouldBe(["p0", "p1", "p2", "p3", "p4"]);
        all.Select(c => c.Sequence).ShouldBeInOrder(SortDirection.Ascending);
        (await ChangesAsync(all[1].Sequence, 2)).Select(c => c.Key).ShouldBe(["p2", "p3"]);
        (await LastSequenceAsync()).ShouldBe(all[^1].Sequence);
    }

    [Fact]
    public async Task Concurrent_batches_are_all_logged_once_with_growing_sequences()
    {
        using var other = OpenAnother();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Catalog : other.Catalog).WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product($"p{i}a"), Some.Product($"p{i}b")] }, None))));

        var changes = await ChangesAsync();

        changes.Count.ShouldBe(120);
        changes.Select(c => c.Key).ShouldBeUnique();
        // the two of one batch stand together: no other commit came between
        for (var i = 0; i < changes.Count; i += 2) changes[i + 1].Key.ShouldBe(changes[i].Key[..^1] + "b");
    }

    [Fact]
    public async Task A_commit_that_logged_a_change_wakes_those_who_follow_and_one_that_did_not_does_not()
    {
        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a")] }, None);
        await QuietAsync();
        var woken = Stores.Signal.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);

        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("a")] }, None);
        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("cart_1") }, None);
        await Task.Delay(30);
        woken.IsCompleted.ShouldBeFalse();

        await Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("b")] }, None);
        await woken.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private static IEqualityComparer<CatalogWriteResult> ResultOnly { get; } = EqualityComparer<CatalogWriteResult>.Create(
        (a, b) => (a! with { Refused = [] }).ToString() == (b! with { Refused = [] }).ToString() && a.Refused.SequenceEqual(b.Refused), _ => 0);

    private static Review Review(string id, string productId, int hoursLater = 0) => new(id, productId, "Zoé", 5, "fr", null, "Solid", Some.Now.AddHours(hoursLater));

}
