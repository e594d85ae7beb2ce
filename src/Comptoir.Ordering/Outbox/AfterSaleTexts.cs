using System.Globalization;
using System.Text;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;

namespace Comptoir.Ordering.Outbox;

/// <summary>Subject and text of e-mails about shipments, changes, returns and withdrawals, in English and French.</summary>
internal static class AfterSaleTexts
{
    /// <param name="about">Id of the shipment, return or withdrawal.</param>
    /// <param name="line">Makes foreign text one line.</param>
    /// <returns>Null for a topic that is not of these.</returns>
    public static (string Subject, string Text)? Write(string topic, string? about, Order order, IReadOnlyList<string> shopAddress, Func<string?, string> line)
    {
        var french = Wording.IsFrench(order.Language);
        var n = order.Number.ToString(CultureInfo.InvariantCulture);
        string T(string en, string fr) => french ? fr : en;
        string M(long amount) => Currencies.Format(amount, order.Currency, order.Language);
        var back = order.Returns.FirstOrDefault(r => r.Id == about);
        var why = back?.Events.LastOrDefault(e => e.Note is not null)?.Note is { } note ? "\n\n" + line(note) : "";

        return topic switch
        {
            "order_ready" => (T($"Order {n} is ready", $"Commande {n} prête"), T($"Your order {n} waits for you at our shop.", $"Votre commande {n} vous attend en boutique.")),
            "order_changed" => (T($"Order {n} changed", $"Commande {n} modifiée"), T($"Your order {n} was changed as you asked. It now comes to {M(order.Totals.Total)}:", $"Votre commande {n} a été modifiée comme demandé. Elle s’élève maintenant à {M(order.Totals.Total)}\u00a0:") + $"\n\n{Items(order.Lines.Where(l => l.Remaining > 0).Select(l => (l.Item.Id, l.Remaining)), order, line)}"),
            "order_lines_canceled" => (T($"Part of order {n} cancelled", $"Commande {n} annulée en partie"), T($"Part of your order {n} was cancelled. We give back {M(Last(order))}.", $"Une partie de votre commande {n} est annulée. Nous remboursons {M(Last(order))}.")),
            "withdrawal_refunded" => (T($"Refund for order {n}", $"Remboursement de la commande {n}"), T($"After your withdrawal we give back {M(Last(order))} of your order {n} to the means of payment that you used.", $"Suite à votre rétractation, nous remboursons {M(Last(order))} de votre commande {n} sur le moyen de paiement utilisé.")),
            "price_adjusted" => (T($"Lower price for order {n}", $"Prix réduit pour la commande {n}"), T($"We lowered a price of your order {n} and give back {M(Last(order))}.", $"Nous avons réduit un prix de votre commande {n} et remboursons {M(Last(order))}.")),
            "return_requested" when back is not null => (T($"Return {back.Code} requested", $"Retour {back.Code} demandé"), T($"We received your request to return:\n\n{Items(back, order, line)}\nWe look at it and answer soon. Please keep the pieces until then.", $"Nous avons reçu votre demande de retour\u00a0:\n\n{Items(back, order, line)}\nNous l’examinons et vous répondons bientôt. Gardez les pièces d’ici là.")),
            "return_approved" when back is not null => (T($"Return {back.Code} accepted", $"Retour {back.Code} accepté"), Instructions(back, order, shopAddress, line, french)),
            "return_label" when back is not null => (T($"Label for return {back.Code}", $"Étiquette du retour {back.Code}"), T($"The label for your parcel is on your order's page{(back.LabelUrl!.StartsWith('/') ? "" : $": {back.LabelUrl}")}.", $"L’étiquette de votre colis est sur la page de votre commande{(back.LabelUrl.StartsWith('/') ? "" : $"\u00a0: {back.LabelUrl}")}.")),
            "return_sent" when back is not null => (T($"Return {back.Code} on its way", $"Retour {back.Code} en route"), T("Thank you: we noted that your parcel is on its way.", "Merci\u00a0: nous avons noté que votre colis est en route.")),
            "return_received" when back is not null => (T($"Return {back.Code} received", $"Retour {back.Code} reçu"), T("Your parcel arrived. We look at the pieces and settle your return.", "Votre colis est arrivé. Nous examinons les pièces et terminons votre retour.")),
            "return_rejected" when back is not null => (T($"Return {back.Code} not accepted", $"Retour {back.Code} refusé"), T("We cannot accept your return.", "Nous ne pouvons pas accepter votre retour.") + why),
            "return_canceled" when back is not null => (T($"Return {back.Code} cancelled", $"Retour {back.Code} annulé"), T("Your return was cancelled as you asked.", "Votre retour est annulé comme demandé.")),
            "return_completed" when back is not null => (T($"Return {back.Code} settled", $"Retour {back.Code} terminé"), Settled(back, order, french) + why),
            "exchange_payment" when back is not null => (T($"Exchange {back.Code}: a difference to pay", $"Échange {back.Code}\u00a0: une différence à régler"), T($"Your pieces arrived in good order. The new ones cost {M(back.Difference)} more: pay the difference on your order's page, and we send them.", $"Vos pièces sont bien arrivées. Les nouvelles coûtent {M(back.Difference)} de plus\u00a0: réglez la différence sur la page de votre commande, et nous les envoyons.")),
            "exchange_settled" when back is not null => (T($"Exchange {back.Code} settled", $"Échange {back.Code} terminé"), T($"Your pieces arrived in good order. We send the new ones:\n\n{Items(back.Replacements.Select(r => (r.Item.Id, r.Item.Quantity)), order, line)}", $"Vos pièces sont bien arrivées. Nous envoyons les nouvelles\u00a0:\n\n{Items(back.Replacements.Select(r => (r.Item.Id, r.Item.Quantity)), order, line)}")),
            "withdrawal_received" when order.Withdrawals.FirstOrDefault(w => w.Id == about) is { } declared => (T($"Your withdrawal from order {n}", $"Votre rétractation de la commande {n}"), Acknowledgement(declared, order, shopAddress, line, french)),
            _ => null,
        };
    }

