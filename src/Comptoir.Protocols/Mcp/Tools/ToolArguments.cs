using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>
/// The arguments of one call; what is not as the tool's schema says becomes an error of class invalid params. Depth, repeated
/// names and broken text were judged by <see cref="McpRequestGuard"/>.
/// </summary>
internal sealed class ToolArguments
{
    private const int LongestKey = 255;
    private const int LongestId = 200;

    private readonly JsonObject _arguments;

    private ToolArguments(JsonObject arguments) => _arguments = arguments;

    public static ToolArguments Of(CallToolRequestParams call)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, JsonElement>()) arguments[name] = JsonNode.Parse(value.GetRawText());
        return new(arguments);
    }

    public static ToolArguments Of(JsonObject? arguments) => new(arguments ?? []);

    public JsonObject All => _arguments;

    public JsonObject Object(string name) =>
        _arguments[name] as JsonObject ?? throw McpErrors.Invalid($"The argument {name} must be an object.");

    /// <summary>Empty when it is longer than any id of ours, which then finds nothing.</summary>
    public string Id() => Text(_arguments, "id", "id") is { Length: > 0 } id
        ? id.Length <= LongestId ? id : ""
        : throw McpErrors.Invalid("The argument id is required.");

    public string RequiredText(string name, int longest) => Text(_arguments, name, name)?.Trim() is { Length: > 0 } text
        ? text.Length <= longest ? text : throw McpErrors.Invalid($"The argument {name} is longer than {longest} characters.")
        : throw McpErrors.Invalid($"The argument {name} is required.");

    public IReadOnlyList<string> Texts(string name, int least, int most)
    {
        if (_arguments[name] is not JsonArray array || array.Count < least || array.Count > most)
            throw McpErrors.Invalid($"The argument {name} must be a list of {least} to {most} texts.");
        return [.. array.Select((n, i) => String(n, $"{name}[{i}]"))];
    }

    /// <summary>Address of the caller's UCP profile; null when it names none.</summary>
    public string? Profile() =>
        Member(Meta(), "ucp-agent", "meta.ucp-agent") is { } agent ? Text(agent, "profile", "meta.ucp-agent.profile") : null;

    public string? Key(bool required)
    {
        var key = Text(Meta(), "idempotency-key", "meta.idempotency-key")?.Trim();
        if (key is { Length: 0 or > LongestKey }) throw McpErrors.Invalid($"meta.idempotency-key must have 1 to {LongestKey} characters.");
        if (key is null && required) throw McpErrors.Of(McpErrors.InvalidParams, "idempotency_key_required", "This tool needs meta.idempotency-key: a fresh UUID for each new intention.");
        return key;
    }

    /// <summary>The object that may hold <c>context</c>: a UCP resource among the arguments, else the arguments themselves.</summary>
    public JsonObject WithContext() =>
        _arguments["catalog"] as JsonObject ?? _arguments["cart"] as JsonObject ?? _arguments["checkout"] as JsonObject ?? _arguments;

    private JsonObject? Meta() => Member(_arguments, "meta", "meta");

    private static JsonObject? Member(JsonObject? from, string name, string path) => from?[name] switch
    {
        null => null,
        JsonObject member => member,
        _ => throw McpErrors.Invalid($"{path} must be an object."),
    };

    private static string? Text(JsonObject? from, string name, string path) => from?[name] is { } node ? String(node, path) : null;

    private static string String(JsonNode? node, string path) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : throw McpErrors.Invalid($"{path} must be a text.");
}
