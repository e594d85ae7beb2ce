namespace Comptoir.Ledger.Proof;

/// <summary>Something in the books that is not as it must be.</summary>
/// <param name="Rule">Which rule is broken: chain, batch, transfer, account, sums, trial, pending, limit, period, commitment.</param>
/// <param name="Where">The transfer, account, batch, period or contract: <c>transfer ord_1:sale</c>.</param>
/// <param name="What">What is there and what should be, as a sentence.</param>
public sealed record Finding(string Rule, string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";
}

/// <summary>The outcome of a check of the whole book.</summary>
/// <param name="Findings">Empty when the books are sound; the first thousand otherwise.</param>
/// <param name="Head">The newest batch; null before the first. Noted elsewhere, it proves later that nothing up to it was changed.</param>
/// <param name="Unsealed">Transfers that wait to be sealed.</param>
public sealed record CheckReport(IReadOnlyList<Finding> Findings, long Transfers, long Batches, int Accounts, long Unsealed, Batch? Head)
{
    public bool Sound => Findings.Count == 0;

    public DateTimeOffset? MarkedBefore { get; init; }

    public (long Transfers, byte[] Mark) Marked { get; init; } = (0, []);
}