    /// <summary>Content, date and time of the declaration, as Art. 11a(4) of Directive 2011/83/EU asks for.</summary>
    private static string Acknowledgement(Withdrawal w, Order order, IReadOnlyList<string> shopAddress, Func<string?, string> line, bool french)
    {
        var at = w.At.ToUniversalTime();
        var text = new StringBuilder(french
            ? $"Nous accusons réception de votre rétractation, reçue le {at.ToString("d MMMM yyyy 'à' HH:mm:ss", CultureInfo.GetCultureInfo("fr-FR"))} (UTC). Votre déclaration\u00a0:\n\n« {line(w.Content)} »\n\nNous vous remboursons au plus tard le {Day(w.RefundBy, true)}, par le moyen de paiement utilisé"
            : $"We acknowledge receipt of your withdrawal, received on {at.ToString("d MMMM yyyy 'at' HH:mm:ss", CultureInfo.GetCultureInfo("en-GB"))} (UTC). Your declaration:\n\n“{line(w.Content)}”\n\nWe refund you by {Day(w.RefundBy, false)} at the latest, to the means of payment that you used");
        if (order.Returns.FirstOrDefault(r => r.Id == w.ReturnId) is { } back)
        {
            text.Append(french
                ? "\u202f; nous pouvons attendre d’avoir reçu les biens ou une preuve de leur envoi.\n\n"
                : "; we may wait until we have the goods or a proof that you sent them.\n\n").Append(Instructions(back, order, shopAddress, line, french));
            if (w.SendBackBy is { } by) text.Append(french ? $"\n\nRenvoyez les biens au plus tard le {Day(by, true)}." : $"\n\nPlease send the goods by {Day(by, false)}.");
        }
        else
        {
            text.Append('.');
        }

        return text.ToString();
    }

    private static string Instructions(Return back, Order order, IReadOnlyList<string> shopAddress, Func<string?, string> line, bool french)
    {
        var to = string.Join('\n', shopAddress.Select(a => line(a)));
        var items = Items(back, order, line);
        return french
            ? $"À renvoyer\u00a0:\n\n{items}\nMettez dans le colis le bordereau de la page de votre commande, ou une feuille avec le code {back.Code}.{(to.Length > 0 ? $" Adresse\u00a0:\n\n{to}" : "")}\n\n{(back.ShopPaysPostage ? "Nous payons le port." : "Le port est à votre charge.")}"
            : $"To send back:\n\n{items}\nPut the slip from your order's page into the parcel, or a sheet with the code {back.Code}.{(to.Length > 0 ? $" Address:\n\n{to}" : "")}\n\n{(back.ShopPaysPostage ? "We pay the postage." : "The postage is yours to pay.")}";
    }

    private static string Settled(Return back, Order order, bool french)
    {
        var amount = Currencies.Format(order.Adjustments.FirstOrDefault(a => a.Id == back.AdjustmentId)?.Amount ?? 0, order.Currency, order.Language);
        return back.Kind == ReturnKind.StoreCredit
            ? french ? $"Vos pièces ont été examinées. {amount} s’ajoutent à votre avoir." : $"Your pieces were looked at. {amount} was added to your store credit."
            : french ? $"Vos pièces ont été examinées. Nous remboursons {amount}." : $"Your pieces were looked at. We give back {amount}.";
    }

    private static string Items(Return back, Order order, Func<string?, string> line) => Items(back.Lines.Select(l => (l.LineId, l.Quantity)), order, line);

    private static string Items(IEnumerable<(string LineId, int Quantity)> pieces, Order order, Func<string?, string> line)
    {
        var text = new StringBuilder();
        foreach (var (id, quantity) in pieces)
        {
            if (order.Lines.FirstOrDefault(l => l.Item.Id == id)?.Item is { } item)
                text.Append(quantity).Append(" × ").Append(line(item.Title)).Append(item.VariantLabel is null ? "" : $" ({line(item.VariantLabel)})").Append('\n');
        }

        return text.ToString();
    }

    private static long Last(Order order) => order.Adjustments.LastOrDefault(a => a is { MovesMoney: true, Status: Adjustment.Completed })?.Amount ?? 0;

    private static string Day(DateTimeOffset at, bool french) => at.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB"));
}
