namespace Comptoir.Ledger.Transfers;

/// <summary>Reserve → send → settle or release, over pending transfers.</summary>
public sealed class Holds(ILedgerStore store, TimeProvider time)
{
    /// <summary>Reserves the worst case; <see cref="PostStatus.InsufficientBalance"/> when the payer has less.</summary>
    public Task<PostResult> ReserveAsync(string shopId, Hold hold, CancellationToken ct) => store.PostAsync(shopId, new([hold.Reservation]), ct);

    /// <summary>To be recorded just before the work is sent out: from now on running out means that something may have been used.</summary>
    public Task<PostResult> SendAsync(string shopId, Hold hold, CancellationToken ct) =>
        // one commit: the amount is never free in between
        store.PostAsync(shopId, new([hold.Moved, hold.Running]), ct);

    /// <summary>Posts what was used (0: nothing) and frees the rest. <see cref="PostStatus.MoreThanPending"/> when more was used than was reserved: post the excess apart.</summary>
    public async Task<PostResult> SettleAsync(string shopId, Hold hold, long used, CancellationToken ct)
    {
        if (used == 0) return await ReleaseAsync(shopId, hold, ct);
        var pending = await OpenAsync(shopId, hold, ct);
        return await store.PostAsync(shopId, new([pending.ToPost($"{pending.Id}:done", used, await MomentAsync(shopId, pending, ct))]), ct);
    }

    public async Task<PostResult> ReleaseAsync(string shopId, Hold hold, CancellationToken ct)
    {
        var pending = await OpenAsync(shopId, hold, ct);
        return await store.PostAsync(shopId, new([pending.ToVoid($"{pending.Id}:done", await MomentAsync(shopId, pending, ct))]), ct);
    }

    /// <summary>The pending transfer that stands for the hold now: the sent one when there is one.</summary>
    private async Task<Transfer> OpenAsync(string shopId, Hold hold, CancellationToken ct) =>
        await store.FindTransferAsync(shopId, hold.Running.Id, ct) ?? hold.Reservation;

    /// <summary>A repetition asks for the same moment as the first time, so that it is the same transfer.</summary>
    private async Task<DateTimeOffset> MomentAsync(string shopId, Transfer pending, CancellationToken ct) =>
        await store.FindTransferAsync(shopId, $"{pending.Id}:done", ct) is { } done ? done.AskedAt ?? done.At : time.GetUtcNow();
}
