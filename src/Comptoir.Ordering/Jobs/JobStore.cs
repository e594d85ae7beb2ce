namespace Comptoir.Ordering.Jobs;

/// <summary>
/// Jobs, shared by all nodes. A taken job is hidden until its lease ends; then it is anybody's again, so that the work of a node
/// that died moves on. Jobs that follow from a transition travel in it (<see cref="Transition.Jobs"/>, <see cref="Transition.DoneJobs"/>).
/// </summary>
public interface IJobStore
{
    /// <summary>Adds the job; one that is there becomes due at the earlier of both moments and keeps its data unless new data is given. One that somebody is doing now is due at that moment once more when they have ended.</summary>
    Task ScheduleAsync(Job job, CancellationToken ct);

    /// <summary>Adds jobs that are not there; leaves those that are.</summary>
    Task EnsureAsync(IReadOnlyCollection<Job> jobs, CancellationToken ct);

    /// <summary>Takes up to <paramref name="limit"/> due jobs of these kinds, the longest due first.</summary>
    Task<IReadOnlyList<LeasedJob>> LeaseAsync(IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct);

    /// <summary>Keeps a job longer; false when the lease was lost.</summary>
    Task<bool> RenewAsync(LeasedJob leased, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Gives a job back to be done again at a moment.</summary>
    /// <param name="error">Why; null: it succeeded and recurs, and its attempts are counted anew.</param>
    /// <returns>False when the lease was lost; then nothing was changed.</returns>
    Task<bool> AgainAsync(LeasedJob leased, DateTimeOffset at, string? error, CancellationToken ct);

    /// <summary>Removes a job, or makes it due again when it was scheduled meanwhile; false when the lease was lost.</summary>
    Task<bool> DoneAsync(LeasedJob leased, CancellationToken ct);

    /// <summary>Removes a job whoever holds it; false when there was none.</summary>
    Task<bool> RemoveAsync(string shopId, string kind, string key, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<Job?> FindAsync(string shopId, string kind, string key, CancellationToken ct);
}
