using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.ShopTools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Acp.Mcp;

/// <summary>ACP over MCP: the operations of REST with the headers in <c>meta</c>. Errors are JSON-RPC errors whose data is ACP's own error.</summary>
internal sealed class AcpTools(AcpOperations operations, AcpEntry entry, AgentLog log, TimeProvider time)
{
    private const int LongestKey = 255;
    private const int LongestId = 200;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="authorization">The header of the HTTP request: keys are no arguments, which models read.</param>
    public async Task<CallToolResult> RunAsync(McpVisit visit, string? authorization, CallToolRequestParams? request, CancellationToken ct)
    {
        if (AcpToolList.All.All(t => t.Name != request?.Name)) throw McpErrors.Of(McpErrors.InvalidParams, "unknown_tool", "There is no such tool.");
        var (started, route, shop) = (time.GetTimestamp(), AcpRoute.All.Single(r => r.Name == request!.Name), visit.OpenShop());
        var arguments = new JsonObject((request!.Arguments ?? new Dictionary<string, JsonElement>()).Select(a => KeyValuePair.Create(a.Key, JsonNode.Parse(a.Value.GetRawText()))));
        if (arguments["meta"] is not JsonObject meta) throw McpErrors.Invalid("The argument meta must be an object.");
        if (arguments["payload"] is not (null or JsonObject)) throw McpErrors.Invalid("The argument payload must be an object.");
        if (arguments["payload"] is null && route is { Body: true, Optional: false }) throw McpErrors.Invalid("The argument payload is required.");
        var (id, payload) = (SessionMemory.Text(arguments["id"]) ?? "", arguments["payload"] as JsonObject ?? []);
        if (id.Length == 0 && route.Path.Contains("{id}", StringComparison.Ordinal)) throw McpErrors.Invalid("The argument id is required.");

        var version = SessionMemory.Text(meta["api_version"]);
        var entrance = await entry.AdmitAsync(shop, version, route.Since, route.UcpName, authorization, ct);
        var key = SessionMemory.Text(meta["idempotency_key"]);
        var answer = entrance.Refused
            ?? entry.Fault(entrance.Key, new(SessionMemory.Text(meta["signature"]), SessionMemory.Text(meta["timestamp"]), $"{route.Method} {route.Path.Replace("{id}", id, StringComparison.Ordinal)}"), payload)
            ?? (key is { Length: 0 or > LongestKey } ? AcpErrors.Of(400, "invalid_idempotency_key", $"meta.idempotency_key must have 1 to {LongestKey} characters.") : null);
        if (answer is null)
        {
            var language = ContextRequest.Spoken(shop, SessionMemory.Text(meta["accept_language"])?.Split(',', ';')[0].Trim()) ?? visit.Language;
            var call = new AcpCall(new ShopContext(shop, language, shop.Country, entrance.Caller!), version!, visit.BaseUrl, key);
            answer = await route.Handler(operations, call, id.Length <= LongestId ? id : "", payload, ct);
        }

        if (entrance.Admission is { } admission) Note(shop.Id, route, id, payload, admission, version, answer, started);
        return answer.IsError ? throw Error(answer) : new()
        {
            StructuredContent = JsonSerializer.SerializeToElement(answer.Body),
            Content = [new TextContentBlock { Text = answer.Body.ToJsonString(Readable) }],
            IsError = false,
        };
    }

    private static McpProtocolException Error(AcpAnswer answer)
    {
        var error = new McpProtocolException(SessionMemory.Text(answer.Body["message"]) ?? "error", (McpErrorCode)McpErrors.Unavailable);
        foreach (var (name, value) in answer.Body) error.Data[name] = value is JsonValue ? SessionMemory.Text(value) : JsonSerializer.SerializeToElement(value);
        return error;
    }

    private void Note(string shopId, AcpRoute route, string id, JsonObject payload, Admission admission, string? version, AcpAnswer answer, long started)
    {
        var about = ExchangeSubject.Of(payload, answer.Body, id);
        log.Note(new()
        {
            Id = Ids.New("xc", time),
            ShopId = shopId,
            AgentId = admission.Agent.Id,
            At = time.GetUtcNow(),
            Door = "acp",
            Operation = route.Name,
            Status = answer.Status,
            Code = answer.IsError ? SessionMemory.Text(answer.Body["code"]) : null,
            Proof = admission.Agent.Proof,
            Tier = admission.Tier,
            Version = version,
            Subject = about.Subject,
            Related = about.Related,
            Took = (long)time.GetElapsedTime(started).TotalMicroseconds,
        }, JsonSerializer.SerializeToUtf8Bytes(payload), JsonSerializer.SerializeToUtf8Bytes(answer.Body));
    }
}
