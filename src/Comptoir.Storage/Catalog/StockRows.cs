using System.Collections.Immutable;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Ordering;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Catalog;

/// <summary>Stock by location. Neither what is on hand nor what is reserved is ever negative.</summary>
internal static class StockRows
{
    /// <summary>Sets what a location holds, and keeps what is reserved. A negative count, which some platforms keep for oversold goods, is stored as 0. No rows: no change.</summary>
    public static Statement Count(ISqlSession session, string shopId, StockLevel level) => session.Add(
        """
        insert into stock (shop_id, variant_id, location_id, on_hand, source, read_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (shop_id, variant_id, location_id) do update set on_hand = excluded.on_hand, source = excluded.source, read_at = excluded.read_at
        where stock.on_hand <> excluded.on_hand
        """,
        shopId, level.VariantId, level.LocationId, Math.Max(0, level.OnHand), level.Source?.Source, level.Source?.ReadAt.ToMicroseconds());

    /// <summary>
    /// Applies moves over the locations: reads all variants with one query, in the order of their ids so that two buyers of the same
    /// things wait for each other in turn, and queues the changes with their log entries. Returns the variant of which there is not enough; then nothing is queued.
    /// </summary>
    public static async ValueTask<string?> MoveAsync(ISqlSession session, string shopId, IReadOnlyList<StockMove> moves, DateTimeOffset now)
    {
        string[] variants = [.. moves.Select(m => m.VariantId).Distinct(StringComparer.Ordinal)];
        var before = await ReadAsync(session, shopId, variants);
        var after = before;
        foreach (var move in moves)
        {
            if (Shelves.Apply(after.GetValueOrDefault(move.VariantId, []), move) is not { } shelves) return move.VariantId;
            after = after.SetItem(move.VariantId, shelves);
        }

        foreach (var variantId in variants)
        {
            foreach (var shelf in after[variantId].Except(before.GetValueOrDefault(variantId, [])))
            {
                session.Add(
                    "update stock set on_hand = $4, reserved = $5 where shop_id = $1 and variant_id = $2 and location_id = $3",
                    shopId, variantId, shelf.LocationId, shelf.OnHand, shelf.Reserved);
            }

            session.LogChange(shopId, ChangeKind.Stock, variantId, now);
        }

        return null;
    }

    private static async ValueTask<ImmutableDictionary<string, IReadOnlyList<Shelf>>> ReadAsync(ISqlSession session, string shopId, string[] variants)
    {
        var shelves = ImmutableDictionary.CreateBuilder<string, IReadOnlyList<Shelf>>(StringComparer.Ordinal);
        foreach (var portion in variants.Order(StringComparer.Ordinal).Chunk(InList.Most))
        {
            var rows = await session.ListAsync(
                $"""
                select variant_id, location_id, on_hand, reserved from stock
                where shop_id = $1 and variant_id in {InList.Placeholders(portion.Length, 2)} order by variant_id, location_id{session.Dialect.ForUpdate}
                """,
                row => (Variant: row.GetString(0), Shelf: new Shelf(row.GetString(1), row.GetInt64(2), row.GetInt64(3))), InList.Values(portion, shopId));
            foreach (var variant in rows.GroupBy(r => r.Variant, r => r.Shelf, StringComparer.Ordinal)) shelves[variant.Key] = [.. variant];
        }

        return shelves.ToImmutable();
    }
}
