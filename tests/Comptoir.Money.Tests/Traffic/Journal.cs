using System.Collections.Concurrent;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>Something that a server said was done, as its client wrote it down.</summary>
/// <param name="Kind">created, completed, canceled checkout, shipped, refunded, canceled order; of returns those that <see cref="Witness.ReturnInvariants"/> knows.</param>
/// <param name="Key">The idempotency key, tracking number or reason that names the action.</param>
/// <param name="Amount">Minor units, where the answer named them.</param>
internal sealed record Acknowledgement(string Kind, string Key, string? CheckoutId = null, string? OrderId = null, long? Amount = null)
{
    /// <summary>When the client had read the answer, microseconds since 1970.</summary>
    public long At { get; } = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>What all clients were promised, and what went wrong with answers themselves.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<Acknowledgement> _acknowledged = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyCollection<Acknowledgement> Acknowledged => [.. _acknowledged];

    public int Length => _acknowledged.Count;

    /// <summary>Answers that must never be given: a 500, another answer to the same key.</summary>
    public IReadOnlyCollection<string> Faults => [.. _faults];

    public string Counts => string.Join(", ", _counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"));

    public void Write(Acknowledgement acknowledgement)
    {
        _acknowledged.Enqueue(acknowledgement);
        Count(acknowledgement.Kind);
    }

    public void Fault(string sentence) => _faults.Enqueue(sentence);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, n) => n + 1);
}
