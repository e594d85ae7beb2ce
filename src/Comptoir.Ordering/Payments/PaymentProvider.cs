using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;

namespace Comptoir.Ordering.Payments;

/// <summary>
/// A way to take money: created → requires_action, authorized, captured, declined or unknown; authorized → captured (at once, or part by
/// part where <see cref="CapturesInParts"/>; what is not taken is released) or voided; captured → refunded in parts up to the whole. Every call carries an operation id that was recorded
/// before the call; a repetition with the same id gives the same outcome and moves nothing again. May throw or hang: the outcome
/// then counts as unknown and <see cref="LookUpAsync"/> finds out.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>Handler id that instruments name, for example <c>mock_payment_handler</c>.</summary>
    string HandlerId { get; }

    /// <summary>Its authorization is a promise that is kept outside, later (an invoice): orders are placed and shipped on it, and nothing captures it but a person.</summary>
    bool PaysLater => false;

    /// <summary>
    /// One authorization can be captured several times, a part each. False, as with most: whatever a capture leaves is released, so that an
    /// order's money is taken whole with its first shipment.
    /// </summary>
    bool CapturesInParts => false;

    /// <summary>What is kept of an instrument with a payment: no credential, but what people recognise it by.</summary>
    PaymentInstrument Describe(PaymentInstrument instrument) => instrument.Stored();

    /// <summary>The most that an instrument can pay, minor units (a gift card's balance); null: whatever is asked. Such instruments pay first.</summary>
    Task<long?> AvailableAsync(string shopId, PaymentInstrument instrument, string currency, CancellationToken ct) => Task.FromResult<long?>(null);

    /// <summary>Keeps a means of payment at the provider for later purchases that the buyer agreed to; null: this provider, or this instrument, cannot be kept.</summary>
    Task<StoredMethod?> SaveForLaterAsync(PaymentInstrument instrument, CancellationToken ct) => Task.FromResult<StoredMethod?>(null);

    /// <summary>The instrument that charges a kept means of payment.</summary>
    PaymentInstrument Reuse(StoredMethod method) =>
        new("stored", method.HandlerId, "token", new JsonObject { ["type"] = "stored", ["token"] = method.Reference }, method.Display, Selected: true);

    /// <summary>Reserves the amount, or takes it at once with <see cref="PaymentOperation.CaptureNow"/>. Authorized, Captured, Declined, RequiresAction or Unknown.</summary>
    Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct);

    /// <summary>Takes an authorized amount or a part of it; the rest is released unless <see cref="PaymentOperation.More"/>. Captured, Declined or Unknown.</summary>
    Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct);

    /// <summary>Releases an authorization or what captures left of it, or ends one that waits for the buyer. Voided, Declined (for example: captured already) or Unknown.</summary>
    Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct);

    /// <summary>Gives a captured amount or a part of it back. Refunded, Declined or Unknown.</summary>
    Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct);

    /// <summary>Gives money to an instrument that did not pay (store credit). Refunded, Declined or Unknown; most providers cannot.</summary>
    Task<PaymentOutcome> CreditAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(new PaymentOutcome(PaymentStatus.Declined, Code: "not_supported"));

    /// <summary>
    /// What became of an operation. Of an authorization: how the payment stands now. <see cref="PaymentStatus.NotFound"/> only when the
    /// provider is sure that it never received it.
    /// </summary>
    Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct);
}

public enum OperationKind { Authorize, Capture, Void, Refund, Credit }

/// <summary>One call to a provider.</summary>
/// <param name="Id">Idempotency key towards the provider; recorded before the call. Of an authorization it is the payment's id.</param>
/// <param name="PaymentId">Our id of the payment that it concerns.</param>
/// <param name="Cause">Id of the checkout or order.</param>
/// <param name="Reference">The provider's own id of the payment; null before there is one.</param>
/// <param name="Instrument">With its credential when an authorization is first asked for, else without.</param>
/// <param name="CaptureNow">Authorize and capture in one.</param>
/// <param name="More">Of a capture: other captures of the same authorization may follow.</param>
public sealed record PaymentOperation(
    string Id,
    OperationKind Kind,
    string ShopId,
    string PaymentId,
    string Cause,
    Money Amount,
    string? Reference,
    PaymentInstrument Instrument,
    bool CaptureNow = false,
    bool More = false);

public enum PaymentStatus { Captured, Declined, RequiresAction, Unknown, Created, Authorized, Voided, PartlyRefunded, Refunded, NotFound, PartlyCaptured }

/// <summary>What a provider answered.</summary>
/// <param name="Reference">The provider's own id of the payment or refund.</param>
/// <param name="Code">For declines: card_declined, insufficient_funds …</param>
/// <param name="ActionUrl">Where the buyer must go; only with <see cref="PaymentStatus.RequiresAction"/>.</param>
/// <param name="Amount">What it says was authorized, captured or refunded, minor units; null: what was asked.</param>
/// <param name="Fee">What the provider keeps, minor units of the same currency; null: not known (yet).</param>
public sealed record PaymentOutcome(PaymentStatus Status, string? Reference = null, string? Code = null, string? Message = null, string? ActionUrl = null, long? Amount = null, long? Fee = null);
