using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_08_25;

/// <summary>
/// What the preparation of 2026-08-25 adds to 2026-04-08, as far as it is served: typed destinations, policies, what each of several means
/// paid, payment terms.
/// </summary>
internal sealed class Presenter : V2026_04_08.Presenter
{
    private Presenter() { }

    public static new Presenter Instance { get; } = new();

    protected override string Release => UcpVersions.V2026_08_25;

    protected override bool TypedDestinations => true;

    /// <summary>Means that do not add up are a payment that failed, not a malformed request.</summary>
    public override UcpAnswer Refused(Refusal refusal, UcpCall call, string root, ShopFace shop, Checkout? current) =>
        base.Refused(refusal.Code is "amount_not_covered" or "several_instruments" ? refusal with { Kind = RefusalKind.PaymentDeclined } : refusal, call, root, shop, current);

    protected override JsonObject Envelope(UcpCall call, string root, ShopFace? shop) => base.Envelope(call, root, shop is null ? null : SplitPayments.With(shop) with { Embeds = false });

    protected override JsonObject? Payment(Checkout c, ShopFace shop)
    {
        var payment = SplitPayments.Paid(Instruments(c), c);
        return PaymentTerms.Of(c, shop) is { } terms ? PaymentTerms.Add(payment ?? [], terms, c) : payment;
    }

    protected override JsonObject Complete(JsonObject body, UcpCall call, ShopFace shop, IReadOnlyList<LineItem> lines, string language) =>
        body.Maybe("policies", ReturnPolicies.Of(shop, lines, call.BaseUrl, language).OrNothing());
}
