using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// Keeps what agents asked and were answered. It costs a request nothing but a place in a queue: bodies are cleaned and stored in the
/// background, some hundred at once, a moment later. When more comes than can be stored, reading of unsigned agents is counted but not kept.
/// </summary>
public sealed class AgentLog(IAgentStore store, TimeProvider time, ILogger<AgentLog> log) : BackgroundService
{
    /// <summary>Of the body of one request or answer, in characters.</summary>
    public const int MostOfBody = 16 * 1024;

    private const int MostOfReading = 2 * 1024;
    private const int MostWaiting = 8192;
    private const long MostBytesWaiting = 32 * 1024 * 1024;
    private const int Portion = 200;
    private const int UnsignedReadsAMinute = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Comptoir.Protocols");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("comptoir.agents.exchanges_lost", "{exchange}", "Exchanges with agents that could not be kept.");

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private long _bytes;
    private (long Minute, int Reads) _reads;

    /// <summary>Notes an exchange. Never waits and never fails.</summary>
    /// <param name="exchange">Without bodies.</param>
    /// <param name="request">As it came; empty when there was none.</param>
    /// <param name="response">As it went.</param>
    public void Note(AgentExchange exchange, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> response)
    {
        var size = request.Length + response.Length;
        if (Interlocked.Add(ref _bytes, size) > MostBytesWaiting)
        {
            Interlocked.Add(ref _bytes, -size);
            (request, response, size) = (default, default, 0);
        }

        if (_queue.Writer.TryWrite(new(exchange, request, response))) return;
        Interlocked.Add(ref _bytes, -size);
        Lost.Add(1);
    }

    /// <summary>Stores all that waits now. For the end, and for tests.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        while (await StoreAsync(ct) > 0) { }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
                await StoreAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    private async Task<int> StoreAsync(CancellationToken ct)
    {
        var (kept, counted, taken) = (new List<AgentExchange>(), new List<AgentExchange>(), 0);
        while (taken < Portion && _queue.Reader.TryRead(out var next))
        {
            taken++;
            Interlocked.Add(ref _bytes, -(next.Request.Length + next.Response.Length));
            if (IsKept(next.Exchange)) kept.Add(Cleaned(next));
            else counted.Add(next.Exchange);
        }

        if (taken == 0) return 0;
        try
        {
            await store.AddAsync(kept, counted, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("{Count} exchanges with agents could not be kept: {Error}", taken, e.GetType().Name);
            Lost.Add(taken);
            await Task.Delay(AfterFailure, time, ct);
        }

        return taken;
    }

    private bool IsKept(AgentExchange exchange)
    {
        if (exchange.Proof != AgentProof.None || !IsReading(exchange)) return true;
        var minute = exchange.At.UtcTicks / TimeSpan.TicksPerMinute;
        _reads = _reads.Minute == minute ? (minute, _reads.Reads + 1) : (minute, 1);
        return _reads.Reads <= UnsignedReadsAMinute;
    }

    private static bool IsReading(AgentExchange exchange) => exchange.Subject is null;

    private static AgentExchange Cleaned(Waiting next)
    {
        var most = IsReading(next.Exchange) ? MostOfReading : MostOfBody;
        return next.Exchange with { Request = LogMask.Of(next.Request.Span, most), Response = LogMask.Of(next.Response.Span, most) };
    }

    private readonly record struct Waiting(AgentExchange Exchange, ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Response);
}
