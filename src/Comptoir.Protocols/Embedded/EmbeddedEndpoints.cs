using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Embedded;

/// <summary>
/// The embedded checkout: the shop's own checkout page in a frame of ours that speaks UCP's <c>ec.*</c> messages with the application
/// around it. It is the answer to a <c>continue_url</c> with <c>ec_version</c>.
/// </summary>
internal static class EmbeddedEndpoints
{
    public const string Script = "/ucp/embedded.js";

    /// <summary>Maps the frame, its script and the state that it tells.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.Map(Framed(), (RequestDelegate)FrameAsync).WithMetadata(new HttpMethodMetadata(["GET"]));
        app.MapGet(Script, () => Results.Text(EmbeddedPage.Script, "text/javascript"));
        app.MapGet("/ucp/embedded/checkouts/{id}", StateAsync);
    }

    /// <summary><c>/checkout/{id}?ec_version=…</c></summary>
    private static RoutePattern Framed() =>
        RoutePatternFactory.Parse("/checkout/{id}", defaults: null, parameterPolicies: new { id = new EmbeddedConstraint() });

    private static async Task FrameAsync(HttpContext http)
    {
        var origins = http.RequestServices.GetRequiredService<EmbeddedOrigins>();
        var id = http.Request.RouteValues["id"] as string ?? "";
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {origins.FrameAncestors}";
        var french = http.Request.Headers.AcceptLanguage.ToString().StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        await http.Response.WriteAsync(EmbeddedPage.Of(id, http.Request.Query["ec_version"].ToString(), http.Request.Query["ec_color_scheme"].ToString(), origins.All, french), http.RequestAborted);
    }

    /// <summary>The checkout as UCP writes it. Whoever has its address sees it, as on the checkout page.</summary>
    private static async Task StateAsync(HttpContext http, UcpRestDoor door, UcpOperations operations, string id)
    {
        if (door.Reached(http) is not var (shop, baseUrl))
        {
            await UcpRestDoor.WriteAsync(http, new(503, new JsonObject { ["code"] = "no_shop", ["content"] = "No shop is open here yet." }));
            return;
        }

        var context = new ShopContext(shop, UcpRestDoor.Language(http, shop), shop.Country, new Caller("embedded", "web"));
        await UcpRestDoor.WriteAsync(http, await operations.ShowCheckoutAsync(new(context, UcpVersions.V2026_04_08, baseUrl, null), id.Length <= 200 ? id : "", http.RequestAborted));
    }

    private sealed class EmbeddedConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext?.Request.Query.ContainsKey("ec_version") == true;
    }
}
