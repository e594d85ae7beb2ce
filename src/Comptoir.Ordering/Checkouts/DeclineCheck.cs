using System.Globalization;
using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// Asks some time after a declined attempt whether money moved all the same: a call that arrived after everybody had given it up, or a
/// provider that said no and took it. Such money goes back where it came from. Asked after five minutes and after an hour; where money was
/// given back, that refund is followed for a month, since it may fail days later and is then given once more.
/// </summary>
internal sealed class DeclineCheck(IEnumerable<IPaymentProvider> providers, TimeProvider time, ILogger<DeclineCheck> logger) : IJobHandler
{
    public const string JobKind = "check_decline";

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Last = TimeSpan.FromHours(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>When refunds are looked at; after the last one they are final.</summary>
    private static readonly TimeSpan[] Follows = [Last, TimeSpan.FromDays(1), TimeSpan.FromDays(4), TimeSpan.FromDays(10), TimeSpan.FromDays(30)];

    private readonly PaymentCalls _calls = new([.. providers], time);

    public string Kind => JobKind;

    /// <summary>Null: no provider was asked for money.</summary>
    public static Job? Of(Checkout checkout, PaymentAttempt attempt, DateTimeOffset now) => Of(checkout.ShopId, checkout.Id, checkout.Currency, attempt.Id, attempt.Payments, now);

    /// <summary>Of the charges of a failed adjustment; null: it had none.</summary>
    public static Job? Of(Order order, Adjustment failed, DateTimeOffset now) => Of(order.ShopId, order.Id, order.Currency, failed.Id,
        [.. failed.Money.Where(m => m.Kind == OperationKind.Authorize).Select(m => new Payment(m.Id, m.Instrument!.HandlerId, m.Instrument, m.Amount, failed.At) { Reference = m.Reference })], now);

    private static Job? Of(string shopId, string cause, string currency, string key, IReadOnlyList<Payment> payments, DateTimeOffset now) => payments.Count == 0 ? null : new(shopId, JobKind, key, now + First,
        Data: JsonSerializer.Serialize(new Declined(cause, currency, [.. payments.Select(p => p with { Instrument = p.Instrument with { BillingAddress = null } })], now), CatalogJson.Default.Of<Declined>()));

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var declined = JsonSerializer.Deserialize(leased.Job.Data!, CatalogJson.Default.Of<Declined>())!;
        var now = time.GetUtcNow();
        var (open, given) = (false, false);
        foreach (var payment in declined.Payments)
        {
            PaymentOperation Of(OperationKind kind, string id, long amount, string? reference) =>
                new(id, kind, leased.Job.ShopId, payment.Id, declined.Cause, new Money(amount, declined.Currency), reference ?? payment.Reference, payment.Instrument);

            var stands = await _calls.LookUpAsync(Of(OperationKind.Authorize, payment.Id, payment.Amount, null));
            var undone = stands.Status switch
            {
                PaymentStatus.Authorized or PaymentStatus.RequiresAction => await _calls.DoAsync(Of(OperationKind.Void, $"{payment.Id}:void", payment.Amount, stands.Reference)),
                PaymentStatus.Captured => await UndoAsync(id => Of(OperationKind.Refund, id, stands.Amount ?? payment.Amount, stands.Reference), payment.Id, now),
                _ => null,
            };
            if (undone is not null) logger.LogWarning("Payment {Payment} counted as declined but stood as {State}; giving it back came to {Outcome}.", payment.Id, stands.Status, undone.Status);
            given |= stands.Status is PaymentStatus.Captured or PaymentStatus.Refunded or PaymentStatus.PartlyRefunded;
            open |= stands.Status == PaymentStatus.Unknown || undone is { Status: not (PaymentStatus.Voided or PaymentStatus.Refunded) };
        }

        if (open && now >= declined.At + Follows[^1])
        {
            logger.LogError("A declined attempt of {Cause} is given up: what became of its money could not be found out, or it could not be given back.", declined.Cause);
            return JobOutcome.Done;
        }

        if (open) return JobOutcome.At(now + TimeSpan.FromTicks(Math.Clamp((now - declined.At).Ticks / 4, First.Ticks, Longest.Ticks)));
        return Follows.Take(given ? Follows.Length : 1).Select(f => declined.At + f).Where(at => at > now).Select(at => (DateTimeOffset?)at).FirstOrDefault() is { } next ? JobOutcome.At(next) : JobOutcome.Done;
    }

    /// <summary>A refund that was refused, or failed later, is remembered under its operation id, so that giving it again needs another one, new every hour.</summary>
    private async Task<PaymentOutcome> UndoAsync(Func<string, PaymentOperation> refund, string paymentId, DateTimeOffset now)
    {
        var first = refund($"{paymentId}:undo");
        var stands = await _calls.LookUpAsync(first);
        var undone = stands.Status switch
        {
            PaymentStatus.Declined or PaymentStatus.Unknown => stands,
            _ => await _calls.DoAsync(first),
        };
        return undone.Status == PaymentStatus.Declined ? await _calls.DoAsync(refund(string.Create(CultureInfo.InvariantCulture, $"{paymentId}:undo:{now.ToUnixTimeSeconds() / 3600}"))) : undone;
    }

    private sealed record Declined(string Cause, string Currency, IReadOnlyList<Payment> Payments, DateTimeOffset At);
}
