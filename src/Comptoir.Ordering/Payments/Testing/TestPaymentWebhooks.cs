using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>
/// The test provider's webhooks, signed like a real one's but with a public secret: they only make Comptoir ask how a payment
/// stands, and the test provider moves no money.
/// </summary>
public sealed class TestPaymentWebhooks(ITestPaymentMemory memory, TimeProvider time) : IPaymentWebhooks, IRefundSource
{
    private const string Secret = "comptoir-test";

    public string HandlerId => TestPaymentProvider.Handler;

    /// <summary>A delivery of an event as the provider would send it: body, and the header <c>Test-Signature</c> made now.</summary>
    public static JsonObject Delivery(TestPayment payment, TestEvent happened, DateTimeOffset now)
    {
        var body = new JsonObject { ["id"] = happened.Id, ["type"] = happened.Type, ["cause"] = payment.Cause, ["payment"] = payment.Id }.ToJsonString();
        return new() { ["body"] = body, ["signature"] = SignedDelivery.Header(Encoding.UTF8.GetBytes(body), Secret, now) };
    }

    public Task<PaymentEvent?> ReadAsync(string shopId, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (!SignedDelivery.IsGenuine(body.Span, header("Test-Signature"), [Secret], time.GetUtcNow())) return Task.FromResult<PaymentEvent?>(null);
        try
        {
            using var document = JsonDocument.Parse(body);
            string? Text(string name) => document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
            return Task.FromResult(Text("id") is { } id && Text("type") is { } type
                ? new PaymentEvent(id, type, KindOf(type), Text("cause"), Text("payment"))
                : null);
        }
        catch (JsonException)
        {
            return Task.FromResult<PaymentEvent?>(null);
        }
    }

    public async Task<FoundRefunds?> FindAsync(string shopId, string paymentReference, CancellationToken ct) =>
        await memory.FindAsync(shopId, paymentReference.StartsWith("test_", StringComparison.Ordinal) ? paymentReference[5..] : paymentReference, ct) is { } payment ? new(payment.Cause, payment.Id, payment.Refunds) : null;

    private static PaymentEventKind KindOf(string type) => type.Split('.')[0] switch { "payment" => PaymentEventKind.Payment, "refund" => PaymentEventKind.Refund, _ => PaymentEventKind.Other };
}
