using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.ShopTools;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>
/// Runs a tool. UCP's tools are the operations that REST has too, with the circumstances taken from the arguments instead of headers. A
/// caller that names no profile is served as nobody in particular, where the shop is open to all.
/// </summary>
internal sealed class ToolCalls(UcpOperations operations, AgentGate gate, ShopToolAnswers answers)
{
    private const string Channel = "mcp";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<CallToolResult> RunAsync(McpVisit visit, CallToolRequestParams? request, CancellationToken ct)
    {
        if (request is null || ToolList.All.All(t => t.Name != request.Name)) throw McpErrors.Of(McpErrors.InvalidParams, "unknown_tool", "There is no such tool.");
        var arguments = ToolArguments.Of(request);
        var shop = visit.OpenShop();
        var wished = ContextRequest.Read(new(), arguments.WithContext(), shop);
        var context = new ShopContext(shop, wished.Language ?? visit.Language, wished.Country ?? shop.Country, new(AgentGate.Unnamed(Channel), Channel));
        return Result(request.Name switch
        {
            "search_shop_policies_and_faqs" => await answers.PoliciesAsync(context, visit.BaseUrl, arguments.RequiredText("query", 1000), ct),
            "compare_products" => answers.Compare(context, visit.BaseUrl, arguments.Texts("ids", 2, CompareProducts.Most)),
            var operation => await OperateAsync(operation, arguments, context, visit.BaseUrl, ct),
        });
    }

    private async Task<JsonObject> OperateAsync(string name, ToolArguments arguments, ShopContext context, string baseUrl, CancellationToken ct)
    {
        var key = arguments.Key(required: name is "complete_checkout" or "cancel_checkout" or "cancel_cart");
        var admission = arguments.Profile() is { } profile
            ? await gate.AdmitAsync(UcpVersions.V2026_04_08, name, profile, null, Channel, ct)
            : gate.AdmitUnnamed(UcpVersions.V2026_04_08, name, Channel);
        var answer = admission.Refused ?? await RunAsync(name, arguments, new(context with { Caller = admission.Caller! }, UcpVersions.V2026_04_08, baseUrl, key) { Capabilities = admission.Capabilities }, ct);
        return answer.IsError ? throw McpErrors.Of(answer) : answer.Body;
    }

    private Task<UcpAnswer> RunAsync(string name, ToolArguments arguments, UcpCall call, CancellationToken ct) => name switch
    {
        "create_checkout" => operations.CreateCheckoutAsync(call, arguments.Object("checkout"), ct),
        "get_checkout" => operations.GetCheckoutAsync(call, arguments.Id(), ct),
        "update_checkout" => operations.UpdateCheckoutAsync(call, arguments.Id(), arguments.Object("checkout"), ct),
        "complete_checkout" => operations.CompleteCheckoutAsync(call, arguments.Id(), arguments.Object("checkout"), ct),
        "cancel_checkout" => operations.CancelCheckoutAsync(call, arguments.Id(), ct),
        "create_cart" => operations.CreateCartAsync(call, arguments.Object("cart"), ct),
        "get_cart" => operations.GetCartAsync(call, arguments.Id(), ct),
        "update_cart" => operations.UpdateCartAsync(call, arguments.Id(), arguments.Object("cart"), ct),
        "cancel_cart" => operations.CancelCartAsync(call, arguments.Id(), ct),
        "search_catalog" => SearchAsync(call, arguments.Object("catalog"), ct),
        "lookup_catalog" => operations.LookupCatalogAsync(call, arguments.Object("catalog"), ct),
        "get_product" => operations.GetProductAsync(call, arguments.Object("catalog"), ct),
        _ => operations.GetOrderAsync(call, arguments.Id(), ct),
    };

    private async Task<UcpAnswer> SearchAsync(UcpCall call, JsonObject catalog, CancellationToken ct) =>
        Brevity.Shorten(await operations.SearchCatalogAsync(call, catalog, ct));

    /// <summary>The object itself, and the same as text for clients that read only text.</summary>
    private static CallToolResult Result(JsonObject body) => new()
    {
        StructuredContent = JsonSerializer.SerializeToElement(body),
        Content = [new TextContentBlock { Text = body.ToJsonString(Readable) }],
        IsError = false,
    };
}
