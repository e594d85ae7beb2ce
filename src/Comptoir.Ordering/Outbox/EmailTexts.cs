using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Outbox;

/// <summary>Subject and plain text of every e-mail, in English and French.</summary>
internal static class EmailTexts
{
    /// <param name="baseUrl">Without a trailing slash; null: no links.</param>
    public static (string Subject, string Body) Write(OutboxMessage message, Order? order, Shop shop, string? baseUrl)
    {
        var french = Wording.IsFrench(message.Language);
        string T(string en, string fr) => french ? fr : en;

        if (order is null)
        {
            var link = message.Data is null ? "" : JsonNode.Parse(message.Data)?["link"]?.GetValue<string>() ?? "";
            return (T($"Your sign-in link for {shop.Name}", $"Votre lien de connexion à {shop.Name}"), Letter(shop, T("Hello,", "Bonjour,"), T(
                $"With this link you sign in to {shop.Name}. It works once, within 20 minutes:\n\n{link}\n\nIf you did not ask for it, ignore this message.",
                $"Ce lien vous connecte à {shop.Name}. Il fonctionne une seule fois, pendant 20 minutes\u00a0:\n\n{link}\n\nSi vous ne l’avez pas demandé, ignorez ce message.")));
        }

        var number = order.Number;
        var name = Line(order.Buyer?.FirstName);
        var hello = name.Length > 0 ? T($"Hello {name},", $"Bonjour {name},") : T("Hello,", "Bonjour,");
        var address = baseUrl is null ? "" : T($"\n\nYour order: {baseUrl}/orders/{order.Id}", $"\n\nVotre commande\u00a0: {baseUrl}/orders/{order.Id}");
        var (subject, text) = message.Topic switch
        {
            "order_placed" => (
                T($"Order {number} confirmed", $"Commande {number} confirmée"),
                T($"Thank you for your order {number}.", $"Merci pour votre commande {number}.") + $"\n\n{Lines(order)}\n{TotalsOf(order, french)}{Delivery(order, french)}"),
            "order_shipped" => (
                T($"Order {number} is on its way", $"Commande {number} expédiée"),
                (order.Status == OrderStatus.PartlyShipped
                    ? T($"Part of your order {number} has left our house.", $"Une partie de votre commande {number} est partie.")
                    : T($"Your order {number} has left our house.", $"Votre commande {number} est partie.")) + Tracking(order, french)),
            "order_delivered" => (
                T($"Order {number} was delivered", $"Commande {number} livrée"),
                T($"Your order {number} has been delivered. We hope you like it.", $"Votre commande {number} a été livrée. Nous espérons qu’elle vous plaît.")),
            "order_canceled" => (
                T($"Order {number} cancelled", $"Commande {number} annulée"),
                T($"Your order {number} was cancelled. We give back {Money(order, order.Refunded)} to the means of payment that you used.",
                    $"Votre commande {number} est annulée. Nous remboursons {Money(order, order.Refunded)} sur le moyen de paiement utilisé.")),
            "order_refunded" => (
                T($"Refund for order {number}", $"Remboursement de la commande {number}"),
                T($"We give back {Money(order, LastRefund(order))} for your order {number} to the means of payment that you used.",
                    $"Nous remboursons {Money(order, LastRefund(order))} de votre commande {number} sur le moyen de paiement utilisé.")),
            var topic when AfterSaleTexts.Write(topic, message.Data, order, shop.Address, Line) is { } known => known,
            _ => (T($"Your order {number}", $"Votre commande {number}"), T("There is news about your order.", "Il y a du nouveau pour votre commande.")),
        };
        return ($"{subject} – {Line(shop.Name)}", Letter(shop, hello, text + address));
    }

    internal static string Letter(Shop shop, string hello, string text) =>
        string.Join('\n', [hello, "", text, "", "-- ", Line(shop.LegalName ?? shop.Name), .. shop.Address.Select(Line), .. shop.Email is null ? Array.Empty<string>() : [shop.Email]]) + "\n";

    private static string Lines(Order order)
    {
        var text = new StringBuilder();
        foreach (var line in order.Lines.Select(l => l.Item))
            text.Append(line.Quantity).Append(" × ").Append(Line(line.Title)).Append(line.VariantLabel is null ? "" : $" ({Line(line.VariantLabel)})").Append("  ").Append(Money(order, line.Subtotal)).Append('\n');
        return text.ToString();
    }

    private static string TotalsOf(Order order, bool french)
    {
        var t = order.Totals;
        var rows = new List<(string Name, string Amount)> { (french ? "Sous-total" : "Subtotal", Money(order, t.Subtotal)) };
        if (t.ItemsDiscount + t.Discount > 0) rows.Add((french ? "Remises" : "Discounts", Money(order, -(t.ItemsDiscount + t.Discount))));
        if (t.Fulfilment is { } shipping) rows.Add((french ? "Livraison" : "Shipping", Money(order, shipping)));
        if (t.Tax > 0) rows.Add((french ? "Taxes" : "Tax", Money(order, t.Tax)));
        rows.Add(("Total", Money(order, t.Total)));
        if (t.TaxIncluded > 0) rows.Add((french ? "dont taxes" : "including tax", Money(order, t.TaxIncluded)));
        return string.Concat(rows.Select(r => french ? $"{r.Name}\u00a0: {r.Amount}\n" : $"{r.Name}: {r.Amount}\n"));
    }

    private static string Delivery(Order order, bool french)
    {
        var text = new StringBuilder();
        foreach (var method in order.Fulfilment)
        {
            if (method.Destinations.FirstOrDefault() is not { } to) continue;
            var a = to.Address;
            var options = method.Groups.SelectMany(g => g.Options.Where(o => o.Id == g.SelectedOptionId).Take(1)).Select(o => o.Description is null ? Line(o.Title) : $"{Line(o.Title)} ({Line(o.Description)})");
            text.Append('\n').Append(method.Type == "pickup" ? (french ? "Retrait" : "Pick-up") : french ? "Livraison" : "Delivery").Append(french ? "\u00a0: " : ": ").AppendJoin(", ", options);
            foreach (var part in new[] { to.Name ?? $"{a.FirstName} {a.LastName}", a.Street, a.Extended, $"{a.PostalCode} {a.City}", a.Region, a.Country })
                if (!string.IsNullOrWhiteSpace(part)) text.Append('\n').Append(Line(part.Trim()));
        }

        return text.ToString();
    }

    private static string Tracking(Order order, bool french) => order.Events.LastOrDefault(e => e.Type == "shipped") is { TrackingNumber: { } number } shipment
        ? french ? $"\n\nSuivi\u00a0: {Line(shipment.Carrier)} {Line(number)}" : $"\n\nTracking: {Line(shipment.Carrier)} {Line(number)}"
        : "";

    private static long LastRefund(Order order) => order.Adjustments.LastOrDefault(a => a is { MovesMoney: true, Status: "completed" })?.Amount ?? 0;

    private static string Money(Order order, long amount) => Currencies.Format(amount, order.Currency, order.Language);

    /// <summary>Foreign text on one line, so that it cannot pretend to be ours.</summary>
    internal static string Line(string? text) => text is null ? "" : new string([.. text.Take(300).Select(c => char.IsControl(c) ? ' ' : c)]);
}
