using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>
/// One dialect in terms of another. Chat completions are the one in the middle: a caller's dialect is translated to it, and from it to the
/// provider's; where both speak the same, nothing is translated and bytes pass as they are.
/// </summary>
internal abstract class Translation
{
    /// <summary>A request, towards the provider.</summary>
    public abstract JsonObject Request(JsonObject request);

    /// <summary>An answer, back to the caller.</summary>
    public abstract JsonObject Answer(JsonObject answer);

    /// <summary>A stream, back to the caller.</summary>
    public abstract StreamTranslation Stream(bool wantsUsage);

    protected static string? Text(JsonNode? node, string name) => CallReading.Text(node as JsonObject, name);

    protected static JsonObject? Member(JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    protected static long Number(JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue v && v.TryGetValue<long>(out var n) ? n : 0;

    protected static void Copy(JsonObject from, JsonObject to, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (from[name] is { } value) to[name] = value.DeepClone();
    }

    /// <summary>The JSON that a model wrote as arguments; text that is none is kept under a name of its own.</summary>
    protected static JsonNode Arguments(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject();
        }
        catch (System.Text.Json.JsonException)
        {
            return new JsonObject { ["text"] = text };
        }
    }
}

internal abstract class StreamTranslation
{
    /// <summary>What an event becomes: none, one or several.</summary>
    public abstract IEnumerable<SseEvent> Next(SseEvent e);

    /// <summary>What follows the last event, when the stream ended as it should.</summary>
    public virtual IEnumerable<SseEvent> End() => [];
}
