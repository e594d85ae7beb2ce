using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Proof;

/// <summary>Every post and void resolves one pending transfer, once and within its amount. Keeps only what is not matched yet.</summary>
internal sealed class PendingCheck(Action<string, string, string> find)
{
    private readonly Dictionary<string, Transfer> _open = new(StringComparer.Ordinal);

    // within a batch the order is that of ids, so a resolution may pass by before what it resolves
    private readonly Dictionary<string, Transfer> _early = new(StringComparer.Ordinal);

    public void Add(Transfer t)
    {
        if (t.Phase == TransferPhase.Pending)
        {
            if (_early.Remove(t.Id, out var resolution)) Compare(resolution, t);
            else _open[t.Id] = t;
        }
        else if (t.PendingId is { } pendingId)
        {
            if (_open.Remove(pendingId, out var pending)) Compare(t, pending);
            else if (!_early.TryAdd(pendingId, t)) Find(t, $"{pendingId} is resolved twice, also by {_early[pendingId].Id}.");
        }
        else if (t.Phase is TransferPhase.Post or TransferPhase.Void)
        {
            Find(t, "it resolves nothing.");
        }
    }

    public void Finish()
    {
        foreach (var (pendingId, t) in _early) Find(t, $"there is no open pending transfer {pendingId} that it could resolve.");
    }

    private void Compare(Transfer t, Transfer pending)
    {
        if (t.PendingAmount != pending.Amount) Find(t, $"it frees {t.PendingAmount}, and {pending.Id} reserved {pending.Amount}.");
        if (Resolutions.RefusalOf(t, pending) is { } refusal) Find(t, refusal.Message);
    }

    private void Find(Transfer t, string what) => find("pending", $"transfer {t.Id}", what);
}
