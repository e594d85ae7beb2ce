using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Mcp;

/// <summary>The shop that a request reached, and how it wants to be spoken to.</summary>
/// <param name="Shop">Null while no shop is open.</param>
/// <param name="BaseUrl">Scheme and host as the caller reached them, without a trailing slash.</param>
/// <param name="Language">One of the shop's languages, from <c>Accept-Language</c>.</param>
/// <param name="Message">The HTTP request, for its signature.</param>
/// <param name="Agent">What its header <c>UCP-Agent</c> says; arguments may say it too.</param>
internal sealed record McpVisit(Shop? Shop, string BaseUrl, string Language, SignedMessage Message, AgentHeader Agent)
{
    /// <summary>The header of that name; null when there is none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The same shop and address that REST would see.</summary>
    public static McpVisit Of(HttpContext http, UcpRestDoor rest)
    {
        var body = http.Request.Body is MemoryStream kept && kept.TryGetBuffer(out var bytes) ? bytes : default;
        var (message, agent) = (SignedMessage.Of(http.Request, body), AgentHeader.Parse(http.Request.Headers["UCP-Agent"]));
        return rest.Reached(http) is var (shop, baseUrl)
            ? new(shop, baseUrl, UcpRestDoor.Language(http, shop), message, agent) { Authorization = http.Request.Headers.Authorization }
            : new(null, $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}", "en", message, agent);
    }

    public Shop OpenShop() => Shop ?? throw McpErrors.Of(McpErrors.Unavailable, "no_shop", "No shop is open here yet.");
}
