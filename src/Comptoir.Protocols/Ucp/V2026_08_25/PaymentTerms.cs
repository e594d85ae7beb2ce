using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_08_25;

/// <summary>Pay now, or on invoice, for customers to whom the merchant gives credit and whose platform has their token.</summary>
internal static class PaymentTerms
{
    public const string Now = "now";
    public const string Invoice = "invoice";

    /// <summary>Where the choice is kept among what a checkout only carries.</summary>
    private const string Kept = "payment_term";

    /// <summary>Id and days of each term; null: there is nothing to choose.</summary>
    public static IReadOnlyList<(string Id, int? Days)>? Of(Checkout c, ShopFace shop) =>
        shop.Credit is { } credit && credit.Limit >= c.Totals.Total && shop.PaymentHandlers.Any(h => h.Id == InvoiceProvider.Handler) && c.Totals.Total > 0
            ? [(Now, null), (Invoice, credit.Days)]
            : null;

    public static string Selected(Checkout c) => (string?)c.Carried?[Kept] == Invoice ? Invoice : Now;

    public static JsonObject Add(JsonObject payment, IReadOnlyList<(string Id, int? Days)> terms, Checkout c)
    {
        payment["terms"] = WireWriter.Array(terms.Select(t => Term(t.Id, t.Days, c)));
        payment["selected_term_id"] = Selected(c);
        return payment;
    }

    /// <summary>What is carried, with the term that the request selects; refused when there is no such term.</summary>
    public static JsonObject? Read(WireReader read, JsonObject body, JsonObject? carried)
    {
        if (read.Text(read.Object(body, "payment", "$"), "selected_term_id", "$.payment", 50) is not { } term) return carried;
        if (term is not (Now or Invoice)) read.Refuse("invalid_payment_term", "$.payment.selected_term_id must be one of the terms that this checkout offers.", "$.payment.selected_term_id");
        carried ??= [];
        carried[Kept] = term;
        return carried;
    }

    /// <summary>Means of payment that are not capable of the selected term are refused.</summary>
    public static Refusal? Obstacle(Checkout c, IReadOnlyList<PaymentInstrument> instruments) =>
        instruments.All(i => i.HandlerId == InvoiceProvider.Handler == (Selected(c) == Invoice)) ? null
            : new(RefusalKind.Invalid, "payment_term_mismatch", c.Language == "fr"
                ? "Ce moyen de paiement ne convient pas à l’échéance choisie."
                : "This means of payment does not go with the selected payment term.", "$.payment.instruments");

    private static JsonObject Term(string id, int? days, Checkout c)
    {
        var french = c.Language == "fr";
        var (title, when) = days is null
            ? (french ? "Payer maintenant" : "Pay now", french ? "Dû à la commande." : "Due with the order.")
            : (french ? "Payer sur facture" : "Pay on invoice", french ? $"Dû {days} jours après la facture, qui part avec la commande." : $"Due {days} days after the invoice, which is issued with the order.");
        return new()
        {
            ["id"] = id,
            ["title"] = title,
            ["schedules"] = new JsonArray
            {
                new JsonObject { ["id"] = id, ["type"] = days is null ? "immediate" : "deferred", ["description"] = new JsonObject { ["plain"] = when }, ["amount"] = c.Totals.Total },
            },
        };
    }
}
