using System.Text.Json.Nodes;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Protocols.Extensions;

/// <summary>The extensions over REST, beside UCP's own operations of 2026-04-08, and their schemas.</summary>
internal static class ExtensionEndpoints
{
    public const string Folder = "/ucp/extensions";
    private const string Version = UcpVersions.V2026_04_08;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Folder + "/{file}.json", SchemaAsync);
        Route(app, "POST", "/recommendations", "recommend_products", ComptoirExtensions.Recommendations, (http, call, body, _) => Task.FromResult(Of<AdviceOperations>(http).Recommend(call, body)));
        Route(app, "GET", "/policies", "list_policies", ComptoirExtensions.Policies, (http, call, _, ct) => Of<AdviceOperations>(http).PoliciesAsync(call, ct));
        Route(app, "POST", "/policies/search", "search_policies", ComptoirExtensions.Policies, (http, call, body, ct) => Of<AdviceOperations>(http).AskAsync(call, body, ct));
        Route(app, "POST", "/orders/lookup", "find_order", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).FindOrderAsync(call, body, ct));
        Route(app, "POST", "/orders/{id}/returns/options", "get_return_options", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).OptionsAsync(call, body, ct));
        Route(app, "POST", "/orders/{id}/returns/preview", "preview_return", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).PreviewAsync(call, body, ct));
        Route(app, "POST", "/orders/{id}/returns", "request_return", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).RequestAsync(call, body, ct), key: true);
        Route(app, "POST", "/orders/{id}/withdrawals/preview", "preview_withdrawal", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).PreviewWithdrawalAsync(call, body, ct));
        Route(app, "POST", "/orders/{id}/withdrawals", "confirm_withdrawal", ComptoirExtensions.Returns, (http, call, body, ct) => Of<ReturnOperations>(http).ConfirmWithdrawalAsync(call, body, ct), key: true);
    }

    /// <summary>Orders are told and changed for those who may read orders; advice is for everybody.</summary>
    public static AgentAct ActOf(string capability) => capability == ComptoirExtensions.Returns ? AgentAct.Order : AgentAct.Catalogue;

    private static void Route(IEndpointRouteBuilder app, string method, string path, string name, string capability, Func<HttpContext, UcpCall, JsonObject, CancellationToken, Task<UcpAnswer>> run, bool key = false) =>
        app.MapMethods($"/ucp/{Version}{path}", [method], (HttpContext http, UcpRestDoor door) => door.HandleAsync(http, Version, new(method, path, name, method == "POST", key, (_, call, id, body, ct) =>
        {
            // a platform that tells what it can must be able to do this too
            if (call.Capabilities is { } both && !both.Contains(capability)) return Task.FromResult(UcpPresenter.For(Version).Incompatible("Shop and platform have no capability in common that this operation needs."));
            if (id.Length > 0) body["order_id"] = id;
            return run(http, call, body, ct);
        })
        { CountsAs = ActOf(capability) }));

    private static T Of<T>(HttpContext http)
        where T : notnull => (T)http.RequestServices.GetService(typeof(T))!;

    private static async Task SchemaAsync(HttpContext http, string file)
    {
        var schema = ExtensionSchemas.File(file, $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}{Folder}/{Uri.EscapeDataString(file)}.json");
        await UcpRestDoor.WriteAsync(http, schema is null ? new(404, new() { ["code"] = "not_found", ["content"] = "There is no such schema." }) : new(200, schema), "public, max-age=300");
    }
}
