using Comptoir.Catalog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Outbox;

/// <summary>Delivers what is due: at least once, the same text each time, with growing pauses.</summary>
internal sealed class OutboxDelivery(IOrderingStore store, IEnumerable<IOutboxChannel> channels, TimeProvider time, ILogger<OutboxDelivery> logger)
{
    public const int MostAttempts = 12;
    private const int Portion = 20;
    private const int LongestError = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Returns how many messages were tried.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = await store.LeaseOutboxAsync(now, now + Lease, Portion, ct);

        // a receiver that is slow or away must not keep the others waiting; of a webhook's receiver only its oldest message is due
        await Task.WhenAll(due.GroupBy(m => m.Target).Select(async receiver =>
        {
            foreach (var message in receiver) await DeliverAsync(message, ct);
        }));
        return due.Count;
    }

    private async Task DeliverAsync(OutboxMessage leased, CancellationToken ct)
    {
        var message = leased with { Attempts = leased.Attempts + 1 };
        try
        {
            if (message.Receiver is { } receiver && await store.IsReceiverStoppedAsync(message.ShopId, receiver, ct))
            {
                await store.SaveOutboxAsync(message with { State = OutboxState.Failed, LastError = "The receiver said before that it wants no more (410)." }, ct);
                return;
            }

            var channel = channels.FirstOrDefault(c => c.Kind == message.Kind) ?? throw new InvalidOperationException($"Nothing delivers messages of kind {message.Kind}.");
            if (message.Body is null)
            {
                var order = message.OrderId is null ? null : await store.GetOrderAsync(message.ShopId, message.OrderId, ct);
                message = await channel.RenderAsync(message, order, ct);

                // who holds the lease now has made, or makes, the text: there is one for each id
                if (!await store.SaveOutboxAsync(message, ct)) return;
            }

            message = await channel.SendAsync(message, ct);
            if (message is { ReceiverGone: true, Receiver: { } gone }) await store.StopReceiverAsync(message.ShopId, gone, time.GetUtcNow(), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            logger.LogWarning("Message {Message} ({Kind} {Topic}) failed in attempt {Attempt}: {Error}", message.Id, message.Kind, message.Topic, message.Attempts, e.GetType().Name);
            message = message with
            {
                State = message.Attempts >= MostAttempts ? OutboxState.Failed : OutboxState.Waiting,
                LastError = e.Message.Length > LongestError ? e.Message[..LongestError] : e.Message,
                NextAttemptAt = time.GetUtcNow() + PauseAfter(message.Attempts, message.Id),
            };
        }

        if (!await store.SaveOutboxAsync(message, ct)) return;
        OrderingTelemetry.Delivered(message.Kind, message.State.ToString());
    }

    /// <summary>A quarter more or less, by the message, so that many that failed together do not come back together.</summary>
    public static TimeSpan PauseAfter(int attempts, string messageId)
    {
        var hash = messageId.Aggregate(2166136261u + (uint)attempts, (h, c) => (h ^ c) * 16777619u);
        return PauseAfter(attempts) * (0.75 + (hash >> 8) % 1000 / 2000.0);
    }

    /// <summary>5 s, 10 s, 20 s … up to 6 hours; twelve attempts span about six hours.</summary>
    public static TimeSpan PauseAfter(int attempts)
    {
        var pause = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Clamp(attempts, 1, 20) - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}

/// <summary>Runs the delivery whenever something was committed, and every second.</summary>
internal sealed class OutboxWorker(OutboxDelivery delivery, ChangeSignal signal, TimeProvider time, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var tried = await Repeat.GuardAsync(() => delivery.RunOnceAsync(stoppingToken), logger, stoppingToken);
            if (tried == 0) await Repeat.QuietlyAsync(signal.WaitAsync(Pause, time, stoppingToken), stoppingToken);
        }
    }
}
