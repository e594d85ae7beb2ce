using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>Anthropic's Messages to chat completions, for callers who speak Messages to a provider that does not.</summary>
internal sealed class MessagesToChat : Translation
{
    public override JsonObject Request(JsonObject request)
    {
        var messages = new JsonArray();
        if (Plain(request["system"]) is { Length: > 0 } system) messages.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        foreach (var message in (request["messages"] as JsonArray ?? []).OfType<JsonObject>()) Add(message, messages);
        var to = new JsonObject { ["messages"] = messages };
        Copy(request, to, "model", "max_tokens", "temperature", "top_p", "stream", "metadata");
        if (request["stop_sequences"] is JsonArray { Count: > 0 } stop) to["stop"] = stop.DeepClone();
        if (request["tools"] is JsonArray { Count: > 0 } tools)
            to["tools"] = new JsonArray([.. tools.OfType<JsonObject>().Where(t => t["input_schema"] is not null).Select(t => (JsonNode)new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = Text(t, "name") ?? "", ["description"] = Text(t, "description") ?? "", ["parameters"] = t["input_schema"]!.DeepClone() },
            })]);
        if (request["tool_choice"] is JsonObject choice)
            to["tool_choice"] = Text(choice, "type") switch
            {
                "any" => "required",
                "none" => "none",
                "tool" => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(choice, "name") ?? "" } },
                _ => "auto",
            };
        return to;
    }

    public override JsonObject Answer(JsonObject answer)
    {
        var (choice, content) = ((answer["choices"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(), new JsonArray());
        var message = choice?["message"] as JsonObject;
        if (Text(message, "reasoning_content") is { Length: > 0 } thinking) content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = thinking, ["signature"] = "" });
        if (Text(message, "content") is { Length: > 0 } text) content.Add(new JsonObject { ["type"] = "text", ["text"] = text });
        foreach (var call in (message?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = Text(call, "id") ?? "", ["name"] = Text(call["function"], "name") ?? "", ["input"] = Arguments(Text(call["function"], "arguments")) });
        return new JsonObject
        {
            ["id"] = Text(answer, "id") ?? "",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = Text(answer, "model") ?? "",
            ["content"] = content,
            ["stop_reason"] = Reason(Text(choice, "finish_reason")),
            ["stop_sequence"] = null,
            ["usage"] = Usage(answer["usage"]),
        };
    }

    public override StreamTranslation Stream(bool wantsUsage) => new Events();

    private static void Add(JsonObject message, JsonArray messages)
    {
        var role = Text(message, "role") == "assistant" ? "assistant" : "user";
        if (message["content"] is JsonValue)
        {
            messages.Add(new JsonObject { ["role"] = role, ["content"] = message["content"]!.DeepClone() });
            return;
        }

        var (parts, calls) = (new JsonArray(), new JsonArray());
        foreach (var block in (message["content"] as JsonArray ?? []).OfType<JsonObject>())
            switch (Text(block, "type"))
            {
                case "text":
                    parts.Add(new JsonObject { ["type"] = "text", ["text"] = Text(block, "text") ?? "" });
                    break;
                case "image" when block["source"] is JsonObject source:
                    parts.Add(new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = Text(source, "url") ?? $"data:{Text(source, "media_type")};base64,{Text(source, "data")}" } });
                    break;
                case "tool_use":
                    calls.Add(new JsonObject { ["id"] = Text(block, "id") ?? "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(block, "name") ?? "", ["arguments"] = block["input"]?.ToJsonString(ComputeJson.Wire) ?? "{}" } });
                    break;
                case "tool_result":
                    messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = Text(block, "tool_use_id") ?? "", ["content"] = Plain(block["content"]) ?? "" });
                    break;
            }

        if (parts.Count == 0 && calls.Count == 0) return;
        var to = new JsonObject { ["role"] = role, ["content"] = parts.Count == 0 ? null : role == "assistant" ? string.Concat(parts.Select(p => Text(p, "text"))) : parts };
        if (calls.Count > 0) to["tool_calls"] = calls;
        messages.Add(to);
    }

    private static string? Plain(JsonNode? content) => content is JsonValue v && v.TryGetValue<string>(out var text) ? text
        : content is JsonArray parts ? string.Join("\n", parts.OfType<JsonObject>().Select(p => Text(p, "text")).Where(t => t is not null)) : null;

    private static string Reason(string? finish) => finish switch { "length" => "max_tokens", "tool_calls" or "function_call" => "tool_use", "content_filter" => "refusal", _ => "end_turn" };

    /// <summary>Cached tokens beside the input, as Messages count.</summary>
    private static JsonObject Usage(JsonNode? usage)
    {
        var (cached, written) = (Number(usage?["prompt_tokens_details"], "cached_tokens"), Number(usage?["prompt_tokens_details"], "cache_write_tokens"));
        return new JsonObject
        {
            ["input_tokens"] = Math.Max(0, Number(usage, "prompt_tokens") - cached - written),
            ["cache_read_input_tokens"] = cached,
            ["cache_creation_input_tokens"] = written,
            ["output_tokens"] = Number(usage, "completion_tokens"),
        };
    }

    private sealed class Events : StreamTranslation
    {
        private JsonNode? _usage;
        private string? _finish;
        private bool _begun;
        private int _blocks;
        private string? _open;

        public override IEnumerable<SseEvent> Next(SseEvent e)
        {
            if (e.Data == "[DONE]" || ChatToMessages.Parse(e.Data) is not { } root) yield break;
            if (root["error"] is JsonObject error)
            {
                yield return Event("error", new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = Text(error, "type") ?? "api_error", ["message"] = Text(error, "message") ?? "" } });
                yield break;
            }

            if (root["usage"] is JsonObject usage) _usage = usage.DeepClone();
            if (!_begun)
            {
                _begun = true;
                yield return Event("message_start", new JsonObject
                {
                    ["type"] = "message_start",
                    ["message"] = new JsonObject { ["id"] = Text(root, "id") ?? "", ["type"] = "message", ["role"] = "assistant", ["model"] = Text(root, "model") ?? "", ["content"] = new JsonArray(), ["stop_reason"] = null, ["stop_sequence"] = null, ["usage"] = Usage(_usage) },
                });
            }

            if ((root["choices"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is not { } choice) yield break;
            _finish = Text(choice, "finish_reason") ?? _finish;
            var delta = choice["delta"] as JsonObject;
            if (Text(delta, "reasoning_content") is { Length: > 0 } thinking)
                foreach (var x in Block("thinking", new JsonObject { ["type"] = "thinking", ["thinking"] = "" }, new JsonObject { ["type"] = "thinking_delta", ["thinking"] = thinking })) yield return x;
            if (Text(delta, "content") is { Length: > 0 } text)
                foreach (var x in Block("text", new JsonObject { ["type"] = "text", ["text"] = "" }, new JsonObject { ["type"] = "text_delta", ["text"] = text })) yield return x;
            foreach (var call in (delta?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var key = $"tool {Number(call, "index")}";
                foreach (var x in Block(key, new JsonObject { ["type"] = "tool_use", ["id"] = Text(call, "id") ?? "", ["name"] = Text(call["function"], "name") ?? "", ["input"] = new JsonObject() },
                    Text(call["function"], "arguments") is { Length: > 0 } arguments ? new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = arguments } : null)) yield return x;
            }
        }

        public override IEnumerable<SseEvent> End()
        {
            if (_open is not null) yield return Event("content_block_stop", new JsonObject { ["type"] = "content_block_stop", ["index"] = _blocks - 1 });
            yield return Event("message_delta", new JsonObject { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = Reason(_finish), ["stop_sequence"] = null }, ["usage"] = Usage(_usage) });
            yield return Event("message_stop", new JsonObject { ["type"] = "message_stop" });
        }

        /// <summary>A piece of a block; another kind of piece ends the block before.</summary>
        private IEnumerable<SseEvent> Block(string key, JsonObject start, JsonObject? delta)
        {
            if (_open != key)
            {
                if (_open is not null) yield return Event("content_block_stop", new JsonObject { ["type"] = "content_block_stop", ["index"] = _blocks - 1 });
                _open = key;
                yield return Event("content_block_start", new JsonObject { ["type"] = "content_block_start", ["index"] = _blocks++, ["content_block"] = start });
            }

            if (delta is not null) yield return Event("content_block_delta", new JsonObject { ["type"] = "content_block_delta", ["index"] = _blocks - 1, ["delta"] = delta });
        }

        private static SseEvent Event(string name, JsonObject data) => SseEvent.Of(data, name);
    }
}
