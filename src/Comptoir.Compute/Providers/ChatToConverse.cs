using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>Chat completions to Amazon Bedrock's Converse and ConverseStream.</summary>
internal sealed class ChatToConverse : Translation
{
    public override JsonObject Request(JsonObject request)
    {
        var (system, messages) = (new JsonArray(), new JsonArray());
        foreach (var message in (request["messages"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var (role, content) = (Text(message, "role"), new JsonArray());
            if (role is "system" or "developer")
            {
                foreach (var part in Parts(message["content"])) system.Add(part);
                continue;
            }

            if (role is "tool") content.Add(new JsonObject { ["toolResult"] = new JsonObject { ["toolUseId"] = Text(message, "tool_call_id") ?? "", ["content"] = new JsonArray([.. Parts(message["content"])]) } });
            else foreach (var part in Parts(message["content"])) content.Add(part);
            foreach (var call in (message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
                content.Add(new JsonObject { ["toolUse"] = new JsonObject { ["toolUseId"] = Text(call, "id") ?? "", ["name"] = Text(call["function"], "name") ?? "", ["input"] = Arguments(Text(call["function"], "arguments")) } });
            if (content.Count == 0) continue;
            var speaker = role == "assistant" ? "assistant" : "user";
            if (messages.Count > 0 && Text(messages[^1], "role") == speaker)
                foreach (var part in content.ToList())
                {
                    content.Remove(part);
                    ((JsonArray)messages[^1]!["content"]!).Add(part);
                }
            else messages.Add(new JsonObject { ["role"] = speaker, ["content"] = content });
        }

        var (to, inference) = (new JsonObject { ["messages"] = messages }, new JsonObject());
        if (system.Count > 0) to["system"] = system;
        if ((request["max_completion_tokens"] ?? request["max_tokens"]) is { } most) inference["maxTokens"] = most.DeepClone();
        if (request["temperature"] is { } temperature) inference["temperature"] = temperature.DeepClone();
        if (request["top_p"] is { } top) inference["topP"] = top.DeepClone();
        if (request["stop"] is { } stop) inference["stopSequences"] = stop is JsonArray ? stop.DeepClone() : new JsonArray(stop.DeepClone());
        if (inference.Count > 0) to["inferenceConfig"] = inference;
        if (request["tools"] is JsonArray { Count: > 0 } tools)
        {
            var config = new JsonObject
            {
                ["tools"] = new JsonArray([.. tools.OfType<JsonObject>().Where(t => t["function"] is JsonObject).Select(t => (JsonNode)new JsonObject
                {
                    ["toolSpec"] = new JsonObject { ["name"] = Text(t["function"], "name") ?? "", ["description"] = Text(t["function"], "description") ?? "-", ["inputSchema"] = new JsonObject { ["json"] = t["function"]!["parameters"]?.DeepClone() ?? new JsonObject { ["type"] = "object" } } },
                })]),
            };
            var choice = request["tool_choice"];
            if (choice is JsonObject named) config["toolChoice"] = new JsonObject { ["tool"] = new JsonObject { ["name"] = Text(named["function"], "name") ?? "" } };
            else if (choice is JsonValue v && v.TryGetValue<string>(out var word) && word == "required") config["toolChoice"] = new JsonObject { ["any"] = new JsonObject() };
            to["toolConfig"] = config;
        }

        return to;
    }

    public override JsonObject Answer(JsonObject answer)
    {
        var (text, thinking, calls) = ("", "", new JsonArray());
        foreach (var block in (answer["output"]?["message"]?["content"] as JsonArray ?? []).OfType<JsonObject>())
        {
            text += Text(block, "text");
            thinking += Text(block["reasoningContent"]?["reasoningText"], "text");
            if (block["toolUse"] is JsonObject use)
                calls.Add(new JsonObject { ["id"] = Text(use, "toolUseId") ?? "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(use, "name") ?? "", ["arguments"] = use["input"]?.ToJsonString(ComputeJson.Wire) ?? "{}" } });
        }

        var message = new JsonObject { ["role"] = "assistant", ["content"] = text.Length > 0 ? text : null };
        if (thinking.Length > 0) message["reasoning_content"] = thinking;
        if (calls.Count > 0) message["tool_calls"] = calls;
        return new JsonObject
        {
            ["id"] = "chatcmpl-converse",
            ["object"] = "chat.completion",
            ["created"] = 0,
            ["model"] = "",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(Text(answer, "stopReason")) }),
            ["usage"] = Usage(answer["usage"]),
        };
    }

    public override StreamTranslation Stream(bool wantsUsage) => new Chunks(wantsUsage);

    private static string Finish(string? reason) => reason switch { "max_tokens" => "length", "tool_use" => "tool_calls", "content_filtered" or "guardrail_intervened" => "content_filter", _ => "stop" };

    private static JsonObject Usage(JsonNode? u)
    {
        var (read, written) = (Number(u, "cacheReadInputTokens"), Number(u, "cacheWriteInputTokens"));
        var (prompt, output) = (Number(u, "inputTokens") + read + written, Number(u, "outputTokens"));
        return new JsonObject { ["prompt_tokens"] = prompt, ["completion_tokens"] = output, ["total_tokens"] = prompt + output, ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = read, ["cache_write_tokens"] = written } };
    }

    private static IEnumerable<JsonNode> Parts(JsonNode? content)
    {
        if (content is JsonValue v && v.TryGetValue<string>(out var text))
        {
            if (text.Length > 0) yield return new JsonObject { ["text"] = text };
            yield break;
        }

        foreach (var part in (content as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(part, "text") is { } said) yield return new JsonObject { ["text"] = said };
            // data:image/png;base64,…
            else if (Text(part["image_url"], "url") is { } url && url.StartsWith("data:image/", StringComparison.Ordinal) && url.IndexOf(";base64,", StringComparison.Ordinal) is > 0 and var at)
                yield return new JsonObject { ["image"] = new JsonObject { ["format"] = url["data:image/".Length..at], ["source"] = new JsonObject { ["bytes"] = url[(at + 8)..] } } };
        }
    }

    private sealed class Chunks(bool wantsUsage) : StreamTranslation
    {
        private readonly Dictionary<long, int> _tools = [];
        private JsonNode? _usage;

        public override IEnumerable<SseEvent> Next(SseEvent e)
        {
            if (ChatToMessages.Parse(e.Data) is not { } root) yield break;
            var index = Number(root, "contentBlockIndex");
            switch (e.Event)
            {
                case "messageStart":
                    yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" });
                    break;
                case "contentBlockStart" when Member(root["start"], "toolUse") is { } use:
                    _tools[index] = _tools.Count;
                    yield return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = _tools[index], ["id"] = Text(use, "toolUseId"), ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(use, "name"), ["arguments"] = "" } }) });
                    break;
                case "contentBlockDelta":
                    if (Text(root["delta"], "text") is { } text) yield return Chunk(new JsonObject { ["content"] = text });
                    else if (Text(root["delta"]?["reasoningContent"], "text") is { } thinking) yield return Chunk(new JsonObject { ["reasoning_content"] = thinking });
                    else if (Text(root["delta"]?["toolUse"], "input") is { } input && _tools.TryGetValue(index, out var tool)) yield return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = tool, ["function"] = new JsonObject { ["arguments"] = input } }) });
                    break;
                case "messageStop":
                    yield return Chunk([], Finish(Text(root, "stopReason")));
                    break;
                case "metadata":
                    _usage = root["usage"]?.DeepClone();
                    break;
                default:
                    if (root["error"] is JsonObject error) yield return SseEvent.Of(new JsonObject { ["error"] = new JsonObject { ["message"] = Text(error, "message") ?? "", ["type"] = "api_error", ["param"] = null, ["code"] = e.Event } });
                    break;
            }
        }

        public override IEnumerable<SseEvent> End()
        {
            if (wantsUsage) yield return SseEvent.Of(new JsonObject { ["id"] = "chatcmpl-converse", ["object"] = "chat.completion.chunk", ["created"] = 0, ["model"] = "", ["choices"] = new JsonArray(), ["usage"] = Usage(_usage) });
            yield return SseEvent.Done;
        }

        private static SseEvent Chunk(JsonObject delta, string? finish = null) => SseEvent.Of(new JsonObject
        {
            ["id"] = "chatcmpl-converse",
            ["object"] = "chat.completion.chunk",
            ["created"] = 0,
            ["model"] = "",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        });
    }
}
