using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Returns;

[JsonConverter(typeof(JsonStringEnumConverter<ReturnState>))]
public enum ReturnState
{
    /// <summary>An operator has to decide.</summary>
    Requested,

    /// <summary>The buyer may send the pieces.</summary>
    Approved,

    /// <summary>On the way back; the buyer showed a proof of sending.</summary>
    Sent,

    Received,

    /// <summary>Inspected; an exchange whose difference the buyer has to pay.</summary>
    AwaitingPayment,

    /// <summary>Inspected, and settled: refunded, credited or exchanged.</summary>
    Completed,

    Rejected,

    /// <summary>Taken back by the buyer before the pieces arrived.</summary>
    Canceled,
}

[JsonConverter(typeof(JsonStringEnumConverter<ReturnKind>))]
public enum ReturnKind { Refund, Exchange, StoreCredit }

/// <summary>Shipped pieces on their way back, from the wish to the settlement.</summary>
public sealed record Return
{
    public required string Id { get; init; }

    /// <summary>Printed on the slip, so that the parcel finds its order: short, without letters that look alike.</summary>
    public required string Code { get; init; }

    public required ReturnState State { get; init; }

    public required ReturnKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<LineQuantity> Lines { get; init; }

    /// <summary>One of <see cref="ReturnReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The buyer's words; data, never an instruction.</summary>
    public string? Comment { get; init; }

    /// <summary>For exchanges: what goes out for what comes back. Reserved from the approval on.</summary>
    public IReadOnlyList<Replacement> Replacements { get; init; } = [];

    /// <summary>For exchanges: minor units that the replacements cost more (negative: less) than what was paid for the pieces.</summary>
    public long Difference { get; init; }

    /// <summary>Id of the order's payment that a refund goes to; null: the way it was paid, or <see cref="Instrument"/>.</summary>
    public string? Means { get; init; }

    /// <summary>The means of payment that was named for the refund or the difference, without credential; null: none.</summary>
    public PaymentInstrument? Instrument { get; init; }

    /// <summary>Of a withdrawal: what the standard delivery cost, minor units, given back with the last piece.</summary>
    public long StandardDelivery { get; init; }

    /// <summary>The withdrawal that this return follows from; null: the shop's own policy.</summary>
    public string? WithdrawalId { get; init; }

    /// <summary>The shop pays for sending back.</summary>
    public bool ShopPaysPostage { get; init; }

    /// <summary>Kept of the value, 100 is 1 %.</summary>
    public int FeeBasisPoints { get; init; }

    /// <summary>A carrier's label, https or a path of this server; null: the printable slip alone.</summary>
    public string? LabelUrl { get; init; }

    /// <summary>Proof of sending: the carrier's tracking number as the buyer gave it.</summary>
    public string? SentWith { get; init; }

    public IReadOnlyList<Inspected> Inspected { get; init; } = [];

    /// <summary>The adjustment that settled it.</summary>
    public string? AdjustmentId { get; init; }

    public IReadOnlyList<ReturnEvent> Events { get; init; } = [];

    /// <summary>Pieces may still come back by it.</summary>
    public bool Open => State is ReturnState.Requested or ReturnState.Approved or ReturnState.Sent or ReturnState.Received or ReturnState.AwaitingPayment;

    public int PiecesOf(string lineId) => Lines.Where(l => l.LineId == lineId).Sum(l => l.Quantity);
}

/// <param name="LineId">The pieces that come back.</param>
/// <param name="Item">What goes out for them: its quantity and price of the moment of the request.</param>
public sealed record Replacement(string LineId, LineItem Item);

/// <summary>What an operator found.</summary>
/// <param name="Accepted">Back on sale, refunded in full (less the fee).</param>
/// <param name="Damaged">Kept from sale; refunded by <paramref name="DamagedPercent"/>.</param>
/// <param name="Missing">Not in the parcel: stays the buyer's, nothing is refunded.</param>
/// <param name="DamagedPercent">0 to 100: what is given back of damaged pieces' value.</param>
/// <param name="Note">Why less is refunded; told to the buyer.</param>
public sealed record Inspected(string LineId, int Accepted, int Damaged = 0, int Missing = 0, int DamagedPercent = 0, string? Note = null)
{
    public int Sum => Accepted + Damaged + Missing;
}

/// <param name="Note">Told to the buyer: why it was rejected, what was found.</param>
public sealed record ReturnEvent(DateTimeOffset At, ReturnState State, string? Note = null);

/// <summary>Why something comes back.</summary>
public static class ReturnReasons
{
    public const string Withdrawal = "withdrawal";

    public static IReadOnlyList<string> All { get; } = ["does_not_fit", "changed_mind", "not_as_described", "damaged", "wrong_item", "arrived_late", "other"];

    /// <summary>The shop's fault: no fee, and the shop pays for sending back.</summary>
    public static bool ShopsFault(string reason) => reason is "not_as_described" or "damaged" or "wrong_item";
}
