using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>Stripe's deliveries: header <c>Stripe-Signature</c>, events of payments, refunds and disputes, and what is asked about the last two.</summary>
internal sealed class StripeWebhooks(StripeKeys keys, StripeClient stripe, TimeProvider time) : IPaymentWebhooks, IDisputeSource, IRefundSource
{
    public string HandlerId => StripeOptions.Handler;

    public async Task<PaymentEvent?> ReadAsync(string shopId, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        var secrets = await keys.WebhookSecretsAsync(shopId, ct);
        if (!SignedDelivery.IsGenuine(body.Span, header("Stripe-Signature"), secrets, time.GetUtcNow())) return null;
        JsonObject? received;
        try
        {
            received = JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }

        if (received.Text("id") is not { Length: <= 255 } id || received.Text("type") is not { Length: <= 255 } type) return null;
        var about = (received!["data"] as JsonObject)?["object"] as JsonObject;
        var metadata = about?["metadata"] as JsonObject;
        return type.Split('.')[0] switch
        {
            _ when type.StartsWith("charge.dispute.", StringComparison.Ordinal) => new(id, type, PaymentEventKind.Dispute, Subject: about.Text("id")),
            _ when type is "charge.refunded" or "charge.refund.updated" || type.StartsWith("refund.", StringComparison.Ordinal) => new(id, type, PaymentEventKind.Refund, metadata.Text("comptoir_cause"), IntentOf(about)),
            "payment_intent" or "charge" or "checkout" => new(id, type, PaymentEventKind.Payment, metadata.Text("comptoir_cause")),
            _ => new(id, type, PaymentEventKind.Other),
        };
    }

    public async Task<FoundDispute?> FindAsync(string shopId, string disputeId, CancellationToken ct)
    {
        var answer = await stripe.GetAsync(shopId, $"/v1/disputes/{Uri.EscapeDataString(disputeId)}?expand[]=payment_intent", ct);
        if (!answer.Ok) throw new HttpRequestException($"Stripe did not show the dispute: {answer.Status} {answer.ErrorCode}.");
        var dispute = answer.Body!;
        var metadata = (dispute["payment_intent"] as JsonObject)?["metadata"] as JsonObject;
        if (metadata.Text("comptoir_cause") is not { } cause || metadata.Text("comptoir_payment") is not { } payment) return null;
        var state = dispute.Text("status") switch { "won" or "warning_closed" => "won", "lost" => "lost", _ => "open" };
        var fee = (dispute["balance_transactions"] as JsonArray ?? []).OfType<JsonObject>().Sum(b => b.Number("fee") ?? 0);
        var due = (dispute["evidence_details"] as JsonObject).Number("due_by");
        return new(cause, payment, new(disputeId, state, dispute.Number("amount") ?? 0, fee, dispute.Text("reason"), Moment(due), Moment(dispute.Number("created")) ?? time.GetUtcNow()));
    }

    async Task<FoundRefunds?> IRefundSource.FindAsync(string shopId, string paymentReference, CancellationToken ct)
    {
        var id = Uri.EscapeDataString(paymentReference);
        var (intent, refunds) = (await stripe.GetAsync(shopId, $"/v1/payment_intents/{id}", ct), await stripe.GetAsync(shopId, $"/v1/refunds?payment_intent={id}&limit=100", ct));
        if (!intent.Ok || !refunds.Ok) throw new HttpRequestException($"Stripe did not show the refunds: {intent.Status} {intent.ErrorCode} {refunds.Status} {refunds.ErrorCode}.");
        var metadata = intent.Body!["metadata"] as JsonObject;
        if (metadata.Text("comptoir_cause") is not { } cause || metadata.Text("comptoir_payment") is not { } payment) return null;
        return new(cause, payment,
        [
            .. (refunds.Body!["data"] as JsonArray ?? []).OfType<JsonObject>().Where(r => r.Text("id") is not null).Select(r => new ProviderRefund(
                r.Text("id")!, r.Number("amount") ?? 0, (r["metadata"] as JsonObject).Text("comptoir_operation"), r.Text("status") is "failed" or "canceled", Moment(r.Number("created")) ?? time.GetUtcNow())),
        ]);
    }

    /// <summary>Of a charge or a refund; Stripe gives the id, or the whole object when it was asked to.</summary>
    private static string? IntentOf(JsonObject? about) => about.Text("payment_intent") ?? (about?["payment_intent"] as JsonObject).Text("id");

    private static DateTimeOffset? Moment(long? seconds) => seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
