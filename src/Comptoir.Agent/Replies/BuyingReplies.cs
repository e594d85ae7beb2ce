using Comptoir.Agent.Dialogue;
using Comptoir.Agent.Dialogue.Execution;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;

namespace Comptoir.Agent.Replies;

/// <summary>Replies on the way from the cart to the order.</summary>
internal static class BuyingReplies
{
    public static Part DetailsAsked(Audience a, DetailsAskedOutcome o)
    {
        var labels = Labels(a);
        var text = o.Problems.Count > 0 && o.Given.Count > 1
            ? a.In($"Please check: {string.Join(", ", o.Problems.Select(p => labels[p].ToLowerInvariant()))}.", $"Merci de vérifier\u00a0: {string.Join(", ", o.Problems.Select(p => labels[p].ToLowerInvariant()))}.")
            : o.Message ?? a.In("Where should we send it? Nothing is ordered yet.", "Où devons-nous l’envoyer\u202f? Rien n’est encore commandé.");
        return Part.Of(text).With(new FormBlock("details", a.In("Your details", "Vos coordonnées"), Fields(a, labels, o), a.In("Continue", "Continuer")));
    }

    public static Part DeliveryAsked(Audience a, DeliveryAskedOutcome o) =>
        Part.Of(a.In("How would you like to receive it?", "Comment souhaitez-vous le recevoir\u202f?"))
            .With(new FormBlock("delivery", a.In("Delivery", "Livraison"),
                [new FormField(Details.Delivery, a.In("Delivery", "Livraison"), "choice", true, o.Selected ?? o.Choices[0].Value, null, o.Choices)], a.In("Continue", "Continuer")));

    public static Part Proposed(Audience a, ProposedOutcome o) => o.Checkout is { } checkout ? ToPlace(a, o, checkout) : ToCancel(a, o, o.Order!);

    public static Part PayOnPage(Audience a, PayOnPageOutcome o) => Part.Of(a.In(
        $"Everything is ready: {Wording.Money("en", o.Checkout.Totals.Total, o.Checkout.Currency)} in all. You pay on this page: /checkout/{o.Checkout.Id}",
        $"Tout est prêt\u00a0: {Wording.Money("fr", o.Checkout.Totals.Total, o.Checkout.Currency)} au total. Le paiement se fait sur cette page\u00a0: /checkout/{o.Checkout.Id}"));

    public static Part Ordered(Audience a, OrderedOutcome o) => Part.Of(
        a.In($"Thank you! Order #{o.Order.Number} is placed: {Wording.Money("en", o.Order.Totals.Total, o.Order.Currency)}.", $"Merci\u202f! La commande nº\u00a0{o.Order.Number} est passée\u00a0: {Wording.Money("fr", o.Order.Totals.Total, o.Order.Currency)}.")
        + (o.TestPayment ? a.In(" This was a test payment: no money was taken.", " C’était un paiement d’essai\u00a0: rien n’a été débité.") : "")
        + (o.Order.Buyer?.Email is { } email ? a.In($"\nThe confirmation goes to {email}.", $"\nLa confirmation part à l’adresse {email}.") : ""),
        Buttons.Track(a), Buttons.CancelOrder(a)).With(new OrderBlock(o.Order));

    public static Part Payment(Audience a, PaymentOutcomeSaid o) => Part.Of(o.Message.Length > 0
        ? o.Url is null ? o.Message : $"{o.Message}\n{o.Url}"
        : a.In("The payment is still being checked. Ask me again in a moment.", "Le paiement est en cours de vérification. Redemandez-moi dans un instant."));

