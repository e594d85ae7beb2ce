using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Payments;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// Asks some time after a declined attempt whether money moved all the same: a call that arrived after everybody had given it up, or a
/// provider that said no and took it. Such money goes back where it came from. Asked twice: after five minutes and after an hour.
/// </summary>
internal sealed class DeclineCheck(IEnumerable<IPaymentProvider> providers, TimeProvider time, ILogger<DeclineCheck> logger) : IJobHandler
{
    public const string JobKind = "check_decline";

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Last = TimeSpan.FromHours(1);

    private readonly PaymentCalls _calls = new([.. providers], time);

    public string Kind => JobKind;

    /// <summary>Null: no provider was asked for money.</summary>
    public static Job? Of(Checkout checkout, PaymentAttempt attempt, DateTimeOffset now) => attempt.Payments.Count == 0 ? null : new(checkout.ShopId, JobKind, attempt.Id, now + First,
        Data: JsonSerializer.Serialize(new Declined(checkout.Id, checkout.Currency, [.. attempt.Payments.Select(p => p with { Instrument = p.Instrument with { BillingAddress = null } })], now), CatalogJson.Default.Of<Declined>()));

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var declined = JsonSerializer.Deserialize(leased.Job.Data!, CatalogJson.Default.Of<Declined>())!;
        var now = time.GetUtcNow();
        var open = false;
        foreach (var payment in declined.Payments)
        {
            PaymentOperation Of(OperationKind kind, string id, long amount, string? reference) =>
                new(id, kind, leased.Job.ShopId, payment.Id, declined.CheckoutId, new Money(amount, declined.Currency), reference ?? payment.Reference, payment.Instrument);

            var stands = await _calls.LookUpAsync(Of(OperationKind.Authorize, payment.Id, payment.Amount, null));
            var undone = stands.Status switch
            {
                PaymentStatus.Authorized or PaymentStatus.RequiresAction => await _calls.DoAsync(Of(OperationKind.Void, $"{payment.Id}:void", payment.Amount, stands.Reference)),
                PaymentStatus.Captured => await _calls.DoAsync(Of(OperationKind.Refund, $"{payment.Id}:undo", stands.Amount ?? payment.Amount, stands.Reference)),
                _ => null,
            };
            if (undone is not null) logger.LogWarning("Payment {Payment} counted as declined but stood as {State}; giving it back came to {Outcome}.", payment.Id, stands.Status, undone.Status);
            open |= stands.Status == PaymentStatus.Unknown || undone is { Status: not (PaymentStatus.Voided or PaymentStatus.Refunded) };
        }

        if (open) return JobOutcome.At(now + First);
        return now < declined.At + Last ? JobOutcome.At(declined.At + Last) : JobOutcome.Done;
    }

    private sealed record Declined(string CheckoutId, string Currency, IReadOnlyList<Payment> Payments, DateTimeOffset At);
}
