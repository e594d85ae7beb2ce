using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;
using ModelContextProtocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>
/// Errors of the protocol as UCP's MCP binding wants them: a JSON-RPC error whose <c>data</c> is UCP's own <c>{code, content}</c>.
/// What happens to a purchase (sold out, declined, unknown id) is never an error but a result.
/// </summary>
internal static class McpErrors
{
    public const int Unavailable = -32000;
    public const int Negotiation = -32001;
    public const int InvalidRequest = (int)McpErrorCode.InvalidRequest;
    public const int InvalidParams = (int)McpErrorCode.InvalidParams;

    public static McpProtocolException Of(int code, string reason, string content)
    {
        var error = new McpProtocolException(content, (McpErrorCode)code);
        error.Data["code"] = reason;
        error.Data["content"] = content;
        return error;
    }

    public static McpProtocolException Invalid(string content) => Of(InvalidParams, "invalid_request", content);

    /// <param name="isNew">Since 2026-07-28 a resource that is not there counts as an invalid parameter.</param>
    public static McpProtocolException NoResource(string? uri, bool isNew)
    {
        var error = new McpProtocolException("There is no such resource.", isNew ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
        error.Data["uri"] = uri ?? "";
        return error;
    }

    /// <summary>A refused operation.</summary>
    public static McpProtocolException Of(UcpAnswer answer)
    {
        var reason = Text(answer.Body["code"]) ?? "error";
        var error = Of(Class(answer.Status, reason), reason, Text(answer.Body["content"]) ?? reason);
        if (answer.Body["messages"] is { } messages) error.Data["messages"] = JsonSerializer.SerializeToElement(messages);
        return error;
    }

    /// <summary>The class of a refusal with that HTTP status and code.</summary>
    public static int Class(int status, string reason) => reason switch
    {
        "invalid_profile_url" or "profile_unreachable" or "profile_malformed" or "version_unsupported" or "capabilities_incompatible" => Negotiation,
        "digest_mismatch" or "algorithm_unsupported" => InvalidRequest,
        _ => status is 400 or 413 or 415 or 422 ? InvalidParams : Unavailable,
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
