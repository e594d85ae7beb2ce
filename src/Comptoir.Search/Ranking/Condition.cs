using Comptoir.Catalog.Products;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <summary>One demand of a request apart from its words, as a bit.</summary>
/// <param name="Facet">The facet whose selection it is; null when none.</param>
/// <param name="Weight">0: never dropped. Else how much it counts when not everything can be had.</param>
/// <param name="Label">For <see cref="SearchResult.Relaxed"/>.</param>
internal sealed record Condition(ulong Bit, string? Facet, double Weight, string Label, ConditionTest Test);

/// <summary>What a condition looks at. Variant tests run only for variants that the product does not decide for already.</summary>
internal abstract record ConditionTest;

/// <summary>The product must have one of the features; with <paramref name="Variants"/>, else the variant must. The first is preferred.</summary>
internal sealed record HasFeature(IReadOnlyList<string> Features, bool Variants) : ConditionTest;

internal sealed record ProductTest(Func<Segment, int, bool> Fits) : ConditionTest;

internal sealed record VariantTest(Func<Segment, int, Product, int, bool> Fits) : ConditionTest;

/// <summary>None of these may be there.</summary>
internal sealed record Excludes(IReadOnlyList<Exclusion> Exclusions, IReadOnlyDictionary<Exclusion, string[]> Terms) : ConditionTest;

/// <summary>Makes conditions of constraints.</summary>
internal static class Conditions
{
    public static List<Condition> From(Constraints c, ShopDefinitions definitions, Labels labels, Func<Exclusion, string[]> exclusionTerms)
    {
        var list = new List<Condition>();
        void Add(string? facet, double weight, string label, ConditionTest test)
        {
            if (list.Count < 60) list.Add(new Condition(1UL << list.Count, facet, weight, label, test));
        }

        if (c.Exclusions.Count > 0)
            Add(null, 0, "", new Excludes(c.Exclusions, c.Exclusions.Distinct().ToDictionary(e => e, exclusionTerms)));
        if (c.PriceMin is not null || c.PriceMax is not null)
        {
            var (min, max) = (c.PriceMin ?? long.MinValue, c.PriceMax ?? long.MaxValue);
            Add("price", 0, labels.Price(c.PriceMin, c.PriceMax), new VariantTest((s, _, _, v) => s.Prices[v] >= min && s.Prices[v] <= max));
        }

        if (c.InStockOnly) Add("availability", 0, labels.InStock, new VariantTest((s, _, _, v) => s.InStock(v)));
        if (c.Categories.Count > 0) Add("category", 0, "", new HasFeature([.. c.Categories.Select(ProductFeatures.Category)], false));
        if (c.Brands.Count > 0) Add("brand", 0, "", new HasFeature([.. c.Brands.Select(ProductFeatures.Brand)], false));
        if (c.RatingMin is { } rating)
            Add("rating", 0.1, labels.Rating(rating), new ProductTest((s, d) => s.Products[d].Rating is { } r && r.Value >= rating));
        if (c.Age is { } age) Add(null, 2.5, labels.Age(age), new ProductTest((s, d) => Audiences.Fits(s.Products[d], age)));
        if (c.Audience is { } audience && Audiences.Bit(audience) is var bit)
            Add(null, 2.2, AudienceWords.Label(audience, labels.Language), new ProductTest((s, d) => (s.Audience[d] & bit) != 0));
        foreach (var a in c.Attributes.Take(24))
        {
            var weight = a.AttributeId switch { "size" => 1.8, "color" or "colour" or "material" => 0.9, _ => 1.2 };
            ConditionTest test = a.Values.Count > 0
                ? new HasFeature([.. a.Values.Take(200).Select(v => ProductFeatures.Value(a.AttributeId, v))], true)
                : new VariantTest((s, d, p, v) => Numbers.Within(p, p.Variants[v - s.VariantStart[d]], a, definitions));
            Add(a.AttributeId, weight, a.Label ?? labels.Attribute(a), test);
        }

        return list;
    }
}
