using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Orders;

[JsonConverter(typeof(JsonStringEnumConverter<ShipmentState>))]
public enum ShipmentState
{
    Shipped,
    InTransit,

    /// <summary>Waits for the buyer at a pick-up place.</summary>
    Ready,

    /// <summary>With the buyer: delivered, or handed over at the pick-up place.</summary>
    Delivered,
}

/// <summary>Pieces that left together.</summary>
/// <param name="Lines">As sent; returns do not change them.</param>
/// <param name="TrackingUrl">https only; null: none.</param>
/// <param name="DeliveredAt">Null until it is.</param>
public sealed record Shipment(
    string Id,
    ShipmentState State,
    DateTimeOffset At,
    IReadOnlyList<LineQuantity> Lines,
    string? Carrier = null,
    string? TrackingNumber = null,
    string? TrackingUrl = null,
    DateTimeOffset? DeliveredAt = null);

/// <summary>What a parcel is sent with.</summary>
public sealed record ShippingDetails(string? Carrier = null, string? TrackingNumber = null, string? TrackingUrl = null);
