using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>
/// Card entry on a page of Stripe's (a Checkout Session), for buyers who pay on the shop's own pages: no card number and no foreign script comes
/// near them. The buyer is sent to the page and comes back; how the payment stands is asked of Stripe. A session that waits is a payment that
/// needs the buyer's action; once paid it is its PaymentIntent. Its creation is repeated with the same key to find it again after a crash:
/// Stripe then answers with the same session, and a page that nobody was shown cannot have been paid on.
/// </summary>
internal sealed class StripePage(StripeClient stripe)
{
    /// <summary>Code of a payment that waits for the buyer on the page, not for a bank.</summary>
    public const string Code = "hosted_page";

    private const string Expanded = "payment_intent.latest_charge.balance_transaction";

    public static PaymentInstrument Instrument() => new("stripe_page", StripeOptions.Handler, PaymentInstrument.Hosted, Selected: true);

    public static bool IsOne(PaymentOperation operation) => operation.Instrument.Type == PaymentInstrument.Hosted;

    /// <summary>The id is a session's and no PaymentIntent is known yet.</summary>
    public static bool IsSession(string? reference) => reference?.StartsWith("cs_", StringComparison.Ordinal) == true;

    /// <param name="title">What the page says is paid for.</param>
    /// <param name="home">Scheme and host of the shop.</param>
    public async Task<PaymentOutcome> OpenAsync(PaymentOperation operation, IEnumerable<KeyValuePair<string, string>> metadata, string title, string home, CancellationToken ct)
    {
        var (back, stay) = Addresses(operation, home);
        var form = new List<KeyValuePair<string, string>>
        {
            new("mode", "payment"),
            new("client_reference_id", operation.Cause),
            new("success_url", back),
            new("cancel_url", stay),
            new("payment_method_types[0]", "card"),
            new("line_items[0][quantity]", "1"),
            new("line_items[0][price_data][currency]", operation.Amount.Currency.ToLowerInvariant()),
            new("line_items[0][price_data][unit_amount]", operation.Amount.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("line_items[0][price_data][product_data][name]", title),
            new("payment_intent_data[capture_method]", operation.CaptureNow ? "automatic" : "manual"),
            new("expand[]", Expanded),
        };
        foreach (var (name, value) in metadata)
        {
            form.Add(new(name, value));
            form.Add(new("payment_intent_data[metadata]" + name["metadata".Length..], value));
        }

        var answer = await stripe.PostAsync(operation.ShopId, "/v1/checkout/sessions", form, operation.PaymentId, ct);
        return answer.Ok ? Of(answer.Body!) : StripeAnswers.OfFailure(answer);
    }

    public async Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct)
    {
        var answer = await stripe.GetAsync(operation.ShopId, $"/v1/checkout/sessions/{Uri.EscapeDataString(operation.Reference!)}?expand[]={Expanded}", ct);
        return answer.Ok ? Of(answer.Body!) : new(PaymentStatus.Unknown, Code: answer.ErrorCode);
    }

    /// <summary>Ends a session that waits. One that was paid meanwhile is refused by Stripe: the next look finds out.</summary>
    public async Task<PaymentOutcome> CloseAsync(PaymentOperation operation, CancellationToken ct)
    {
        var answer = await stripe.PostAsync(operation.ShopId, $"/v1/checkout/sessions/{Uri.EscapeDataString(operation.Reference!)}/expire", [], operation.Id, ct);
        return answer.Ok ? Of(answer.Body!) : new(PaymentStatus.Unknown, Code: answer.ErrorCode);
    }

    /// <summary>Where a buyer comes back to who has paid, and who has not: the checkout's pages or, after the sale, the order's.</summary>
    private static (string Back, string Stay) Addresses(PaymentOperation operation, string home)
    {
        var stay = operation.Cause.StartsWith("ord_", StringComparison.Ordinal) ? $"{home}/orders/{Uri.EscapeDataString(operation.Cause)}/pay" : $"{home}/checkout/{Uri.EscapeDataString(operation.Cause)}";
        return (stay + "/return", stay);
    }

    /// <summary>How a session stands.</summary>
    private static PaymentOutcome Of(JsonObject session) => session.Text("status") switch
    {
        "complete" when session["payment_intent"] is JsonObject intent => StripeAnswers.OfIntent(intent),
        "expired" => new(PaymentStatus.Voided, session.Text("id")),
        "open" when session.Text("url") is { } url && url.StartsWith("https://", StringComparison.Ordinal) => new(PaymentStatus.RequiresAction, session.Text("id"), Code, ActionUrl: url),
        _ => new(PaymentStatus.Unknown, session.Text("id")),
    };
}
