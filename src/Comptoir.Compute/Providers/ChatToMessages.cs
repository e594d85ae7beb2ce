using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>Chat completions to Anthropic's Messages, for providers that speak only these.</summary>
/// <param name="maxOutput">Messages want a limit; this one when the caller gave none.</param>
internal sealed class ChatToMessages(long maxOutput) : Translation
{
    public override JsonObject Request(JsonObject request)
    {
        var (system, messages) = (new JsonArray(), new JsonArray());
        foreach (var message in (request["messages"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var role = Text(message, "role");
            if (role is "system" or "developer")
            {
                foreach (var part in Parts(message["content"])) system.Add(part);
                continue;
            }

            var content = new JsonArray();
            if (role is "tool" or "function")
            {
                content.Add(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = Text(message, "tool_call_id") ?? Text(message, "name") ?? "", ["content"] = new JsonArray([.. Parts(message["content"])]) });
            }
            else
            {
                foreach (var part in Parts(message["content"])) content.Add(part);
                foreach (var call in (message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
                    content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = Text(call, "id") ?? "", ["name"] = Text(call["function"], "name") ?? "", ["input"] = Arguments(Text(call["function"], "arguments")) });
            }

            if (content.Count == 0) continue;
            var speaker = role == "assistant" ? "assistant" : "user";
            // results of several tools are one message of the user
            if (messages.Count > 0 && Text(messages[^1], "role") == speaker && messages[^1]!["content"] is JsonArray before)
                foreach (var part in content.ToList())
                {
                    content.Remove(part);
                    before.Add(part);
                }
            else messages.Add(new JsonObject { ["role"] = speaker, ["content"] = content });
        }

        var to = new JsonObject { ["messages"] = messages, ["max_tokens"] = request["max_completion_tokens"]?.DeepClone() ?? request["max_tokens"]?.DeepClone() ?? maxOutput };
        if (system.Count > 0) to["system"] = system;
        Copy(request, to, "temperature", "top_p", "stream", "metadata");
        if (request["stop"] is { } stop) to["stop_sequences"] = stop is JsonArray ? stop.DeepClone() : new JsonArray(stop.DeepClone());
        var tools = new JsonArray([.. (request["tools"] as JsonArray ?? []).OfType<JsonObject>().Where(t => t["function"] is JsonObject).Select(t => (JsonNode)new JsonObject
        {
            ["name"] = Text(t["function"], "name") ?? "",
            ["description"] = Text(t["function"], "description") ?? "",
            ["input_schema"] = t["function"]!["parameters"]?.DeepClone() ?? new JsonObject { ["type"] = "object" },
        })]);
        // structured output is a tool that has to be called; its arguments are the answer
        if (Text(request["response_format"], "type") == "json_schema" && request["response_format"]!["json_schema"] is JsonObject schema)
        {
            tools.Add(new JsonObject { ["name"] = StructuredAnswer, ["description"] = "The answer.", ["input_schema"] = schema["schema"]?.DeepClone() ?? new JsonObject { ["type"] = "object" } });
            to["tool_choice"] = new JsonObject { ["type"] = "tool", ["name"] = StructuredAnswer };
        }
        else if (request["tool_choice"] is { } choice)
        {
            to["tool_choice"] = choice switch
            {
                JsonValue v when v.TryGetValue<string>(out var word) => new JsonObject { ["type"] = word switch { "required" => "any", "none" => "none", _ => "auto" } },
                _ => new JsonObject { ["type"] = "tool", ["name"] = Text(choice["function"], "name") ?? "" },
            };
        }

        if (tools.Count > 0) to["tools"] = tools;
        return to;
    }

    public override JsonObject Answer(JsonObject answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = null };
        var (text, thinking, calls, structured) = ("", "", new JsonArray(), (string?)null);
        foreach (var block in (answer["content"] as JsonArray ?? []).OfType<JsonObject>())
            switch (Text(block, "type"))
            {
                case "text": text += Text(block, "text"); break;
                case "thinking": thinking += Text(block, "thinking"); break;
                case "tool_use" when Text(block, "name") == StructuredAnswer: structured = block["input"]?.ToJsonString(ComputeJson.Wire); break;
                case "tool_use":
                    calls.Add(new JsonObject { ["id"] = Text(block, "id") ?? "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(block, "name") ?? "", ["arguments"] = block["input"]?.ToJsonString(ComputeJson.Wire) ?? "{}" } });
                    break;
            }

        if (structured is not null || text.Length > 0) message["content"] = structured ?? text;
        if (thinking.Length > 0) message["reasoning_content"] = thinking;
        if (calls.Count > 0) message["tool_calls"] = calls;
        return new JsonObject
        {
            ["id"] = Text(answer, "id") ?? "",
            ["object"] = "chat.completion",
            ["created"] = 0,
            ["model"] = Text(answer, "model") ?? "",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = structured is not null ? "stop" : Finish(Text(answer, "stop_reason")) }),
            ["usage"] = Usage(answer["usage"] as JsonObject ?? []),
        };
    }

    public override StreamTranslation Stream(bool wantsUsage) => new Chunks(wantsUsage);

    internal const string StructuredAnswer = "structured_answer";

    internal static string Finish(string? reason) => reason switch { "max_tokens" or "model_context_window_exceeded" => "length", "tool_use" => "tool_calls", "refusal" => "content_filter", _ => "stop" };

