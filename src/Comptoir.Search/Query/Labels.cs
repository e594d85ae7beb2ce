using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Search.Index;

namespace Comptoir.Search.Query;

/// <summary>Constraints in words, in the request's language: chips, reasons, what was relaxed.</summary>
internal sealed class Labels(ShopDefinitions definitions, string language)
{
    private readonly bool _french = language == "fr";

    public string Language => language;

    public string Attribute(AttributeConstraint constraint)
    {
        var name = definitions.AttributeName(constraint.AttributeId, language);
        if (constraint.Values.Count > 0)
        {
            if (constraint.Values is ["true"]) return name;
            if (constraint.Values is ["false"]) return _french ? $"{name}\u00a0: non" : $"{name}: no";
            return Colon(name, definitions.ValueName(constraint.AttributeId, constraint.Values[0], language));
        }

        var stored = definitions.Attribute(constraint.AttributeId)?.Unit;
        // 20,000 ml read better as 20 l
        if (stored is "ml" or "g" or "mm" && (constraint.Max ?? constraint.Min) >= 1000)
        {
            constraint = constraint with { Min = constraint.Min / 1000, Max = constraint.Max / 1000 };
            stored = stored switch { "ml" => "l", "g" => "kg", _ => "m" };
        }

        var unit = stored is not null ? "\u00a0" + Unit(stored) : "";
        return (constraint.Min, constraint.Max) switch
        {
            ({ } min, { } max) when min == max => Colon(name, Number(min) + unit),
            ({ } min, { } max) => Colon(name, $"{Number(min)}–{Number(max)}{unit}"),
            ({ } min, null) => Colon(name, (_french ? "au moins " : "at least ") + Number(min) + unit),
            (null, { } max) => Colon(name, (_french ? "au plus " : "at most ") + Number(max) + unit),
            _ => name,
        };
    }

    public string Price(long? min, long? max) => (min, max) switch
    {
        ({ } low, { } high) => _french ? $"de {Money(low)} à {Money(high)}" : $"{Money(low)} to {Money(high)}",
        ({ } low, null) => _french ? $"à partir de {Money(low)}" : $"from {Money(low)}",
        (null, { } high) => _french ? $"moins de {Money(high)}" : $"under {Money(high)}",
        _ => "",
    };

    /// <summary><c>for 6 years</c>, <c>dès 18 mois</c>.</summary>
    public string Age(decimal age) => age < 2 && age != 1
        ? (_french ? $"convient à {Number(Math.Round(age * 12))}\u00a0mois" : $"suits {Number(Math.Round(age * 12))} months")
        : (_french ? $"convient à {Number(age)}\u00a0an{(age >= 2 ? "s" : "")}" : $"suits age {Number(age)}");

    public string Rating(decimal least) => _french ? $"note d’au moins {Number(least)} sur 5" : $"rated {Number(least)} or more";

    public string InStock => _french ? "en stock" : "in stock";

    public string OutOfStock => _french ? "épuisé" : "out of stock";

    public string Exclusion(Exclusion exclusion)
    {
        if (exclusion.Label is { Length: > 0 } label) return label;
        var name = exclusion.Kind switch
        {
            "attribute" when exclusion.Value == "true" => definitions.AttributeName(exclusion.Field, language),
            "attribute" => definitions.ValueName(exclusion.Field, exclusion.Value, language),
            "category" => Category(exclusion.Value),
            _ => exclusion.Value,
        };
        return (_french ? "pas " : "not ") + name.ToLowerInvariant();
    }

    public string Category(string id) => definitions.Category(id)?.Name.In(language) is { Length: > 0 } name ? name : id;

    public string Money(long amount)
    {
        var text = Currencies.Format(amount, definitions.Shop.Currency, language);
        // whole amounts read better without their cents
        var cents = (_french ? "," : ".") + new string('0', Currencies.Digits(definitions.Shop.Currency));
        return cents.Length > 1 ? text.Replace(cents, "", StringComparison.Ordinal) : text;
    }

    public string Colon(string name, string value) => _french ? $"{name}\u00a0: {value}" : $"{name}: {value}";

    public string Number(decimal value) => value.ToString("0.##", _french ? French : English);

    private string Unit(string unit) => (unit, _french) switch
    {
        ("years", true) => "ans",
        ("in", true) => "po",
        ("l", false) => "l",
        _ => unit,
    };

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
}
