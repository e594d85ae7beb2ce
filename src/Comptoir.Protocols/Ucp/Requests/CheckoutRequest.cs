using System.Text.Json.Nodes;
using Comptoir.Ordering.Checkouts;
using Comptoir.Protocols.Ucp.V2026_08_25;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>A checkout as wanted.</summary>
internal static class CheckoutRequest
{
    private const int MostCarried = 8 * 1024;

    /// <summary>
    /// Reads the whole wanted content. In 2026-04-08 what is left out is gone; clients of the releases before leave out what should stay.
    /// </summary>
    /// <param name="current">The checkout that is replaced; null when one is created.</param>
    public static CheckoutInput Read(WireReader read, JsonObject body, UcpCall call, Checkout? current)
    {
        var context = ContextRequest.Read(read, body, call.Context.Shop);
        var old = UcpVersions.IsOld(call.Version);
        var keep = old && current is not null;
        var before = keep ? CheckoutInput.From(current!) : null;
        var cartId = current is null ? read.Text(body, "cart_id", "$", 100) : null;
        if (keep && read.Text(body, "id", "$", 200) is null) read.Refuse("invalid_request", "$.id is required.", "$.id");
        var lines = LinesRequest.Read(read, body);
        if (cartId is null && before is null && lines is null && !call.MayBeEmpty) read.Refuse("invalid_request", "$.line_items is required.", "$.line_items");
        if (cartId is null && lines is { Count: 0 } && !call.MayBeEmpty) read.Refuse("invalid_request", "$.line_items must not be empty.", "$.line_items");
        return new()
        {
            CartId = cartId,
            Lines = lines ?? before?.Lines ?? [],
            LeaveOutSoldOut = !old,
            MayBeEmpty = call.MayBeEmpty,
            Buyer = BuyerRequest.Read(read, body) ?? before?.Buyer,
            DiscountCodes = LinesRequest.Codes(read, body) ?? before?.DiscountCodes ?? [],
            Claims = context.Claims ?? before?.Claims ?? [],
            Fulfilment = FulfilmentRequest.Read(read, body) ?? (old ? null : []),
            SplitsGroups = call.SplitsGroups,
            Instruments = PaymentsRequest.Read(read, body) ?? (keep ? null : []),
            Currency = ContextRequest.CurrencyOf(read, body, "$"),
            Country = context.Country ?? current?.Country ?? call.Context.Country,
            Language = context.Language ?? current?.Language ?? call.Context.Language,
            Carried = call.Version == UcpVersions.V2026_08_25 ? PaymentTerms.Read(read, body, Carried(read, body)) : Carried(read, body) ?? before?.Carried,
        };
    }

    /// <summary>What is only kept for the answer.</summary>
    private static JsonObject? Carried(WireReader read, JsonObject body)
    {
        var carried = new JsonObject()
            .Maybe("context", read.Object(body, "context", "$")?.DeepClone())
            .Maybe("attribution", read.Object(body, "attribution", "$")?.DeepClone());
        if (read.Problem is null && carried.Count > 0 && carried.ToJsonString().Length > MostCarried)
            read.Refuse("too_long", $"$.context and $.attribution are longer than {MostCarried} characters.", "$.context");
        return carried.Count > 0 ? carried : null;
    }
}
