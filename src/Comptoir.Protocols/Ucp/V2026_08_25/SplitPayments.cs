using System.Text.Json.Nodes;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Payments;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_08_25;

/// <summary>Gift cards beside one other means of payment, with an amount for each or as much as there is on them.</summary>
internal static class SplitPayments
{
    private const string GiftCard = "gift_card";
    private const int MostCards = 5;

    /// <summary>The shop with gift cards among its handlers: it takes its own wherever it takes money.</summary>
    public static ShopFace With(ShopFace shop) => shop.PaymentHandlers.Count == 0 || shop.PaymentHandlers.Any(h => h.Id == GiftCard) ? shop
        : shop with { PaymentHandlers = [.. shop.PaymentHandlers, new PaymentHandler(GiftCard, "dev.comptoir.gift_card", UcpVersions.V2026_08_25, [GiftCard])] };

    /// <summary>Which means go together: one that is no gift card with up to five that are, or gift cards alone.</summary>
    public static JsonObject Config(ShopFace shop) => new()
    {
        ["allowed_combinations"] = new JsonArray
        {
            new JsonArray { Group(shop.PaymentHandlers.SelectMany(h => h.InstrumentTypes).Where(t => t != GiftCard).Distinct(), 1, 1), Group([GiftCard], 0, MostCards) },
            new JsonArray { Group([GiftCard], 1, MostCards) },
        },
    };

    /// <summary>The instruments with what each really paid, once they did.</summary>
    public static JsonObject? Paid(JsonObject? payment, Checkout c)
    {
        if (c.Status != CheckoutStatus.Completed) return payment;
        foreach (var instrument in payment?["instruments"]?.AsArray() ?? [])
            if (c.Attempt?.Payments.FirstOrDefault(p => p.Instrument.Id == (string?)instrument!["id"]) is { } paid) instrument!["amount"] = paid.Amount;
        return payment;
    }

    private static JsonObject Group(IEnumerable<string> types, int min, int max) => new() { ["types"] = WireWriter.Array(types), ["min"] = min, ["max"] = max };
}
