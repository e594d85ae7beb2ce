using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Disputes;

[JsonConverter(typeof(JsonStringEnumConverter<DisputeState>))]
public enum DisputeState
{
    /// <summary>The buyer's bank asks; the provider holds the money.</summary>
    Opened,

    /// <summary>The shop answered.</summary>
    Answered,

    /// <summary>The money came back to the shop.</summary>
    Won,

    /// <summary>The buyer keeps the money.</summary>
    Lost,
}

/// <summary>A payment that a buyer contests at the bank.</summary>
/// <param name="Id">Ours, or the provider's own: opening the same again changes nothing.</param>
/// <param name="Amount">Minor units in dispute.</param>
/// <param name="Reason">The provider's word: fraudulent, product_not_received …</param>
/// <param name="AnswerBy">Until when the shop may answer; null: not told.</param>
/// <param name="Evidence">The shop's answer.</param>
public sealed record Dispute(string Id, string PaymentId, long Amount, string Reason, DisputeState State, DateTimeOffset At, DateTimeOffset? AnswerBy = null, string? Evidence = null, DateTimeOffset? DecidedAt = null)
{
    public bool Open => State is DisputeState.Opened or DisputeState.Answered;
}
