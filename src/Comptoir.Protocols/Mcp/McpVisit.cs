using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Mcp;

/// <summary>The shop that a request reached, and how it wants to be spoken to.</summary>
/// <param name="Shop">Null while no shop is open.</param>
/// <param name="BaseUrl">Scheme and host as the caller reached them, without a trailing slash.</param>
/// <param name="Language">One of the shop's languages, from <c>Accept-Language</c>.</param>
internal sealed record McpVisit(Shop? Shop, string BaseUrl, string Language)
{
    /// <summary>The same shop and address that REST would see.</summary>
    public static McpVisit Of(HttpContext http, UcpRestDoor rest) => rest.Reached(http) is var (shop, baseUrl)
        ? new(shop, baseUrl, UcpRestDoor.Language(http, shop))
        : new(null, $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}", "en");

    public Shop OpenShop() => Shop ?? throw McpErrors.Of(McpErrors.Unavailable, "no_shop", "No shop is open here yet.");
}
