using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Payments.Invoices;

[JsonConverter(typeof(JsonStringEnumConverter<InvoiceState>))]
public enum InvoiceState
{
    /// <summary>Credit is set aside for a purchase; no invoice was issued yet.</summary>
    Held,

    /// <summary>Issued and not paid.</summary>
    Open,
    Paid,

    /// <summary>The purchase came to nothing, or was cancelled: nothing is owed.</summary>
    Void,
}

/// <summary>What a customer owes for an order that is paid later.</summary>
/// <param name="PaymentId">The order's payment that it is about; its identity.</param>
/// <param name="Amount">Minor units set aside of the customer's credit.</param>
public sealed record Invoice(string ShopId, string PaymentId, string Cause, string CustomerId, string Currency, long Amount, int Days)
{
    public InvoiceState State { get; init; }

    /// <summary>Without gaps in the shop; null until it is issued.</summary>
    public long? Number { get; init; }

    public string? OrderId { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Minor units that came in.</summary>
    public long Paid { get; init; }

    /// <summary>Minor units that are to be transferred back.</summary>
    public long Refunded { get; init; }

    /// <summary>Operations that were carried out, so that a repetition does nothing again.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    public bool Overdue(DateTimeOffset now) => State == InvoiceState.Open && DueAt < now;
}

/// <summary>Keeps invoices. Each call is one transaction.</summary>
public interface IInvoiceStore
{
    /// <summary>Sets credit aside: the invoice as stored (also when it was there before), or null when the customer's open ones and this one exceed the limit.</summary>
    Task<Invoice?> HoldAsync(Invoice wanted, long limit, CancellationToken ct);

    Task<Invoice?> FindAsync(string shopId, string paymentId, CancellationToken ct);

    /// <summary>Changes an invoice; one that becomes open without a number gets the next one. Null: there is none.</summary>
    Task<Invoice?> ChangeAsync(string shopId, string paymentId, Func<Invoice, Invoice> change, CancellationToken ct);

    /// <summary>Issued ones, the longest due first; all: also paid and void ones.</summary>
    Task<IReadOnlyList<Invoice>> ListAsync(string shopId, bool all, int limit, CancellationToken ct);
}
