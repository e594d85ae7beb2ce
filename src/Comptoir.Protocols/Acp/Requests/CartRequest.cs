using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;
using Comptoir.Protocols.Ucp.Requests;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>A cart as wanted: all of it, as its PUT replaces all.</summary>
internal static class CartRequest
{
    public static CartInput Read(WireReader read, JsonObject body, AcpCall call, Cart? current) => new()
    {
        Lines = LinesRequest.Read(read, body, required: true) ?? [],
        Buyer = PeopleRequest.Buyer(read, body, null),
        DiscountCodes = LinesRequest.Codes(read, body) ?? [],
        Country = current?.Country ?? call.Context.Country,
        Language = ContextRequest.Spoken(call.Context.Shop, read.Text(body, "locale", "$", 35)) ?? current?.Language ?? call.Context.Language,
    };
}
