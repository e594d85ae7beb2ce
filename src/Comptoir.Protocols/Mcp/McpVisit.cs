using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Mcp;

/// <summary>The shop that a request reached, and how it wants to be spoken to.</summary>
/// <param name="Shop">Null while no shop is open.</param>
/// <param name="BaseUrl">Scheme and host as the caller reached them, without a trailing slash.</param>
/// <param name="Language">One of the shop's languages, from <c>Accept-Language</c>.</param>
internal sealed record McpVisit(Shop? Shop, string BaseUrl, string Language)
{
    public static McpVisit Of(HttpContext http, ProductSearch search)
    {
        var shop = search.ShopForHost(http.Request.Host.Host);
        return new(shop, $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}", shop is null ? "en" : UcpRestDoor.Language(http, shop));
    }

    public Shop OpenShop() => Shop ?? throw McpErrors.Of(McpErrors.Unavailable, "no_shop", "No shop is open here yet.");
}
