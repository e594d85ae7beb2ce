using System.Text.Json;
using Comptoir.Compute.Metering;

namespace Comptoir.Compute.Gateway;

/// <summary>Listens to a stream in whichever dialect it comes: what was used, whether it ended as it should, what went wrong.</summary>
internal sealed class StreamMeter
{
    private long _characters;
    private long _pieces;

    public Usage? Reported { get; private set; }

    /// <summary>A finish reason, or the dialect's last event, was there.</summary>
    public bool Finished { get; private set; }

    /// <summary>The error event of the stream, as it came.</summary>
    public JsonElement? Error { get; private set; }

    public string? Id { get; private set; }

    /// <summary>The last event held nothing but the usage that the gateway asked for.</summary>
    public bool OnlyUsage { get; private set; }

    /// <summary>Something that the caller would see was in it.</summary>
    public bool HasContent => _pieces > 0;

    /// <summary>Tokens of output by what was seen: mostly one a piece, never fewer than a quarter of the characters.</summary>
    public long OutputEstimate => Math.Max(_pieces, (_characters + 3) / 4);

    public void Observe(SseFrame frame)
    {
        OnlyUsage = false;
        if (frame.Data is not { Length: > 0 } data) return;
        if (data == "[DONE]")
        {
            Finished = true;
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind == JsonValueKind.Object) Observe(frame.Event, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // no JSON, or JSON whose text is no Unicode: not ours to judge, the bytes go on and nothing can be counted
        }
    }

    /// <summary>Usage of an answer that came as a whole.</summary>
    public void ObserveAnswer(JsonElement root)
    {
        Reported = UsageReader.FromAnswer(root);
        Id = Text(root, "id") ?? Id;
        Finished = true;
    }

    private void Observe(string? name, JsonElement root)
    {
        Id ??= Text(root, "id") ?? (root.TryGetProperty("message", out var m) && m.ValueKind == JsonValueKind.Object ? Text(m, "id") : null)
            ?? (root.TryGetProperty("response", out var r) && r.ValueKind == JsonValueKind.Object ? Text(r, "id") : null);
        if (UsageReader.FromAnswer(root) is { } usage) Reported = Reported?.Then(usage) ?? usage;
        var type = Text(root, "type") ?? name;
        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String) Error = root.Clone();
        else if (type is "error" or "response.failed") Error = root.Clone();
        if (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            OnlyUsage = choices.GetArrayLength() == 0 && root.TryGetProperty("usage", out var there) && there.ValueKind == JsonValueKind.Object;
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.ValueKind != JsonValueKind.Object) continue;
                if (Text(choice, "finish_reason") is not null) Finished = true;
                if (choice.TryGetProperty("delta", out var delta)) Count(delta);
            }
        }
        else
        {
            if (type is "message_stop" or "messageStop" or "response.completed" or "response.incomplete") Finished = true;
            if (root.TryGetProperty("delta", out var delta) && type != "message_delta") Count(delta);
        }
    }

    private void Count(JsonElement delta)
    {
        var before = _characters;
        Add(delta, 0);
        if (_characters > before) _pieces++;
    }

    private void Add(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.String) _characters += element.GetString()!.Length;
        else if (depth < 6 && element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Add(item, depth + 1);
        else if (depth < 6 && element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                if (member.Name is not ("role" or "type" or "id" or "signature")) Add(member.Value, depth + 1);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
