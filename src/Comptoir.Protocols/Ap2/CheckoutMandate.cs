using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Ap2;

/// <summary>What a checkout mandate allows: exactly the checkout that it holds, as this shop signed it, within every open mandate before it.</summary>
/// <param name="Hash">The closed mandate's <c>checkout_hash</c>; null: it holds the checkout itself, as UCP has it.</param>
internal sealed record CheckoutMandate(MandateChain Chain, JsonObject Checkout, string? Hash)
{
    private const string Closed = "mandate.checkout.1";
    private const string OpenType = "mandate.checkout.open.1";

    /// <param name="shopKeys">The keys that the shop publishes.</param>
    /// <param name="present">The checkout as it is now, in the form of an answer.</param>
    public static (CheckoutMandate? Mandate, MandateFault? Fault) Read(MandateChain chain, IReadOnlyList<VerificationKey> shopKeys, JsonObject present, Merchant merchant)
    {
        var closed = chain.ClosedMandate;
        if (closed.ContainsKey("vct") ? Jws.Text(closed, "vct") != Closed : !closed.ContainsKey("checkout")) return Fault(MandateFault.Scope, $"The mandate must be of type {Closed}.");
        var (checkout, hash, fault) = Embedded(chain, shopKeys);
        if (checkout is null) return (null, fault);
        if (Differing(checkout, present) is { } member) return Fault(MandateFault.Scope, $"The mandate is for another checkout, or for other terms: {member} differs.");
        foreach (var open in chain.Open)
        {
            if (Jws.Text(open, "vct") != OpenType) return Fault(MandateFault.Scope, $"What the mandate is made under must be of type {OpenType}.");
            if (Outside(open, checkout, merchant) is { } outside) return Fault(MandateFault.Scope, outside);
        }

        return (new(chain, checkout, hash), null);
    }

    /// <summary>
    /// The checkout inside, once it is proven to be the shop's own: as <c>checkout_jwt</c> (AP2), whose hash must be right, or as
    /// <c>checkout</c>. The shop's signature is <c>ap2.merchant_authorization</c>, or the JWT's own when that member is not in it.
    /// </summary>
    private static (JsonObject? Checkout, string? Hash, MandateFault? Fault) Embedded(MandateChain chain, IReadOnlyList<VerificationKey> shopKeys)
    {
        var closed = chain.ClosedMandate;
        if (Jws.Text(closed, "checkout_jwt") is not { } jwt)
        {
            return closed["checkout"] is JsonObject whole
                ? MerchantAuthorization.Check(whole, shopKeys) is { } wrong ? (null, null, wrong) : (whole, null, null)
                : (null, null, new(MandateFault.Scope, "The mandate does not disclose the checkout."));
        }

        var hash = Jws.Text(closed, "checkout_hash");
        if (hash is null || hash != chain.Closed.Hash(jwt)) return (null, null, new(MandateFault.Scope, "checkout_hash is not the hash of checkout_jwt."));
        if (Jws.Parse(jwt) is not { } signed || signed.Members() is not { } checkout) return (null, null, new(MandateFault.Scope, "checkout_jwt is no signed checkout."));
        if (checkout.ContainsKey("ap2")) return MerchantAuthorization.Check(checkout, shopKeys) is { } bad ? (null, null, bad) : (checkout, hash, null);
        return shopKeys.Any(k => k.Id == signed.KeyId && signed.VerifiedBy(k)) ? (checkout, hash, null) : (null, null, new(MandateFault.Merchant, "checkout_jwt is not signed by this shop."));
    }

    /// <summary>The first of the agreed terms that is not as it is now; null: all are.</summary>
    private static string? Differing(JsonObject agreed, JsonObject present) =>
        Terms(agreed).Zip(Terms(present)).Where(p => !Jcs.Bytes(p.First.Value).AsSpan().SequenceEqual(Jcs.Bytes(p.Second.Value))).Select(p => p.First.Name).FirstOrDefault();

    private static IEnumerable<(string Name, JsonNode? Value)> Terms(JsonObject checkout)
    {
        yield return ("id", checkout["id"]);
        yield return ("currency", checkout["currency"]);
        yield return ("totals", Entries(checkout["totals"]));
        yield return ("line_items", new JsonArray([.. (checkout["line_items"] as JsonArray ?? []).Select(l => (JsonNode)new JsonObject
        {
            ["id"] = l?["id"]?.DeepClone(),
            ["item"] = Member(l, "item", "id"),
            ["price"] = Member(l, "item", "price"),
            ["quantity"] = l?["quantity"]?.DeepClone(),
            ["totals"] = Entries(l?["totals"]),
        })]));
    }

    private static JsonNode? Member(JsonNode? from, string name, string inner) => (from is JsonObject o ? o[name] as JsonObject : null)?[inner]?.DeepClone();

    private static JsonArray Entries(JsonNode? totals) =>
        [.. (totals as JsonArray ?? []).OfType<JsonObject>().Select(t => (JsonNode)new JsonObject { ["type"] = t["type"]?.DeepClone(), ["amount"] = t["amount"]?.DeepClone() })];

    /// <summary>The first constraint that is not met, or not known; null: all are met.</summary>
    private static string? Outside(JsonObject open, JsonObject checkout, Merchant merchant)
    {
        if (open["constraints"] is not JsonArray constraints) return "The open mandate has no constraints.";
        var pieces = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in checkout["line_items"] as JsonArray ?? [])
            if (Member(line, "item", "id") is JsonValue id && id.TryGetValue(out string? name) && line!["quantity"] is JsonValue count && count.TryGetValue(out long quantity)) pieces[name] = pieces.GetValueOrDefault(name) + quantity;
        var items = false;
        foreach (var constraint in constraints)
        {
            var type = Jws.Text(constraint as JsonObject, "type");
            var met = type switch
            {
                "checkout.allowed_merchants" => constraint!["allowed"] is JsonArray allowed && allowed.Any(merchant.Is),
                "checkout.line_items" => items = LineItemsConstraint.Allows((JsonObject)constraint!, pieces),
                _ => false,
            };
            if (!met) return type is "checkout.allowed_merchants" or "checkout.line_items" ? $"The constraint {type} is not met." : "A constraint of the open mandate is not known here.";
        }

        return items ? null : "The open mandate does not say which items may be bought.";
    }

    private static (CheckoutMandate?, MandateFault?) Fault(string code, string message) => (null, new(code, message));
}
