namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>Section <c>Payments:Stripe</c>. Keys entered in the console win over these.</summary>
public sealed class StripeOptions
{
    /// <summary>Handler id that instruments name.</summary>
    public const string Handler = "stripe";

    /// <summary>The version of Stripe's interface that this code was written against.</summary>
    public const string ApiVersion = "2026-04-22.dahlia";

    /// <summary>The version in which an agent's shared payment token can be charged; sent with those requests only.</summary>
    public const string SharedTokenVersion = "2026-04-22.preview";

    /// <summary>An instrument with which the buyer is sent to a page of Stripe's to enter a card.</summary>
    public static PaymentInstrument Page => StripePage.Instrument();

    public string BaseUrl { get; set; } = "https://api.stripe.com";

    /// <summary>A secret or restricted key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Signing secrets of the webhook endpoint; two while one is renewed.</summary>
    public IList<string> WebhookSecrets { get; set; } = [];

    /// <summary>Scheme and host to which buyers come back from their bank; null: the shop's first host name.</summary>
    public string? PublicUrl { get; set; }
}
