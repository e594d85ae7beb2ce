using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>What shop and agent can both do, computed anew for each answer.</summary>
internal static partial class AcpCapabilities
{
    public const string Discount = "discount";
    public const string ThreeDs = "3ds";

    /// <summary>How the test provider's cards are handed over: delegated to it by the agent, which gets a token for this session.</summary>
    private const string TokenizedCard = "dev.acp.tokenized.card";
    private const string TokenizedCardVersion = "2026-01-22";
    private const string Specification = "https://www.agenticcommerce.dev";

    /// <summary>A confirmation by the agent (delegated authentication) can be checked here: only the built-in test bank's can.</summary>
    public static bool Authenticates(IReadOnlyList<PaymentHandler> handlers) => handlers.Any(h => h.Id == TestPaymentProvider.Handler);

    public static JsonObject Session(JsonObject? carried, IReadOnlyList<PaymentHandler> handlers, bool discounts, AcpCall call)
    {
        string[] ours = Authenticates(handlers) ? [ThreeDs] : [];
        var wanted = SessionMemory.Texts(carried, "interventions");
        var capabilities = new JsonObject
        {
            ["payment"] = new JsonObject { ["handlers"] = WireWriter.Array(handlers.Select((h, i) => Handler(h, i, call))) },
            ["interventions"] = new JsonObject { ["supported"] = WireWriter.Array(ours.Where(wanted.Contains)), ["required"] = new JsonArray(), ["enforcement"] = "conditional" },
        };

        // an empty list would be both a list of names and a list of declarations, which the schema forbids
        if (discounts || SessionMemory.Texts(carried, "extensions").Contains(Discount))
        {
            capabilities["extensions"] = new JsonArray
            {
                new JsonObject { ["name"] = Discount, ["extends"] = new JsonArray { "$.CheckoutSessionCreateRequest.discounts", "$.CheckoutSessionUpdateRequest.discounts", "$.CheckoutSession.discounts" } },
            };
        }

        return capabilities;
    }

    private static JsonObject Handler(PaymentHandler h, int order, AcpCall call)
    {
        var test = h.Id == TestPaymentProvider.Handler;
        var about = $"{call.BaseUrl}/ucp/handlers/{Uri.EscapeDataString(h.Id)}";
        var config = h.Config?.DeepClone().AsObject() ?? [];
        config["merchant_id"] ??= call.ShopId;
        if (test)
        {
            config["psp"] = "comptoir_test";
            config["accepted_brands"] = new JsonArray { "visa", "mastercard", "amex" };
            config["supports_3ds"] = true;
            config["environment"] = "test";
            config["delegate_payment_url"] = $"{call.BaseUrl}{AcpEndpoints.Base}/agentic_commerce/delegate_payment";
        }

        var handler = new JsonObject
        {
            ["id"] = h.Id,
            ["name"] = test ? TokenizedCard : h.Name,
            ["version"] = test ? TokenizedCardVersion : Date().IsMatch(h.Version) ? h.Version : AcpVersions.V2026_04_17,
            ["spec"] = test ? Specification : about,
            ["requires_delegate_payment"] = true,
            ["requires_pci_compliance"] = false,
            ["psp"] = test ? "comptoir_test" : h.Id,
            ["config_schema"] = $"{about}/config.json",
            ["instrument_schemas"] = new JsonArray { $"{about}/instrument.json" },
            ["config"] = config,
        };
        if (!call.IsOld) handler["display_order"] = order;
        return handler;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Date();
}
