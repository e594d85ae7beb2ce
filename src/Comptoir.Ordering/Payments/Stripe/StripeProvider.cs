using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Microsoft.Extensions.Options;

namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>
/// Stripe, by PaymentIntents. A credential is <c>{"token":"spt_…"}</c>, a shared payment token that a buyer's agent was granted, or
/// <c>{"token":"pm_…"}</c>, a payment method made by Stripe's own script. An instrument of the type <c>hosted</c> has none: its buyer enters
/// the card on <see cref="StripePage"/>. Operation ids are Stripe's idempotency keys.
/// </summary>
/// <remarks>
/// An authorization whose answer was lost is looked for by its metadata. Stripe's search lags behind by up to a minute, so that "not found"
/// proves nothing; therefore its idempotency key is then claimed by a request without a credential: either Stripe says that the key was
/// used (the first request did arrive: ask again later), or the key is now ours, and the first request can never be carried out any more.
/// </remarks>
internal sealed class StripeProvider(StripeClient stripe, StripePage page, ILiveCatalog catalog, IOptionsMonitor<StripeOptions> options) : IPaymentProvider, IPaymentConnection
{
    private const int LongestToken = 255;

    public string HandlerId => StripeOptions.Handler;

    /// <summary>An ordinary authorization is captured once and its rest released; several captures are for accounts that Stripe has agreed it with, so the first shipment takes all.</summary>
    public bool CapturesInParts => false;

