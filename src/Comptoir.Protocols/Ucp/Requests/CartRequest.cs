using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>A cart as wanted: always the whole of it.</summary>
internal static class CartRequest
{
    /// <param name="current">The cart that is replaced; null when one is created.</param>
    public static CartInput Read(WireReader read, JsonObject body, UcpCall call, Cart? current)
    {
        var context = ContextRequest.Read(read, body, call.Context.Shop);
        var lines = LinesRequest.Read(read, body);
        if (lines is null) read.Refuse("invalid_request", "$.line_items is required.", "$.line_items");
        ContextRequest.CurrencyOf(read, body, "$");
        return new()
        {
            Lines = lines ?? [],
            Buyer = BuyerRequest.Read(read, body),
            DiscountCodes = LinesRequest.Codes(read, body) ?? [],
            Claims = context.Claims ?? [],
            Country = context.Country ?? current?.Country ?? call.Context.Country,
            Language = context.Language ?? current?.Language ?? call.Context.Language,
        };
    }
}
