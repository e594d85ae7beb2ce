using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// A change of an order after the sale. One that moves money is recorded as pending with its money parts before a provider is asked,
/// and settled with its effect on lines, stock and books in one transition; while one is pending no other change happens to its order.
/// </summary>
/// <param name="Type">refund, return, cancellation, credit, capture, price_adjustment …</param>
/// <param name="Status">pending, completed or failed.</param>
/// <param name="Lines">Pieces that leave the order.</param>
/// <param name="Amount">Minor units given back; below zero: charged. What was really moved, once it is completed.</param>
/// <param name="MovesMoney">Carried out by its parts and posted in the ledger; false for what was only recorded.</param>
/// <param name="Restock">Shipped pieces go back on sale.</param>
public sealed record Adjustment(string Id, string Type, string Status, DateTimeOffset At, IReadOnlyList<LineQuantity> Lines, long Amount, string? Description = null, bool MovesMoney = false, bool Restock = false)
{
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Failed = "failed";

    /// <summary>Charges first: when one is declined nothing is given back.</summary>
    public IReadOnlyList<MoneyPart> Money { get; init; } = [];

    /// <summary>How the amount divides among the order's accounts; empty while pending: found when it is settled.</summary>
    public IReadOnlyList<BookShare> Books { get; init; } = [];

    /// <summary>Pieces put aside when it was recorded; put back when it fails.</summary>
    public IReadOnlyList<StockMove> Reserved { get; init; } = [];

    /// <summary>What it does to the order beside taking pieces out; null: nothing.</summary>
    public OrderEffect? Effect { get; init; }

    /// <summary>The line whose price it lowers, without taking pieces out; null: none.</summary>
    public string? LineId { get; init; }

    /// <summary>It changes the order's totals, so that its <see cref="Books"/>, but for <see cref="Taken"/>, are in them already.</summary>
    public bool Amends { get; init; }

    /// <summary>Of one that changes the totals: the part of <see cref="Books"/> that goes with the pieces taken out.</summary>
    public IReadOnlyList<BookShare> Taken { get; init; } = [];

    /// <summary>Items that were changed for others, as people are told of them.</summary>
    public IReadOnlyList<ItemChange> Changes { get; init; } = [];

    /// <summary>Of the request, so that its repetition is answered after a crash.</summary>
    public IdempotencyKey? Key { get; init; }
}

/// <summary>One movement of money. Its id is the operation id towards the provider.</summary>
/// <param name="Kind">Refund or Void of a payment, Capture of a promised one, Credit to another instrument, Authorize: a charge.</param>
/// <param name="PaymentId">The payment that gives, releases or takes; of a charge the new payment, whose id is the part's.</param>
/// <param name="Amount">Minor units, greater than zero; below it for a refund that came back to its provider.</param>
/// <param name="Instrument">Who pays a charge or receives a credit, without credential; null: the payment's own.</param>
/// <param name="State">Created until carried out; then Refunded, Voided, Captured or Declined; Unknown while nobody knows.</param>
public sealed record MoneyPart(string Id, OperationKind Kind, string PaymentId, long Amount, PaymentInstrument? Instrument = null, PaymentStatus State = PaymentStatus.Created, string? Reference = null, string? Code = null, long? Fee = null)
{
    /// <summary>Where the buyer pays a charge that waits for them.</summary>
    public string? ActionUrl { get; init; }

    /// <summary>A charge that the buyer has yet to pay on the provider's page; nothing else of its adjustment happens before.</summary>
    public bool Waits => this is { Kind: OperationKind.Authorize, State: PaymentStatus.RequiresAction, Instrument.Type: PaymentInstrument.Hosted };

    /// <summary>With the code <see cref="Payment.AmountDiffers"/>: the amount that the provider named instead, minor units.</summary>
    public long? Said { get; init; }
}

/// <summary>Minor units by which an order's part (sale, shipping, fee, tax:FR, shipping_tax:FR) becomes smaller; below zero: larger.</summary>
public sealed record BookShare(string Part, long Amount);

/// <summary>What an adjustment makes of an order. Members that are null leave it as it is.</summary>
public sealed record OrderEffect
{
    /// <summary>Lines that come into the order; their pieces are reserved.</summary>
    public IReadOnlyList<OrderLine> Added { get; init; } = [];

    /// <summary>All lines as they become; null: as they are but for the pieces taken out.</summary>
    public IReadOnlyList<OrderLine>? Lines { get; init; }

    /// <summary>Moves beside those of the pieces taken out.</summary>
    public IReadOnlyList<StockMove> Stock { get; init; } = [];

    /// <summary>The return in its next state.</summary>
    public Return? Return { get; init; }

    public OrderStatus? Status { get; init; }

    public Carts.Totals? Totals { get; init; }

    public IReadOnlyList<Fulfilment.FulfilmentMethod>? Fulfilment { get; init; }

    public Customers.Buyer? Buyer { get; init; }

    /// <summary>Topic of the message to buyer and agent; null: by type. Empty: nobody is told.</summary>
    public string? Topic { get; init; }

    /// <summary>Id of the return or withdrawal that the message is about.</summary>
    public string? About { get; init; }
}

/// <summary>Pieces that were changed for another variant.</summary>
public sealed record ItemChange(int Quantity, Carts.LineItem From, Carts.LineItem To);
