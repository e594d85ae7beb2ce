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
    private readonly int _longestForbidden = guards.Forbidden.Count == 0 ? 0 : guards.Forbidden.Max(f => f.Trim().Length);
    private readonly Dictionary<string, (string Text, SseEvent Event)> _held = new(StringComparer.Ordinal);

    /// <summary>What may go on in place of an event: nothing while its text is held back, held text first before an event of another kind.</summary>
    /// <param name="refusal">The rule that ends the stream.</param>
    public IReadOnlyList<SseEvent> Next(SseEvent e, out string? refusal)
    {
        refusal = null;
        if (e.Data == "[DONE]" || Parse(e.Data) is not { } root) return [.. Rest(), e];
        if (TextOf(root) is not { } place)
        {
            // arguments of tools, thoughts, several answers at once: looked at as far as each piece goes
            refusal = Guard.Apply(root, guards, outgoing: true);
            return refusal is null ? [.. Rest(), SseEvent.Of(root, e.Event)] : [];
        }

        var text = _held.GetValueOrDefault(place.Key).Text + place.Text;
        refusal = Guard.Look(text, guards, outgoing: true).Refusal;
        if (refusal is not null) return [];
        var cut = place.Last ? text.Length : Cut(text);
        _held[place.Key] = (text[cut..], e);
        if (cut == 0 && !place.Keep) return [];
        place.Set(Guard.Look(text[..cut], guards, outgoing: true).Text);
        return [SseEvent.Of(root, e.Event)];
    }

    /// <summary>What is still held back.</summary>
    public IReadOnlyList<SseEvent> Rest()
    {
        var rest = new List<SseEvent>();
        foreach (var (text, e) in _held.Values.Where(h => h.Text.Length > 0))
        {
            var root = Parse(e.Data)!;
            TextOf(root)!.Set(Guard.Look(text, guards, outgoing: true).Text);
            rest.Add(SseEvent.Of(root, e.Event));
        }

        _held.Clear();
        return rest;
    }

    /// <summary>
    /// Where what may still grow begins: the last word, the groups of digits or capitals before it, and as much as a forbidden text is long.
    /// </summary>
    private int Cut(string text)
    {
        var cut = text.Length;
        while (cut > 0 && !char.IsWhiteSpace(text[cut - 1])) cut--;
        while (cut > 0 && (char.IsAsciiDigit(text[cut - 1]) || char.IsAsciiLetterUpper(text[cut - 1]) || text[cut - 1] is ' ' or '+' or '-' or '(' or ')' or '.')) cut--;
        cut = Math.Max(0, Math.Min(cut, text.Length - _longestForbidden));
        // a word without an end is let go in the end
        return Math.Max(cut, text.Length - Guard.Longest);
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
