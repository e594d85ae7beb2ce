using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Comptoir.Ordering;

/// <summary>What OpenTelemetry sees of buying; never who buys or how they pay.</summary>
internal static class OrderingTelemetry
{
    private const string Name = "Comptoir.Ordering";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Payments = Meter.CreateCounter<long>("comptoir.ordering.payments", "{payment}", "Payments by outcome");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("comptoir.ordering.messages", "{message}", "Outgoing messages by kind and state after an attempt");

    public static void Paid(string outcome) => Payments.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void Delivered(string kind, string state) => Messages.Add(1, new("kind", kind), new("state", state));
}
