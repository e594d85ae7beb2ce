using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;

namespace Comptoir.Protocols.Extensions;

/// <summary>What a shopper is asked before a return is requested, in English and French.</summary>
internal static class ReturnTexts
{
    public static string Ask(Order order, Return wanted, string language)
    {
        var french = language == "fr";
        var number = order.Number.ToString(CultureInfo.InvariantCulture);
        var pieces = string.Join(", ", wanted.Lines.Select(l => $"{l.Quantity} × {TitleOf(order, l.LineId)}"));
        var head = french
            ? $"Retourner {pieces} de la commande {number} (motif\u00a0: {Reason(wanted.Reason, true)})."
            : $"Return {pieces} of order {number} ({Reason(wanted.Reason, false)}).";
        return $"{head} {Settled(order, wanted, french)} {Postage(wanted, french)}{(wanted.State == ReturnState.Requested ? french ? " La boutique doit d’abord donner son accord." : " The shop has to agree first." : "")}";
    }

    public static string TitleOf(Order order, string lineId)
    {
        var item = order.Lines.First(l => l.Item.Id == lineId).Item;
        return item.VariantLabel is { } label ? $"{item.Title} ({label})" : item.Title;
    }

    private static string Settled(Order order, Return wanted, bool french)
    {
        string Money(long amount) => Currencies.Format(amount, order.Currency, french ? "fr" : "en");
        if (wanted.Kind == ReturnKind.Exchange)
        {
            var goods = string.Join(", ", wanted.Replacements.Select(r => $"{r.Item.Quantity} × {r.Item.Title}{(r.Item.VariantLabel is { } label ? $" ({label})" : "")}"));
            return (french, wanted.Difference) switch
            {
                (true, 0) => $"En échange\u00a0: {goods}, sans supplément.",
                (true, > 0) => $"En échange\u00a0: {goods}. Vous payez la différence de {Money(wanted.Difference)} après le contrôle du colis.",
                (true, _) => $"En échange\u00a0: {goods}. La différence de {Money(-wanted.Difference)} vous est remboursée.",
                (false, 0) => $"In exchange: {goods}, at no further cost.",
                (false, > 0) => $"In exchange: {goods}. You pay the difference of {Money(wanted.Difference)} once the parcel was checked.",
                (false, _) => $"In exchange: {goods}. The difference of {Money(-wanted.Difference)} is given back to you.",
            };
        }

        var amount = Money(ReturnService.Expected(order, wanted));
        return (french, wanted.Kind) switch
        {
            (true, ReturnKind.StoreCredit) => $"Un avoir de {amount} est prévu après le contrôle du colis.",
            (true, _) => $"Un remboursement de {amount} par le moyen de paiement d’origine est prévu après le contrôle du colis.",
            (false, ReturnKind.StoreCredit) => $"{amount} of store credit are expected once the parcel was checked.",
            _ => $"A refund of {amount}, the way it was paid, is expected once the parcel was checked.",
        };
    }

    private static string Postage(Return wanted, bool french) => (french, wanted.ShopPaysPostage) switch
    {
        (true, true) => "La boutique prend en charge les frais de renvoi.",
        (true, false) => "Les frais de renvoi sont à votre charge.",
        (false, true) => "The shop pays for sending it back.",
        _ => "You pay for sending it back.",
    };

    private static string Reason(string reason, bool french) => reason switch
    {
        "does_not_fit" => french ? "ne convient pas" : "it does not fit",
        "changed_mind" => french ? "changement d’avis" : "changed mind",
        "not_as_described" => french ? "non conforme à la description" : "not as described",
        "damaged" => french ? "abîmé" : "damaged",
        "wrong_item" => french ? "mauvais article" : "wrong item",
        "arrived_late" => french ? "arrivé trop tard" : "arrived too late",
        _ => french ? "autre" : "other",
    };
}
