using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;

namespace Comptoir.Protocols;

/// <summary>An entry of totals and the name of a line, as people read them; UCP and ACP write them alike.</summary>
internal static class TotalEntry
{
    /// <param name="type">The protocol's word, for example <c>subtotal</c>.</param>
    /// <param name="amount">Minor units, with the sign that the protocol wants.</param>
    public static JsonObject Of(string type, long amount, string language) => new() { ["type"] = type, ["display_text"] = Label(type, language.StartsWith("fr", StringComparison.OrdinalIgnoreCase)), ["amount"] = amount };

    public static string Name(LineItem l) => l.VariantLabel is null ? l.Title : $"{l.Title} ({l.VariantLabel})";

    private static string Label(string type, bool french) => type switch
    {
        "items_base_amount" => french ? "Articles" : "Items",
        "items_discount" => french ? "Remise sur articles" : "Item discount",
        "subtotal" => french ? "Sous-total" : "Subtotal",
        "discount" => french ? "Remise" : "Discount",
        "fulfillment" => french ? "Livraison" : "Delivery",
        "tax" => french ? "Taxes" : "Tax",
        "fee" => french ? "Frais" : "Fees",
        "amount_refunded" => french ? "Remboursé" : "Refunded",
        _ => "Total",
    };
}
