using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>Reads a request of any door; what is malformed is refused here, before anything is reserved. Pure.</summary>
internal static class CallReading
{
    private const int MostAnswers = 16;
    private const int TokensOfImage = 2000;
    private const long MostOutput = 10_000_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    public static (GatewayCall? Call, GatewayError? Error) Read(Door door, ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadWhole(door, body);
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair is JSON and yet no text
            return (null, GatewayError.Invalid("The body holds text that is not Unicode.", "invalid_json"));
        }
    }

    private static (GatewayCall? Call, GatewayError? Error) ReadWhole(Door door, ReadOnlySpan<byte> body)
    {
        JsonObject? root;
        try
        {
            root = JsonNode.Parse(body, null, Strict) as JsonObject;
        }
        catch (JsonException e)
        {
            return (null, GatewayError.Invalid($"The body is not JSON: {e.Message.Split('.')[0]}.", "invalid_json"));
        }

        if (root is null) return (null, GatewayError.Invalid("The body is not a JSON object.", "invalid_json"));
        if (Text(root, "model") is not { Length: > 0 and <= 200 } model) return (null, GatewayError.Invalid("model is missing or is no text of 1 to 200 characters.", "missing_model"));
        if (Problem(door, root) is { } problem) return (null, GatewayError.Invalid(problem));
        var size = new Size();
        foreach (var (name, value) in root)
            if (name != "model") Measure(value, size);
        var stream = root["stream"] is JsonValue s && s.TryGetValue<bool>(out var on) && on;
        var needs = new List<Capability> { door == Door.Embeddings ? Capability.Embeddings : Capability.Chat };
        if (stream) needs.Add(Capability.Streaming);
        if (root["tools"] is JsonArray { Count: > 0 }) needs.Add(Capability.Tools);
        if (size.Images > 0) needs.Add(Capability.Images);
        if (size.Audio) needs.Add(Capability.Audio);
        if ((root["response_format"] as JsonObject)?["type"] is JsonValue f && f.TryGetValue<string>(out var format) && format != "text") needs.Add(Capability.Json);
        return (new(door, root, model)
        {
            Stream = stream,
            WantsUsage = (root["stream_options"] as JsonObject)?["include_usage"] is JsonValue u && u.TryGetValue<bool>(out var usage) && usage,
            Needs = needs,
            InputBound = size.Bytes + (size.Images * TokensOfImage) + 64,
            InputEstimate = (size.Bytes / 4) + (size.Images * TokensOfImage) + 8,
            MaxOutput = MaxOutput(door, root),
            Answers = (int)(Whole(root, "n") ?? 1),
        }, null);
    }

    private static string? Problem(Door door, JsonObject root)
    {
        foreach (var name in (string[])["max_completion_tokens", "max_tokens", "max_output_tokens"])
            if (root[name] is { } value && !(Whole(root, name) is >= 1 and <= MostOutput)) return $"{name} is no whole number from 1 to {MostOutput}: {Shown(value)}.";
        if (root["n"] is not null && Whole(root, "n") is not (>= 1 and <= MostAnswers)) return $"n is no whole number from 1 to {MostAnswers}.";
        if (root["stream"] is { } stream && !(stream is JsonValue v && v.TryGetValue<bool>(out _))) return "stream is neither true nor false.";
        switch (door)
        {
            case Door.Chat or Door.Messages:
                if (root["messages"] is not JsonArray { Count: > 0 } messages) return "messages is missing or empty.";
                if (messages.FirstOrDefault(m => m is not JsonObject o || Text(o, "role") is null) is { } wrong || messages.Contains(null)) return "every message is an object with a role.";
                return door == Door.Messages && root["max_tokens"] is null ? "max_tokens is missing." : null;
            case Door.Responses:
                return root["input"] is JsonArray { Count: > 0 } || Text(root, "input") is { Length: > 0 } || root["prompt"] is JsonObject ? null : "input is missing or empty.";
            default:
                return root["input"] is JsonArray { Count: > 0 and <= 4096 } || Text(root, "input") is { Length: > 0 } ? null : "input is missing, empty or has more than 4096 entries.";
        }
    }

    /// <summary>Only of the member that the door's dialect has: no other is passed on, so none may lessen what is reserved.</summary>
    private static long? MaxOutput(Door door, JsonObject root) => door switch
    {
        Door.Chat when Whole(root, "max_completion_tokens") is { } most && Whole(root, "max_tokens") is { } old => Math.Max(most, old),
        Door.Chat => Whole(root, "max_completion_tokens") ?? Whole(root, "max_tokens"),
        Door.Messages => Whole(root, "max_tokens"),
        Door.Responses => Whole(root, "max_output_tokens"),
        _ => null,
    };

    private static void Measure(JsonNode? node, Size size)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o)
                {
                    size.Bytes += name.Length + 2;
                    if (name is "image_url" or "input_image" || (name == "type" && value is JsonValue t && t.TryGetValue<string>(out var type) && type is "image" or "input_image")) size.Images++;
                    if (name == "input_audio") size.Audio = true;
                    if (!IsMedia(o, name, value)) Measure(value, size);
                }

                break;
            case JsonArray a:
                foreach (var value in a) Measure(value, size);
                break;
            case JsonValue v when v.TryGetValue<string>(out var text):
                size.Bytes += Encoding.UTF8.GetByteCount(text);
                break;
            case not null:
                size.Bytes += 4;
                break;
        }
    }

    /// <summary>Pictures and sounds travel as base64 where the dialects have them; their tokens have nothing to do with its length.</summary>
    private static bool IsMedia(JsonObject o, string name, JsonNode? value) =>
        value is JsonValue v && v.TryGetValue<string>(out var text)
        && (name switch
        {
            "url" or "image_url" => text.StartsWith("data:image/", StringComparison.Ordinal),
            "data" => Text(o, "media_type")?.StartsWith("image/", StringComparison.Ordinal) == true || Text(o, "format") is "wav" or "mp3",
            _ => false,
        });

    internal static string? Text(JsonObject? o, string name) => o?[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private static long? Whole(JsonObject o, string name) => o[name] is JsonValue v && v.TryGetValue<long>(out var number) ? number : null;

    private static string Shown(JsonNode value) => value.ToJsonString() is { Length: > 40 } text ? text[..40] + "…" : value.ToJsonString();

    private sealed class Size
    {
        public long Bytes;
        public int Images;
        public bool Audio;
    }
}
