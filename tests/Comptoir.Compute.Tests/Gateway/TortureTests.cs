using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;
using Comptoir.Compute.Tests.World;

namespace Comptoir.Compute.Tests.Gateway;

/// <summary>Streams as they really come: split, joined, broken, late, and ended by either side.</summary>
public sealed class TortureTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    public static TheoryData<string, string> Wholes => new()
    {
        { "LF", $"data: {Some.Chunk("a")}\n\ndata: {Some.Chunk("b", "stop")}\n\ndata: [DONE]\n\n" },
        { "CRLF", $"data: {Some.Chunk("a")}\r\n\r\ndata: {Some.Chunk("b", "stop")}\r\n\r\ndata: [DONE]\r\n\r\n" },
        { "CR", $"data: {Some.Chunk("a")}\r\rdata: {Some.Chunk("b", "stop")}\r\rdata: [DONE]\r\r" },
        { "no space after the colon", $"data:{Some.Chunk("a")}\n\ndata:{Some.Chunk("b", "stop")}\n\ndata:[DONE]\n\n" },
        { "comments and heartbeats", $": ping\n\n: OPENROUTER PROCESSING\n\ndata: {Some.Chunk("a")}\n\n: ping\ndata: {Some.Chunk("b", "stop")}\n\ndata: [DONE]\n\n" },
        { "event, id and retry", $"event: message\nid: 7\nretry: 1000\ndata: {Some.Chunk("a")}\n\ndata: {Some.Chunk("b", "stop")}\n\ndata: [DONE]\n\n" },
        { "several lines of data", "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n" },
        { "a byte order mark", $"\uFEFFdata: {Some.Chunk("a", "stop")}\n\ndata: [DONE]\n\n" },
        { "text of four bytes a character", $"data: {Some.Chunk("🌱é漢")}\n\ndata: {Some.Chunk("b", "stop")}\n\ndata: [DONE]\n\n" },
        { "an event that is no JSON", $"data: {Some.Chunk("a")}\n\ndata: not json\n\ndata: {Some.Chunk("b", "stop")}\n\ndata: [DONE]\n\n" },
        { "unknown fields", "data: {\"id\":\"c\",\"x_new\":{\"deep\":[1,2]},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\",\"annotations\":[]},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n" },
        { "no empty line at the end", $"data: {Some.Chunk("a", "stop")}\n\ndata: [DONE]" },
    };

    [Theory, MemberData(nameof(Wholes))]
    public async Task Every_byte_passes_in_one_piece_and_byte_by_byte(string name, string stream)
    {
        foreach (var size in new[] { int.MaxValue, 1 })
        {
            await using var provider = new ScriptedProvider(async (_, wire) =>
            {
                wire.Closes = true;
                await wire.RawAsync(Head);
                foreach (var piece in Encoding.UTF8.GetBytes(stream).Chunk(size == int.MaxValue ? stream.Length * 4 : 1)) await wire.RawAsync(piece);
            });
            await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
            using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
            Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldBe(stream, name);
            var call = (await node.CallsAsync(1)).ShouldHaveSingleItem();
            call.State.ShouldBe(CallState.Estimated, "no usage was reported");
            call.Flags.ShouldContain("usage:missing");
            call.Usage!.Output.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_stream_keeps_its_pace()
    {
        await using var provider = new ScriptedProvider(async (_, wire) =>
        {
            await wire.BeginStreamAsync();
            for (var i = 0; i < 4; i++)
            {
                await wire.RawAsync($"data: {Some.Chunk($"{i}", i == 3 ? "stop" : null)}\n\n");
                await Task.Delay(150);
            }

            await wire.RawAsync("data: [DONE]\n\n");
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var watch = Stopwatch.StartNew();
        (await reader.ReadLineAsync())!.ShouldContain("\"0\"");
        var first = watch.Elapsed;
        await reader.ReadToEndAsync();
        (watch.Elapsed - first).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(300), "the first piece came long before the last");
    }

    [Fact]
    public async Task A_stream_that_is_cut_off_shows_it_and_is_marked_as_estimated()
    {
        await using var provider = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("Terra")));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("Terra");
        text.ShouldNotContain("[DONE]");
        var call = (await node.CallsAsync(1))[0];
        (call.State, call.Complete).ShouldBe((CallState.Estimated, false));
        call.Flags.ShouldContain("truncated");
        call.Cost!.Value.ShouldBeGreaterThan(0);
        (await node.OwedAsync()).ShouldBe(call.Cost.Value);
    }

    [Fact]
    public async Task An_error_in_the_middle_is_passed_on_and_what_was_produced_is_billed_and_nothing_is_tried_elsewhere()
    {
        await using var provider = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("Terra"), """{"error":{"message":"overloaded","type":"server_error","code":"overloaded"}}"""));
        await using var other = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Two(provider.Url, other.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        (await response.Content.ReadAsStringAsync()).ShouldContain("overloaded");
        var call = (await node.CallsAsync(1)).ShouldHaveSingleItem();
        call.Flags.ShouldContain("error-in-stream");
        call.Cost!.Value.ShouldBeGreaterThan(0);
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("an error as the first event")]
    [InlineData("an empty stream")]
    [InlineData("500 sent as a stream")]
    [InlineData("the connection is closed after the headers of nothing")]
    public async Task What_fails_before_the_first_byte_is_tried_elsewhere(string how)
    {
        await using var provider = new ScriptedProvider(async (_, wire) =>
        {
            wire.Closes = true;
            if (how.StartsWith("an error", StringComparison.Ordinal)) await wire.StreamAsync("""{"error":{"message":"no","type":"server_error"}}""");
            else if (how.StartsWith("an empty", StringComparison.Ordinal)) await wire.BeginStreamAsync();
            else if (how.StartsWith("500", StringComparison.Ordinal)) await wire.RawAsync("HTTP/1.1 500 No\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"error\":{\"message\":\"no\"}}\n\n");
        });
        await using var other = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("South.", "stop"), Some.UsageChunk(), "[DONE]"));
        await using var node = await GatewayNode.StartAsync(Some.Two(provider.Url, other.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        (await response.Content.ReadAsStringAsync()).ShouldContain("South.", Case.Sensitive, how);
        var calls = (await node.CallsAsync(2)).OrderBy(c => c.StartedAt).ToList();
        calls.Count.ShouldBe(2);
        calls[1].After.ShouldBe(calls[0].Id);
        (await node.ReservedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_provider_too_and_partial_use_is_billed()
    {
        var gone = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var provider = new ScriptedProvider(async (_, wire) =>
        {
            await wire.BeginStreamAsync();
            await wire.RawAsync($"data: {Some.Chunk("Terra")}\n\n");
            gone.TrySetResult(await wire.GoneAsync(TimeSpan.FromSeconds(30)));
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using (var response = await node.PostAsync("/v1/chat/completions", Some.AskStream))
        {
            var stream = await response.Content.ReadAsStreamAsync();
            (await stream.ReadAsync(new byte[16])).ShouldBeGreaterThan(0);
        }

        (await gone.Task).ShouldBeTrue("the provider's connection was closed");
        var call = (await node.CallsAsync(1))[0];
        (call.State, call.Flags[0]).ShouldBe((CallState.Estimated, "cancelled"));
        call.Cost!.Value.ShouldBeGreaterThan(0);
        (await node.ReservedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_ended_with_an_error()
    {
        await using var provider = new ScriptedProvider(async (_, wire) =>
        {
            await wire.BeginStreamAsync();
            await wire.RawAsync($"data: {Some.Chunk("Terra")}\n\n");
            await wire.GoneAsync(TimeSpan.FromSeconds(60));
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, policy: new() { IdleTimeout = 0.5 }));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        (await response.Content.ReadAsStringAsync()).ShouldContain("stream_broken");
        (await node.CallsAsync(1))[0].Flags.ShouldContain("idle-timeout");
    }

    [Fact]
    public async Task A_429_comes_through_with_its_headers_and_in_openais_shape()
    {
        await using var provider = ScriptedProvider.Json("""{"error":{"message":"slow down","type":"tokens","code":"rate_limit_exceeded"}}""", 429, "retry-after: 17\r\nx-ratelimit-remaining-tokens: 0\r\nx-request-id: req_9\r\n");
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.Ask);
        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.GetValues("retry-after").ShouldBe(["17"]);
        response.Headers.GetValues("x-ratelimit-remaining-tokens").ShouldBe(["0"]);
        response.Headers.GetValues("x-request-id").ShouldBe(["req_9"]);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        body.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("rate_limit_exceeded");
        (await node.CallsAsync(1))[0].State.ShouldBe(CallState.Void);
        (await node.OwedAsync()).ShouldBe(0);
        using var again = await node.PostAsync("/v1/chat/completions", Some.Ask);
        ((int)again.StatusCode).ShouldBe(503, "it rests as long as it asked to");
        provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deployment_that_recovers_is_tried_again_within_the_budget_of_retries()
    {
        var count = 0;
        await using var provider = new ScriptedProvider((_, wire) => Interlocked.Increment(ref count) < 3 ? wire.JsonAsync("""{"error":{"message":"busy"}}""", 503) : wire.JsonAsync(Some.Answer()));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.Ask);
        response.IsSuccessStatusCode.ShouldBeTrue();
        (await node.CallsAsync(3)).Select(c => c.State).Order().ShouldBe([CallState.Settled, CallState.Void, CallState.Void]);
    }

    [Fact]
    public async Task A_connection_that_the_provider_closes_after_each_answer_costs_nobody_an_error()
    {
        await using var provider = new ScriptedProvider(async (_, wire) =>
        {
            // without Connection: close, so that the gateway keeps it in its pool
            await wire.JsonAsync(Some.Answer());
            wire.Closes = true;
        });
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        for (var i = 0; i < 25; i++)
        {
            using var response = await node.PostAsync("/v1/chat/completions", Some.Ask);
            response.IsSuccessStatusCode.ShouldBeTrue($"call {i}");
        }

        (await node.CallsAsync(25)).Count(c => c.State == CallState.Settled).ShouldBe(25);
    }

    [Fact]
    public async Task An_answer_at_once_to_a_caller_who_wanted_a_stream_becomes_one()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldStartWith("data: {");
        text.ShouldContain("Terracotta.");
        text.ShouldEndWith("data: [DONE]\n\n");
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"\ud800"}]}""", "invalid_json")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","\udc00":1,"\udc00":2}]}""", "invalid_json")]
    [InlineData("""{"model":"assistant","model":"other","messages":[]}""", "invalid_json")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "missing_model")]
    [InlineData("""{"model":"assistant","messages":[]}""", "invalid_request")]
    [InlineData("""{"model":"assistant","messages":[null]}""", "invalid_request")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user"}],"max_tokens":-1}""", "invalid_request")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user"}],"max_tokens":"many"}""", "invalid_request")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user"}],"n":1000}""", "invalid_request")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user"}],"stream":"yes"}""", "invalid_request")]
    [InlineData("""{"model":"nobody","messages":[{"role":"user","content":"x"}]}""", "model_not_found")]
    public async Task Malformed_requests_are_refused_before_a_cent_is_reserved(string body, string code)
    {
        await using var provider = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url));
        using var response = await node.PostAsync("/v1/chat/completions", body);
        ((int)response.StatusCode).ShouldBeInRange(400, 404);
        using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        error.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        provider.Requests.ShouldBeEmpty();
        (await node.Store.GetCallsAsync(GatewayNode.Shop, new(), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_valid_key_nothing_is_answered()
    {
        await using var node = await GatewayNode.StartAsync(Some.Setup("http://127.0.0.1:1"));
        foreach (var token in new[] { "", "sk-1", node.Token[..^1] + "0", node.Token.Replace(".s.", ".other.", StringComparison.Ordinal), "comptoir..gwk_1.x" })
        {
            node.Http.DefaultRequestHeaders.Remove("Authorization");
            if (token.Length > 0) node.Http.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
            using var response = await node.PostAsync("/v1/chat/completions", Some.Ask);
            if (token == node.Token) continue;
            ((int)response.StatusCode).ShouldBe(401, token.Length.ToString());
        }
    }
}
