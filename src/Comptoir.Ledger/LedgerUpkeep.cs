using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger;

/// <summary>What is done in the background: sealing what was posted, and ending what has run out. Safe on any number of nodes at once.</summary>
public sealed class LedgerUpkeep(ILedgerStore store, TimeProvider time)
{
    /// <summary>Most transfers of one batch: bounds memory and how long the batch's accounts are locked.</summary>
    public const int BatchLimit = 10_000;

    /// <summary>Seals everything that waits in a shop; returns how many transfers that were.</summary>
    public async Task<long> SealAsync(string shopId, CancellationToken ct)
    {
        var count = 0L;
        while (await store.SealAsync(shopId, BatchLimit, ct) is { } batch)
        {
            count += batch.Count;
            if (batch.Whole) break;
        }

        return count;
    }

    public async Task<long> SealAllAsync(CancellationToken ct)
    {
        var count = 0L;
        foreach (var shopId in await store.GetUnsealedShopsAsync(ct)) count += await SealAsync(shopId, ct);
        return count;
    }

    /// <summary>Releases or settles pending transfers that have run out; returns how many.</summary>
    public async Task<int> ExpireAsync(string shopId, CancellationToken ct)
    {
        var count = 0;
        foreach (var pending in await store.GetExpiredAsync(shopId, time.GetUtcNow(), 1000, ct))
            if ((await store.PostAsync(shopId, new([Expiry.Of(pending)]), ct)).Status == PostStatus.Posted) count++;
        return count;
    }
}
