using System.Collections.Concurrent;
using Comptoir.Ordering.Payments;

namespace Comptoir.ShopTools.Tests.Tau;

/// <summary>
/// The benchmark's credit cards and PayPal accounts: they pay whatever is asked and take whatever is given, also money that did not come from
/// them. Every operation counts once by its id. Gift cards are not here: they are Comptoir's own.
/// </summary>
internal sealed class TauWallet : IPaymentProvider
{
    public const string Handler = "tau_wallet";
    private readonly ConcurrentDictionary<string, PaymentOutcome> _done = new();

    public string HandlerId => Handler;

    public static PaymentInstrument Instrument(string method) => new(method, Handler, method.StartsWith("paypal", StringComparison.Ordinal) ? "paypal" : "card", Selected: true);

    public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => Once(operation, operation.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized);

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => Once(operation, PaymentStatus.Captured);

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => Once(operation, PaymentStatus.Voided);

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => Once(operation, PaymentStatus.Refunded);

    public Task<PaymentOutcome> CreditAsync(PaymentOperation operation, CancellationToken ct) => Once(operation, PaymentStatus.Refunded);

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(_done.GetValueOrDefault(operation.Id) ?? new PaymentOutcome(PaymentStatus.NotFound));

    private Task<PaymentOutcome> Once(PaymentOperation operation, PaymentStatus status) =>
        Task.FromResult(_done.GetOrAdd(operation.Id, new PaymentOutcome(status, operation.Reference ?? "tau_" + operation.Id)));
}
