using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Payments.Invoices;

/// <summary>
/// Pay on invoice: authorized for customers whom the operator has given credit, as far as the credit reaches; captured when the operator
/// records the bank transfer. A refund is recorded as owed to the customer; the operator transfers it.
/// </summary>
public sealed class InvoiceProvider(IInvoiceStore invoices, IOrderingStore store, ICustomerStore customers, TimeProvider time) : IPaymentProvider
{
    public const string Handler = "invoice";

    public string HandlerId => Handler;

    public bool PaysLater => true;

    public async Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct)
    {
        var customerId = operation.Cause.StartsWith("ord_", StringComparison.Ordinal)
            ? (await store.GetOrderAsync(operation.ShopId, operation.Cause, ct))?.CustomerId
            : (await store.GetCheckoutAsync(operation.ShopId, operation.Cause, ct))?.Caller.CustomerId;
        if (customerId is null || await customers.GetAsync(operation.ShopId, customerId, ct) is not { CreditLimit: { } limit } customer) return new(PaymentStatus.Declined, Code: "credit_not_granted");
        var wanted = new Invoice(operation.ShopId, operation.PaymentId, operation.Cause, customerId, operation.Amount.Currency, operation.Amount.Amount, customer.PaymentDays);
        return await invoices.HoldAsync(wanted, limit, ct) is { } held ? Standing(held) : new(PaymentStatus.Declined, Code: "credit_limit");
    }

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, PaymentStatus.Captured, ct,
        i => i.State is InvoiceState.Held or InvoiceState.Open ? i with { State = InvoiceState.Paid, Paid = operation.Amount.Amount, PaidAt = time.GetUtcNow() } : null);

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, PaymentStatus.Voided, ct,
        i => i.State is InvoiceState.Held or InvoiceState.Open or InvoiceState.Void ? i with { State = InvoiceState.Void } : null);

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, PaymentStatus.Refunded, ct,
        i => i.Refunded + operation.Amount.Amount <= i.Paid ? i with { Refunded = i.Refunded + operation.Amount.Amount } : null);

    public async Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await invoices.FindAsync(operation.ShopId, operation.PaymentId, ct) is not { } invoice) return new(PaymentStatus.NotFound);
        if (operation.Kind == OperationKind.Authorize) return Standing(invoice);
        return !invoice.Done.Contains(operation.Id) ? new(PaymentStatus.NotFound) : new(operation.Kind switch { OperationKind.Capture => PaymentStatus.Captured, OperationKind.Void => PaymentStatus.Voided, _ => PaymentStatus.Refunded }, invoice.PaymentId);
    }

    /// <param name="change">Null: not possible as it stands.</param>
    private async Task<PaymentOutcome> DoAsync(PaymentOperation operation, PaymentStatus done, CancellationToken ct, Func<Invoice, Invoice?> change)
    {
        var after = await invoices.ChangeAsync(operation.ShopId, operation.PaymentId,
            i => i.Done.Contains(operation.Id) ? i : change(i) is { } changed ? changed with { Done = [.. i.Done, operation.Id] } : i, ct);
        return after?.Done.Contains(operation.Id) == true ? new(done, after.PaymentId) : new(PaymentStatus.Declined, Code: "invoice_state");
    }

    private static PaymentOutcome Standing(Invoice invoice) => new(invoice.State switch
    {
        InvoiceState.Paid when invoice.Refunded >= invoice.Paid => PaymentStatus.Refunded,
        InvoiceState.Paid => PaymentStatus.Captured,
        InvoiceState.Void => PaymentStatus.Voided,
        _ => PaymentStatus.Authorized,
    }, invoice.PaymentId);
}
