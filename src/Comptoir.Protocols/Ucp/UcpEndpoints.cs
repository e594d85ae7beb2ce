using System.Text.Json.Nodes;
using Comptoir.Protocols.A2a;
using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>The addresses of the UCP door.</summary>
public static class UcpEndpoints
{
    /// <summary>
    /// Maps <c>/.well-known/ucp</c>, <c>/ucp/{version}/profile</c>, the REST operations of each version under <c>/ucp/{version}</c>, and, when
    /// a test secret is set, the test hooks under <c>/testing</c>. Needs <see cref="UcpRegistration.AddUcp"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapUcp(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<IOptions<UcpOptions>>().Value;
        app.MapGet("/.well-known/ucp", (HttpContext http, UcpRestDoor door, UcpOperations operations) => ProfileAsync(http, door, operations, options.DefaultVersion, wellKnown: true));
        foreach (var version in UcpVersions.Offered(options))
        {
            app.MapGet($"/ucp/{version}/profile", (HttpContext http, UcpRestDoor door, UcpOperations operations) => ProfileAsync(http, door, operations, version, wellKnown: false));
            foreach (var route in UcpRoute.In(version))
                app.MapMethods($"/ucp/{version}{route.Path}", [route.Method], (HttpContext http, UcpRestDoor door) => door.HandleAsync(http, version, route));
        }

        app.MapIdentity();
        ExtensionEndpoints.Map(app);
        EmbeddedEndpoints.Map(app);
        app.MapGet("/ucp/handlers/{id}/{page?}", HandlerPageAsync);
        app.MapPost("/ucp/handlers/{id}/tokenize", (HttpContext http, UcpRestDoor door, TestTokenizer tokenizer) => door.HandleAsync(http, UcpVersions.V2026_04_08, new("POST", "", "tokenize", true, false, (_, call, id, body, ct) => tokenizer.TokenizeAsync(call, id, body, ct))));
        app.MapPost("/ucp/handlers/{id}/detokenize", (HttpContext http, UcpRestDoor door, TestTokenizer tokenizer) => door.HandleAsync(http, UcpVersions.V2026_04_08, new("POST", "", "detokenize", true, false, (_, call, id, body, ct) => tokenizer.DetokenizeAsync(call, id, body, ct))));
        var getOrder = UcpRoute.All.Single(r => r.Name == "get_order");
        app.Map(OrdersOfAgents(), (HttpContext http, UcpRestDoor door) => door.HandleAsync(http, UcpVersions.V2026_01_11, getOrder)).WithMetadata(new HttpMethodMetadata([getOrder.Method]));
        if (options.TestHooksSecret is not null)
        {
            UcpTestHooks.Map(app);
            PaymentTestHooks.Map(app);
        }

        return app;
    }

    /// <summary><c>/orders/{id}</c>, for agents only.</summary>
    internal static RoutePattern OrdersOfAgents() =>
        RoutePatternFactory.Parse("/orders/{id}", defaults: null, parameterPolicies: new { id = new UcpAgentConstraint() });

    private static async Task ProfileAsync(HttpContext http, UcpRestDoor door, UcpOperations operations, string version, bool wellKnown)
    {
        if (door.Reached(http) is not var (shop, baseUrl))
        {
            await UcpRestDoor.WriteAsync(http, UcpPresenter.For(version).Error(503, "no_shop", "No shop is open here yet."));
            return;
        }

        var face = await operations.FaceAsync(shop.Id, baseUrl, http.RequestAborted);
        var others = Others(http, baseUrl);
        var profile = wellKnown ? UcpProfile.WellKnown(version, face, others, UcpVersions.Offered(http.RequestServices.GetRequiredService<IOptions<UcpOptions>>().Value)) : UcpProfile.Leaf(version, face, others);
        profile[version == UcpVersions.V2026_08_25 ? "keys" : "signing_keys"] = await http.RequestServices.GetRequiredService<ShopKeys>().PublishedAsync(shop.Id, http.RequestAborted);
        if (!http.RequestServices.GetRequiredService<IOptions<UcpOptions>>().Value.Ap2Mandates) (profile["ucp"]!["capabilities"] as JsonObject)?.Remove(UcpCapabilities.Ap2);
        if (version == UcpVersions.V2026_04_08 && AgentHeader.Parse(http.Request.Headers["UCP-Agent"]).Profile is { } platform)
        {
            await ExtensionProfile.AddAsync(http, profile, shop.Id, baseUrl, platform);
            http.Response.Headers.Vary = "UCP-Agent";
        }

        await UcpRestDoor.WriteAsync(http, new(200, profile), "public, max-age=300");
    }

    /// <summary>The doors besides REST that this server has.</summary>
    private static List<UcpTransport> Others(HttpContext http, string baseUrl)
    {
        var mapped = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText?.Trim('/')).ToHashSet();
        List<UcpTransport> others = [];
        if (mapped.Contains("mcp")) others.Add(new("mcp", $"{baseUrl}/mcp", "mcp.openrpc.json"));
        if (mapped.Contains(A2aEndpoints.Card.Trim('/'))) others.Add(new("a2a", baseUrl + A2aEndpoints.Card, null));
        if (http.RequestServices.GetRequiredService<EmbeddedOrigins>().All.Count > 0) others.Add(new("embedded", $"{baseUrl}/checkout", "embedded.openrpc.json"));
        return others;
    }

    private static async Task HandlerPageAsync(HttpContext http, UcpRestDoor door, UcpOperations operations, string id, string? page)
    {
        var found = door.Reached(http) is var (shop, baseUrl)
            ? UcpHandlerPages.Find((await operations.FaceAsync(shop.Id, baseUrl, http.RequestAborted)).PaymentHandlers, id, page)
            : null;
        await UcpRestDoor.WriteAsync(http, found is null ? new(404, new() { ["code"] = "not_found", ["content"] = "There is no such payment handler." }) : new(200, found), "public, max-age=300");
    }
}