    private static Part ToPlace(Audience a, ProposedOutcome o, Checkout checkout)
    {
        var total = Wording.Money(a.Language, checkout.Totals.Total, checkout.Currency);
        var lines = new List<string>();
        if (o.Changed) lines.Add(a.In("Something has changed since. Please check again.", "Quelque chose a changé entre-temps. Merci de vérifier de nouveau."));
        lines.Add(a.In($"Please check your order: {total} in all.", $"Merci de vérifier votre commande\u00a0: {total} au total."));
        lines.AddRange(checkout.Lines.Take(12).Select(l => $"{l.Quantity} × {l.Title}{(l.VariantLabel is null ? "" : $" ({l.VariantLabel})")}, {Wording.Money(a.Language, l.Total, checkout.Currency)}"));
        foreach (var method in checkout.Fulfilment) lines.Add(Delivery(a, checkout, method));
        if (o.TestPayment) lines.Add(a.In("Payment: test payment, no money is taken.", "Paiement\u00a0: essai, rien n’est débité."));
        lines.Add(a.In("Shall I place this order? Nothing happens before your yes.", "Dois-je passer cette commande\u202f? Rien ne se fait sans votre oui."));
        return Part.Of(string.Join('\n', lines)).With(new ConfirmationBlock(o.Proposal.Token, a.In($"Order for {total}", $"Commande de {total}"), checkout, null,
            new QuickReply(a.In($"Yes, order for {total}", $"Oui, commander pour {total}"), "confirm:" + o.Proposal.Token), new QuickReply(a.In("Not now", "Pas maintenant"), "deny")));
    }

    private static Part ToCancel(Audience a, ProposedOutcome o, Order order)
    {
        var back = Wording.Money(a.Language, order.Left, order.Currency);
        return Part.Of(a.In($"Cancel order #{order.Number}? You get {back} back. Nothing happens before your yes.", $"Annuler la commande nº\u00a0{order.Number}\u202f? Vous serez remboursé de {back}. Rien ne se fait sans votre oui."))
            .With(new ConfirmationBlock(o.Proposal.Token, a.In($"Cancel order #{order.Number}", $"Annuler la commande nº\u00a0{order.Number}"), null, order,
                new QuickReply(a.In("Yes, cancel it", "Oui, l’annuler"), "confirm:" + o.Proposal.Token), new QuickReply(a.In("No, keep it", "Non, la garder"), "deny")));
    }

    private static string Delivery(Audience a, Checkout checkout, FulfilmentMethod method)
    {
        var destination = method.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId);
        var option = method.Groups.SelectMany(g => g.Options.Where(o => o.Id == g.SelectedOptionId)).FirstOrDefault();
        var place = destination is null ? "" : Place(a, checkout.Buyer, destination);
        return a.In("Delivery: ", "Livraison\u00a0: ") + string.Join(", ", new[] { option is null ? "" : Wording.Delivery(option, checkout.Currency, a.Language), place }.Where(p => p.Length > 0));
    }

    private static string Place(Audience a, Buyer? buyer, Destination destination)
    {
        var address = destination.Address;
        var parts = new[] { destination.Name ?? buyer?.FullName, address.Street, $"{address.PostalCode} {address.City}".Trim(), address.Country is { } code ? Countries.Name(code, a.Language) : null };
        return string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private static List<FormField> Fields(Audience a, Dictionary<string, string> labels, DetailsAskedOutcome o)
    {
        FormField Text(string id, string autocomplete, string type = "text") => new(id, labels[id], type, true, o.Given.GetValueOrDefault(id), autocomplete);
        return
        [
            Text(Details.Email, "email", "email"),
            Text(Details.FirstName, "given-name"),
            Text(Details.LastName, "family-name"),
            Text(Details.Street, "street-address"),
            Text(Details.PostalCode, "postal-code"),
            Text(Details.City, "address-level2"),
            new(Details.Country, labels[Details.Country], "country", true, o.Given.GetValueOrDefault(Details.Country), "country",
                [.. o.Countries.Select(c => new FormChoice(c, Countries.Name(c, a.Language))).OrderBy(c => c.Label, StringComparer.Ordinal)]),
        ];
    }

    private static Dictionary<string, string> Labels(Audience a) => new()
    {
        [Details.Email] = a.In("E-mail", "Adresse e-mail"),
        [Details.FirstName] = a.In("First name", "Prénom"),
        [Details.LastName] = a.In("Last name", "Nom"),
        [Details.Street] = a.In("Street and number", "Numéro et rue"),
        [Details.PostalCode] = a.In("Postcode", "Code postal"),
        [Details.City] = a.In("Town", "Ville"),
        [Details.Country] = a.In("Country", "Pays"),
    };
}
