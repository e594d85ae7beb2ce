using System.Text.Json;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Tests.World;

namespace Comptoir.Compute.Tests.Gateway;

public sealed class BudgetTests
{
    [Fact]
    public async Task Two_nodes_together_never_spend_more_than_the_budget()
    {
        var folder = Directory.CreateTempSubdirectory("comptoir-compute-");
        try
        {
            await using var provider = ScriptedProvider.Json(Some.Answer(prompt: 20, completion: 100));
            // each call reserves at most about 16 000 000 nano-units and uses 1 560 000
            const long Budget = 40_000_000;
            await using var one = await GatewayNode.StartAsync(Some.Setup(provider.Url), k => k with { Budgets = [new(BudgetScope.Shop, BudgetPeriod.Total, Budget, null)] }, Path.Combine(folder.FullName, "shop.db"));
            await using var two = await GatewayNode.StartAsync(null, k => k with { Budgets = [new(BudgetScope.Shop, BudgetPeriod.Total, Budget, null)] }, Path.Combine(folder.FullName, "shop.db"));
            var statuses = new List<int>();
            for (var round = 0; round < 6; round++)
                statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
                {
                    using var response = await (i % 2 == 0 ? one : two).PostAsync("/v1/chat/completions", Some.Ask);
                    if ((int)response.StatusCode == 429) JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("budget_exceeded");
                    return (int)response.StatusCode;
                })));
            statuses.ShouldAllBe(s => s == 200 || s == 429);
            statuses.ShouldContain(200);
            statuses.ShouldContain(429);
            await one.CallsAsync(statuses.Count(s => s == 200));
            var spent = await one.OwedAsync();
            spent.ShouldBe(statuses.Count(s => s == 200) * ((20L * 3000) + (100 * 15_000)));
            spent.ShouldBeLessThanOrEqualTo(Budget);
            var budget = (await one.Ledger.GetBalanceAsync(GatewayNode.Shop, "budget:USD:shop:total", CancellationToken.None))!;
            (budget.Balance, budget.Available).ShouldBe((Budget - spent, Budget - spent));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_conversations_budget_binds_that_conversation_alone_and_tokens_are_counted_too()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer(prompt: 500, completion: 400));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url), k => k with { Budgets = [new(BudgetScope.Conversation, BudgetPeriod.Total, null, 1500)] });
        async Task<int> Ask(string conversation)
        {
            using var response = await node.PostAsync("/v1/chat/completions", Some.Ask, ("x-comptoir-conversation", conversation));
            return (int)response.StatusCode;
        }

        (await Ask("conv_1")).ShouldBe(200);
        await node.CallsAsync(1);
        (await Ask("conv_1")).ShouldBe(429, "900 of 1500 tokens are used, and the next may take 1000");
        (await Ask("conv_2")).ShouldBe(200);
        provider.Requests.ShouldAllBe(r => r.Body["max_completion_tokens"]!.GetValue<long>() == 1000, "what was reserved is what can be used");
    }

    [Fact]
    public async Task Requests_and_tokens_a_minute_are_limited_with_the_time_to_wait()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url), k => k with { RequestsPerMinute = 3 });
        var refused = 0;
        // the minute may turn while the test runs: then three more are allowed
        for (var i = 0; i < 8; i++)
        {
            using var response = await node.PostAsync("/v1/chat/completions", Some.Ask);
            if ((int)response.StatusCode != 429) continue;
            refused++;
            response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        }

        refused.ShouldBeGreaterThanOrEqualTo(2);
        provider.Requests.Count.ShouldBe(8 - refused);
        (await node.OwedAsync()).ShouldBe(provider.Requests.Count * ((12L * 3000) + (4 * 15_000)));
    }

    [Fact]
    public async Task A_key_that_may_not_and_one_that_is_revoked_are_refused()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url), k => k with { Models = ["other"], Doors = [Door.Chat] });
        using var model = await node.PostAsync("/v1/chat/completions", Some.Ask);
        ((int)model.StatusCode).ShouldBe(403);
        using var door = await node.PostAsync("/v1/embeddings", """{"model":"other","input":"x"}""");
        ((int)door.StatusCode).ShouldBe(403);
        var key = (await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None)).Keys.Values.Single();
        (await node.Compute.RevokeKeyAsync(GatewayNode.Shop, key.Id, CancellationToken.None)).ShouldBeTrue();
        await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None);
        using var revoked = await node.PostAsync("/v1/chat/completions", Some.Ask);
        ((int)revoked.StatusCode).ShouldBe(401);
        JsonSerializer.Serialize(key).ShouldNotContain(node.Token.Split('.')[^1]);
    }

    [Fact]
    public async Task The_same_request_is_answered_from_the_cache_at_no_cost_and_a_call_without_a_price_is_never_free()
    {
        await using var provider = ScriptedProvider.Json(Some.Answer());
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, policy: new() { CacheFor = 60 }));
        using var first = await node.PostAsync("/v1/chat/completions", Some.Ask);
        var answer = await first.Content.ReadAsStringAsync();
        // an answer is kept just after it was sent
        var (hit, asked) = (false, 1);
        for (; !hit && asked < 50; asked++)
        {
            using var again = await node.PostAsync("/v1/chat/completions", Some.Ask);
            hit = again.Headers.Contains("x-comptoir-cache");
            (await again.Content.ReadAsStringAsync()).ShouldBe(answer);
        }

        hit.ShouldBeTrue();
        provider.Requests.Count.ShouldBe(asked - 1);
        using var fresh = await node.PostAsync("/v1/chat/completions", Some.Ask, ("x-comptoir-cache", "no"));
        fresh.Headers.Contains("x-comptoir-cache").ShouldBeFalse();
        provider.Requests.Count.ShouldBe(asked);
        (await node.CallsAsync(asked + 1)).Count(c => c.State == CallState.Cached && c.Cost == 0).ShouldBe(1);
        var unpriced = Some.Setup(provider.Url, policy: new() { AllowUnpriced = true });
        await node.Compute.ApplySetupAsync(GatewayNode.Shop, unpriced with { Deployments = [unpriced.Deployments[0] with { Price = null }] }, CancellationToken.None);
        await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None);
        using var fourth = await node.PostAsync("/v1/chat/completions", Some.Ask);
        fourth.IsSuccessStatusCode.ShouldBeTrue();
        var call = (await node.CallsAsync(asked + 2))[0];
        (call.State, call.Cost).ShouldBe((CallState.Unpriced, (long?)null));
    }
}
