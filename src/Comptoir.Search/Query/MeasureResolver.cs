using Comptoir.Search.Index;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Query;

/// <summary>Decides which attribute a bound like "at least 20 l" is about: the named one, else the one that most matching products satisfy.</summary>
internal static class MeasureResolver
{
    public static void Resolve(Draft draft, Measure measure, ShopDefinitions definitions, Context context)
    {
        var candidates = measure.AttributeId is { } named
            ? [named]
            : definitions.Attributes.Where(a => Numbers.UnitOf(a.Unit) is { } unit && unit.Dimension == measure.Unit?.Dimension).Select(a => a.Id).ToList();
        var constraints = candidates.Select(id => Bounds(id, measure, definitions)).ToList();
        if (constraints.Count == 0) return;
        var best = constraints.MaxBy(c => context.CountProducts(p => p.Variants.Any(v => Numbers.Within(p, v, c, definitions))))!;
        draft.Demand(best);
    }

    private static AttributeConstraint Bounds(string attributeId, Measure measure, ShopDefinitions definitions)
    {
        var factor = measure.Unit is { } said && Numbers.UnitOf(definitions.Attribute(attributeId)?.Unit) is { } stored && stored.Dimension == said.Dimension
            ? said.Factor / stored.Factor
            : 1;
        return new AttributeConstraint(attributeId, [], Scale(measure.Min, factor), Scale(measure.Max, factor));
    }

    private static decimal? Scale(decimal? bound, decimal factor) => bound is { } value and < 1_000_000_000 ? value * factor : bound;
}
