using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>What Stripe's objects and errors mean for a payment. Pure.</summary>
internal static class StripeAnswers
{
    /// <summary>How a PaymentIntent stands.</summary>
    public static PaymentOutcome OfIntent(JsonObject intent)
    {
        var id = intent.Text("id");
        var charge = intent["latest_charge"] as JsonObject;
        return intent.Text("status") switch
        {
            "succeeded" when charge.Number("amount_refunded") is > 0 and var back => new(back >= intent.Number("amount_received") ? PaymentStatus.Refunded : PaymentStatus.PartlyRefunded, id),
            "succeeded" => new(PaymentStatus.Captured, id, Amount: intent.Number("amount_received"), Fee: Fee(charge, intent.Text("currency"))),
            "requires_capture" => new(PaymentStatus.Authorized, id, Amount: intent.Number("amount_capturable")),
            "requires_action" => (intent["next_action"] as JsonObject)?["redirect_to_url"] is JsonObject redirect && redirect.Text("url") is { } url && url.StartsWith("https://", StringComparison.Ordinal)
                ? new(PaymentStatus.RequiresAction, id, "authentication_required", ActionUrl: url)
                : new(PaymentStatus.RequiresAction, id, "authentication_required"),
            "canceled" => new(PaymentStatus.Voided, id),
            "requires_payment_method" or "requires_confirmation" => new(PaymentStatus.Declined, id, DeclineOf(intent["last_payment_error"] as JsonObject)),

            // "processing": methods whose money takes days
            _ => new(PaymentStatus.Unknown, id),
        };
    }

    /// <summary>What an answer to an operation means when it is no success.</summary>
    public static PaymentOutcome OfFailure(StripeAnswer answer) => answer.Status switch
    {
        402 => new(PaymentStatus.Declined, (answer.Error?["payment_intent"] as JsonObject).Text("id"), answer.ErrorCode),

        // not our fault to retry: the key is wrong or may not do this, and nothing happened
        401 or 403 => new(PaymentStatus.Declined, Code: "provider_not_configured"),

        // the key was used for another request: what that one did is not known
        400 when answer.ErrorType == "idempotency_error" => new(PaymentStatus.Unknown, Code: "idempotency_error"),
        >= 400 and < 500 and not 409 and not 429 => new(PaymentStatus.Declined, Code: answer.ErrorCode),
        _ => new(PaymentStatus.Unknown, Code: answer.ErrorCode),
    };

    public static PaymentOutcome OfRefund(JsonObject refund) => refund.Text("status") switch
    {
        "succeeded" or "pending" => new(PaymentStatus.Refunded, refund.Text("id"), Amount: refund.Number("amount")),
        "failed" or "canceled" => new(PaymentStatus.Declined, refund.Text("id"), refund.Text("failure_reason") ?? "refund_failed"),
        _ => new(PaymentStatus.Unknown, refund.Text("id")),
    };

    public static string? Text(this JsonObject? o, string name) =>
        o is not null && o.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonObject? o, string name) =>
        o is not null && o.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private static string DeclineOf(JsonObject? error) => error.Text("decline_code") ?? error.Text("code") ?? "card_declined";

    /// <summary>Only a fee in the payment's own currency can be set against it.</summary>
    private static long? Fee(JsonObject? charge, string? currency) =>
        charge?["balance_transaction"] is JsonObject balance && balance.Text("currency") == currency ? balance.Number("fee") : null;
}
