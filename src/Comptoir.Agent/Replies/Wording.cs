using System.Globalization;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Fulfilment;

namespace Comptoir.Agent.Replies;

/// <summary>Small pieces of text that several replies share, in English and French.</summary>
internal static class Wording
{
    private const int FewPieces = 5;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string In(string language, string english, string french) => language == "fr" ? french : english;

    public static string Products(string l, int n) => n == 1 ? In(l, "1 product", "1 produit") : In(l, $"{n} products", $"{n} produits");

    public static string Items(string l, int n) => n == 1 ? In(l, "1 item", "1 article") : In(l, $"{n} items", $"{n} articles");

    public static string Money(string l, long amount, string currency) => Currencies.Format(amount, currency, l);

    /// <summary>Whole amounts without their cents.</summary>
    public static string RoundMoney(string l, long amount, string currency)
    {
        var cents = (l == "fr" ? "," : ".") + new string('0', Currencies.Digits(currency));
        return cents.Length > 1 ? Money(l, amount, currency).Replace(cents, "", StringComparison.Ordinal) : Money(l, amount, currency);
    }

    /// <summary>Free, or the amount.</summary>
    public static string MoneyOrFree(string l, long amount, string currency) => amount == 0 ? In(l, "free", "offert") : Money(l, amount, currency);

    public static string Stock(string l, long available) => available switch
    {
        <= 0 => In(l, "out of stock", "épuisé"),
        <= FewPieces => In(l, $"only {available} left", $"plus que {available} en stock"),
        _ => In(l, "in stock", "en stock"),
    };

    public static string Date(string l, DateTimeOffset at) => at.ToString("d MMMM yyyy", l == "fr" ? French : English);

    public static string Day(string l, DateTimeOffset at) => at.ToString("d MMMM", l == "fr" ? French : English);

    public static string Number(string l, decimal value) => value.ToString("0.#", l == "fr" ? French : English);

    /// <summary>A text that is not ours, between quotation marks, bounded.</summary>
    public static string Quoted(string l, string text, int most = 300) => In(l, $"“{Bounded.Text(text.Trim(), most)}”", $"«\u00a0{Bounded.Text(text.Trim(), most)}\u00a0»");

    public static string Delivery(FulfilmentOption option, string currency, string l)
    {
        var when = (option.Earliest, option.Latest) switch
        {
            ({ } from, { } to) when from.Date != to.Date => In(l, $", {Day(l, from)} to {Day(l, to)}", $", du {Day(l, from)} au {Day(l, to)}"),
            (_, { } to) => In(l, $", by {Day(l, to)}", $", le {Day(l, to)} au plus tard"),
            _ => "",
        };
        return $"{option.Title}{when} ({MoneyOrFree(l, option.Amount, currency)})";
    }

    public static string PickUpAt(Location place, string l) =>
        In(l, "Collect it at ", "Retrait\u00a0: ") + string.Join(", ", new[] { place.Name, place.Street, place.City }.Where(p => !string.IsNullOrEmpty(p)));

    /// <summary>First letter large.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
