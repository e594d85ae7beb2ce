using System.Collections.Concurrent;
using Comptoir.Compute.Keys;
using Comptoir.Ledger;
using Comptoir.Ledger.Transfers;
using Microsoft.Extensions.Logging;

namespace Comptoir.Compute.Metering;

/// <summary>Reserves, settles and reconciles calls. What is begun here is in the ledger before a provider hears of it, and is ended by <see cref="SettleAsync"/> or by its expiry.</summary>
internal sealed class CallLedger(IComputeStore store, ILedgerStore ledger, TimeProvider time, ILogger<CallLedger> logger)
{
    private const int MostGranted = 50_000;

    /// <summary>Budget periods known to be open; only spares a look.</summary>
    private readonly ConcurrentDictionary<(string ShopId, string Account), bool> _granted = new();

    /// <summary>Opens the budgets of a call's key for their period where no call did yet.</summary>
    public async Task<IReadOnlyList<ReservedBudget>> BudgetsAsync(string shopId, VirtualKey key, string? agent, string? conversation, CancellationToken ct)
    {
        if (key.Budgets.Count == 0) return [];
        var (reserved, now) = (new List<ReservedBudget>(), time.GetUtcNow());
        foreach (var budget in BudgetAccounts.Of(key, agent, conversation, now))
            foreach (var (account, granted, money) in budget.Limits)
            {
                if (reserved.Exists(r => r.Account == account.Id)) continue;
                reserved.Add(new(account.Id, account.Asset, money));
                if (_granted.ContainsKey((shopId, account.Id))) continue;
                // granted once: a second node's grant is the same id, whatever the amount and moment
                if (granted > 0 && await ledger.FindTransferAsync(shopId, $"grant:{account.Id}", ct) is null) await ledger.PostAsync(shopId, new([BudgetAccounts.Grant(account, granted, now)]), ct);
                if (_granted.Count > MostGranted) _granted.Clear();
                _granted[(shopId, account.Id)] = true;
            }

        return reserved;
    }

    public Task<StartResult> StartAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> limits, CancellationToken ct) =>
        store.StartAsync(shopId, call, limits, CallPostings.Start(call), ct);

    /// <summary>
    /// Ends a call in the books. A failure here loses nothing: the reservation stays, and is posted in full when it runs out.
    /// </summary>
    /// <param name="call">Ended.</param>
    /// <param name="limits">As it was started with.</param>
    public async Task SettleAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> limits)
    {
        try
        {
            var used = call.Usage?.Total ?? 0;
            var corrections = limits.Where(l => l.Bucket.StartsWith("tokens:", StringComparison.Ordinal) || l.Bucket.StartsWith("capacity:", StringComparison.Ordinal)).Select(l => l with { Amount = used - l.Amount }).Where(l => l.Amount != 0).ToList();
            var result = await store.EndAsync(shopId, call, corrections, CallPostings.End(call), CancellationToken.None);
            if (result.Status == PostStatus.PendingResolved) result = await AfterExpiryAsync(shopId, call);
            if (!result.Done) logger.LogError("Call {Call} could not be settled: {Status} {Message}", call.Id, result.Status, result.Message);
            foreach (var more in CallPostings.Beyond(call))
            {
                var taken = await ledger.PostAsync(shopId, new([more]), CancellationToken.None);
                // a budget that cannot bear it is used up with what it has
                if (taken is { Status: PostStatus.InsufficientBalance, Available: > 0 }) await ledger.PostAsync(shopId, new([more with { Amount = taken.Available }]), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(e, "Call {Call} is not settled; its reservation stands until it runs out.", call.Id);
        }
    }

    /// <summary>Calls whose process died: their reservation has run out, and nobody knows what was used. They count in full, marked as estimated.</summary>
    public async Task<int> CloseLostAsync(string shopId, CancellationToken ct)
    {
        var (count, now) = (0, time.GetUtcNow());
        foreach (var call in await store.GetCallsAsync(shopId, new(Limit: 500) { State = CallState.Open, Before = now }, ct))
        {
            if (call.ExpiresAt > now || call.ExpiresAt is null) continue;
            await SettleAsync(shopId, call with { State = CallState.Estimated, Cost = call.Reserved, EndedAt = call.ExpiresAt, Flags = [.. call.Flags, "lost"] }, []);
            count++;
        }

        return count;
    }

    /// <summary>Replaces an estimate by what the provider's invoice says.</summary>
    /// <param name="invoiced">Nano-units.</param>
    /// <returns>False when there is no such estimate.</returns>
    public async Task<bool> ReconcileAsync(string shopId, string callId, long invoiced, CancellationToken ct)
    {
        if (await store.FindCallAsync(shopId, callId, ct) is not { State: CallState.Estimated } call) return false;
        var transfers = CallPostings.Reconcile(call, invoiced, time.GetUtcNow());
        var result = await store.EndAsync(shopId, call with { State = CallState.Settled, Cost = invoiced, Flags = [.. call.Flags.Where(f => f != "usage:missing"), "reconciled"] }, [], transfers, ct);
        return result.Done;
    }

    /// <summary>The reservation ran out while the call was still under way and was posted in full: what is different is posted apart.</summary>
    private async Task<PostResult> AfterExpiryAsync(string shopId, CallRecord call)
    {
        var full = call with { Cost = call.Reserved, Contract = null };
        var transfers = CallPostings.Reconcile(full, call.Cost ?? 0, time.GetUtcNow()).ToList();
        transfers.AddRange(CallPostings.End(call).Where(t => t.Id == $"{call.Id}:draw"));
        // budgets keep what expired: they are not paid back
        return await store.EndAsync(shopId, call, [], transfers, CancellationToken.None);
    }
}
