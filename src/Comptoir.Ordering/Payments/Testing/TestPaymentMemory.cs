using System.Collections.Concurrent;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>Where the test provider remembers, apart from the shop's own transactions, as an outside system does.</summary>
public interface ITestPaymentMemory
{
    Task<TestPayment?> FindAsync(string shopId, string paymentId, CancellationToken ct);

    /// <summary>Reads, changes and keeps a payment as one step that is on disk when this returns; null in: unknown so far.</summary>
    Task<T> ChangeAsync<T>(string shopId, string paymentId, Func<TestPayment?, (TestPayment? Keep, T Result)> change, CancellationToken ct);

    Task<IReadOnlyList<TestPayment>> ListAsync(string shopId, CancellationToken ct);

    /// <summary>The fault scripted for the next operation of a kind, used up by this; None when there is none.</summary>
    Task<TestFault> NextFaultAsync(string shopId, OperationKind kind, CancellationToken ct);

    /// <summary>Scripts the next operations of a kind, after those that are scripted already.</summary>
    Task ScriptAsync(string shopId, OperationKind kind, IReadOnlyList<TestFault> faults, CancellationToken ct);
}

/// <summary>Remembers as long as the process runs; for tests.</summary>
public sealed class TestPaymentMemory : ITestPaymentMemory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), TestPayment> _payments = [];
    private readonly ConcurrentDictionary<(string, OperationKind), ConcurrentQueue<TestFault>> _scripts = new();

    public Task<TestPayment?> FindAsync(string shopId, string paymentId, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_payments.GetValueOrDefault((shopId, paymentId)));
    }

    public Task<T> ChangeAsync<T>(string shopId, string paymentId, Func<TestPayment?, (TestPayment? Keep, T Result)> change, CancellationToken ct)
    {
        lock (_gate)
        {
            var (keep, result) = change(_payments.GetValueOrDefault((shopId, paymentId)));
            if (keep is not null) _payments[(shopId, paymentId)] = keep;
            return Task.FromResult(result);
        }
    }

    public Task<IReadOnlyList<TestPayment>> ListAsync(string shopId, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<TestPayment>>([.. _payments.Values.Where(p => p.ShopId == shopId)]);
    }

    public Task<TestFault> NextFaultAsync(string shopId, OperationKind kind, CancellationToken ct) =>
        Task.FromResult(_scripts.TryGetValue((shopId, kind), out var queue) && queue.TryDequeue(out var fault) ? fault : TestFault.None);

    public Task ScriptAsync(string shopId, OperationKind kind, IReadOnlyList<TestFault> faults, CancellationToken ct)
    {
        foreach (var fault in faults) _scripts.GetOrAdd((shopId, kind), _ => new()).Enqueue(fault);
        return Task.CompletedTask;
    }
}
