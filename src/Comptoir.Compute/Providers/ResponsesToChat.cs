using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>OpenAI's Responses to chat completions, for providers that have only these. Nothing is kept between calls: <c>store</c> is always false.</summary>
internal sealed class ResponsesToChat : Translation
{
    public override JsonObject Request(JsonObject request)
    {
        var messages = new JsonArray();
        if (Text(request, "instructions") is { Length: > 0 } instructions) messages.Add(new JsonObject { ["role"] = "system", ["content"] = instructions });
        if (Text(request, "input") is { } text) messages.Add(new JsonObject { ["role"] = "user", ["content"] = text });
        foreach (var item in (request["input"] as JsonArray ?? []).OfType<JsonObject>()) Add(item, messages);
        var to = new JsonObject { ["messages"] = messages };
        Copy(request, to, "model", "temperature", "top_p", "stream", "metadata", "parallel_tool_calls", "user");
        if (request["max_output_tokens"] is { } most) to["max_completion_tokens"] = most.DeepClone();
        if (Text(request["reasoning"], "effort") is { } effort) to["reasoning_effort"] = effort;
        var tools = (request["tools"] as JsonArray ?? []).OfType<JsonObject>().Where(t => Text(t, "type") == "function").Select(t =>
        {
            var function = new JsonObject { ["name"] = Text(t, "name") ?? "" };
            Copy(t, function, "description", "parameters", "strict");
            return (JsonNode)new JsonObject { ["type"] = "function", ["function"] = function };
        }).ToArray();
        if (tools.Length > 0) to["tools"] = new JsonArray(tools);
        if (request["tool_choice"] is { } choice) to["tool_choice"] = choice is JsonObject named && Text(named, "name") is { } name ? new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } } : choice.DeepClone();
        if ((request["text"] as JsonObject)?["format"] is JsonObject format && Text(format, "type") is { } kind && kind != "text")
        {
            var schema = new JsonObject();
            Copy(format, schema, "name", "description", "schema", "strict");
            to["response_format"] = kind == "json_schema" ? new JsonObject { ["type"] = kind, ["json_schema"] = schema } : new JsonObject { ["type"] = kind };
        }

        return to;
    }

    public override JsonObject Answer(JsonObject answer)
    {
        var choice = (answer["choices"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
        var (message, id, output) = (choice?["message"] as JsonObject, Text(answer, "id") ?? "", new JsonArray());
        if (Text(message, "content") is { Length: > 0 } text) output.Add(Message($"msg_{id}", text, "completed"));
        foreach (var call in (message?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            output.Add(FunctionCall(Text(call, "id") ?? "", Text(call["function"], "name") ?? "", Text(call["function"], "arguments") ?? "", "completed"));
        return Response(id, Text(answer, "model"), output, answer["usage"], Text(choice, "finish_reason") == "length" ? "incomplete" : "completed");
    }

    public override StreamTranslation Stream(bool wantsUsage) => new Events();

    /// <summary>A whole response as a chat completion.</summary>
    public static JsonObject Back(JsonObject response)
    {
        var (text, calls) = ("", new JsonArray());
        foreach (var item in (response["output"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(item, "type") == "message") text += string.Concat((item["content"] as JsonArray ?? []).OfType<JsonObject>().Select(c => Text(c, "text")));
            if (Text(item, "type") == "function_call") calls.Add(new JsonObject { ["id"] = Text(item, "call_id") ?? "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(item, "name") ?? "", ["arguments"] = Text(item, "arguments") ?? "" } });
        }

        var message = new JsonObject { ["role"] = "assistant", ["content"] = text };
        if (calls.Count > 0) message["tool_calls"] = calls;
        var u = response["usage"];
        return new JsonObject
        {
            ["id"] = Text(response, "id") ?? "",
            ["object"] = "chat.completion",
            ["model"] = Text(response, "model") ?? "",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Text(response, "status") == "incomplete" ? "length" : calls.Count > 0 ? "tool_calls" : "stop" }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = Number(u, "input_tokens"), ["completion_tokens"] = Number(u, "output_tokens"), ["total_tokens"] = Number(u, "total_tokens") },
        };
    }

    private static void Add(JsonObject item, JsonArray messages)
    {
        switch (Text(item, "type") ?? "message")
        {
            case "message":
                var role = Text(item, "role") ?? "user";
                if (item["content"] is JsonArray parts)
                {
                    var content = new JsonArray([.. parts.OfType<JsonObject>().Select(p => (JsonNode?)(Text(p, "type") switch
                    {
                        "input_image" => new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = Text(p, "image_url") ?? "" } },
                        _ when Text(p, "text") is { } text => new JsonObject { ["type"] = "text", ["text"] = text },
                        _ => null,
                    })).Where(p => p is not null)]);
                    messages.Add(new JsonObject { ["role"] = role, ["content"] = role == "assistant" ? string.Concat(content.Select(p => Text(p, "text"))) : content });
                }
                else
                {
                    messages.Add(new JsonObject { ["role"] = role, ["content"] = item["content"]?.DeepClone() });
                }

                break;
            case "function_call":
                var call = new JsonObject { ["id"] = Text(item, "call_id") ?? "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = Text(item, "name") ?? "", ["arguments"] = Text(item, "arguments") ?? "" } };
                if (messages.LastOrDefault() is JsonObject before && Text(before, "role") == "assistant" && before["tool_calls"] is JsonArray calls) calls.Add(call);
                else messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(call) });
                break;
            case "function_call_output":
                messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = Text(item, "call_id") ?? "", ["content"] = item["output"] is JsonValue ? item["output"]!.DeepClone() : item["output"]?.ToJsonString(ComputeJson.Wire) ?? "" });
                break;
        }
    }

    private static JsonObject Message(string id, string text, string status) => new()
    {
        ["id"] = id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["status"] = status,
        ["content"] = status == "in_progress" ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
    };

    private static JsonObject FunctionCall(string id, string name, string arguments, string status) =>
        new() { ["id"] = $"fc_{id}", ["type"] = "function_call", ["call_id"] = id, ["name"] = name, ["arguments"] = arguments, ["status"] = status };

    private static JsonObject Response(string id, string? model, JsonArray output, JsonNode? u, string status)
    {
        var response = new JsonObject
        {
            ["id"] = id.StartsWith("resp_", StringComparison.Ordinal) ? id : $"resp_{id}",
            ["object"] = "response",
            ["created_at"] = 0,
            ["status"] = status,
            ["error"] = null,
            ["incomplete_details"] = status == "incomplete" ? new JsonObject { ["reason"] = "max_output_tokens" } : null,
            ["instructions"] = null,
            ["metadata"] = new JsonObject(),
            ["model"] = model ?? "",
            ["output"] = output,
            ["parallel_tool_calls"] = true,
            ["store"] = false,
            ["temperature"] = null,
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = null,
            ["usage"] = null,
        };
        if (u is not null)
            response["usage"] = new JsonObject
            {
                ["input_tokens"] = Number(u, "prompt_tokens"),
                ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = Number(u["prompt_tokens_details"], "cached_tokens") },
                ["output_tokens"] = Number(u, "completion_tokens"),
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = Number(u["completion_tokens_details"], "reasoning_tokens") },
                ["total_tokens"] = Number(u, "prompt_tokens") + Number(u, "completion_tokens"),
            };
        return response;
    }

    /// <summary>Typed events with sequence numbers, and no <c>[DONE]</c>.</summary>
    private sealed class Events : StreamTranslation
    {
        private readonly JsonArray _output = [];
        private readonly Dictionary<long, (int Place, string Id, string Name, System.Text.StringBuilder Arguments)> _calls = [];
        private readonly System.Text.StringBuilder _text = new();
        private int _sequence;
        private string? _id;
        private string? _model;
        private string? _finish;
        private int _places;
        private int _message = -1;
        private JsonNode? _usage;

        public override IEnumerable<SseEvent> Next(SseEvent e)
        {
            if (e.Data == "[DONE]" || ChatToMessages.Parse(e.Data) is not { } root) yield break;
            if (root["error"] is JsonObject error)
            {
                yield return Event("error", new JsonObject { ["code"] = error["code"]?.DeepClone(), ["message"] = Text(error, "message") ?? "", ["param"] = null });
                yield break;
            }

            if (root["usage"] is JsonObject usage) _usage = usage.DeepClone();
            if (_id is null)
            {
                (_id, _model) = (Text(root, "id") ?? "", Text(root, "model"));
                yield return Event("response.created", new JsonObject { ["response"] = Response(_id, _model, [], null, "in_progress") });
                yield return Event("response.in_progress", new JsonObject { ["response"] = Response(_id, _model, [], null, "in_progress") });
            }

            if ((root["choices"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is not { } choice) yield break;
            _finish = Text(choice, "finish_reason") ?? _finish;
            if (Text(choice["delta"], "content") is { Length: > 0 } text)
            {
                if (_message < 0)
                {
                    _message = _places++;
                    yield return Event("response.output_item.added", new JsonObject { ["output_index"] = _message, ["item"] = Message($"msg_{_id}", "", "in_progress") });
                    yield return Event("response.content_part.added", Part(new JsonObject { ["part"] = new JsonObject { ["type"] = "output_text", ["text"] = "", ["annotations"] = new JsonArray() } }));
                }

                _text.Append(text);
                yield return Event("response.output_text.delta", Part(new JsonObject { ["delta"] = text, ["logprobs"] = new JsonArray() }));
            }

            foreach (var call in (choice["delta"]?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var index = Number(call, "index");
                if (!_calls.ContainsKey(index))
                {
                    _calls[index] = (_places++, Text(call, "id") ?? $"call_{index}", Text(call["function"], "name") ?? "", new());
                    yield return Event("response.output_item.added", new JsonObject { ["output_index"] = _calls[index].Place, ["item"] = FunctionCall(_calls[index].Id, _calls[index].Name, "", "in_progress") });
                }

                if (Text(call["function"], "arguments") is not { Length: > 0 } arguments) continue;
                _calls[index].Arguments.Append(arguments);
                yield return Event("response.function_call_arguments.delta", new JsonObject { ["item_id"] = $"fc_{_calls[index].Id}", ["output_index"] = _calls[index].Place, ["delta"] = arguments });
            }
        }

        public override IEnumerable<SseEvent> End()
        {
            var items = new SortedDictionary<int, JsonObject>();
            if (_message >= 0)
            {
                items[_message] = Message($"msg_{_id}", _text.ToString(), "completed");
                yield return Event("response.output_text.done", Part(new JsonObject { ["text"] = _text.ToString(), ["logprobs"] = new JsonArray() }));
                yield return Event("response.content_part.done", Part(new JsonObject { ["part"] = items[_message]["content"]![0]!.DeepClone() }));
                yield return Event("response.output_item.done", new JsonObject { ["output_index"] = _message, ["item"] = items[_message].DeepClone() });
            }

            foreach (var (place, id, name, arguments) in _calls.Values)
            {
                items[place] = FunctionCall(id, name, arguments.ToString(), "completed");
                yield return Event("response.function_call_arguments.done", new JsonObject { ["item_id"] = $"fc_{id}", ["output_index"] = place, ["name"] = name, ["arguments"] = arguments.ToString() });
                yield return Event("response.output_item.done", new JsonObject { ["output_index"] = place, ["item"] = items[place].DeepClone() });
            }

            foreach (var item in items.Values) _output.Add(item);
            var status = _finish == "length" ? "incomplete" : "completed";
            yield return Event($"response.{status}", new JsonObject { ["response"] = Response(_id ?? "", _model, _output, _usage, status) });
        }

        private JsonObject Part(JsonObject more)
        {
            (more["item_id"], more["output_index"], more["content_index"]) = ($"msg_{_id}", _message, 0);
            return more;
        }

        private SseEvent Event(string type, JsonObject data)
        {
            (data["type"], data["sequence_number"]) = (type, _sequence++);
            return SseEvent.Of(data, type);
        }
    }
}
