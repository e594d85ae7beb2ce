using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>A card with a balance: pays first, and never more than that.</summary>
internal sealed class GiftProvider(ITestPaymentMemory memory, TimeProvider time, long balance) : IPaymentProvider
{
    public const string Handler = "gift_test";

    private readonly TestPaymentProvider _inner = new(memory, time, remembersAll: true);

    public string HandlerId => Handler;

    public PaymentInstrument Describe(PaymentInstrument instrument) => _inner.Describe(instrument);

    public Task<long?> AvailableAsync(string shopId, PaymentInstrument instrument, string currency, CancellationToken ct) => Task.FromResult<long?>(balance);

    public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => _inner.AuthorizeAsync(operation, ct);

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => _inner.CaptureAsync(operation, ct);

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => _inner.VoidAsync(operation, ct);

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => _inner.RefundAsync(operation, ct);

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => _inner.LookUpAsync(operation, ct);
}
