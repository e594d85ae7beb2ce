using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;
using Comptoir.Compute.Tests.World;
using Comptoir.Ledger;

namespace Comptoir.Compute.Tests.Gateway;

/// <summary>The ledger against the invoices of providers that count for themselves, by code of their own.</summary>
public sealed class AccountingTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("COMPTOIR_CALLS"), out var n) ? n : 120;

    [Fact]
    public async Task After_any_mix_of_calls_the_ledger_is_the_providers_invoice_and_what_was_estimated_is_so_after_reconciling()
    {
        var folder = Directory.CreateTempSubdirectory("comptoir-compute-");
        var file = Path.Combine(folder.FullName, "shop.db");
        try
        {
            var north = new InvoicingProvider(11);
            var south = new InvoicingProvider(12);
            await using var northWire = new ScriptedProvider(north.ServeAsync);
            await using var southWire = new ScriptedProvider(south.ServeAsync);
            var contract = new ContractTerms("ctr_north", "north") { Start = DateTimeOffset.UtcNow.AddDays(-10), End = DateTimeOffset.UtcNow.AddDays(90), Clauses = [new CommitmentClause("commit", 5)] };
            var setup = Some.Two(northWire.Url, southWire.Url, new() { IdleTimeout = 20, BreakAfter = 1000, OutlierPercent = 100, CacheFor = 300, RetryPercent = 100 });
            var nodes = new List<GatewayNode> { await GatewayNode.StartAsync(setup, file: file, contracts: [contract]) };
            for (var i = 1; i < 4; i++) nodes.Add(await GatewayNode.StartAsync(file: file));
            try
            {
                var random = new Random(5);
                var work = Enumerable.Range(0, Count).Select(i => (Node: nodes[i % 4], Stream: random.Next(2) == 0, Leave: random.Next(6) == 0, Text: random.Next(5) == 0 ? "the same" : $"question {i}")).ToList();
                await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (w, _) =>
                {
                    using var response = await w.Node.PostAsync("/v1/chat/completions", new JsonObject
                    {
                        ["model"] = "assistant",
                        ["stream"] = w.Stream,
                        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = w.Text }),
                    }.ToJsonString());
                    if (w.Leave && w.Stream) return;
                    await response.Content.ReadAsStringAsync();
                });
                var sent = northWire.Requests.Count + southWire.Requests.Count;
                var calls = (await nodes[0].CallsAsync(sent)).Where(c => c.State != CallState.Cached).ToList();
                calls.Count.ShouldBe(sent, "every request that a provider saw is a call in the books");

                // what is known is exact, call by call
                foreach (var call in calls.Where(c => c.State == CallState.Settled)) call.Cost.ShouldBe((call.Provider == "north" ? north : south).Bill[call.ProviderId!], call.Id);
                foreach (var call in calls.Where(c => c.State == CallState.Void)) (call.ProviderId is { } id && north.Bill.ContainsKey(id)).ShouldBeFalse(call.Id);

                // the invoice says what the estimates really were
                foreach (var call in calls.Where(c => c.State == CallState.Estimated))
                {
                    var bill = (call.Provider == "north" ? north : south).Bill;
                    (await nodes[1].Compute.ReconcileAsync(GatewayNode.Shop, call.Id, call.ProviderId is { } id && bill.TryGetValue(id, out var amount) ? amount : 0, CancellationToken.None)).ShouldBeTrue();
                }

                (await nodes[0].OwedAsync("north")).ShouldBe(north.Billed(calls, "north"));
                (await nodes[0].OwedAsync("south")).ShouldBe(south.Billed(calls, "south"));
                (await nodes[0].ReservedAsync("north")).ShouldBe(0);
                (await nodes[0].ReservedAsync("south")).ShouldBe(0);

                // and the contract was drawn by as much
                foreach (var node in nodes) await node.Compute.UpkeepAsync(CancellationToken.None);
                var (standing, _, state) = (await nodes[2].Compute.ContractsAsync(GatewayNode.Shop, CancellationToken.None)).Single();
                standing.Spent.ShouldBe(await nodes[0].OwedAsync("north") / 1_000_000_000m);
                state!.Drawn.ShouldBe((long)(standing.Spent * 100), "whole cents are in the contract's own accounts, once");
                (await nodes[0].Ledger.CheckAsync(GatewayNode.Shop, null, null, CancellationToken.None)).Findings.ShouldBeEmpty();
            }
            finally
            {
                foreach (var node in nodes) await node.DisposeAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_node_that_dies_in_mid_call_leaves_a_reservation_that_is_counted_as_estimated_and_reconciled_once()
    {
        var clock = new Clock(DateTimeOffset.UtcNow);
        await using var provider = new ScriptedProvider((_, wire) => wire.GoneAsync(TimeSpan.FromMinutes(1)));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url), time: clock);
        var shop = await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None);
        // as far as a node comes that is killed while the provider answers
        var call = new CallRecord("call_lost", "north-small", "north", "small-1", clock.GetUtcNow()) { Reserved = 1_000_000, ReservedTokens = 100, ExpiresAt = clock.GetUtcNow().AddMinutes(25), Currency = "USD" };
        (await node.Get<CallLedger>().StartAsync(GatewayNode.Shop, call, [], CancellationToken.None)).Status.ShouldBe(StartStatus.Started);
        (await node.ReservedAsync()).ShouldBe(1_000_000);
        await node.Compute.UpkeepAsync(CancellationToken.None);
        (await node.Store.FindCallAsync(GatewayNode.Shop, call.Id, CancellationToken.None))!.State.ShouldBe(CallState.Open, "its time is not over");
        clock.Now += TimeSpan.FromMinutes(26);
        await Task.WhenAll(node.Upkeep.ExpireAsync(GatewayNode.Shop, CancellationToken.None), node.Compute.UpkeepAsync(CancellationToken.None), node.Compute.UpkeepAsync(CancellationToken.None));
        (await node.Store.FindCallAsync(GatewayNode.Shop, call.Id, CancellationToken.None))!.State.ShouldBe(CallState.Estimated);
        (await node.OwedAsync(), await node.ReservedAsync()).ShouldBe((1_000_000, 0));
        (await node.Compute.ReconcileAsync(GatewayNode.Shop, call.Id, 123_456, CancellationToken.None)).ShouldBeTrue();
        (await node.Compute.ReconcileAsync(GatewayNode.Shop, call.Id, 123_456, CancellationToken.None)).ShouldBeFalse();
        (await node.OwedAsync()).ShouldBe(123_456);
    }

    /// <summary>A provider that answers well, badly or half, and writes its own bill for whatever it generated.</summary>
    private sealed class InvoicingProvider(int seed)
    {
        private readonly Random _random = new(seed);
        private int _number;

        public ConcurrentDictionary<string, long> Bill { get; } = [];

        public long Billed(IEnumerable<CallRecord> calls, string provider) => calls.Where(c => c.Provider == provider && c.ProviderId is not null).Sum(c => Bill.GetValueOrDefault(c.ProviderId!));

        public async Task ServeAsync(ProviderRequest request, ProviderWire wire)
        {
            int kind, prompt, cached, output, reasoning;
            lock (_random) (kind, prompt, cached, output, reasoning) = (_random.Next(10), _random.Next(10, 3000), _random.Next(10), _random.Next(1, 900), _random.Next(1, 50));
            cached = prompt * cached / 10;
            var id = $"req-{seed}-{Interlocked.Increment(ref _number)}";
            if (kind == 0)
            {
                await wire.JsonAsync("""{"error":{"message":"busy"}}""", 503);
                return;
            }

            if (kind == 1)
            {
                await wire.JsonAsync("""{"error":{"message":"broken"}}""", 500);
                return;
            }

            // by hand: 3, 0.30 and 15 dollars a million
            Bill[id] = ((prompt - cached) * 3000L) + (cached * 300L) + ((output + reasoning) * 15_000L);
            var usage = $$$"""{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{output + reasoning}}},"total_tokens":{{{prompt + output + reasoning}}},"prompt_tokens_details":{"cached_tokens":{{{cached}}}},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}}}""";
            if (!request.Stream)
            {
                await wire.JsonAsync($$$"""{"id":"{{{id}}}","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],"usage":{{{usage}}}}""");
                return;
            }

            await wire.BeginStreamAsync($"x-request-id: {id}\r\n");
            for (var i = 0; i < 4; i++) await wire.RawAsync($$$"""data: {"id":"{{{id}}}","choices":[{"index":0,"delta":{"content":"piece {{{i}}}"},"finish_reason":null}]}{{{"\n\n"}}}""");
            if (kind == 2) return;
            if (kind == 3)
            {
                await wire.RawAsync("data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
                return;
            }

            await wire.RawAsync($$$"""data: {"id":"{{{id}}}","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}{{{"\n\n"}}}""");
            if (kind != 4) await wire.RawAsync($$$"""data: {"id":"{{{id}}}","choices":[],"usage":{{{usage}}}}{{{"\n\n"}}}""");
            await wire.RawAsync("data: [DONE]\n\n");
        }
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
