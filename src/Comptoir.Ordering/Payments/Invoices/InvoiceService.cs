using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Payments.Invoices;

/// <summary>What an operator does with invoices: look at what is open, record what came in, give customers credit.</summary>
public sealed class InvoiceService(IInvoiceStore invoices, ICustomerStore customers, OrderService orders)
{
    private const int Attempts = 4;

    /// <summary>Open ones, the longest due first; with all: paid and void ones too.</summary>
    public Task<IReadOnlyList<Invoice>> ListAsync(string shopId, bool all, CancellationToken ct) => invoices.ListAsync(shopId, all, 500, ct);

    /// <summary>Of an order; null: it is not paid on invoice, or it was not issued yet.</summary>
    public async Task<Invoice?> FindAsync(Order order, CancellationToken ct) =>
        order.Payments.FirstOrDefault(p => p.HandlerId == InvoiceProvider.Handler) is { } payment && await invoices.FindAsync(order.ShopId, payment.Id, ct) is { Number: not null } invoice ? invoice : null;

    /// <summary>The whole amount came in by bank transfer.</summary>
    public async Task<Result<Order>> RecordTransferAsync(string shopId, string paymentId, CancellationToken ct) =>
        await invoices.FindAsync(shopId, paymentId, ct) is { State: InvoiceState.Open, OrderId: { } orderId }
            ? await orders.CapturePaymentAsync(shopId, orderId, paymentId, ct)
            : new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound("en", "Invoice", "Facture"));

    /// <summary>False: there is no such customer. A limit of null ends the credit; what is open stays owed.</summary>
    /// <param name="limit">Minor units that may be open at once.</param>
    /// <param name="days">Days until an invoice is due.</param>
    public async Task<bool> SetCreditAsync(string shopId, string email, long? limit, int days, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await customers.FindByEmailAsync(shopId, email.Trim().ToLowerInvariant(), ct) is not { } customer) return false;
            if (await customers.SaveAsync(customer with { CreditLimit = limit, PaymentDays = days, Version = customer.Version + 1 }, ct)) return true;
        }

        return false;
    }
}
