using Comptoir.Ordering;
using Comptoir.Storage.Catalog;
using FsCheck.Xunit;

namespace Comptoir.Storage.Tests.Catalog;

public sealed class ShelvesTests
{
    [Property]
    public void A_move_never_makes_a_shelf_negative_and_moves_exactly_what_it_says(byte[] onHand, byte[] reserved, short reserve, short remove)
    {
        Shelf[] shelves = [.. onHand.Zip(reserved).Select((s, i) => new Shelf($"l{i}", s.First, Math.Min(s.First, s.Second)))];
        var available = shelves.Sum(s => s.Available);

        var after = Shelves.Apply(shelves, new StockMove("v", reserve, remove));

        if (reserve > available)
        {
            after.ShouldBeNull();
            return;
        }

        after.ShouldNotBeNull().ShouldAllBe(s => s.OnHand >= 0 && s.Reserved >= 0);
        if (shelves.Length == 0) return;
        var reservedBefore = shelves.Sum(s => s.Reserved);
        var promised = Math.Max(0, reservedBefore + reserve);
        after.Sum(s => s.OnHand).ShouldBe(Math.Max(0, shelves.Sum(s => s.OnHand) - remove));
        after.Sum(s => s.Reserved).ShouldBe(Math.Max(0, promised - Math.Max((short)0, remove)));
    }

    [Fact]
    public void Shipping_what_a_new_count_already_misses_stops_at_nothing()
    {
        var after = Shelves.Apply([new Shelf("main", OnHand: 1, Reserved: 3)], new StockMove("v", 0, Remove: 2));

        after.ShouldBe([new Shelf("main", 0, 1)]);
    }
}
