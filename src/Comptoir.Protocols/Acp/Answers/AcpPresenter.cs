using System.Text.Json.Nodes;
using Comptoir.Catalog.Policies;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Protocols.Acp.Requests;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>What answers say beside the document itself.</summary>
/// <param name="Offered">Methods whose options may be chosen from.</param>
/// <param name="Order">The order as it is now, for a session that is asked for; null: as it was placed.</param>
internal sealed record SessionFacts(SellingRules Rules, IReadOnlyList<Policy> Policies, IReadOnlyList<FulfilmentMethod> Offered, DateTimeOffset Now, Order? Order = null);

/// <summary>
/// Turns what the services return into ACP's sessions and carts. Both releases share nearly everything: 2026-01-30 has no resolutions,
/// no advertising consent, no delegated authentication and a smaller order.
/// </summary>
internal static class AcpPresenter
{
    private const int LongestName = 40;
    private const int LongestMerchant = 35;
    private const string TestBin = "400000";

    public static AcpAnswer Cart(Cart c, AcpCall call, int status)
    {
        var lines = new AcpLines(call.BaseUrl, c.Language);
        return new(status, new JsonObject
        {
            ["id"] = c.Id,
            ["line_items"] = lines.Lines(c.Lines),
            ["currency"] = c.Currency.ToLowerInvariant(),
            ["totals"] = lines.Totals(c.Totals),
            ["messages"] = WireWriter.Array(c.Messages.Select(m => AcpMessages.Write(m, call.IsOld))),
            ["expires_at"] = WireWriter.Moment(c.ExpiresAt),
        }.Maybe("buyer", AcpPeople.Buyer(c.Buyer)));
    }

    public static AcpAnswer Session(Checkout c, AcpCall call, SessionFacts facts, int status)
    {
        var lines = new AcpLines(call.BaseUrl, c.Language);
        var fulfilment = new AcpFulfilment(lines, c.Language);
        var state = Status(c, call, facts);
        var asking = state is "authentication_required" or "requires_escalation";
        var messages = c.Status == CheckoutStatus.Canceled ? [AcpMessages.Info(call.Say("The checkout was cancelled.", "Le paiement a été annulé."))]
            : WireWriter.Array(c.Messages.Where(m => !(asking && m.Code == "payment_action_required")).Select(m => AcpMessages.Write(m, call.IsOld)));
        if (state == "requires_escalation") messages.Add(AcpMessages.Write(Intervention(call), call.IsOld));
        var discounts = AcpDiscounts.Write(c.DiscountCodes, c.Discounts, c.Lines, c.Messages, facts.Rules.Promotions, c.Currency);
        return new(status, new JsonObject
        {
            ["id"] = c.Id,
            ["protocol"] = new JsonObject { ["version"] = call.Version },
            ["capabilities"] = AcpCapabilities.Session(c.Carried, c.Final ? [] : [.. facts.Rules.PaymentHandlers.Where(h => h.Pays(c.Lines))], discounts is not null, call),
            ["status"] = state,
            ["currency"] = c.Currency.ToLowerInvariant(),
            ["line_items"] = lines.Lines(c.Lines),
            ["fulfillment_options"] = fulfilment.Options(facts.Offered),
            ["selected_fulfillment_options"] = AcpFulfilment.Selected(c.Fulfilment, id => c.Lines.FirstOrDefault(l => l.Id == id)?.ItemId ?? id),
            ["totals"] = lines.Totals(c.Totals),
            ["messages"] = messages,
            ["links"] = Links(call, facts.Policies, c.Language),
            ["locale"] = c.Language,
            ["created_at"] = WireWriter.Moment(c.CreatedAt),
            ["updated_at"] = WireWriter.Moment(c.UpdatedAt),
            ["expires_at"] = WireWriter.Moment(c.ExpiresAt),
        }
        .Maybe("buyer", AcpPeople.Buyer(c.Buyer))
        .Maybe("fulfillment_details", AcpFulfilment.Details(c.Carried))
        .Maybe("fulfillment_groups", AcpFulfilment.Groups(c.Carried))
        .Maybe("timezone", SessionMemory.Text(SessionMemory.Of(c.Carried)?["timezone"]))
        .Maybe("metadata", SessionMemory.Of(c.Carried)?["metadata"]?.DeepClone())
        .Maybe("discounts", discounts)
        .Maybe("marketing_consent_options", call.IsOld || c.Final ? null : Consents(c, call, facts))
        .Maybe("authentication_metadata", state == "authentication_required" ? Authentication(call) : null)
        .Maybe("continue_url", c.Final || state == "expired" ? null : ContinueUrl(c, call))
        .Maybe("order", c.OrderId is null ? null
            : facts.Order is { } order && !call.IsOld ? AcpOrders.Write(order, call)
            : AcpOrders.Placed(c, call, facts.Order)));
    }

