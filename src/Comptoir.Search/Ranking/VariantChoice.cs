using Comptoir.Catalog.Products;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <summary>Which variant of a found product to show: one that meets everything, in stock, in the exact colour and the right size.</summary>
internal sealed class VariantChoice(ShopDefinitions definitions, Constraints constraints, ulong lost, bool cheapestFirst)
{
    /// <param name="wordTerms">Forms of the searched words; a variant whose option is named by one of them is preferred.</param>
    public Variant Choose(Segment segment, int document, SegmentConditions tests, IReadOnlySet<string> wordTerms, Func<string, IEnumerable<string>> termsOf)
    {
        var product = segment.Products[document];
        var first = segment.VariantStart[document];
        var fails = new ulong[product.Variants.Count];
        tests.Fails(document, fails);
        Variant? best = null;
        var bestScore = double.MinValue;
        for (var i = 0; i < fails.Length; i++)
        {
            if ((fails[i] & ~lost) != 0) continue;
            var variant = product.Variants[i];
            var score = (segment.InStock(first + i) ? 1000 : 0) + Exactness(product, variant, wordTerms, termsOf);
            if (cheapestFirst) score -= (double)variant.Offer.Price.Amount / 1_000_000_000;
            if (score > bestScore) (best, bestScore) = (variant, score);
        }

        return best ?? product.Variants[0];
    }

    private double Exactness(Product product, Variant variant, IReadOnlySet<string> wordTerms, Func<string, IEnumerable<string>> termsOf)
    {
        double score = 0;
        foreach (var option in variant.Options)
        {
            var wanted = constraints.Attributes.FirstOrDefault(a => a.AttributeId == option.OptionId)?.Values;
            if (wanted is { Count: > 1 } && wanted[0] == option.ValueId) score += 20;
            if (constraints.Age is { } age && AgeSizes.YearsOf(option.ValueId) is { } years)
                // clothes one size up still fit next month; a size too small never does
                score += years >= age ? 40 - (double)(years - age) * 4 : 20 - (double)(age - years) * 8;
            if (wordTerms.Count == 0) continue;
            var label = definitions.Value(option.OptionId, option.ValueId)?.Label
                ?? product.Options.FirstOrDefault(o => o.Id == option.OptionId)?.Values.FirstOrDefault(v => v.Id == option.ValueId)?.Label;
            var texts = label is { IsEmpty: false } ? label.Values.Select(v => v.Value) : [option.ValueId];
            if (texts.SelectMany(termsOf).Any(wordTerms.Contains)) score += 10;
        }

        return score;
    }
}
