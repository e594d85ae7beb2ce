using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Identity;
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
internal sealed class ToolCalls(UcpOperations operations, AgentGate gate, BearerGate bearers, AgentLog log, ShopToolAnswers answers, ReturnOperations returns, AdviceOperations advice, TimeProvider time)
{
    private const string Channel = "mcp";

    /// <summary>For the SDK.</summary>
    public async Task<CallToolResult> RunAsync(McpVisit visit, CallToolRequestParams? request, CancellationToken ct)
    {
        if (request is null || !ToolList.Has(request.Name)) throw McpErrors.Of(McpErrors.InvalidParams, "unknown_tool", "There is no such tool.");
        var answer = await RunAsync(visit, request.Name, ToolArguments.Of(request), ct);
        return new()
        {
            StructuredContent = JsonElement.Parse(answer.Json.Span),
            Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(answer.Json.Span) }],
            IsError = false,
        };
    }

    /// <param name="name">One of <see cref="ToolList"/>.</param>
    /// <exception cref="ModelContextProtocol.McpProtocolException">It is refused, as <see cref="McpErrors"/> says.</exception>
    public async Task<ToolAnswer> RunAsync(McpVisit visit, string name, ToolArguments arguments, CancellationToken ct)
    {
        var (started, shop) = (time.GetTimestamp(), visit.OpenShop());
        var (account, tokenOf, unknown) = await bearers.ReadAsync(visit.Authorization, shop.Id, visit.BaseUrl, arguments.Profile() ?? visit.Agent.Profile, ct);
        if (unknown is not null) throw McpErrors.Of(unknown);
        var admission = await AdmitAsync(visit, shop.Id, name, arguments, tokenOf, ct);
        var answer = admission.Refused;
        ReadOnlyMemory<byte> json = default;
        try
        {
            answer ??= await AnswerAsync(visit, shop, name, arguments, admission, account, ct);
            json = UcpRestDoor.Bytes(answer.Body);
            return answer.IsError ? throw McpErrors.Of(answer) : new(json, shop.Id, admission.Agent.Proof);
        }
        finally
        {
            Note(visit, shop.Id, name, arguments, admission, answer, json, started);
        }
    }

    private Task<Admission> AdmitAsync(McpVisit visit, string shopId, string name, ToolArguments arguments, string? tokenOf, CancellationToken ct)
    {
        var (named, header) = (arguments.Profile(), visit.Agent.Profile);
        if (named is not null && header is not null && named != header) throw McpErrors.Of(McpErrors.Negotiation, "invalid_profile_url", "meta.ucp-agent.profile and the header UCP-Agent name two different profiles.");
        return gate.AdmitAsync(new(shopId, UcpVersions.V2026_04_08, name, Channel)
        {
            ProfileUrl = named ?? header,
            Message = visit.Message,
            TokenOf = tokenOf,
            CountsAs = UcpCapabilities.Of(name) is null ? ActOf(name) : null,
        }, ct);
    }

    /// <summary>Our own tools: those that tell of orders, and the others, which are for everybody.</summary>
    private static AgentAct ActOf(string name) => name is "compare_products" or "recommend_products" or "search_shop_policies_and_faqs" ? AgentAct.Catalogue : AgentAct.Order;

    private async Task<UcpAnswer> AnswerAsync(McpVisit visit, Shop shop, string name, ToolArguments arguments, Admission admission, LinkedAccount? account, CancellationToken ct)
    {
        var wished = ContextRequest.Read(new(), arguments.WithContext(), shop);
        var context = new ShopContext(shop, wished.Language ?? visit.Language, wished.Country ?? shop.Country, admission.Caller! with { CustomerId = account?.Buyer });
        if (name == "compare_products") return new(200, answers.Compare(context, visit.BaseUrl, arguments.Texts("ids", 2, CompareProducts.Most)));
        var key = arguments.Key(required: name is "complete_checkout" or "cancel_checkout" or "cancel_cart" or "request_return" or "confirm_withdrawal");
        return await RunAsync(name, arguments, new(context, UcpVersions.V2026_04_08, visit.BaseUrl, key) { Capabilities = admission.Capabilities, Account = account, SplitsGroups = admission.SplitsGroups }, ct);
    }

    /// <summary>A call whose arguments were wrong has no answer: its error is told by the protocol.</summary>
    private void Note(McpVisit visit, string shopId, string name, ToolArguments arguments, Admission admission, UcpAnswer? answer, ReadOnlyMemory<byte> json, long started)
    {
        var about = ExchangeSubject.Of(arguments.All, answer?.Body);
        log.Note(new()
        {
            Id = Ids.New("xc", time),
            ShopId = shopId,
            AgentId = admission.Agent.Id,
            At = time.GetUtcNow(),
            Door = Channel,
            Operation = name,
            Status = answer?.Status ?? 400,
            Code = answer is null ? "invalid_request" : answer.IsError ? (string?)answer.Body["code"] : null,
            Proof = admission.Agent.Proof,
            Tier = admission.Tier,
            Version = UcpVersions.V2026_04_08,
            Subject = about.Subject,
            Related = about.Related,
            Took = (long)time.GetElapsedTime(started).TotalMicroseconds,
            Capabilities = admission.Capabilities is { } both ? [.. both.Order(StringComparer.Ordinal)] : null,
        }, UcpRestDoor.Bytes(arguments.All), json);
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
        "get_order" => operations.GetOrderAsync(call, arguments.Id(), ct),
        "search_shop_policies_and_faqs" => advice.AskAsync(call, arguments.All, ct),
        "recommend_products" => Task.FromResult(advice.Recommend(call, arguments.All)),
        "find_order" => returns.FindOrderAsync(call, arguments.All, ct),
        "get_return_options" => returns.OptionsAsync(call, arguments.All, ct),
        "preview_return" => returns.PreviewAsync(call, arguments.All, ct),
        "request_return" => returns.RequestAsync(call, arguments.All, ct),
        "preview_withdrawal" => returns.PreviewWithdrawalAsync(call, arguments.All, ct),
        _ => returns.ConfirmWithdrawalAsync(call, arguments.All, ct),
    };

    private async Task<UcpAnswer> SearchAsync(UcpCall call, JsonObject catalog, CancellationToken ct) =>
        Brevity.Shorten(await operations.SearchCatalogAsync(call, catalog, ct));
}

/// <param name="Json">The UCP object.</param>
/// <param name="Proof">How the caller showed who it is.</param>
internal sealed record ToolAnswer(ReadOnlyMemory<byte> Json, string ShopId, AgentProof Proof);
