using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>Receivers of messages, outside of all processes: they refuse some, and take some without saying so.</summary>
internal sealed class SimulatedChannel(string kind, Random random, TimeProvider time) : IOutboxChannel
{
    public string Kind => kind;

    public bool Calm { get; set; }

    /// <summary>The clock leapt past leases while their holders were at work: two may then send, each what it rendered.</summary>
    public bool Leaped { get; set; }

    public Dictionary<string, string> Received { get; } = [];

    public List<string> Findings { get; } = [];

    public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct) =>
        Task.FromResult(message with { Subject = message.Topic, Body = $"{message.Topic} {order?.Version}" });

    public Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        if (!Calm && random.Next(5) == 0) throw new HttpRequestException("The receiver is away.");
        if (Received.TryGetValue(message.Id, out var first) && first != message.Body && !Leaped) Findings.Add($"{message.Id} said \"{first}\" and then \"{message.Body}\".");
        Received[message.Id] = message.Body ?? "";
        if (!Calm && random.Next(8) == 0) throw new HttpRequestException("The receiver hung up.");
        return Task.FromResult(message with { State = OutboxState.Sent, SentAt = time.GetUtcNow() });
    }
}
