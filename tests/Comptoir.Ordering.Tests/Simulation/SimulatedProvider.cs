using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>
/// A payment provider with a memory that outlives every process. It fails before it has done something, after it has, or never
/// answers; a repeated operation gets the first one's outcome. A payment that is asked for before it came is refused for good by some
/// providers; others take it when it comes after all, though everybody has given it up.
/// </summary>
internal sealed class SimulatedProvider(Random random) : IPaymentProvider
{
    private readonly bool _refusesLatecomers = random.Next(2) == 0;
    private readonly Dictionary<string, Standing> _payments = [];
    private readonly Dictionary<string, PaymentOutcome> _done = [];

    internal sealed class Standing(string checkoutId, long amount, PaymentStatus state)
    {
        public string CheckoutId => checkoutId;

        public long Amount => amount;

        public PaymentStatus State { get; set; } = state;

        public long Refunded { get; set; }

        /// <summary>Minor units that the buyer is without.</summary>
        public long Net => State is PaymentStatus.Captured or PaymentStatus.Refunded ? amount - Refunded : 0;
    }

    public string HandlerId => TestPaymentProvider.Handler;

    /// <summary>From now on it answers at once.</summary>
    public bool Calm { get; set; }

    public IReadOnlyDictionary<string, Standing> Payments => _payments;

    /// <summary>The buyer of a checkout confirms whatever waits for that.</summary>
    public void Confirm(string checkoutId)
    {
        foreach (var payment in _payments.Values.Where(p => p.CheckoutId == checkoutId && p.State == PaymentStatus.RequiresAction)) payment.State = PaymentStatus.Captured;
    }

    public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => FaultyAsync(() =>
    {
        if (!_payments.ContainsKey(operation.PaymentId))
        {
            var state = random.Next(8) switch
            {
                0 => PaymentStatus.Declined,
                1 => PaymentStatus.RequiresAction,
                _ => operation.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized,
            };
            _payments.Add(operation.PaymentId, new(operation.Cause, operation.Amount.Amount, state));
        }

        return Of(operation);
    });

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => OnceAsync(operation, payment =>
    {
        if (payment.State != PaymentStatus.Authorized) return PaymentStatus.Declined;
        return payment.State = PaymentStatus.Captured;
    });

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => OnceAsync(operation, payment =>
    {
        if (payment.State is not (PaymentStatus.Authorized or PaymentStatus.RequiresAction)) return PaymentStatus.Declined;
        return payment.State = PaymentStatus.Voided;
    });

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => OnceAsync(operation, payment =>
    {
        if (payment.State != PaymentStatus.Captured || payment.Refunded + operation.Amount.Amount > payment.Amount || random.Next(12) == 0) return PaymentStatus.Declined;
        payment.Refunded += operation.Amount.Amount;
        if (payment.Refunded == payment.Amount) payment.State = PaymentStatus.Refunded;
        return PaymentStatus.Refunded;
    });

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => FaultyAsync(() =>
    {
        if (operation.Kind != OperationKind.Authorize) return _done.GetValueOrDefault(operation.Id) ?? new(PaymentStatus.NotFound);
        if (_payments.ContainsKey(operation.PaymentId)) return Of(operation);
        if (_refusesLatecomers) _payments.Add(operation.PaymentId, new(operation.Cause, operation.Amount.Amount, PaymentStatus.Declined));
        return new(PaymentStatus.NotFound);
    });

    private PaymentOutcome Of(PaymentOperation operation)
    {
        var payment = _payments[operation.PaymentId];
        return new(payment.State, $"ref_{operation.PaymentId}", ActionUrl: payment.State == PaymentStatus.RequiresAction ? "https://provider.example/act" : null);
    }

    private Task<PaymentOutcome> OnceAsync(PaymentOperation operation, Func<Standing, PaymentStatus> work) => FaultyAsync(() =>
    {
        if (!_done.TryGetValue(operation.Id, out var outcome))
            _done.Add(operation.Id, outcome = new(_payments.TryGetValue(operation.PaymentId, out var payment) ? work(payment) : PaymentStatus.Declined, $"ref_{operation.Id}"));
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
