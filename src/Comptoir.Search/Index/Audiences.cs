using Comptoir.Catalog.Products;

namespace Comptoir.Search.Index;

/// <summary>For whom a product is: from its <c>gender</c>, <c>age_min</c> and <c>age_max</c> attributes (years) and its tags.</summary>
internal static class Audiences
{
    private static readonly string[] Names = ["woman", "man", "girl", "boy", "child", "baby", "teenager"];

    /// <summary>The bit of an audience; 0 when it is none that products are marked with.</summary>
    public static byte Bit(string audience)
    {
        var index = Array.IndexOf(Names, audience);
        return index < 0 ? (byte)0 : (byte)(1 << index);
    }

    public static byte Of(Product product)
    {
        var (min, max) = Ages(product);
        var gender = (product.Attributes.GetValueOrDefault("gender") as EnumerationValue)?.Ids ?? [];
        bool Tag(string tag) => product.Tags.Contains(tag);
        bool Gender(string g) => gender.Contains(g);
        var adultOnly = min >= 16 || (min is null && !Tag("child") && !Tag("baby") && !Tag("teenager"));
        var childOnly = max < 15;
        var forChildren = (min is not null && min < 13 && max is not null and < 100) || (min is not null && min < 13 && (Tag("child") || Tag("baby")))
            || (min is null && (Tag("child") || Gender("girl") || Gender("boy")));
        var audience = 0;
        if (!childOnly && (Gender("woman") || (Gender("unisex") && !forChildren) || (gender.Count == 0 && Tag("woman")))) audience |= Bit("woman");
        if (!childOnly && (Gender("man") || (Gender("unisex") && !forChildren) || (gender.Count == 0 && Tag("man")))) audience |= Bit("man");
        if (Gender("girl") || (forChildren && !Gender("boy"))) audience |= Bit("girl");
        if (Gender("boy") || (forChildren && !Gender("girl"))) audience |= Bit("boy");
        if (forChildren && (max is null or >= 3)) audience |= Bit("child");
        if (Tag("baby") || min < 2 && forChildren) audience |= Bit("baby");
        if (Tag("teenager") || (!adultOnly && min <= 14 && max is >= 14 and < 100)) audience |= Bit("teenager");
        return (byte)audience;
    }

    public static (decimal? Min, decimal? Max) Ages(Product product) => (Years(product, "age_min"), Years(product, "age_max"));

    /// <summary>Whether a product suits that age in years; products that do not say suit grown-ups, and the young by their tags.</summary>
    public static bool Fits(Product product, decimal age)
    {
        var (min, max) = Ages(product);
        if (min is not null || max is not null) return (min ?? 0) <= age && age <= (max ?? 150);
        if (age >= 16) return true;
        return (age < 3 && product.Tags.Contains("baby")) || (age is >= 3 and < 13 && product.Tags.Contains("child"))
            || (age >= 12 && product.Tags.Contains("teenager"));
    }

    private static decimal? Years(Product product, string attribute) => product.Attributes.GetValueOrDefault(attribute) switch
    {
        NumberValue { Unit: "months" or "month" or "mois" } months => months.Value / 12,
        NumberValue years => years.Value,
        _ => null,
    };
}
