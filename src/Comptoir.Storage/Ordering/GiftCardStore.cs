using Comptoir.Ordering.GiftCards;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class GiftCardStore(IDatabase database) : IGiftCardStore
{
    public Task<GiftCard?> GetAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from gift_card where shop_id = $1 and card_id = $2", row => row.Document<GiftCard>(), shopId, id), ct);

    public async Task<IReadOnlyList<GiftCard>> ListAsync(string shopId, string? orderId, int limit, int offset, CancellationToken ct) => orderId is null
        ? await database.ReadAsync(s => s.ListAsync("select document from gift_card where shop_id = $1 order by issued_at desc, card_id limit $2 offset $3", row => row.Document<GiftCard>(), shopId, limit, offset), ct)
        : await database.ReadAsync(s => s.ListAsync("select document from gift_card where shop_id = $1 and order_id = $2 order by issued_at desc, card_id limit $3 offset $4", row => row.Document<GiftCard>(), shopId, orderId, limit, offset), ct);

    public async Task<bool> SaveAsync(GiftCard card, CancellationToken ct)
    {
        var document = Documents.Write(card);
        var rows = card.Version == 1
            ? await database.ExecuteAsync(
                "insert into gift_card (shop_id, card_id, version, order_id, issued_at, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", ct,
                card.ShopId, card.Id, card.Version, card.OrderId, card.IssuedAt.ToMicroseconds(), document)
            : await database.ExecuteAsync("update gift_card set version = $3, document = $4 where shop_id = $1 and card_id = $2 and version = $3 - 1", ct, card.ShopId, card.Id, card.Version, document);
        return rows == 1;
    }
}