    /// <summary>With cached tokens in the prompt, as chat completions count.</summary>
    internal static JsonObject Usage(JsonObject u)
    {
        var (read, written) = (Number(u, "cache_read_input_tokens"), Number(u, "cache_creation_input_tokens"));
        var (prompt, output) = (Number(u, "input_tokens") + read + written, Number(u, "output_tokens"));
        return new JsonObject
        {
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = output,
            ["total_tokens"] = prompt + output,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = read, ["cache_write_tokens"] = written },
        };
    }

    private static IEnumerable<JsonNode> Parts(JsonNode? content)
    {
        if (content is JsonValue v && v.TryGetValue<string>(out var text))
        {
            if (text.Length > 0) yield return new JsonObject { ["type"] = "text", ["text"] = text };
            yield break;
        }

        foreach (var part in (content as JsonArray ?? []).OfType<JsonObject>())
            switch (Text(part, "type"))
            {
                case "text":
                    var said = new JsonObject { ["type"] = "text", ["text"] = Text(part, "text") ?? "" };
                    Copy(part, said, "cache_control");
                    yield return said;
                    break;
                case "image_url" when Text(part["image_url"], "url") is { } url:
                    yield return new JsonObject { ["type"] = "image", ["source"] = Source(url) };
                    break;
            }
    }

    private static JsonObject Source(string url)
    {
        // data:image/png;base64,…
        var (semicolon, comma) = (url.IndexOf(';', StringComparison.Ordinal), url.IndexOf(',', StringComparison.Ordinal));
        return url.StartsWith("data:", StringComparison.Ordinal) && semicolon > 5 && comma > semicolon
            ? new JsonObject { ["type"] = "base64", ["media_type"] = url[5..semicolon], ["data"] = url[(comma + 1)..] }
            : new JsonObject { ["type"] = "url", ["url"] = url };
    }

    private sealed class Chunks(bool wantsUsage) : StreamTranslation
    {
        private readonly Dictionary<long, int> _tools = [];
        private readonly HashSet<long> _structured = [];
        private JsonObject _usage = [];
        private string _id = "";
        private string _model = "";

        public override IEnumerable<SseEvent> Next(SseEvent e)
        {
            if (Parse(e.Data) is not { } root) yield break;
            var index = Number(root, "index");
            switch (Text(root, "type"))
            {
                case "message_start" when root["message"] is JsonObject message:
                    (_id, _model) = (Text(message, "id") ?? "", Text(message, "model") ?? "");
                    Merge(message["usage"] as JsonObject);
                    yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" });
                    break;
                case "content_block_start" when root["content_block"] is JsonObject block && Text(block, "type") == "tool_use":
                    if (Text(block, "name") == StructuredAnswer)
                    {
                        _structured.Add(index);
                        break;
                    }

                    _tools[index] = _tools.Count;
                    yield return Chunk(Call(index, new JsonObject { ["name"] = Text(block, "name") ?? "", ["arguments"] = "" }, Text(block, "id")));
                    break;
                case "content_block_delta" when root["delta"] is JsonObject delta:
                    if (Text(delta, "text") is { } text) yield return Chunk(new JsonObject { ["content"] = text });
                    else if (Text(delta, "thinking") is { } thinking) yield return Chunk(new JsonObject { ["reasoning_content"] = thinking });
                    else if (Text(delta, "partial_json") is { } json && _structured.Contains(index)) yield return Chunk(new JsonObject { ["content"] = json });
                    else if (Text(delta, "partial_json") is { } part && _tools.ContainsKey(index)) yield return Chunk(Call(index, new JsonObject { ["arguments"] = part }, null));
                    break;
                case "message_delta":
                    Merge(root["usage"] as JsonObject);
                    if (Text(root["delta"], "stop_reason") is { } reason) yield return Chunk([], _structured.Count > 0 && reason == "tool_use" && _tools.Count == 0 ? "stop" : Finish(reason));
                    break;
                case "error":
                    yield return SseEvent.Of(new JsonObject { ["error"] = new JsonObject { ["message"] = Text(root["error"], "message") ?? "", ["type"] = Text(root["error"], "type") ?? "api_error", ["param"] = null, ["code"] = null } });
                    break;
            }
        }

        public override IEnumerable<SseEvent> End()
        {
            if (wantsUsage)
            {
                var last = Frame([]);
                last["usage"] = Usage(_usage);
                yield return SseEvent.Of(last);
            }

            yield return SseEvent.Done;
        }

        private void Merge(JsonObject? usage)
        {
            foreach (var (name, value) in usage ?? [])
                if (value is JsonValue) _usage[name] = value.DeepClone();
        }

        private JsonObject Call(long index, JsonObject function, string? id)
        {
            var call = new JsonObject { ["index"] = _tools[index], ["function"] = function };
            if (id is not null) (call["id"], call["type"]) = (id, "function");
            return new JsonObject { ["tool_calls"] = new JsonArray(call) };
        }

        private SseEvent Chunk(JsonObject delta, string? finish = null) => SseEvent.Of(Frame([new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }]));

        private JsonObject Frame(JsonArray choices) => new() { ["id"] = _id, ["object"] = "chat.completion.chunk", ["created"] = 0, ["model"] = _model, ["choices"] = choices };
    }

    internal static JsonObject? Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
