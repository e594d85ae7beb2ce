using System.Text.Json.Nodes;
using Comptoir.Catalog.Policies;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>Turns what the services return into one release's answers. What the releases share is here; a subclass says what differs.</summary>
internal abstract class UcpPresenter
{
    public static UcpPresenter For(string version) => version switch
    {
        UcpVersions.V2026_01_11 => V2026_01_11.Presenter.Instance,
        UcpVersions.V2026_01_23 => V2026_01_23.Presenter.Instance,
        UcpVersions.V2026_08_25 => V2026_08_25.Presenter.Instance,
        _ => V2026_04_08.Presenter.Instance,
    };

    protected abstract bool NegativeDiscounts { get; }

    /// <summary>Destinations say what they are.</summary>
    protected virtual bool TypedDestinations => false;

    /// <summary>A refusal of the protocol itself: nothing of the shop was touched.</summary>
    public abstract UcpAnswer Error(int status, string code, string content, string? path = null);

    /// <summary>The answer when shop and platform have too little in common.</summary>
    public abstract UcpAnswer Incompatible(string content);

    /// <summary>A refusal by the shop. <paramref name="current"/> is the checkout that it is about, as it is now; null when there is none.</summary>
    public abstract UcpAnswer Refused(Refusal refusal, UcpCall call, string root, ShopFace shop, Checkout? current);

    /// <summary>The member <c>ucp</c> of an answer about <paramref name="root"/>.</summary>
    protected abstract JsonObject Envelope(UcpCall call, string root, ShopFace? shop);

    protected abstract JsonObject? Payment(Checkout c, ShopFace shop);

    protected abstract JsonObject Confirmation(UcpCall call, string orderId, string? number);

    protected abstract JsonObject OrderLine(OrderLine line, Order order, LinesWriter lines);

    protected abstract JsonObject Adjustment(Adjustment a, LinesWriter lines);

    protected abstract JsonObject Message(Message m);

    /// <summary>What a release adds to a cart or a checkout.</summary>
    protected virtual JsonObject Complete(JsonObject body, UcpCall call, ShopFace shop, IReadOnlyList<LineItem> lines, string language) => body;

    public UcpAnswer Cart(Cart c, UcpCall call, ShopFace shop, int status = 200)
    {
        var lines = new LinesWriter(call.BaseUrl, c.Language, NegativeDiscounts);
        return new(status, Complete(new JsonObject
        {
            ["ucp"] = Envelope(call, UcpCapabilities.Cart, shop),
            ["id"] = c.Id,
            ["line_items"] = lines.Lines(c.Lines, c.Discounts),
            ["currency"] = c.Currency,
            ["totals"] = lines.Totals(c.Totals, c.Lines),
            ["links"] = Links(call, shop, c.Language),
            ["expires_at"] = WireWriter.Moment(c.ExpiresAt),
        }
        .Maybe("buyer", Buyer(c.Buyer))
        .Maybe("continue_url", c.Cancelled ? null : PageUrl(call, $"/cart/{c.Id}"))
        .Maybe("discounts", LinesWriter.Discounts(c.DiscountCodes, c.Discounts, c.Lines))
        .Maybe("messages", WireWriter.Array(c.Messages.Select(Message)).OrNothing()), call, shop, c.Lines, c.Language));
    }

    /// <param name="refusal">Why the last wish was not fulfilled: added to the messages.</param>
    public UcpAnswer Checkout(Checkout c, UcpCall call, ShopFace shop, int status = 200, Refusal? refusal = null)
    {
        shop = shop with { PaymentHandlers = [.. shop.PaymentHandlers.Where(h => h.Pays(c.Lines))] };
        var lines = new LinesWriter(call.BaseUrl, c.Language, NegativeDiscounts);
        var toBuyer = refusal?.Kind == RefusalKind.PaymentActionRequired;
        var messages = WireWriter.Array(c.Messages.Where(m => refusal is null || m.Code != MessageCode(refusal) || m.Path != refusal.Path).Select(Message));
        if (refusal is not null) messages.Add(Message(AsMessage(refusal)));
        return new(status, Complete(new JsonObject
        {
            ["ucp"] = Envelope(call, UcpCapabilities.Checkout, shop),
            ["id"] = c.Id,
            ["status"] = Status(toBuyer ? CheckoutStatus.RequiresEscalation : c.Status),
            ["line_items"] = lines.Lines(c.Lines, c.Discounts),
            ["currency"] = c.Currency,
            ["totals"] = lines.Totals(c.Totals, c.Lines),
            ["links"] = Links(call, shop, c.Language),
            ["expires_at"] = WireWriter.Moment(c.ExpiresAt),
        }
        .Maybe("buyer", Buyer(c.Buyer))
        .Maybe("context", c.Carried?["context"]?.DeepClone())
        .Maybe("attribution", c.Carried?["attribution"]?.DeepClone())
        .Maybe("messages", messages.OrNothing())
        .Maybe("continue_url", c.Final ? null : PageUrl(call, refusal?.ContinueUrl ?? c.Attempt?.Outcome?.ActionUrl ?? $"/checkout/{c.Id}"))
        .Maybe("payment", Payment(c, shop))
        .Maybe("discounts", LinesWriter.Discounts(c.DiscountCodes, c.Discounts, c.Lines))
        .Maybe("fulfillment", FulfilmentWriter.Methods(c.Fulfilment, lines, TypedDestinations))
        .Maybe("order", c.OrderId is null ? null : Confirmation(call, c.OrderId, c.OrderNumber)), call, shop, c.Lines, c.Language));
    }

