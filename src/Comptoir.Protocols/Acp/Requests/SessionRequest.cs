using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Ucp.Requests;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>A session as wanted. An update says what changes: what is absent stays, null clears.</summary>
internal static class SessionRequest
{
    public static CheckoutInput Create(WireReader read, JsonObject body, AcpCall call)
    {
        var lines = LinesRequest.Read(read, body, required: true);
        var carried = SessionMemory.After(read, body, null, "first");
        var fulfilment = FulfilmentRequest.Read(read, body, null);
        return new()
        {
            Lines = lines ?? [],
            Buyer = PeopleRequest.Buyer(read, body, null) ?? Recipient(carried),
            DiscountCodes = LinesRequest.Codes(read, body) ?? [],
            Fulfilment = fulfilment ?? [],
            Instruments = [],
            Currency = Currency(read, body),
            Country = Country(fulfilment) ?? call.Context.Country,
            Language = ContextRequest.Spoken(call.Context.Shop, read.Text(body, "locale", "$", 35)) ?? call.Context.Language,
            Carried = carried,
        };
    }

    public static CheckoutInput Update(WireReader read, JsonObject body, Checkout current, string? touchpoint = null, Consent? consent = null)
    {
        var carried = SessionMemory.After(read, body, current.Carried, touchpoint);
        var buyer = body.ContainsKey("buyer") ? PeopleRequest.Buyer(read, body, consent ?? current.Buyer?.Consent) : current.Buyer;
        buyer ??= Recipient(carried);
        var fulfilment = FulfilmentRequest.Read(read, body, current);
        return CheckoutInput.From(current) with
        {
            Lines = LinesRequest.Read(read, body, required: false) ?? CheckoutInput.From(current).Lines,
            Buyer = consent is not null && buyer is not null ? buyer with { Consent = consent } : buyer,
            DiscountCodes = LinesRequest.Codes(read, body) ?? current.DiscountCodes,
            Fulfilment = fulfilment,
            Country = Country(fulfilment) ?? current.Country,
            Carried = carried ?? [],
        };
    }

    /// <summary>In capitals, which the specification does not write but does not forbid.</summary>
    private static string? Currency(WireReader read, JsonObject body)
    {
        var currency = read.Text(body, "currency", "$", 10)?.ToUpperInvariant();
        if (currency is not null && !Currencies.IsKnown(currency)) read.Refuse("invalid_currency", "$.currency must be an ISO 4217 code such as eur.", "$.currency");
        return currency;
    }

    /// <summary>Who receives the goods stands for the buyer whom nobody named.</summary>
    private static Buyer? Recipient(JsonObject? carried)
    {
        if (SessionMemory.Of(carried)?["details"] is not JsonObject details || SessionMemory.Text(details["email"]) is not { Length: > 0 } email) return null;
        var (first, last) = PeopleRequest.Split(SessionMemory.Text(details["name"]));
        return new(first, last, email, SessionMemory.Text(details["phone_number"]));
    }

    private static string? Country(IReadOnlyList<Comptoir.Ordering.Fulfilment.MethodRequest>? methods) =>
        methods?.SelectMany(m => m.Destinations).Select(d => d.Country).FirstOrDefault(c => c is { Length: 2 });
}
