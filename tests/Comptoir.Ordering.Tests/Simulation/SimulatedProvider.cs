using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>
/// A payment provider with a memory that outlives every process. It fails before it has done something, after it has, or never
/// answers; a repeated attempt or refund gets the first one's outcome, and one that is asked for before it came is refused for good.
/// </summary>
internal sealed class SimulatedProvider(Random random) : IPaymentProvider
{
    private readonly Dictionary<string, (string CheckoutId, long Amount, PaymentOutcome Outcome)> _attempts = [];
    private readonly Dictionary<string, (string Reference, long Amount, PaymentOutcome Outcome)> _refunds = [];

    public string HandlerId => TestPaymentProvider.Handler;

    /// <summary>From now on it answers at once.</summary>
    public bool Calm { get; set; }

    public IEnumerable<(string CheckoutId, long Amount, string Reference)> Captured =>
        _attempts.Values.Where(a => a.Outcome.Status == PaymentStatus.Captured).Select(a => (a.CheckoutId, a.Amount, a.Outcome.Reference!));

    public long Refunded(string reference) => _refunds.Values.Where(r => r.Reference == reference && r.Outcome.Status == PaymentStatus.Captured).Sum(r => r.Amount);

    public Task<PaymentOutcome> PayAsync(PaymentRequest request, CancellationToken ct) => FaultyAsync(() =>
    {
        if (_attempts.TryGetValue(request.AttemptId, out var known)) return known.Outcome;
        var outcome = random.Next(8) switch
        {
            0 => new PaymentOutcome(PaymentStatus.Declined, Code: "card_declined"),
            1 => new PaymentOutcome(PaymentStatus.RequiresAction, ActionUrl: "https://provider.example/act"),
            _ => new PaymentOutcome(PaymentStatus.Captured, $"ref_{request.AttemptId}"),
        };
        _attempts.Add(request.AttemptId, (request.CheckoutId, request.Amount.Amount, outcome));
        return outcome;
    });

    public Task<PaymentOutcome> LookUpAsync(PaymentRequest request, CancellationToken ct) => FaultyAsync(() =>
    {
        if (!_attempts.ContainsKey(request.AttemptId)) _attempts.Add(request.AttemptId, (request.CheckoutId, request.Amount.Amount, new(PaymentStatus.Declined, Code: "never_came")));
        return _attempts[request.AttemptId].Outcome;
    });

    public Task<PaymentOutcome> RefundAsync(string providerReference, Money amount, string refundId, CancellationToken ct) => FaultyAsync(() =>
    {
        if (_refunds.TryGetValue(refundId, out var known)) return known.Outcome;
        var outcome = random.Next(12) == 0 ? new PaymentOutcome(PaymentStatus.Declined, Code: "refused") : new PaymentOutcome(PaymentStatus.Captured, $"re_{refundId}");
        _refunds.Add(refundId, (providerReference, amount.Amount, outcome));
        return outcome;
    });

    private async Task<PaymentOutcome> FaultyAsync(Func<PaymentOutcome> work)
    {
        var fault = Calm ? 99 : random.Next(16);
        if (fault == 0) throw new HttpRequestException("The connection broke before the request was sent.");
        if (fault == 1) await new TaskCompletionSource().Task;
        if (fault == 2) return new(PaymentStatus.Unknown);
        var outcome = work();
        if (fault == 3) throw new HttpRequestException("The connection broke after the request was sent.");
        if (fault == 4) await new TaskCompletionSource().Task;
        return outcome;
    }
}
