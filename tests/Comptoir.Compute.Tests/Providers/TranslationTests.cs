using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Providers;
using Comptoir.Compute.Setup;
using Comptoir.Compute.Tests.World;
using OpenAI.Chat;

namespace Comptoir.Compute.Tests.Providers;

/// <summary>Callers and providers that speak different dialects.</summary>
public sealed class TranslationTests
{
    private const string Message = """{"id":"msg_1","type":"message","role":"assistant","model":"small-1","content":[{"type":"text","text":"Let me look."},{"type":"tool_use","id":"toolu_1","name":"price","input":{"sku":"POT-1"}}],"stop_reason":"tool_use","usage":{"input_tokens":10,"cache_read_input_tokens":90,"output_tokens":20}}""";

    private static readonly string[] MessageEvents =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"small-1","content":[],"usage":{"input_tokens":10,"cache_read_input_tokens":90,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me look."}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"price","input":{}}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"sku\":"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"POT-1\"}"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":20}}""",
        """{"type":"message_stop"}""",
    ];

    private static readonly ChatCompletionOptions Tools = new() { Tools = { ChatTool.CreateFunctionTool("price", "Price of a product", BinaryData.FromString("""{"type":"object","properties":{"sku":{"type":"string"}}}""")) } };

    [Fact]
    public async Task OpenAis_client_calls_tools_of_an_anthropic_model_whole_and_streamed()
    {
        await using var provider = new ScriptedProvider(async (request, wire) =>
        {
            if (!request.Stream)
            {
                await wire.JsonAsync(Message);
                return;
            }

            await wire.BeginStreamAsync();
            foreach (var e in MessageEvents) await wire.RawAsync($"event: {JsonNode.Parse(e)!["type"]}\ndata: {e}\n\n");
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, ProviderDialect.Anthropic));
        var client = node.OpenAi.GetChatClient("assistant");
        ChatMessage[] messages = [new SystemChatMessage("You sell pots."), new UserChatMessage("What does it cost?"), new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall("a", "price", BinaryData.FromString("{}"))]), new ToolChatMessage("a", "12 EUR"), new UserChatMessage("And the other?")];
        var whole = (await client.CompleteChatAsync(messages, Tools)).Value;
        (whole.Content[0].Text, whole.ToolCalls[0].FunctionName, whole.ToolCalls[0].FunctionArguments.ToString(), whole.FinishReason).ShouldBe(("Let me look.", "price", """{"sku":"POT-1"}""", ChatFinishReason.ToolCalls));
        (whole.Usage.InputTokenCount, whole.Usage.InputTokenDetails.CachedTokenCount).ShouldBe((100, 90));
        var (text, arguments) = ("", "");
        await foreach (var update in client.CompleteChatStreamingAsync(messages, Tools))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            arguments += string.Concat(update.ToolCallUpdates.Select(t => t.FunctionArgumentsUpdate?.ToString()));
        }

        (text, arguments).ShouldBe(("Let me look.", """{"sku":"POT-1"}"""));
        var sent = provider.Requests.First();
        (sent.Path, sent.Headers["x-api-key"], sent.Headers["anthropic-version"]).ShouldBe(("/v1/messages", "north-secret", "2023-06-01"));
        sent.Body["system"]![0]!["text"]!.GetValue<string>().ShouldBe("You sell pots.");
        sent.Body["messages"]!.AsArray().Select(m => m!["role"]!.GetValue<string>()).ShouldBe(["user", "assistant", "user"]);
        sent.Body["tools"]![0]!["input_schema"]!["type"]!.GetValue<string>().ShouldBe("object");
        (await node.CallsAsync(2)).ShouldAllBe(c => c.State == CallState.Settled && c.Cost == (10 * 3000) + (90 * 300) + (20 * 15_000));
    }

    [Fact]
    public async Task A_caller_of_messages_reaches_an_openai_model_whole_and_streamed()
    {
        await using var provider = new ScriptedProvider((request, wire) => request.Stream ? wire.StreamAsync(Some.Chunk("Terra"), Some.Chunk("cotta."), Some.Chunk("", "stop"), Some.UsageChunk(100, 4), "[DONE]") : wire.JsonAsync(Some.Answer(prompt: 100, cached: 60)));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        const string Ask = """{"model":"assistant","max_tokens":50,"system":"You sell pots.","messages":[{"role":"user","content":[{"type":"text","text":"Which?"}]}]}""";
        using var whole = await node.PostAsync("/v1/messages", Ask);
        var message = JsonNode.Parse(await whole.Content.ReadAsStringAsync())!;
        (message["type"]!.GetValue<string>(), message["content"]![0]!["text"]!.GetValue<string>(), message["stop_reason"]!.GetValue<string>()).ShouldBe(("message", "Terracotta.", "end_turn"));
        (message["usage"]!["input_tokens"]!.GetValue<int>(), message["usage"]!["cache_read_input_tokens"]!.GetValue<int>()).ShouldBe((40, 60));
        using var streamed = await node.PostAsync("/v1/messages", Ask.Replace("\"max_tokens\":50", "\"max_tokens\":50,\"stream\":true", StringComparison.Ordinal));
        var events = (await streamed.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split('\n')[0]).ToList();
        events.ShouldBe(["event: message_start", "event: content_block_start", "event: content_block_delta", "event: content_block_delta", "event: content_block_stop", "event: message_delta", "event: message_stop"]);
        using var wrong = await node.PostAsync("/v1/messages", """{"model":"nobody","max_tokens":5,"messages":[{"role":"user","content":"x"}]}""");
        JsonNode.Parse(await wrong.Content.ReadAsStringAsync())!["type"]!.GetValue<string>().ShouldBe("error");
    }

    [Fact]
    public async Task A_caller_of_responses_reaches_a_model_that_has_only_chat_completions()
    {
        await using var provider = new ScriptedProvider((request, wire) => request.Stream ? wire.StreamAsync(Some.Chunk("Terra"), Some.Chunk("cotta.", "stop"), Some.UsageChunk(), "[DONE]") : wire.JsonAsync(Some.Answer()));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, ProviderDialect.OpenAi, null, Capability.Responses));
        using var whole = await node.PostAsync("/v1/responses", """{"model":"assistant","instructions":"You sell pots.","input":"Which?"}""");
        var response = JsonNode.Parse(await whole.Content.ReadAsStringAsync())!;
        (response["object"]!.GetValue<string>(), response["status"]!.GetValue<string>(), response["output"]![0]!["content"]![0]!["text"]!.GetValue<string>()).ShouldBe(("response", "completed", "Terracotta."));
        using var streamed = await node.PostAsync("/v1/responses", """{"model":"assistant","stream":true,"input":[{"role":"user","content":[{"type":"input_text","text":"Which?"}]}]}""");
        var text = await streamed.Content.ReadAsStringAsync();
        text.ShouldNotContain("[DONE]");
        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => JsonNode.Parse(e.Split("data: ")[1])!).ToList();
        events.Select(e => e["sequence_number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, events.Count));
        events[^1]["type"]!.GetValue<string>().ShouldBe("response.completed");
        events[^1]["response"]!["output"]![0]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe("Terracotta.");
        (await node.CallsAsync(2)).ShouldAllBe(c => c.State == CallState.Settled);
    }

    [Fact]
    public async Task Messages_and_responses_pass_untouched_where_the_provider_speaks_them()
    {
        await using var provider = ScriptedProvider.Json(Message);
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, ProviderDialect.Anthropic));
        using var response = await node.PostAsync("/v1/messages", """{"model":"assistant","max_tokens":50,"x_new":1,"messages":[{"role":"user","content":"Which?"}]}""");
        (await response.Content.ReadAsStringAsync()).ShouldBe(Message);
        provider.Requests.ShouldHaveSingleItem().Body["x_new"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Bedrock_is_signed_and_its_binary_stream_becomes_chunks()
    {
        await using var provider = new ScriptedProvider(async (request, wire) =>
        {
            if (!request.Path.EndsWith("converse-stream", StringComparison.Ordinal))
            {
                await wire.JsonAsync("""{"output":{"message":{"role":"assistant","content":[{"text":"Terracotta."}]}},"stopReason":"end_turn","usage":{"inputTokens":100,"outputTokens":4,"totalTokens":104}}""");
                return;
            }

            await wire.BeginStreamAsync(type: "application/vnd.amazon.eventstream");
            foreach (var (type, payload) in new[]
            {
                ("messageStart", """{"role":"assistant"}"""), ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Terra"}}"""), ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"cotta."}}"""),
                ("contentBlockStop", """{"contentBlockIndex":0}"""), ("messageStop", """{"stopReason":"end_turn"}"""), ("metadata", """{"usage":{"inputTokens":100,"outputTokens":4,"totalTokens":104}}"""),
            })
                foreach (var piece in Frame(type, payload).Chunk(7)) await wire.RawAsync(piece);
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, ProviderDialect.Bedrock) with { Providers = [new("north") { Url = provider.Url, Secret = "aws", Dialect = ProviderDialect.Bedrock, Region = "eu-west-1" }] });
        var client = node.OpenAi.GetChatClient("assistant");
        (await client.CompleteChatAsync(new SystemChatMessage("You sell pots."), new UserChatMessage("Which?"))).Value.Content[0].Text.ShouldBe("Terracotta.");
        var text = "";
        await foreach (var update in client.CompleteChatStreamingAsync(new UserChatMessage("Which?"))) text += string.Concat(update.ContentUpdate.Select(c => c.Text));
        text.ShouldBe("Terracotta.");
        provider.Requests.ShouldAllBe(r => r.Headers["authorization"].StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", StringComparison.Ordinal));
        provider.Requests.Select(r => r.Path).ShouldBe(["/model/small-1/converse", "/model/small-1/converse-stream"]);
        (await node.CallsAsync(2)).ShouldAllBe(c => c.State == CallState.Settled && c.Cost == (100 * 3000) + (4 * 15_000));
    }

    [Fact]
    public async Task Structured_output_of_an_anthropic_model_is_its_answer()
    {
        await using var provider = ScriptedProvider.Json("""{"id":"msg_1","type":"message","role":"assistant","model":"small-1","content":[{"type":"tool_use","id":"t","name":"structured_answer","input":{"pot":"terracotta"}}],"stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":5}}""");
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, ProviderDialect.Anthropic));
        var format = ChatResponseFormat.CreateJsonSchemaFormat("pot", BinaryData.FromString("""{"type":"object","properties":{"pot":{"type":"string"}}}"""));
        var answer = (await node.OpenAi.GetChatClient("assistant").CompleteChatAsync([new UserChatMessage("Which?")], new() { ResponseFormat = format })).Value;
        JsonDocument.Parse(answer.Content[0].Text).RootElement.GetProperty("pot").GetString().ShouldBe("terracotta");
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    private static byte[] Frame(string type, string payload)
    {
        var headers = new List<byte>();
        foreach (var (name, value) in new[] { (":message-type", "event"), (":event-type", type), (":content-type", "application/json") })
        {
            headers.Add((byte)name.Length);
            headers.AddRange(Encoding.ASCII.GetBytes(name));
            headers.AddRange([7, (byte)(value.Length >> 8), (byte)value.Length]);
            headers.AddRange(Encoding.ASCII.GetBytes(value));
        }

        var body = Encoding.UTF8.GetBytes(payload);
        var frame = new byte[16 + headers.Count + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), AwsEventStream.Crc(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        body.CopyTo(frame, 12 + headers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), AwsEventStream.Crc(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }
}
