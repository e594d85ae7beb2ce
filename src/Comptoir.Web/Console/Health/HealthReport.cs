namespace Comptoir.Web.Console.Health;

/// <param name="Checks">One a part that must work.</param>
public sealed record HealthReport(IReadOnlyList<HealthCheck> Checks, HealthNumbers Numbers, ProcessFacts Process)
{
    public bool Ok => Checks.All(c => c.Ok);
}

/// <param name="Name">storage, search or outbox.</param>
/// <param name="Milliseconds">How long the check took.</param>
/// <param name="Problem">What is wrong, a code: unreachable, behind, failed_messages, late_messages, empty.</param>
public sealed record HealthCheck(string Name, bool Ok, double Milliseconds, string? Problem = null);

/// <param name="StoreSequence">Newest entry of the change log; null when the storage did not answer.</param>
/// <param name="IndexSequence">Entry up to which the index has followed.</param>
public sealed record HealthNumbers(long? StoreSequence, long IndexSequence, int Products, int Variants, long IndexBytes, DateTimeOffset? LastFollowed, int Waiting, int Failed, int Held, bool MessagesCapped);

/// <param name="Collections">By generation.</param>
/// <param name="Uptime">Since the process was started.</param>
public sealed record ProcessFacts(string Version, string Runtime, string System, int Processors, long WorkingSet, long Heap, long Allocated, IReadOnlyList<int> Collections, TimeSpan PauseTotal, int Threads, TimeSpan Uptime);
