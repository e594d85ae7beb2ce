using Comptoir.Ledger;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.GiftCards;

/// <summary>Issues gift cards and tells their balance.</summary>
public sealed class GiftCardService(IGiftCardStore cards, IOrderingStore orders, LedgerService ledger, ILedgerStore books, TimeProvider time)
{
    /// <summary>The most that one card may hold, minor units.</summary>
    public const long Most = 50_000_00;

    /// <summary>A card given away by an operator; the amount is an expense of the shop. Refused: Invalid (amount, note).</summary>
    public async Task<Result<IssuedGiftCard>> GiveAsync(string shopId, long amount, string currency, string note, DateTimeOffset? expiresAt, string language, CancellationToken ct)
    {
        if (InputLimits.CheckText(note, "$.note", language) is { } wrong) return wrong;
        if (amount is < 1 or > Most) return new Refusal(RefusalKind.Invalid, "invalid_amount", Wording.CardAmount(language, Catalog.Offers.Currencies.Format(Most, currency, language)), "$.amount");
        var code = GiftCardCode.New();
        var card = New(shopId, code, amount, currency) with { Note = note, ExpiresAt = expiresAt };
        return await cards.SaveAsync(card, ct) && await PostAsync(new($"{card.Id}:issue", BalanceAccounts.Goodwill(currency), Account(card), amount, "gift_card", card.Id, card.IssuedAt), shopId, ct)
            ? new IssuedGiftCard(card, code)
            : new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(language));
    }

    /// <summary>
    /// The next card of a paid line, with its code: the only time that it is shown. The amount moves from the cards sold to this one.
    /// Refused: NotFound, Conflict (<c>already_shown</c>) when every card of the line was shown.
    /// </summary>
    public async Task<Result<IssuedGiftCard>> RevealAsync(string shopId, string orderId, string lineId, CancellationToken ct)
    {
        if (await orders.GetOrderAsync(shopId, orderId, ct) is not { } order || order.Lines.FirstOrDefault(l => l.Item.Id == lineId) is not { Item.IsGiftCard: true } line) return OrderService.NotFound();
        for (var n = 1; n <= line.Remaining; n++)
        {
            // the transfer's id is the place in the line: of two requests at once one posts, and the other finds it taken
            var id = $"{order.Id}:{lineId}:card{n}";
            if (await books.FindTransferAsync(shopId, id, ct) is not null) continue;
            var code = GiftCardCode.New();
            var card = New(shopId, code, line.Item.UnitPrice.Amount, order.Currency) with { OrderId = order.Id, LineId = lineId };
            return await cards.SaveAsync(card, ct) && await PostAsync(new(id, BalanceAccounts.Unissued(order.Currency), Account(card), card.Issued, "gift_card", order.Id, card.IssuedAt), shopId, ct)
                ? new IssuedGiftCard(card, code)
                : new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(order.Language));
        }

        return new Refusal(RefusalKind.Conflict, "already_shown", Wording.CardShown(order.Language));
    }

    /// <summary>The card with a code and what is left on it, minor units; null when there is none.</summary>
    public async Task<(GiftCard Card, long Balance)?> FindAsync(string shopId, string code, CancellationToken ct) =>
        GiftCardCode.Clean(code) is { } clean && await cards.GetAsync(shopId, GiftCardCode.IdOf(clean), ct) is { } card ? (card, await BalanceAsync(card, ct)) : null;

    public async Task<long> BalanceAsync(GiftCard card, CancellationToken ct) =>
        (await books.GetBalanceAsync(card.ShopId, Account(card).Id, ct))?.Available ?? 0;

    public Task<IReadOnlyList<GiftCard>> ListAsync(string shopId, int limit, int offset, CancellationToken ct) => cards.ListAsync(shopId, null, limit, offset, ct);

    /// <summary>Blocks a lost card, or opens it again. Its balance stays.</summary>
    public async Task<Result<GiftCard>> SetActiveAsync(string shopId, string id, bool active, CancellationToken ct)
    {
        if (await cards.GetAsync(shopId, id, ct) is not { } card) return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound("en", "Gift card", "Carte cadeau"));
        var changed = card with { Active = active, Version = card.Version + 1 };
        return await cards.SaveAsync(changed, ct) ? changed : new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    private static Ledger.Accounts.Account Account(GiftCard card) => BalanceAccounts.Of(BalanceAccounts.GiftCard, card.Id, card.Currency);

    private async Task<bool> PostAsync(Transfer transfer, string shopId, CancellationToken ct) => (await ledger.PostAsync(shopId, [transfer], ct)).Status == PostStatus.Posted;

    private GiftCard New(string shopId, string code, long amount, string currency) => new()
    {
        Id = GiftCardCode.IdOf(GiftCardCode.Clean(code)!),
        ShopId = shopId,
        Version = 1,
        Currency = currency,
        Issued = amount,
        LastDigits = code[^4..],
        IssuedAt = time.GetUtcNow(),
    };
}
