using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Payments;

/// <summary>A way to take money. Calls may be repeated with the same attempt id and then give the same outcome without charging twice.</summary>
public interface IPaymentProvider
{
    /// <summary>Handler id that instruments name, for example <c>mock_payment_handler</c>.</summary>
    string HandlerId { get; }

    /// <summary>What is kept of an instrument with an attempt: no credential, but enough to look the attempt up later.</summary>
    PaymentInstrument Describe(PaymentInstrument instrument) => instrument.Stored();

    /// <summary>Authorizes and captures.</summary>
    Task<PaymentOutcome> PayAsync(PaymentRequest request, CancellationToken ct);

    /// <summary>What became of an attempt, after a crash or a timeout.</summary>
    Task<PaymentOutcome> LookUpAsync(PaymentRequest request, CancellationToken ct);

    /// <param name="refundId">Idempotency key of the refund.</param>
    Task<PaymentOutcome> RefundAsync(string providerReference, Money amount, string refundId, CancellationToken ct);
}

/// <param name="AttemptId">Idempotency key towards the provider; recorded before the call.</param>
public sealed record PaymentRequest(string AttemptId, string CheckoutId, Money Amount, PaymentInstrument Instrument);

public enum PaymentStatus { Captured, Declined, RequiresAction, Unknown }

/// <param name="Reference">The provider's own id of the payment or refund.</param>
/// <param name="Code">For declines: card_declined, insufficient_funds …</param>
/// <param name="ActionUrl">Where the buyer must go; only with <see cref="PaymentStatus.RequiresAction"/>.</param>
public sealed record PaymentOutcome(PaymentStatus Status, string? Reference = null, string? Code = null, string? Message = null, string? ActionUrl = null);

/// <summary>A means of payment as an agent sends it. Credentials are one-way: never stored after use, echoed or logged.</summary>
/// <param name="Type">card, token …</param>
/// <param name="Credential">Handler's own members; null once stored.</param>
public sealed record PaymentInstrument(string Id, string HandlerId, string Type, JsonObject? Credential = null, InstrumentDisplay? Display = null, Address? BillingAddress = null, bool Selected = false)
{
    /// <summary>Without what must not be kept.</summary>
    public PaymentInstrument Stored() => this with { Credential = null };
}

public sealed record InstrumentDisplay(string? Brand = null, string? LastDigits = null, int? ExpiryMonth = null, int? ExpiryYear = null);

/// <summary>A payment handler that a shop offers, as published in the UCP profile and on the pay page.</summary>
/// <param name="Name">Reverse-domain name of the handler's specification.</param>
public sealed record PaymentHandler(string Id, string Name, string Version, IReadOnlyList<string> InstrumentTypes, JsonObject? Config = null);
