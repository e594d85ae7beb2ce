using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;

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

    /// <summary>The consent under which it was bought; null: the buyer completed it.</summary>
    public string? MandateId { get; init; }

    public IReadOnlyList<AppliedDiscount> Discounts { get; init; } = [];

    /// <summary>The methods as chosen at completion; only the selected options are kept.</summary>
    public IReadOnlyList<FulfilmentMethod> Fulfilment { get; init; } = [];

    public IReadOnlyList<FulfilmentEvent> Events { get; init; } = [];

    public IReadOnlyList<Shipment> Shipments { get; init; } = [];

    public IReadOnlyList<Return> Returns { get; init; } = [];

    public IReadOnlyList<Withdrawal> Withdrawals { get; init; } = [];

    public IReadOnlyList<Dispute> Disputes { get; init; } = [];

    /// <summary>Refunds, cancellations, returns; amounts in minor units.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Minor units that the cheapest delivery to this address cost when it was ordered; null: not kept.</summary>
    public long? StandardDelivery { get; init; }

    public required Totals Totals { get; init; }

    /// <summary>By which instruments it was paid, in the order in which they were charged; empty when it cost nothing.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>Of documents from when an order had one payment.</summary>
    [JsonInclude]
    [JsonPropertyName("payment")]
    internal OlderPayment? Older
    {
        init => Payments = value is { Captured: > 0 } && Payments.Count == 0 ? [value.AsPayment(CheckoutId, CreatedAt)] : Payments;
    }

    /// <summary>Minor units taken over all payments.</summary>
    public long Captured => Payments.Sum(p => p.Captured);

    /// <summary>Minor units given back over all payments.</summary>
    public long Refunded => Payments.Sum(p => p.Refunded);

    /// <summary>Minor units promised and not taken yet.</summary>
    public long Held => Payments.Sum(p => p.Held);

    /// <summary>What is promised and taken with the first shipment, minor units; without what is paid later.</summary>
    public long ToCapture => Payments.Where(p => !p.Later).Sum(p => p.Held);

    /// <summary>What could still be given back or released, minor units.</summary>
    public long Left => Payments.Sum(p => p.Left + p.Held);

    /// <summary>Where the buyer pays the difference that a change of the order waits for; null: none waits.</summary>
    public string? PaymentPage => Adjustments.Where(a => a.Status == Adjustment.Pending).SelectMany(a => a.Money).FirstOrDefault(p => p.Waits)?.ActionUrl;

    public required Caller Caller { get; init; }

    /// <summary>What the checkout carried (see <see cref="Checkouts.Checkout.Carried"/>): notes for the delivery, attribution.</summary>
    public JsonObject? Carried { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Fulfilled">Pieces shipped or handed over and not returned.</param>
/// <param name="Removed">Pieces cancelled or returned.</param>
/// <param name="Settled">Minor units of what the line cost that no longer stand: what removed pieces were worth, and price reductions.</param>
/// <param name="Replaces">The line whose returned pieces these were sent for; null: ordered.</param>
public sealed record OrderLine(LineItem Item, int Fulfilled = 0, int Removed = 0, long Settled = 0, string? Replaces = null)
{
    /// <summary>Pieces ordered and not removed.</summary>
    public int Remaining => Item.Quantity - Removed;

    /// <summary>Pieces that still have to be shipped.</summary>
    public int ToShip => Remaining - Fulfilled;
}

/// <param name="Type">processing, shipped, in_transit, delivered, ready_for_pickup, picked_up, address_changed, canceled …</param>
public sealed record FulfilmentEvent(string Id, string Type, DateTimeOffset At, IReadOnlyList<LineQuantity> Lines, string? Description = null, string? Carrier = null, string? TrackingNumber = null, string? TrackingUrl = null);

public sealed record LineQuantity(string LineId, int Quantity);

/// <summary>The payment of an order as it was stored when there was one.</summary>
internal sealed record OlderPayment(string HandlerId, string? ProviderReference, long Captured, long Refunded = 0, InstrumentDisplay? Display = null)
{
    public Payment AsPayment(string checkoutId, DateTimeOffset at) => new($"pay_{checkoutId}", HandlerId, new("", HandlerId, "", Display: Display), Captured, at)
    {
        Reference = ProviderReference,
        Authorized = Captured,
        Captured = Captured,
        Refunded = Refunded,
        State = Refunded == 0 ? PaymentStatus.Captured : Refunded < Captured ? PaymentStatus.PartlyRefunded : PaymentStatus.Refunded,
    };
}
