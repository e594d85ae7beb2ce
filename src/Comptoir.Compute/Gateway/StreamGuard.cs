using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>
/// Looks at the text of a stream although it comes in pieces. The last characters are held back, cut where nothing can be in the middle of
/// being written, and go with the next piece; so a number that comes in two halves is seen whole.
/// </summary>
internal sealed class StreamGuard(Guards guards)
{
    private readonly Dictionary<string, (string Text, SseEvent Event)> _held = new(StringComparer.Ordinal);

    /// <summary>What may go on in place of an event: nothing while its text is held back, held text first before an event of another kind.</summary>
    /// <param name="refusal">The rule that ends the stream.</param>
    public IReadOnlyList<SseEvent> Next(SseEvent e, out string? refusal)
    {
        refusal = null;
        if (e.Data == "[DONE]" || Parse(e.Data) is not { } root || TextOf(root) is not { } place) return [.. Rest(), e];
        var (clean, refused) = Guard.Look(_held.GetValueOrDefault(place.Key).Text + place.Text, guards, outgoing: true);
        if (refused is not null)
        {
            refusal = refused;
            return [];
        }

        var cut = place.Last ? clean.Length : Cut(clean);
        _held[place.Key] = (clean[cut..], e);
        if (cut == 0 && !place.Keep) return [];
        place.Set(clean[..cut]);
        return [SseEvent.Of(root, e.Event)];
    }

    /// <summary>What is still held back.</summary>
    public IReadOnlyList<SseEvent> Rest()
    {
        var rest = new List<SseEvent>();
        foreach (var (text, e) in _held.Values.Where(h => h.Text.Length > 0))
        {
            var root = Parse(e.Data)!;
            TextOf(root)!.Set(text);
            rest.Add(SseEvent.Of(root, e.Event));
        }

        _held.Clear();
        return rest;
    }

    private static int Cut(string text)
    {
        if (text.Length <= 8) return 0;
        // never inside of what could become longer: a cut behind a space that has no digit near it
        var most = text.Length;
        for (var i = most - 1; i > 0 && i > most - Guard.Longest; i--)
            if (text[i] is ' ' or '\n' && !char.IsAsciiDigit(text[i - 1])) return i;
        return text.Length > Guard.Longest ? text.Length - Guard.Longest : 0;
    }

    private static Place? TextOf(JsonObject root)
    {
        if (root["choices"] is JsonArray choices)
        {
            if (choices is not [JsonObject choice] || choice["delta"] is not JsonObject delta || CallReading.Text(delta, "content") is not { } content) return null;
            return new(choice["index"]?.ToJsonString() ?? "0", content, t => delta["content"] = t, choice["finish_reason"] is not null, delta.Count > 1);
        }

        if (CallReading.Text(root, "type") == "content_block_delta" && root["delta"] is JsonObject block && CallReading.Text(block, "text") is { } text)
            return new(root["index"]?.ToJsonString() ?? "0", text, t => block["text"] = t, false, false);
        return CallReading.Text(root, "type") == "response.output_text.delta" && CallReading.Text(root, "delta") is { } piece ? new("0", piece, t => root["delta"] = t, false, false) : null;
    }

    private static JsonObject? Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Place(string Key, string Text, Action<string> Set, bool Last, bool Keep);
}
