using Comptoir.Compute.Metering;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Compute;

/// <summary>What the room keeps beside the ledger. A call and its transfers are written together or not at all.</summary>
public interface IComputeStore
{
    /// <summary>Grows with every document that is saved: nodes read again when it does.</summary>
    Task<long> GetRevisionAsync(string shopId, CancellationToken ct);

    /// <summary>The newest version of every document of a kind, by id.</summary>
    Task<IReadOnlyList<ComputeDocument>> ReadAsync(string shopId, string kind, CancellationToken ct);

    /// <summary>Writes all documents, each as the next version of what is there, or none; false when another writer was faster.</summary>
    /// <param name="posting">Transfers and contracts with the same fate; null for none.</param>
    Task<bool> SaveAsync(string shopId, IReadOnlyList<ComputeDocument> documents, Posting? posting, CancellationToken ct);

    /// <summary>Counts a call against its limits, reserves what it may cost, and keeps its record; on disk when this returns.</summary>
    Task<StartResult> StartAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> limits, IReadOnlyList<Transfer> transfers, CancellationToken ct);

    /// <summary>Writes what became of a call with its transfers. Saying the same again changes nothing.</summary>
    /// <param name="corrections">What the limits counted too much (below zero) or too little.</param>
    Task<PostResult> EndAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> corrections, IReadOnlyList<Transfer> transfers, CancellationToken ct);

    Task<CallRecord?> FindCallAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<CallRecord>> GetCallsAsync(string shopId, CallFilter filter, CancellationToken ct);

    /// <summary>Sums of settled calls by a column and day.</summary>
    Task<IReadOnlyList<SpendRow>> GetSpendAsync(string shopId, SpendBy by, DateTimeOffset from, DateTimeOffset before, CancellationToken ct);

    Task<byte[]?> GetAnswerAsync(string shopId, string key, DateTimeOffset now, CancellationToken ct);

    Task KeepAnswerAsync(string shopId, string key, byte[] answer, DateTimeOffset until, CancellationToken ct);

    /// <summary>Removes minutes that are over and answers that have expired.</summary>
    Task TidyAsync(string shopId, DateTimeOffset now, CancellationToken ct);

    Task<IReadOnlyList<string>> GetShopsAsync(CancellationToken ct);
}

/// <param name="Kind">setup, price, contract, key.</param>
/// <param name="Version">Counts from 1; 0: whatever is there is replaced.</param>
public sealed record ComputeDocument(string Kind, string Id, int Version, byte[] Json);

/// <summary>A count in one minute.</summary>
/// <param name="Bucket">What is counted: <c>requests:gwk_…</c>, <c>tokens:gwk_…</c>, <c>capacity:…</c>.</param>
/// <param name="Minute">Minutes since 1970.</param>
public sealed record RateLimit(string Bucket, long Minute, long Amount, long Limit);

public enum StartStatus { Started, RateLimited, BudgetExceeded, Refused }

/// <param name="Key">The bucket or account that refused.</param>
/// <param name="Available">What it still had.</param>
public sealed record StartResult(StartStatus Status, string? Key = null, long Available = 0, string Message = "");

public sealed record CallFilter(int Limit = 100, int Offset = 0)
{
    public CallState? State { get; init; }

    public string? KeyId { get; init; }

    public string? Deployment { get; init; }

    public string? Conversation { get; init; }

    public string? Order { get; init; }

    public string? Contract { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Before { get; init; }
}

public enum SpendBy { Contract, Deployment, Order, Key }

/// <param name="Day">Days since 1970, UTC.</param>
/// <param name="Nano">Sum of costs, nano-units.</param>
public sealed record SpendRow(string Key, string Currency, long Day, decimal Nano, long Calls, long Tokens);
