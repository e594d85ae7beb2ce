using System.Globalization;
using Comptoir.Agent.Dialogue;
using Comptoir.Catalog.Shops;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Replies;

/// <summary>What was understood, in words, each with the action that takes it away.</summary>
internal static class Chips
{
    public static IReadOnlyList<QuickReply> Of(Audience audience, Constraints c) =>
        [.. ConstraintKeys.Of(c).Select(key => new QuickReply(Label(audience, c, key), "drop:" + key)).Where(q => q.Label.Length > 0 && q.Action.Length <= Guardrails.ActionReader.Longest)];

    public static string Label(Audience a, Constraints c, string key)
    {
        var shop = a.Shop;
        return key switch
        {
            "category" => string.Join(", ", c.Categories.Take(3).Select(id => shop.Categories.FirstOrDefault(x => x.Id == id)?.Name.In(a.Language) ?? id)),
            "brand" => string.Join(", ", c.Brands.Take(3)),
            ConstraintKeys.Price => Price(a, c.PriceMin, c.PriceMax),
            "age" => Age(a, c.Age ?? 0),
            "audience" => Person(a, c.Audience ?? ""),
            "rating" => a.In($"rated {Wording.Number(a.Language, c.RatingMin ?? 0)} or more", $"note d’au moins {Wording.Number(a.Language, c.RatingMin ?? 0)}"),
            "stock" => a.In("in stock", "en stock"),
            ConstraintKeys.Words => Wording.Quoted(a.Language, c.Words, 60),
            _ when key.StartsWith("attribute:", StringComparison.Ordinal) => c.Attributes.FirstOrDefault(x => "attribute:" + x.AttributeId == key) is { } attribute ? attribute.Label ?? Name(shop, attribute, a.Language) : "",
            _ => c.Exclusions.FirstOrDefault(x => ConstraintKeys.KeyOf(x) == key) is { } exclusion ? exclusion.Label ?? a.In("not ", "pas ") + exclusion.Value : "",
        };
    }

    /// <summary>The label between quotation marks.</summary>
    public static string Named(Audience a, Constraints c, string key) => key == ConstraintKeys.Words ? Label(a, c, key) : Wording.Quoted(a.Language, Label(a, c, key));

    private static string Name(Shop shop, AttributeConstraint attribute, string language)
    {
        var definition = shop.Attributes.FirstOrDefault(d => d.Id == attribute.AttributeId);
        var values = attribute.Values.Select(v => definition?.Values?.GetValueOrDefault(v)?.Label.In(language) ?? v);
        return $"{definition?.Name.In(language) ?? attribute.AttributeId} {string.Join(", ", values)}".Trim();
    }

    private static string Price(Audience a, long? min, long? max) => (min, max) switch
    {
        ({ } low, { } high) => a.In($"{Money(a, low)} to {Money(a, high)}", $"de {Money(a, low)} à {Money(a, high)}"),
        ({ } low, null) => a.In($"from {Money(a, low)}", $"à partir de {Money(a, low)}"),
        (null, { } high) => a.In($"under {Money(a, Limit(high))}", $"moins de {Money(a, Limit(high))}"),
        _ => "",
    };

    /// <summary>A limit just below a round amount came from "cheaper than" that amount.</summary>
    private static long Limit(long high) => high % 10 == 9 ? high + 1 : high;

    private static string Money(Audience a, long amount) => Wording.RoundMoney(a.Language, amount, a.Shop.Currency);

    private static string Age(Audience a, decimal years) => years is < 2 and not 1
        ? a.In($"{Math.Round(years * 12).ToString(CultureInfo.InvariantCulture)} months", $"{Math.Round(years * 12).ToString(CultureInfo.InvariantCulture)}\u00a0mois")
        : a.In($"age {Wording.Number(a.Language, years)}", $"{Wording.Number(a.Language, years)}\u00a0an{(years >= 2 ? "s" : "")}");

    private static string Person(Audience a, string who) => who switch
    {
        "woman" => a.In("for women", "pour femme"),
        "man" => a.In("for men", "pour homme"),
        "girl" => a.In("for girls", "pour fille"),
        "boy" => a.In("for boys", "pour garçon"),
        "child" => a.In("for children", "pour enfant"),
        "baby" => a.In("for babies", "pour bébé"),
        "teenager" => a.In("for teenagers", "pour adolescent"),
        _ => a.In($"for {who}", $"pour {who}"),
    };
}