    public UcpAnswer Order(Order o, UcpCall call) => new(200, OrderBody(o, call));

    public JsonObject OrderBody(Order o, UcpCall call)
    {
        var lines = new LinesWriter(call.BaseUrl, o.Language, NegativeDiscounts);
        var body = Confirmation(call, o.Id, o.Number > 0 ? o.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        body.Insert(0, "ucp", Envelope(call, UcpCapabilities.Order, null));
        body["checkout_id"] = o.CheckoutId;
        body["line_items"] = WireWriter.Array(o.Lines.Select(l => OrderLine(l, o, lines)));
        body["fulfillment"] = new JsonObject
        {
            ["expectations"] = FulfilmentWriter.Expectations(o),
            ["events"] = FulfilmentWriter.Events(o.Events),
        };
        body["currency"] = o.Currency;
        body["totals"] = lines.Totals(o.Totals, [.. o.Lines.Select(l => l.Item)]);
        return body.Maybe("adjustments", WireWriter.Array(o.Adjustments.Select(a => Adjustment(a, lines))).OrNothing());
    }

    protected static JsonArray Links(UcpCall call, ShopFace shop, string language) => WireWriter.Array(shop.Policies.Select(p => new JsonObject
    {
        ["type"] = LinkType(p),
        ["url"] = $"{call.BaseUrl}/policies/{Uri.EscapeDataString(p.Id)}",
        ["title"] = p.Title.In(language),
    }));

    protected static Message AsMessage(Refusal r) => new("error", MessageCode(r), r.Message, r.Path, r.Kind switch
    {
        RefusalKind.PaymentActionRequired => "requires_buyer_input",
        RefusalKind.TotalChanged => "requires_buyer_review",
        RefusalKind.NotFound or RefusalKind.Forbidden => "unrecoverable",
        _ => "recoverable",
    });

    /// <summary>Where a person goes on; only addresses that a browser may open safely.</summary>
    protected static string? PageUrl(UcpCall call, string target) =>
        WireWriter.Absolute(call.BaseUrl, target) is { } url && new Uri(url) is var uri && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            ? url
            : null;

    protected static string Permalink(UcpCall call, string orderId) => $"{call.BaseUrl}/orders/{orderId}";

    /// <summary>Credentials never come back.</summary>
    protected static JsonObject Instrument(PaymentInstrument i) => new JsonObject
    {
        ["id"] = i.Id,
        ["handler_id"] = i.HandlerId,
        ["type"] = i.Type,
    }.Maybe("billing_address", i.BillingAddress is { } a ? FulfilmentWriter.Postal(a) : null);

    /// <summary>Brand, last digits and expiry into <paramref name="o"/>.</summary>
    protected static JsonObject Display(JsonObject o, InstrumentDisplay? d) => o
        .Maybe("brand", d?.Brand)
        .Maybe("last_digits", d?.LastDigits)
        .Maybe("expiry_month", d?.ExpiryMonth)
        .Maybe("expiry_year", d?.ExpiryYear);

    protected static string LineStatus(OrderLine l) =>
        l.Remaining == 0 ? "removed" : l.Fulfilled >= l.Remaining ? "fulfilled" : l.Fulfilled > 0 ? "partial" : "processing";

    private static JsonObject? Buyer(Buyer? b) => b is null ? null : new JsonObject()
        .Maybe("first_name", b.FirstName)
        .Maybe("last_name", b.LastName)
        .Maybe("email", b.Email)
        .Maybe("phone_number", b.Phone)
        .Maybe("consent", b.Consent is not { } c ? null : new JsonObject()
            .Maybe("analytics", c.Analytics).Maybe("preferences", c.Preferences).Maybe("marketing", c.Marketing).Maybe("sale_of_data", c.SaleOfData));

    private static string MessageCode(Refusal r) => r.Kind switch
    {
        RefusalKind.PaymentDeclined => "payment_failed",
        RefusalKind.OutOfStock => "out_of_stock",
        _ => r.Code,
    };

    private static string LinkType(Policy p) => p.Id switch
    {
        "privacy" => "privacy_policy",
        "terms" => "terms_of_service",
        "returns" => "refund_policy",
        "shipping" => "shipping_policy",
        _ => p.Id,
    };

    private static string Status(CheckoutStatus status) => status switch
    {
        CheckoutStatus.Incomplete => "incomplete",
        CheckoutStatus.RequiresEscalation => "requires_escalation",
        CheckoutStatus.ReadyForComplete => "ready_for_complete",
        CheckoutStatus.CompleteInProgress => "complete_in_progress",
        CheckoutStatus.Completed => "completed",
        _ => "canceled",
    };
}
