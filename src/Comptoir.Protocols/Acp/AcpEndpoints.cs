using Comptoir.Ordering;
using Comptoir.Protocols.Acp.Psp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Acp;

/// <summary>The addresses of the ACP door.</summary>
public static class AcpEndpoints
{
    /// <summary>Under which all operations are; what the discovery document calls <c>api_base_url</c>.</summary>
    public const string Base = "/acp";

    /// <summary>The MCP binding; mapped with the MCP door.</summary>
    internal const string Mcp = Base + "/mcp";

    private const string Caching = "public, max-age=3600";

    /// <summary>
    /// Maps <c>/.well-known/acp.json</c>, sessions and carts under <c>/acp</c>, and the test provider's delegated payment and
    /// authentication. Needs <see cref="AcpRegistration.AddAcp"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapAcp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/.well-known/acp.json", DiscoverAsync);
        foreach (var route in AcpRoute.All)
            app.MapMethods(Base + route.Path, [route.Method], (HttpContext http, AcpRestDoor door) => door.HandleAsync(http, route));
        PspEndpoints.Map(app);
        return app;
    }

    private static async Task DiscoverAsync(HttpContext http, AcpRestDoor door, IOrderingStore ordering)
    {
        if (door.Reached(http) is not var (shop, baseUrl))
        {
            await AcpRestDoor.WriteAsync(http, AcpErrors.Of(503, "no_shop", "No shop is open here yet.", type: AcpErrors.ServiceUnavailable));
            return;
        }

        var rules = await ordering.GetRulesAsync(shop.Id, http.RequestAborted);
        await AcpRestDoor.WriteAsync(http, new(200, AcpDiscovery.Of(shop, baseUrl, rules.PaymentHandlers, Serves(http, Mcp))), Caching);
    }

    private static bool Serves(HttpContext http, string path) =>
        http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(e => e.RoutePattern.RawText?.TrimEnd('/') == path);
}
