using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Outbox;
using Comptoir.Search;
using Comptoir.Web.Console.Orders;
using Microsoft.Extensions.Logging;

namespace Comptoir.Web.Console.Health;

/// <summary>Asks the parts how they are. A part that throws is a part that is ill; why goes to the log, not to the outside.</summary>
internal sealed partial class HealthProbe(ICatalogStore catalog, IOrderingStore ordering, ProductSearch search, TimeProvider time, ILogger<HealthProbe> log)
{
    private const int MostMessages = 1_000;

    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(10);

    /// <summary>Whether requests can be served: the storage answers and the index is loaded.</summary>
    public async Task<bool> ReadyAsync(CancellationToken ct)
    {
        var (storage, _) = await StorageAsync(ct);
        return storage.Ok && Index().Ok;
    }

    public async Task<HealthReport> ReportAsync(CancellationToken ct)
    {
        var (storage, sequence) = await StorageAsync(ct);
        var index = Index(sequence);
        var messages = storage.Ok ? await MessagesAsync(ct) : [];
        var outbox = Outbox(messages);
        var health = Try(() => search.Health);
        return new(
            [storage, index, outbox],
            new(sequence, health?.Sequence ?? 0, health?.Products ?? 0, health?.Variants ?? 0, health?.IndexBytes ?? 0, health?.LastFollowed,
                messages.Count(m => m.State == OutboxState.Waiting), messages.Count(m => m.State == OutboxState.Failed), messages.Count(m => m.State == OutboxState.Held), messages.Count >= MostMessages),
            Process());
    }

    private async Task<(HealthCheck Check, long? Sequence)> StorageAsync(CancellationToken ct)
    {
        var start = time.GetTimestamp();
        try
        {
            var sequence = await catalog.GetLastSequenceAsync(ct);
            return (new("storage", true, time.GetElapsedTime(start).TotalMilliseconds), sequence);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            StorageDown(log, e);
            return (new("storage", false, time.GetElapsedTime(start).TotalMilliseconds, "unreachable"), null);
        }
    }

    private HealthCheck Index(long? storeSequence = null)
    {
        var start = time.GetTimestamp();
        var health = Try(() => search.Health);
        var problem = health is null ? "unreachable" : search.Shops.Count == 0 ? "empty" : storeSequence - health.Sequence > 1_000 ? "behind" : null;
        return new("search", problem is null, time.GetElapsedTime(start).TotalMilliseconds, problem);
    }

    private HealthCheck Outbox(IReadOnlyList<OutboxMessage> messages)
    {
        var late = time.GetUtcNow() - LateAfter;
        var problem = messages.Any(m => m.State == OutboxState.Failed) ? "failed_messages"
            : messages.Any(m => m.State == OutboxState.Waiting && m.NextAttemptAt < late) ? "late_messages" : null;
        return new("outbox", problem is null, 0, problem);
    }

    private async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(CancellationToken ct)
    {
        var messages = new List<OutboxMessage>();
        foreach (var shop in search.Shops) messages.AddRange(await OrderReading.MessagesAsync(ordering, shop.Id, m => m.State != OutboxState.Sent, MostMessages, ct));
        return messages;
    }

    private T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            IndexDown(log, e);
            return null;
        }
    }

    private ProcessFacts Process()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var version = (Assembly.GetEntryAssembly() ?? typeof(HealthProbe).Assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var memory = GC.GetGCMemoryInfo();
        return new(
            version.Split('+')[0], RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, Environment.ProcessorCount,
            process.WorkingSet64, memory.HeapSizeBytes, GC.GetTotalAllocatedBytes(), [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
            GC.GetTotalPauseDuration(), process.Threads.Count, time.GetUtcNow() - process.StartTime.ToUniversalTime());
    }

    [LoggerMessage(LogLevel.Error, "The storage does not answer.")]
    private static partial void StorageDown(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Error, "The search index does not answer.")]
    private static partial void IndexDown(ILogger log, Exception exception);
}
