namespace Comptoir.Ordering.Payments;

/// <summary>How a difference is paid or given back after the sale.</summary>
/// <param name="PaymentId">A payment of the order.</param>
/// <param name="Instrument">A means of payment, with its credential when it is to be charged.</param>
public sealed record Means(string? PaymentId = null, PaymentInstrument? Instrument = null);
