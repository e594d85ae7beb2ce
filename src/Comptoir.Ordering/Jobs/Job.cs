namespace Comptoir.Ordering.Jobs;

/// <summary>Work to be done at a moment, once, by whichever node has time. Shop, kind and key name it: there is one of each.</summary>
/// <param name="ShopId">Empty for work of no shop.</param>
/// <param name="Kind">Which <see cref="IJobHandler"/> does it.</param>
/// <param name="Key">What it is about, for example the id of a checkout.</param>
/// <param name="DueAt">Not before this moment.</param>
/// <param name="Attempts">How often it was begun since it last succeeded.</param>
/// <param name="Data">What the handler needs to know; no secrets.</param>
public sealed record Job(string ShopId, string Kind, string Key, DateTimeOffset DueAt, int Attempts = 0, string? Data = null);

/// <summary>A job that somebody has taken. What is said of it later counts only while the lease is theirs.</summary>
/// <param name="Token">New with every lease, so that a holder who was given up cannot end what another has taken since.</param>
/// <param name="Until">When others may take it.</param>
public sealed record LeasedJob(Job Job, string Token, DateTimeOffset Until);

/// <summary>Ends a job together with a transition.</summary>
/// <param name="LeaseToken">Of the lease under which the transition was decided: when it is lost, nothing of the transition is written. Null: ends the job whoever holds it.</param>
public sealed record JobEnd(string Kind, string Key, string? LeaseToken = null)
{
    public static JobEnd Of(LeasedJob leased) => new(leased.Job.Kind, leased.Job.Key, leased.Token);
}