    public async Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (StripePage.IsOne(operation)) return await OpenPageAsync(operation, ct);
        if (Token(operation.Instrument.Credential) is not { } token) return new(PaymentStatus.Declined, Code: "invalid_credential");
        var shared = token.StartsWith("spt_", StringComparison.Ordinal);
        var form = Common(operation);
        form.Add(new("confirm", "true"));
        form.Add(new(shared ? "payment_method_data[shared_payment_granted_token]" : "payment_method", token));
        form.Add(new("expand[]", "latest_charge.balance_transaction"));
        form.Add(new("automatic_payment_methods[enabled]", "true"));
        if (ReturnUrl(operation) is { } back) form.Add(new("return_url", back));
        else form.Add(new("automatic_payment_methods[allow_redirects]", "never"));
        var answer = await stripe.PostAsync(operation.ShopId, "/v1/payment_intents", form, operation.Id, ct, shared ? StripeOptions.SharedTokenVersion : StripeOptions.ApiVersion);
        return answer.Ok ? StripeAnswers.OfIntent(answer.Body!) : StripeAnswers.OfFailure(answer);
    }

    public async Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await ReferenceAsync(operation, ct) is not { } id) return new(PaymentStatus.Unknown);
        KeyValuePair<string, string>[] form = [new("amount_to_capture", Amount(operation)), new("expand[]", "latest_charge.balance_transaction")];
        var answer = await stripe.PostAsync(operation.ShopId, $"/v1/payment_intents/{id}/capture", form, operation.Id, ct);
        return answer.Ok ? StripeAnswers.OfIntent(answer.Body!) : StripeAnswers.OfFailure(answer);
    }

    public async Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (StripePage.IsSession(operation.Reference)) return await page.CloseAsync(operation, ct);
        if (await ReferenceAsync(operation, ct) is not { } id) return new(PaymentStatus.Unknown);
        var answer = await stripe.PostAsync(operation.ShopId, $"/v1/payment_intents/{id}/cancel", [], operation.Id, ct);
        return answer.Ok ? StripeAnswers.OfIntent(answer.Body!) : StripeAnswers.OfFailure(answer);
    }

    public async Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await ReferenceAsync(operation, ct) is not { } id) return new(PaymentStatus.Unknown);
        KeyValuePair<string, string>[] form = [new("payment_intent", id), new("amount", Amount(operation)), .. Metadata(operation)];
        var answer = await stripe.PostAsync(operation.ShopId, "/v1/refunds", form, operation.Id, ct);
        return answer.Ok ? StripeAnswers.OfRefund(answer.Body!) : StripeAnswers.OfFailure(answer);
    }

    public async Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (operation.Kind is OperationKind.Refund or OperationKind.Credit) return await LookUpRefundAsync(operation, ct);
        if (StripePage.IsSession(operation.Reference)) return await page.LookUpAsync(operation, ct);
        if (operation.Reference is null && StripePage.IsOne(operation)) return await OpenPageAsync(operation, ct);
        if (operation.Reference is { } known)
        {
            var answer = await stripe.GetAsync(operation.ShopId, $"/v1/payment_intents/{Escape(known)}?expand[]=latest_charge.balance_transaction", ct);
            return answer.Ok ? StripeAnswers.OfIntent(answer.Body!) : new(PaymentStatus.Unknown, Code: answer.ErrorCode);
        }

        return await FindAsync(operation, ct) is { } intent ? StripeAnswers.OfIntent(intent) : await ClaimAsync(operation, ct);
    }

    /// <summary>Null: the keys work; else what is wrong, in Stripe's words.</summary>
    public async Task<string?> TestAsync(string shopId, CancellationToken ct)
    {
        var answer = await stripe.GetAsync(shopId, "/v1/balance", ct);
        return answer.Ok ? null : answer.Error.Text("message") ?? (answer.Status == 0 ? "no_answer" : $"HTTP {answer.Status}");
    }

    /// <summary>For a checkout or an order, on whose pages a buyer can be sent to it.</summary>
    private async Task<PaymentOutcome> OpenPageAsync(PaymentOperation operation, CancellationToken ct) =>
        catalog.FindShop(operation.ShopId) is { } shop && Home(operation.ShopId) is { } home && (operation.Cause.StartsWith("chk_", StringComparison.Ordinal) || operation.Cause.StartsWith("ord_", StringComparison.Ordinal))
            ? await page.OpenAsync(operation with { Id = operation.PaymentId }, Metadata(operation with { Id = operation.PaymentId }), shop.Name, home, ct)
            : new(PaymentStatus.Declined, Code: "page_not_possible");

    private async Task<PaymentOutcome> LookUpRefundAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await ReferenceAsync(operation, ct) is not { } id) return new(PaymentStatus.Unknown);
        var answer = await stripe.GetAsync(operation.ShopId, $"/v1/refunds?payment_intent={id}&limit=100", ct);
        if (!answer.Ok) return new(PaymentStatus.Unknown, Code: answer.ErrorCode);
        var refund = (answer.Body!["data"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(r => (r["metadata"] as JsonObject).Text("comptoir_operation") == operation.Id);
        return refund is null ? new(PaymentStatus.NotFound) : StripeAnswers.OfRefund(refund);
    }

    private async Task<string?> ReferenceAsync(PaymentOperation operation, CancellationToken ct) =>
        Escape(operation.Reference ?? (await FindAsync(operation, ct)).Text("id"));

    private async Task<JsonObject?> FindAsync(PaymentOperation operation, CancellationToken ct)
    {
        var query = Uri.EscapeDataString($"metadata['comptoir_payment']:'{operation.PaymentId}'");
        var answer = await stripe.GetAsync(operation.ShopId, $"/v1/payment_intents/search?query={query}&expand[]=data.latest_charge.balance_transaction", ct);
        return answer.Ok ? (answer.Body!["data"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() : null;
    }

    private async Task<PaymentOutcome> ClaimAsync(PaymentOperation operation, CancellationToken ct)
    {
        var answer = await stripe.PostAsync(operation.ShopId, "/v1/payment_intents", Common(operation), operation.PaymentId, ct);
        if (!answer.Ok) return new(PaymentStatus.Unknown, Code: answer.ErrorCode);
        if (answer.Body.Text("id") is { } id) await stripe.PostAsync(operation.ShopId, $"/v1/payment_intents/{Escape(id)}/cancel", [], $"{operation.PaymentId}:void", ct);
        return new(PaymentStatus.NotFound);
    }

    private static List<KeyValuePair<string, string>> Common(PaymentOperation operation) =>
    [
        new("amount", Amount(operation)),
        new("currency", operation.Amount.Currency.ToLowerInvariant()),
        new("capture_method", operation.CaptureNow ? "automatic" : "manual"),
        .. Metadata(operation),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Metadata(PaymentOperation operation) =>
    [
        new("metadata[comptoir_shop]", operation.ShopId),
        new("metadata[comptoir_cause]", operation.Cause),
        new("metadata[comptoir_payment]", operation.PaymentId),
        new("metadata[comptoir_operation]", operation.Id),
    ];

    private string? ReturnUrl(PaymentOperation operation) => Home(operation.ShopId) is { } home ? $"{home}/checkout/{Uri.EscapeDataString(operation.Cause)}/return" : null;

    /// <summary>Scheme and host of the shop's pages; null: not known.</summary>
    private string? Home(string shopId) =>
        options.CurrentValue.PublicUrl?.TrimEnd('/') ?? (catalog.FindShop(shopId) is { Hosts: [var first, ..] } ? $"https://{first}" : null);

    private static string Amount(PaymentOperation operation) => operation.Amount.Amount.ToString(CultureInfo.InvariantCulture);

    private static string? Escape(string? id) => id is null ? null : Uri.EscapeDataString(id);

    private static string? Token(JsonObject? credential) =>
        credential.Text("token") is { Length: <= LongestToken } token && (token.StartsWith("spt_", StringComparison.Ordinal) || token.StartsWith("pm_", StringComparison.Ordinal))
            && token.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? token : null;
}
