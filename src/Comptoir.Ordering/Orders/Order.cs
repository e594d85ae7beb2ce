using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus { Confirmed, PartlyShipped, Shipped, Delivered, Canceled }

public sealed record Order
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    /// <summary>Sequential in the shop, given by the store when the order is first committed; 0 before.</summary>
    public long Number { get; init; }

    public required string CheckoutId { get; init; }

    public required OrderStatus Status { get; init; }

    public required string Currency { get; init; }

    public required string Language { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public Buyer? Buyer { get; init; }

    public string? CustomerId { get; init; }

    public IReadOnlyList<AppliedDiscount> Discounts { get; init; } = [];

    /// <summary>The methods as chosen at completion; only the selected options are kept.</summary>
    public IReadOnlyList<FulfilmentMethod> Fulfilment { get; init; } = [];

    public IReadOnlyList<FulfilmentEvent> Events { get; init; } = [];

    /// <summary>Refunds, cancellations, returns; amounts in minor units.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    public required Totals Totals { get; init; }

    public required OrderPayment Payment { get; init; }

    public required Caller Caller { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Fulfilled">Pieces shipped or handed over and not returned.</param>
/// <param name="Removed">Pieces cancelled or returned.</param>
public sealed record OrderLine(LineItem Item, int Fulfilled = 0, int Removed = 0)
{
    /// <summary>Pieces ordered and not removed.</summary>
    public int Remaining => Item.Quantity - Removed;

    /// <summary>Pieces that still have to be shipped.</summary>
    public int ToShip => Remaining - Fulfilled;
}

/// <param name="Type">processing, shipped, in_transit, delivered, ready_for_pickup, canceled …</param>
public sealed record FulfilmentEvent(string Id, string Type, DateTimeOffset At, IReadOnlyList<LineQuantity> Lines, string? Description = null, string? Carrier = null, string? TrackingNumber = null, string? TrackingUrl = null);

public sealed record LineQuantity(string LineId, int Quantity);

/// <param name="Type">refund, return, cancellation, credit, price_adjustment …</param>
/// <param name="Status">pending, completed or failed.</param>
/// <param name="Amount">Minor units given back, ≥ 0.</param>
/// <param name="MovesMoney">Given back through the payment provider and posted in the ledger; false for what was only recorded.</param>
/// <param name="Restock">The pieces go back on sale.</param>
public sealed record Adjustment(string Id, string Type, string Status, DateTimeOffset At, IReadOnlyList<LineQuantity> Lines, long Amount, string? Description = null, bool MovesMoney = false, bool Restock = false);

/// <param name="Refunded">Minor units given back so far.</param>
public sealed record OrderPayment(string HandlerId, string? ProviderReference, long Captured, long Refunded = 0, InstrumentDisplay? Display = null);
