using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ledger;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.GiftCards;

/// <summary>Pays with gift cards: an instrument with the credential <c>{"code": "…"}</c>.</summary>
public sealed class GiftCardProvider(IGiftCardStore cards, LedgerService ledger, ILedgerStore store, TimeProvider time) : BalanceProvider(ledger, store, time)
{
    public override string HandlerId => BalanceAccounts.GiftCard;

    public static PaymentInstrument Instrument(string code) =>
        new("gift_card", BalanceAccounts.GiftCard, "gift_card", new JsonObject { ["code"] = code }, Selected: true);

    public override PaymentInstrument Describe(PaymentInstrument instrument) =>
        CodeOf(instrument) is { } code ? instrument.Stored() with { Id = GiftCardCode.IdOf(code), Display = new(LastDigits: code[^4..]) } : instrument.Stored();

    protected override async Task<string?> HolderAsync(string shopId, PaymentInstrument instrument, CancellationToken ct) =>
        CodeOf(instrument) is { } code && await cards.GetAsync(shopId, GiftCardCode.IdOf(code), ct) is { Active: true } card && !(card.ExpiresAt <= Now) ? card.Id : null;

    private static string? CodeOf(PaymentInstrument instrument) =>
        instrument.Credential is { } c && c.TryGetPropertyValue("code", out var node) && node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? GiftCardCode.Clean(value.GetValue<string>()) : null;
}
