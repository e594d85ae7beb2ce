using Comptoir.Catalog;
using Comptoir.Ordering;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class StockCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    [Fact]
    public async Task Two_hundred_concurrent_reservations_never_take_more_than_there_is()
    {
        using var other = OpenAnother();
        await Count(Some.Stock("rose", 30), Some.Stock("rose", 20, "shed"));

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => (i % 2 == 0 ? Stores : other).Ordering.CommitAsync(Reserve("rose", 1), None))));

        results.Count(r => r.Status == CommitStatus.Committed).ShouldBe(50);
        results.Where(r => r.Status != CommitStatus.Committed).ShouldAllBe(r => r.Status == CommitStatus.OutOfStock && r.Key == "rose");
        (await Levels("rose")).ShouldBe([("main", 30, 30), ("shed", 20, 20)]);
    }

    [Fact]
    public async Task The_fullest_location_gives_first_and_the_rest_comes_from_the_next()
    {
        await Count(Some.Stock("rose", 2), Some.Stock("rose", 5, "shed"));

        (await Stores.Ordering.CommitAsync(Reserve("rose", 6), None)).Status.ShouldBe(CommitStatus.Committed);

        (await Levels("rose")).ShouldBe([("main", 2, 1), ("shed", 5, 5)]);
    }

    [Fact]
    public async Task Shipping_takes_from_where_it_was_reserved_and_a_return_puts_back()
    {
        await Count(Some.Stock("rose", 5));
        await Stores.Ordering.CommitAsync(Reserve("rose", 3), None);

        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Stock = [new StockMove("rose", 0, Remove: 2)] }, None);
        (await Levels("rose")).ShouldBe([("main", 3, 1)]);

        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Stock = [new StockMove("rose", -1, Remove: -2)] }, None);
        (await Levels("rose")).ShouldBe([("main", 5, 0)]);
    }

    [Fact]
    public async Task What_nobody_counted_cannot_be_reserved_but_releasing_it_does_no_harm()
    {
        (await Stores.Ordering.CommitAsync(Reserve("ghost", 1), None)).Status.ShouldBe(CommitStatus.OutOfStock);
        (await Stores.Ordering.CommitAsync(Reserve("ghost", -1), None)).Status.ShouldBe(CommitStatus.Committed);
    }

    [Fact]
    public async Task A_move_logs_one_stock_change_for_each_variant()
    {
        await Count(Some.Stock("rose", 5), Some.Stock("tulip", 5));
        var before = await LastSequenceAsync();

        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Stock = [new StockMove("rose", 1), new StockMove("tulip", 2), new StockMove("rose", 1)] }, None);

        var changes = await ChangesAsync(before, 10);
        changes.Select(c => (c.Kind, c.Key)).ShouldBe([(ChangeKind.Stock, "rose"), (ChangeKind.Stock, "tulip")]);
    }

    private static Transition Reserve(string variantId, int pieces) => new(Some.ShopId) { Stock = [new StockMove(variantId, pieces)] };

    private Task Count(params Comptoir.Catalog.Inventory.StockLevel[] levels) => Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = levels }, None);

    private async Task<List<(string, long, long)>> Levels(string variantId) =>
        [.. (await Stores.Catalog.ReadStockAsync(Some.ShopId, [variantId], None)).Select(l => (l.LocationId, l.OnHand, l.Reserved))];
}