    /// <summary>The session waits for a confirmation that the agent itself can get from the buyer's bank.</summary>
    public static bool AwaitsAgent(Checkout c, string version, IReadOnlyList<PaymentHandler> handlers) =>
        c.AwaitsBuyer && version != AcpVersions.V2026_01_30
        && SessionMemory.Texts(c.Carried, "interventions").Contains(AcpCapabilities.ThreeDs)
        && AcpCapabilities.Authenticates([.. handlers.Where(h => c.Attempt!.Payments.Any(p => p.HandlerId == h.Id && p.State == PaymentStatus.RequiresAction))]);

    /// <summary>Advertising by e-mail is offered where the shop says what it does with addresses.</summary>
    public static bool OffersConsent(IReadOnlyList<Policy> policies) => policies.Any(p => p.Id == "privacy");

    private static string Status(Checkout c, AcpCall call, SessionFacts facts) => c.Status switch
    {
        CheckoutStatus.Completed => "completed",
        CheckoutStatus.Canceled => "canceled",
        CheckoutStatus.CompleteInProgress => "complete_in_progress",
        _ when c.AwaitsBuyer => AwaitsAgent(c, call.Version, facts.Rules.PaymentHandlers) ? "authentication_required" : "requires_escalation",
        _ when c.ExpiresAt <= facts.Now => "expired",
        CheckoutStatus.ReadyForComplete => "ready_for_payment",
        _ => "not_ready_for_payment",
    };

    private static Message Intervention(AcpCall call) => new("error", "intervention_required",
        call.Say("The buyer's bank asks for a confirmation: lead the buyer to continue_url.", "La banque de l’acheteur demande une confirmation\u00a0: menez l’acheteur à continue_url."), "$.payment", "requires_buyer_input");

    private static JsonArray Links(AcpCall call, IReadOnlyList<Policy> policies, string language) => WireWriter.Array(policies
        .Select(p => (Policy: p, Type: p.Id switch
        {
            "terms" => "terms_of_use",
            "privacy" => "privacy_policy",
            "returns" => "return_policy",
            "shipping" => "shipping_policy",
            "about" => "about_us",
            _ => null,
        }))
        .Where(l => l.Type is not null)
        .Select(l => new JsonObject { ["type"] = l.Type, ["title"] = l.Policy.Title.In(language), ["url"] = PolicyUrl(call, l.Policy.Id) }));

    private static JsonArray? Consents(Checkout c, AcpCall call, SessionFacts facts) => !OffersConsent(facts.Policies) ? null :
    [
        new JsonObject
        {
            ["channel"] = ConsentRequest.Channel,
            ["display_text"] = call.Say($"News and offers of {call.Context.Shop.Name} by e-mail", $"Nouveautés et offres de {call.Context.Shop.Name} par e-mail"),
            ["privacy_policy_url"] = PolicyUrl(call, "privacy"),
            ["is_subscribed"] = c.Buyer?.Consent?.Marketing == true,
        },
    ];

    private static JsonObject Authentication(AcpCall call) => new()
    {
        ["acquirer_details"] = new JsonObject
        {
            ["acquirer_bin"] = TestBin,
            ["acquirer_country"] = call.Context.Shop.Country,
            ["acquirer_merchant_id"] = Short(call.ShopId, LongestMerchant),
            ["merchant_name"] = Short(call.Context.Shop.Name, LongestName),
        },
        ["directory_server"] = "visa",
        ["flow_preference"] = new JsonObject { ["type"] = "challenge", ["challenge"] = new JsonObject { ["type"] = "preferred" } },
    };

    /// <summary>Where a person goes on; only addresses that a browser may open safely.</summary>
    private static string? ContinueUrl(Checkout c, AcpCall call) =>
        WireWriter.Absolute(call.BaseUrl, (c.AwaitsBuyer ? c.Attempt?.Outcome?.ActionUrl : null) ?? $"/checkout/{c.Id}") is { } url && new Uri(url) is var uri && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            ? url
            : null;

    private static string PolicyUrl(AcpCall call, string id) => $"{call.BaseUrl}/policies/{Uri.EscapeDataString(id)}";

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];
}
