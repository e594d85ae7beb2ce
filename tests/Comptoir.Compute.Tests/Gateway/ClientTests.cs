using Comptoir.Compute.Metering;
using Comptoir.Compute.Tests.World;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Comptoir.Compute.Tests.Gateway;

/// <summary>Programs that were not written for this gateway: OpenAI's own client for .NET.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task The_official_client_chats_and_the_cost_is_in_the_ledger()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer(prompt: 1000, completion: 500, cached: 400), headers: "x-request-id: req_1\r\nx-ratelimit-remaining-requests: 7\r\n");
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        var answer = await node.OpenAi.GetChatClient("assistant").CompleteChatAsync(new UserChatMessage("Which pot for basil?"));
        answer.Value.Content[0].Text.ShouldBe("Terracotta.");
        answer.Value.Usage.InputTokenCount.ShouldBe(1000);
        answer.GetRawResponse().Headers.TryGetValue("x-ratelimit-remaining-requests", out var left).ShouldBeTrue();
        left.ShouldBe("7");
        var call = (await node.CallsAsync(1)).ShouldHaveSingleItem();
        call.State.ShouldBe(CallState.Settled);
        call.Cost.ShouldBe((600 * 3000) + (400 * 300) + (500 * 15_000));
        (await node.OwedAsync()).ShouldBe(call.Cost!.Value);
        (await node.ReservedAsync()).ShouldBe(0);
        var sent = provider.Requests.ShouldHaveSingleItem();
        sent.Model.ShouldBe("small-1");
        sent.Headers["authorization"].ShouldBe("Bearer north-secret", "the provider sees its own secret and never the caller's key");
    }

    [Fact]
    public async Task The_official_client_streams_and_usage_that_nobody_asked_for_stays_inside()
    {
        await using var provider = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("Terra"), Some.Chunk("cotta."), Some.Chunk("", "stop"), Some.UsageChunk(1000, 500), "[DONE]"));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        var raw = await response.Content.ReadAsStringAsync();
        raw.ShouldNotContain("\"usage\"");
        raw.ShouldEndWith("data: [DONE]\n\n");
        var text = "";
        await foreach (var update in node.OpenAi.GetChatClient("assistant").CompleteChatStreamingAsync(new UserChatMessage("Which pot?")))
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
        text.ShouldBe("Terracotta.");
        provider.Requests.ShouldAllBe(r => r.Body["stream_options"]!["include_usage"]!.GetValue<bool>());
        (await node.CallsAsync(2)).ShouldAllBe(c => c.State == CallState.Settled && c.Complete && c.Cost == (1000 * 3000) + (500 * 15_000));
    }

    [Fact]
    public async Task The_official_client_embeds_and_lists_models()
    {
        await using var provider = ScriptedProvider.Json("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]}],"model":"small-1","usage":{"prompt_tokens":8,"total_tokens":8}}""");
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        var embedding = await node.Clients.EmbeddingGenerator(GatewayNode.Shop, "assistant", new()).GenerateAsync(["basil"]);
        embedding[0].Vector.ToArray().ShouldBe([0.5f, -0.25f]);
        using var response = await node.PostAsync("/v1/embeddings", """{"model":"assistant","input":"basil"}""");
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await node.CallsAsync(2)).ShouldAllBe(c => c.Cost == 8 * 3000);
        var models = await node.OpenAi.GetOpenAIModelClient().GetModelsAsync();
        models.Value.Select(m => m.Id).ShouldBe(["assistant", "north-small"]);
    }

    [Fact]
    public async Task Other_rooms_talk_to_models_in_process_with_tools_and_the_cost_lands_on_their_conversation_and_order()
    {
        await using var provider = new ScriptedProvider((request, wire) => request.Body["messages"]!.AsArray().Any(m => m!["role"]!.GetValue<string>() == "tool")
            ? wire.JsonAsync(Some.Answer("It costs 12 euros."))
            : wire.JsonAsync("""{"id":"c1","object":"chat.completion","created":1,"model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"price","arguments":"{\"sku\":\"POT-1\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}"""));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var client = node.Clients.ChatClient(GatewayNode.Shop, "assistant", new("concierge", "conv_1", "ord_1")).AsBuilder().UseFunctionInvocation().Build();
        var asked = "";
        var answer = await client.GetResponseAsync("What does the pot cost?", new() { Tools = [AIFunctionFactory.Create((string sku) => { asked = sku; return "12 EUR"; }, "price")] });
        answer.Text.ShouldBe("It costs 12 euros.");
        asked.ShouldBe("POT-1");
        (await node.CallsAsync(2)).ShouldAllBe(c => c.Agent == "concierge" && c.Conversation == "conv_1" && c.Order == "ord_1");
        (await node.Ledger.GetTransfersAsync(GatewayNode.Shop, new(Reference: "ord_1"), CancellationToken.None)).Count(t => t.Kind == "cost" && t.Posts > 0).ShouldBe(2);
        var text = "";
        await using var streaming = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("Bon"), Some.Chunk("jour", "stop"), Some.UsageChunk(), "[DONE]"));
        await node.Compute.ApplySetupAsync(GatewayNode.Shop, Some.Setup(streaming.Url), CancellationToken.None);
        await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None);
        await foreach (var update in node.Clients.ChatClient(GatewayNode.Shop, "assistant", new()).GetStreamingResponseAsync("Hello")) text += update.Text;
        text.ShouldBe("Bonjour");
    }
}
