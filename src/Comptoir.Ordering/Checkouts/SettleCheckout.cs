using Comptoir.Ordering.Jobs;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// Finds out what became of an attempt that no request is making any more. Scheduled in the transition that records the attempt and ended
/// in the one that settles it, so that whatever stops a process, another one goes on.
/// </summary>
internal sealed class SettleCheckout(CheckoutService checkouts, TimeProvider time) : IJobHandler
{
    public const string JobKind = "settle_checkout";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Also for attempts that seem to lie ahead, because the clock was set back since.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    public string Kind => JobKind;

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var job = leased.Job;
        var now = time.GetUtcNow();
        var found = await checkouts.GetAsync(job.ShopId, job.Key, ct);
        if (found.Value is not { Attempt: { } attempt } checkout || !Settlement.IsOpen(checkout)) return JobOutcome.Done;
        if (checkout.AwaitsBuyer && attempt.StartedAt + Completion.BuyersTime > now) return await WaitAsync(checkout, ct);
        if (Completion.IsSettled(await checkouts.SettleAsync(checkout, abandon: checkout.AwaitsBuyer, ct))) return JobOutcome.Done;

        // the older it gets, the less often it is asked
        var pause = (now - attempt.StartedAt) / 4;
        return JobOutcome.At(now + (pause > LongestPause ? LongestPause : pause < ShortestPause ? ShortestPause : pause));
    }

    /// <summary>Looks whether the buyer has confirmed, and otherwise comes back when the buyer's time is over.</summary>
    private async Task<JobOutcome> WaitAsync(Checkout checkout, CancellationToken ct) =>
        Completion.IsSettled(await checkouts.SettleAsync(checkout, abandon: false, ct)) ? JobOutcome.Done : JobOutcome.At(checkout.Attempt!.StartedAt + Completion.BuyersTime);

    public static Job At(Checkout checkout, DateTimeOffset due) => new(checkout.ShopId, JobKind, checkout.Id, due);
}
