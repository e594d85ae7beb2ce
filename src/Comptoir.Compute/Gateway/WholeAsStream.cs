using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Providers;

namespace Comptoir.Compute.Gateway;

/// <summary>A whole answer as the stream that its caller asked for.</summary>
internal static class WholeAsStream
{
    public static IEnumerable<SseEvent> Of(Door door, JsonObject answer)
    {
        if (door == Door.Chat) return [.. Chunks(answer), SseEvent.Done];
        // the other dialects are written from chunks of the one in the middle
        Translation translation = door == Door.Messages ? new MessagesToChat() : new ResponsesToChat();
        var chat = door == Door.Messages ? new ChatToMessages(0).Answer(answer) : ResponsesToChat.Back(answer);
        var stream = translation.Stream(wantsUsage: true);
        return [.. Chunks(chat).SelectMany(stream.Next), .. stream.End()];
    }

    private static IEnumerable<SseEvent> Chunks(JsonObject answer)
    {
        JsonObject Chunk(JsonArray choices) => new() { ["id"] = answer["id"]?.DeepClone(), ["object"] = "chat.completion.chunk", ["created"] = answer["created"]?.DeepClone(), ["model"] = answer["model"]?.DeepClone(), ["choices"] = choices };
        foreach (var choice in (answer["choices"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var delta = choice["message"]?.DeepClone() as JsonObject ?? [];
            if (delta["tool_calls"] is JsonArray calls)
                for (var i = 0; i < calls.Count; i++)
                    if (calls[i] is JsonObject call) call["index"] = i;
            yield return SseEvent.Of(Chunk([new JsonObject { ["index"] = choice["index"]?.DeepClone() ?? 0, ["delta"] = delta, ["finish_reason"] = null }]));
            yield return SseEvent.Of(Chunk([new JsonObject { ["index"] = choice["index"]?.DeepClone() ?? 0, ["delta"] = new JsonObject(), ["finish_reason"] = choice["finish_reason"]?.DeepClone() ?? "stop" }]));
        }

        if (answer["usage"] is { } usage)
        {
            var last = Chunk([]);
            last["usage"] = usage.DeepClone();
            yield return SseEvent.Of(last);
        }
    }
}
