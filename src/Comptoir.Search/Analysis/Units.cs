using System.Collections.Frozen;
using System.Globalization;

namespace Comptoir.Search.Analysis;

/// <param name="Dimension">What is measured, named after its base unit: ml, g, mm, W, min, …</param>
/// <param name="Factor">How many base units one is.</param>
internal sealed record Unit(string Dimension, decimal Factor);

/// <summary>Units as people and catalogues write them in English and French, and numbers in both writings.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, Unit> ByName = Build();

    /// <summary>The unit of a folded word (<c>ml</c>, <c>litres</c>, <c>go</c>); null when it is none.</summary>
    public static Unit? Find(string? word) => word is not null && ByName.TryGetValue(word, out var unit) ? unit : null;

    /// <summary>A number in either writing: <c>12.5</c>, <c>12,5</c>, <c>1 000</c>, <c>1,000</c>, <c>1.299,50</c>.</summary>
    public static decimal? ParseNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > 20) return null;
        // 3/4, 1-1/2
        var slash = text.IndexOf('/');
        if (slash > 0)
        {
            var whole = text[..slash].IndexOf('-');
            return ParseNumber(text[(whole + 1)..slash]) is { } top && ParseNumber(text[(slash + 1)..]) is > 0 and var bottom
                ? (whole > 0 ? ParseNumber(text[..whole]) ?? 0 : 0) + Math.Round(top / bottom, 4)
                : null;
        }

        Span<char> clean = stackalloc char[Math.Min(text.Length, 24)];
        var lastSeparator = text.LastIndexOfAny('.', ',');
        // three digits after a lone separator are thousands, unless the number starts with zero
        var thousands = lastSeparator >= 0 && text.Length - lastSeparator == 4 && text[0] != '0'
            && text[..lastSeparator].IndexOfAny('.', ',') < 0 && lastSeparator <= 3;
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) clean[length++] = text[i];
            else if (i == lastSeparator && !thousands) clean[length++] = '.';
        }

        return decimal.TryParse(clean[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>The index term of a measure, the same for <c>0.5 l</c>, <c>50 cl</c> and <c>500 ml</c>.</summary>
    public static string Term(decimal value, Unit unit)
    {
        var inBase = Math.Round(value * unit.Factor, 3);
        return string.Create(CultureInfo.InvariantCulture, $"#{inBase / 1.000000000m:0.###}{unit.Dimension}");
    }

    private static FrozenDictionary<string, Unit> Build()
    {
        var units = new Dictionary<string, Unit>();
        void Add(string dimension, decimal factor, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) units[name] = new Unit(dimension, factor);
        }

        Add("ml", 1, "ml", "millilitre", "millilitres", "milliliter", "milliliters");
        Add("ml", 10, "cl", "centilitre", "centilitres");
        Add("ml", 100, "dl");
        Add("ml", 1000, "l", "litre", "litres", "liter", "liters");
        Add("ml", 3785.41m, "gal", "gallon", "gallons");
        Add("ml", 946.353m, "qt", "quart", "quarts");
        Add("g", 0.001m, "mg");
        Add("g", 1, "g", "gr", "gram", "grams", "gramme", "grammes");
        Add("g", 1000, "kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes");
        Add("g", 453.592m, "lb", "lbs", "pound", "pounds");
        Add("g", 28.3495m, "oz", "ounce", "ounces", "once", "onces");
        Add("mm", 1, "mm", "millimetre", "millimetres", "millimeter", "millimeters");
        Add("mm", 10, "cm", "centimetre", "centimetres", "centimeter", "centimeters");
        Add("mm", 1000, "m", "metre", "metres", "meter", "meters");
        Add("mm", 25.4m, "in", "inch", "inches", "pouce", "pouces", "po");
        Add("mm", 304.8m, "ft", "foot", "feet");
        Add("mm", 914.4m, "yd", "yard", "yards");
        Add("m2", 1, "m2", "sqm");
        Add("m2", 0.092903m, "sqft");
        Add("W", 1, "w", "watt", "watts");
        Add("W", 1000, "kw");
        Add("min", 1, "min", "minute", "minutes", "mn");
        Add("min", 60, "h", "hour", "hours", "heure", "heures", "hr", "hrs");
        Add("%", 1, "%", "percent");
        Add("V", 1, "v", "volt", "volts");
        Add("A", 1, "amp", "amps", "ampere", "amperes");
        Add("mAh", 1, "mah");
        Add("lm", 1, "lm", "lumen", "lumens");
        Add("GB", 1, "gb", "go");
        Add("GB", 1000, "tb", "to");
        Add("GB", 0.001m, "mb", "mo");
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
