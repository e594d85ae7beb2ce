using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Ordering;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Sqlite.Catalog;

/// <summary>Stock by location. Neither what is on hand nor what is reserved is ever negative.</summary>
internal static class StockRows
{
    /// <summary>Sets what a location holds, and keeps what is reserved. A negative count, which some platforms keep for oversold goods, is stored as 0. False: no change.</summary>
    public static bool Count(SqliteSession session, string shopId, StockLevel level, DateTimeOffset now)
    {
        var changed = session.Execute(
            """
            insert into stock (shop_id, variant_id, location_id, on_hand, source, read_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (shop_id, variant_id, location_id) do update set on_hand = excluded.on_hand, source = excluded.source, read_at = excluded.read_at
            where stock.on_hand <> excluded.on_hand
            """,
            shopId, level.VariantId, level.LocationId, Math.Max(0, level.OnHand), level.Source?.Source, level.Source?.ReadAt.ToMicroseconds());
        if (changed == 0) return false;
        session.LogChange(shopId, ChangeKind.Stock, level.VariantId, now);
        return true;
    }

    /// <summary>Applies a move over the locations. False: not enough is available, and nothing was changed.</summary>
    public static bool Move(SqliteSession session, string shopId, StockMove move)
    {
        var before = session.List("select location_id, on_hand, reserved from stock where shop_id = $1 and variant_id = $2 order by location_id", Shelf, shopId, move.VariantId);
        if (Shelves.Apply(before, move) is not { } after) return false;
        foreach (var shelf in after.Except(before))
        {
            session.Execute(
                "update stock set on_hand = $4, reserved = $5 where shop_id = $1 and variant_id = $2 and location_id = $3",
                shopId, move.VariantId, shelf.LocationId, shelf.OnHand, shelf.Reserved);
        }

        return true;
    }

    private static Shelf Shelf(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2));
}
