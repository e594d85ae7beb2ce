namespace Comptoir.Ordering.Payments;

/// <summary>Asks providers within a time limit; whatever goes wrong with one leaves the outcome unknown.</summary>
internal sealed class PaymentCalls(IReadOnlyList<IPaymentProvider> providers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IPaymentProvider? Find(string handlerId) => providers.FirstOrDefault(p => p.HandlerId == handlerId);

    public Task<PaymentOutcome> DoAsync(PaymentOperation operation) => AskAsync(operation, (provider, limit) => operation.Kind switch
    {
        OperationKind.Authorize => provider.AuthorizeAsync(operation, limit),
        OperationKind.Capture => provider.CaptureAsync(operation, limit),
        OperationKind.Void => provider.VoidAsync(operation, limit),
        OperationKind.Refund => provider.RefundAsync(operation, limit),
        _ => provider.CreditAsync(operation, limit),
    });

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation) => AskAsync(operation, (provider, limit) => provider.LookUpAsync(operation, limit));

    /// <summary>The most that an instrument can pay; nothing while its provider does not answer.</summary>
    public async Task<long?> AvailableAsync(IPaymentProvider provider, string shopId, PaymentInstrument instrument, string currency)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            return await provider.AvailableAsync(shopId, instrument, currency, limit.Token).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (Exception e)
        {
            System.Diagnostics.Activity.Current?.AddException(e);
            return 0;
        }
    }

    // a caller who hangs up must not stop a call: the money may be on its way
    private async Task<PaymentOutcome> AskAsync(PaymentOperation operation, Func<IPaymentProvider, CancellationToken, Task<PaymentOutcome>> ask)
    {
        if (Find(operation.Instrument.HandlerId) is not { } provider) return new(PaymentStatus.Unknown, Code: "no_provider");
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            return await ask(provider, limit.Token).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (Exception e)
        {
            System.Diagnostics.Activity.Current?.AddException(e);
            return new(PaymentStatus.Unknown, Message: e.GetType().Name);
        }
    }
}
