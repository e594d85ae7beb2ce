using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Layout;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>How a buyer pays on the checkout page: a card on a page of Stripe's, on invoice, or the cards of the built-in test handler, one for each thing that can happen. No page of ours ever asks for a real card number.</summary>
public static class PayChoices
{
    private static readonly (string Id, string Number)[] Cards =
    [
        ("success", "4242424242424242"), ("decline", "4000000000000002"), ("action", "4000002500003155"), ("timeout", "4000000000000341"),
    ];

    /// <summary>The shop takes payments of the test handler.</summary>
    public static bool Accepted(SellingRules rules) => rules.PaymentHandlers.Count == 0 || rules.PaymentHandlers.Any(h => h.Id == TestPaymentProvider.Handler);

    /// <summary>The shop takes payment on invoice, and this visitor has credit.</summary>
    private static bool OnInvoice(SellingRules rules, Visit visit) => visit.Customer?.CreditLimit is not null && rules.PaymentHandlers.Any(h => h.Id == InvoiceProvider.Handler);

    /// <summary>All that a visitor may choose from, the usual first; empty: the shop takes no payment on this page.</summary>
    public static IReadOnlyList<(string Id, string Label)> Choices(Texts texts, SellingRules rules, Visit visit) =>
    [
        .. AfterSale(texts, rules),
        .. OnInvoice(rules, visit) ? [(InvoiceProvider.Handler, texts.PayOnInvoice)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>How a difference may be paid after the sale: by card.</summary>
    public static IReadOnlyList<(string Id, string Label)> AfterSale(Texts texts, SellingRules rules) =>
    [
        .. rules.PaymentHandlers.Any(h => h.Id == StripeOptions.Handler) ? [(StripeOptions.Handler, texts.PayByCard)] : Array.Empty<(string, string)>(),
        .. Accepted(rules) ? Choices(texts) : [],
    ];

    public static IReadOnlyList<(string Id, string Label)> Choices(Texts texts) =>
        [("success", texts.CardSuccess), ("decline", texts.CardDecline), ("action", texts.CardAction), ("timeout", texts.CardTimeout)];

    /// <summary>Null for an unknown choice.</summary>
    public static PaymentInstrument? Instrument(string? id)
    {
        if (id == InvoiceProvider.Handler) return new PaymentInstrument("invoice", InvoiceProvider.Handler, "invoice", Display: new InstrumentDisplay("Invoice"), Selected: true);
        if (id == StripeOptions.Handler) return StripeOptions.Page;
        if (Cards.FirstOrDefault(c => c.Id == id) is not { Number: { } number }) return null;
        var credential = new JsonObject { ["type"] = "card", ["number"] = number };
        return new PaymentInstrument("test_card", TestPaymentProvider.Handler, "card", credential, new InstrumentDisplay("Visa", number[^4..], 12, 2030), Selected: true);
    }
}
