using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Embedded;

/// <summary>
/// The embedded checkout and cart: the shop's own page in a frame of ours that speaks UCP's <c>ec.*</c> or <c>ep.cart.*</c> messages with
/// the application around it. It is the answer to a <c>continue_url</c> with <c>ec_version</c> or <c>ep_version</c>.
/// </summary>
internal static class EmbeddedEndpoints
{
    private const string Base = "/ucp/embedded";
    private static readonly UcpPresenter Presenter = UcpPresenter.For(UcpVersions.V2026_04_08);

    /// <summary>Maps the frames, their scripts and what these ask and bring.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.Map(Framed("/checkout/{id}", "ec_version"), (RequestDelegate)(http => FrameAsync(http, "checkout", "ec_version", "ec_color_scheme", "ec_delegate"))).WithMetadata(new HttpMethodMetadata(["GET"]));
        app.Map(Framed("/cart/{id}", "ep_version"), (RequestDelegate)(http => FrameAsync(http, "cart", "ep_version", "ep_color_scheme", null))).WithMetadata(new HttpMethodMetadata(["GET"]));
        foreach (var script in (string[])["channel.js", "checkout.js", "cart.js"])
        {
            var text = Read(script);
            app.MapGet($"{Base}/{script}", () => Results.Text(text, "text/javascript"));
        }

        app.MapGet($"{Base}/checkouts/{{id}}", (HttpContext http, UcpRestDoor door, UcpOperations operations, string id) => AnswerAsync(http, door, call => operations.ShowCheckoutAsync(call, Bounded(id), http.RequestAborted)));
        app.MapGet($"{Base}/carts/{{id}}", (HttpContext http, UcpRestDoor door, UcpOperations operations, string id) => AnswerAsync(http, door, call => operations.GetCartAsync(call, Bounded(id), http.RequestAborted)));
        app.MapPost($"{Base}/checkouts/{{id}}/fulfillment", (HttpContext http, UcpRestDoor door, EmbeddedCheckouts checkouts, string id) =>
            ChangeAsync(http, door, (call, body) => checkouts.ChangeFulfilmentAsync(call, Bounded(id), body, http.RequestAborted)));
        app.MapPost($"{Base}/checkouts/{{id}}/complete", (HttpContext http, UcpRestDoor door, EmbeddedCheckouts checkouts, string id) =>
            ChangeAsync(http, door, (call, body) => checkouts.CompleteAsync(call, Bounded(id), body, http.RequestAborted)));
    }

    private static RoutePattern Framed(string path, string parameter) =>
        RoutePatternFactory.Parse(path, defaults: null, parameterPolicies: new { id = new EmbeddedConstraint(parameter) });

    private static async Task FrameAsync(HttpContext http, string kind, string version, string colours, string? delegated)
    {
        var origins = http.RequestServices.GetRequiredService<EmbeddedOrigins>();
        var id = http.Request.RouteValues["id"] as string ?? "";
        string Asked(string name) => http.Request.Query[name].ToString();
        IReadOnlyList<string> accepted = [];
        if (delegated is not null && http.RequestServices.GetRequiredService<UcpRestDoor>().Reached(http) is var (shop, baseUrl))
            accepted = EmbeddedDelegations.Accept(Asked(delegated), await http.RequestServices.GetRequiredService<UcpOperations>().FaceAsync(shop.Id, baseUrl, http.RequestAborted));
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {origins.FrameAncestors}";
        var french = http.Request.Headers.AcceptLanguage.ToString().StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        await http.Response.WriteAsync(EmbeddedPage.Of(new(kind, id, Asked(version), Asked(colours), origins.All, accepted, french)), http.RequestAborted);
    }

    /// <summary>The cart or checkout as UCP writes it. Whoever has its address sees it, as on its page.</summary>
    private static async Task AnswerAsync(HttpContext http, UcpRestDoor door, Func<UcpCall, Task<UcpAnswer>> answer)
    {
        if (door.Reached(http) is not var (shop, baseUrl))
        {
            await UcpRestDoor.WriteAsync(http, Presenter.Error(503, "no_shop", "No shop is open here yet."));
            return;
        }

        var context = new ShopContext(shop, UcpRestDoor.Language(http, shop), shop.Country, new Caller("embedded", "web"));
        await UcpRestDoor.WriteAsync(http, await answer(new(context, UcpVersions.V2026_04_08, baseUrl, null)));
    }

    /// <summary>Only our own frame changes anything, where somebody may embed it: a browser says truthfully which page a request comes from.</summary>
    private static async Task ChangeAsync(HttpContext http, UcpRestDoor door, Func<UcpCall, JsonObject, Task<UcpAnswer>> change)
    {
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() != "same-origin" || http.RequestServices.GetRequiredService<EmbeddedOrigins>().All.Count == 0)
        {
            await UcpRestDoor.WriteAsync(http, Presenter.Error(403, "forbidden", "Only the embedded page itself may do that."));
            return;
        }

        var (body, refused) = await UcpRestDoor.BodyAsync(http, Presenter, http.RequestAborted);
        await (refused is not null ? UcpRestDoor.WriteAsync(http, refused) : AnswerAsync(http, door, call => change(call, body!)));
    }

    private static string Bounded(string id) => id.Length <= 200 ? id : "";

    private static string Read(string name)
    {
        using var stream = typeof(EmbeddedEndpoints).Assembly.GetManifestResourceStream(typeof(EmbeddedEndpoints), name) ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The address has the parameter with which an application embeds the page.</summary>
    private sealed class EmbeddedConstraint(string parameter) : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext?.Request.Query.ContainsKey(parameter) == true;
    }
}
