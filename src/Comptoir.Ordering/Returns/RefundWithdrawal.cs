using Comptoir.Ordering.Jobs;

namespace Comptoir.Ordering.Returns;

/// <summary>
/// Gives a withdrawal's money back when its provider refused at first: after an hour, then every few hours, as long as it takes; the operator
/// sees the refused refund among the open cases. Scheduled with the declaration, over at once when the refund went well.
/// </summary>
internal sealed class RefundWithdrawal(WithdrawalService withdrawals, TimeProvider time) : IJobHandler
{
    public const string JobKind = "refund_withdrawal";

    private static readonly TimeSpan First = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    public string Kind => JobKind;

    public static Job Of(string shopId, string orderId, string withdrawalId, DateTimeOffset now) => new(shopId, JobKind, $"{orderId} {withdrawalId}", now + First);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct) => leased.Job.Key.Split(' ') is [var order, var withdrawal]
        && !await withdrawals.RetryAsync(leased.Job.ShopId, order, withdrawal, ct) ? JobOutcome.At(time.GetUtcNow() + Pause) : JobOutcome.Done;
}
