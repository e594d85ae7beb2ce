using System.Text.Json;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Providers;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using Microsoft.Extensions.Logging;

namespace Comptoir.Compute.Gateway;

/// <summary>
/// Makes a call: guards, cache, routing, then deployment after deployment until one answers. Each attempt is reserved before it is sent and
/// settled when it ends; nothing is tried elsewhere once the caller has received a byte.
/// </summary>
internal sealed class CallRunner(ComputeViews views, CallLedger calls, AnswerCache cache, HealthBoard health, Attempts attempts, TimeProvider time, ILogger<CallRunner> logger)
{
    public async Task RunAsync(string shopId, VirtualKey key, GatewayCall call, IAnswer answer, CancellationToken caller)
    {
        var shop = await views.GetAsync(shopId, caller);
        var guards = shop.Setup.Policy.Guards;
        if (Refusal(key, call) is { } refusal)
        {
            await ErrorShape.WriteAsync(answer, call.Door, refusal, caller);
            return;
        }

        if (Guard.Apply(call.Body, guards, outgoing: false) is { } rule)
        {
            await ErrorShape.WriteAsync(answer, call.Door, new(400, "invalid_request_error", rule, $"The request was refused by the rule {rule}."), caller);
            return;
        }

        var decision = Decide(shop, key, call);
        if (await cache.FindAsync(shop, key, call, caller) is { } known)
        {
            answer.Begin(200, "application/json", [new("x-comptoir-cache", "hit")]);
            await answer.WriteAsync(known, caller);
            await calls.SettleAsync(shopId, CachedCall(key, call), []);
            return;
        }

        var error = await TryAllAsync(shop, key, call, decision, answer, caller);
        if (error is not null && !answer.Begun && !caller.IsCancellationRequested) await ErrorShape.WriteAsync(answer, call.Door, error, caller);
    }

    /// <summary>The decision for a call as it would be now; nothing is called.</summary>
    public RoutingDecision Decide(ShopCompute shop, VirtualKey key, GatewayCall call)
    {
        var now = time.GetUtcNow();
        var chance = (ulong)Guid.CreateVersion7(now).GetHashCode() * 0x9E3779B97F4A7C15UL;
        return Router.Decide(
            new(call.Model, now, call.InputEstimate, (call.MaxOutput ?? 256) * call.Answers)
            {
                Needs = call.Needs,
                Channel = key.Channel,
                Residency = key.Residency,
                MinQuality = key.MinQuality,
                Currency = key.Budgets.FirstOrDefault(b => b.Money is not null)?.Currency,
                ChanceOne = (uint)(chance >> 32),
                ChanceTwo = (uint)chance,
            },
            new(shop.Setup, shop.Prices, shop.Standings, health.Snapshot(shop.Setup.Policy)));
    }

    private async Task<GatewayError?> TryAllAsync(ShopCompute shop, VirtualKey key, GatewayCall call, RoutingDecision decision, IAnswer answer, CancellationToken caller)
    {
        if (decision.Choices.Count == 0) return NoDeployment(call, decision);
        var policy = shop.Setup.Policy;
        var budgets = await calls.BudgetsAsync(shop.ShopId, key, key.Agent ?? call.Agent, call.Conversation, caller);
        GatewayError? error = null;
        string? before = null;
        for (var attempt = 0; attempt < policy.Attempts; attempt++)
        {
            var choice = decision.Choices[attempt % decision.Choices.Count];
            if (attempt >= decision.Choices.Count)
            {
                // nobody else is left: the same once more, after the pause that it asked for or a growing one
                var pause = error?.RetryAfter ?? 0.2 * Math.Pow(2, attempt - decision.Choices.Count);
                if (pause > policy.MaxWait) return error;
                await Task.Delay(TimeSpan.FromSeconds(pause), time, caller);
            }

            if (attempt > 0 && !health.TakeRetry()) return error;
            var outcome = await attempts.RunAsync(new(shop, key, call, choice, budgets, before), answer, caller);
            if (outcome.Error is null) return null;
            (error, before) = (outcome.Error, outcome.CallId ?? before);
            if (!outcome.MayGoOn || answer.Begun || caller.IsCancellationRequested) return error;
            logger.LogInformation("Attempt {Call} at {Deployment} failed with {Status} {Code}", outcome.CallId, choice.Deployment.Id, error.Status, error.Code);
        }

        return error;
    }

    private static GatewayError? Refusal(VirtualKey key, GatewayCall call) =>
        !key.Opens(call.Door) ? new(403, "permission_error", "door_not_allowed", $"This key may not use {call.Door.ToString().ToLowerInvariant()}.")
        : !key.Allows(call.Model) ? new(403, "permission_error", "model_not_allowed", $"This key may not use the model {call.Model}.")
        : null;

    private static GatewayError NoDeployment(GatewayCall call, RoutingDecision decision)
    {
        if (decision.Refused.Count == 0) return new(404, "invalid_request_error", "model_not_found", $"There is no model {call.Model}.");
        var passing = decision.Refused.Where(r => r.Clause.StartsWith("health.", StringComparison.Ordinal) || r.Message.StartsWith("Its paid capacity", StringComparison.Ordinal)).ToList();
        var why = string.Join(" ", decision.Refused.Take(8).Select(r => $"{r.Deployment}: {r.Clause}: {r.Message}"));
        return passing.Count > 0
            ? new(503, "api_error", "no_deployment", $"No deployment can answer now. {why}") { RetryAfter = 5 }
            : new(400, "invalid_request_error", "no_deployment", $"No deployment may answer this. {why}");
    }

    private CallRecord CachedCall(VirtualKey key, GatewayCall call)
    {
        var now = time.GetUtcNow();
        return new($"call_{Guid.CreateVersion7(now):N}", "cache", "cache", call.Model, now)
        {
            State = CallState.Cached,
            EndedAt = now,
            Door = Word(call.Door),
            Asked = call.Model,
            KeyId = key.Id,
            Agent = key.Agent ?? call.Agent,
            Conversation = call.Conversation,
            Order = call.Order,
            Cost = 0,
            Complete = true,
        };
    }

    internal static string Word(Door door) => JsonNamingPolicy.CamelCase.ConvertName(door.ToString());
}
