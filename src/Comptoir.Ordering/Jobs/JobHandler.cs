namespace Comptoir.Ordering.Jobs;

/// <summary>
/// Does the jobs of one kind. A job may be begun more than once (a node dies, a lease runs out), also twice at the same moment: what it does
/// must be guarded by versions, idempotency keys or <see cref="Transition.DoneJobs"/>. Register with <c>AddSingleton&lt;IJobHandler, …&gt;()</c>.
/// </summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>For work that recurs without a cause: one job without shop, key and data is kept for it, first due at the first start. Null: none.</summary>
    TimeSpan? Every => null;

    /// <summary>An exception means: again, after a pause that grows with the attempts.</summary>
    /// <param name="ct">Cancelled when the lease is lost or the server stops.</param>
    Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct);
}

/// <summary>What becomes of a job that was done.</summary>
/// <param name="Again">When it is to be done next; null: it is over.</param>
public readonly record struct JobOutcome(DateTimeOffset? Again)
{
    /// <summary>Over; also when a transition has ended the job already.</summary>
    public static JobOutcome Done => default;

    public static JobOutcome At(DateTimeOffset moment) => new(moment);
}
