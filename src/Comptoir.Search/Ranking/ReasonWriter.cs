using Comptoir.Catalog.Products;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <summary>Why a product is shown: the constraints it meets first, then where the words were found; four at most.</summary>
internal sealed class ReasonWriter(ShopDefinitions definitions, Constraints constraints, IReadOnlySet<string> lost, IReadOnlyList<WordCondition> words, Labels labels, Func<string, IEnumerable<string>> termsOf)
{
    private const int Most = 4;

    public IReadOnlyList<Reason> Write(Segment segment, int document, Variant variant)
    {
        var product = segment.Products[document];
        var reasons = new List<Reason>();
        void Add(string kind, string field, string text)
        {
            if (reasons.Count < Most && text.Length > 0 && reasons.All(r => !string.Equals(r.Text, text, StringComparison.OrdinalIgnoreCase))) reasons.Add(new Reason(kind, field, text));
        }

        foreach (var a in constraints.Attributes)
            if (!lost.Contains(a.Label ?? "")) Add("attribute", a.AttributeId, Attribute(product, variant, a));
        if (constraints.Age is { } age && !lost.Contains(labels.Age(age))) Add("age", "age", labels.Age(age));
        if (constraints.PriceMin is not null || constraints.PriceMax is not null) Add("price", "price", labels.Price(constraints.PriceMin, constraints.PriceMax));
        foreach (var e in constraints.Exclusions) Add("excluded", e.Field, labels.Exclusion(e));
        if (constraints.Audience is { } audience && AudienceWords.Label(audience, labels.Language) is var whom && !lost.Contains(whom)) Add("attribute", "gender", whom);
        if (constraints.Brands.Count > 0 && product.Brand is { } brand) Add("brand", "brand", brand);
        if (constraints.Categories.Count > 0 && product.CategoryId is { } category) Add("category", "category", labels.Category(category));
        if (constraints.RatingMin is not null && product.Rating is { } rating && !lost.Contains(labels.Rating(constraints.RatingMin.Value)))
            Add("rating", "rating", $"★ {labels.Number(rating.Value)}");
        foreach (var word in words) Word(segment, document, product, word, Add);
        return reasons;
    }

    private string Attribute(Product product, Variant variant, AttributeConstraint a)
    {
        var name = definitions.AttributeName(a.AttributeId, labels.Language);
        if (a.Values is ["true"]) return name;
        if (a.Values.Count == 0)
        {
            if (Numbers.Value(product, variant, a.AttributeId, definitions) is not { } number) return labels.Attribute(a);
            return labels.Attribute(a with { Min = number, Max = number });
        }

        // name the value that this variant has, not the one that was asked for: navy, when blue was
        var own = variant.Options.Where(o => o.OptionId == a.AttributeId).Select(o => o.ValueId)
            .Concat((variant.Attributes.GetValueOrDefault(a.AttributeId) as EnumerationValue)?.Ids ?? [])
            .Concat((product.Attributes.GetValueOrDefault(a.AttributeId) as EnumerationValue)?.Ids ?? []);
        var met = own.FirstOrDefault(a.Values.Contains) ?? a.Values[0];
        return labels.Attribute(a with { Values = [met] });
    }

    private void Word(Segment segment, int document, Product product, WordCondition word, Action<string, string, string> add)
    {
        var fields = Fields.None;
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alternative in word.Alternatives)
        {
            var here = alternative.Terms.Aggregate(alternative.In(segment.Languages[document]), (f, t) => f & segment.FieldsOf(t, document));
            fields |= here;
            if (here != 0) terms.UnionWith(alternative.Terms);
        }

        if ((fields & Fields.Tag) != 0 && product.Tags.FirstOrDefault(t => TagLabels.Find(t, labels.Language) is not null && Matches(t, terms)) is { } tag)
            add("tag", tag, TagLabels.Find(tag, labels.Language)!);
        else if ((fields & Fields.Title) != 0 && InTitle(product, word, terms) is { } named) add("term", "title", Quote(named, labels.Language == "fr" ? "dans le nom" : "in the name"));
        else if ((fields & Fields.Category) != 0 && product.CategoryId is { } category) add("category", "category", labels.Category(category));
        else if ((fields & Fields.Brand) != 0 && product.Brand is { } brand) add("brand", "brand", brand);
        else if ((fields & (Fields.Attribute | Fields.Option)) != 0) add("attribute", "attribute", Quote(word.Written, labels.Language == "fr" ? "dans les caractéristiques" : "in its features"));
        else if ((fields & Fields.Code) != 0) add("term", "sku", word.Written);
        else if ((fields & Fields.Description) != 0) add("term", "description", Quote(word.Written, labels.Language == "fr" ? "dans la description" : "in the description"));
    }

    // the title's own word, which may be a synonym of the one asked for
    private string? InTitle(Product product, WordCondition word, HashSet<string> terms)
    {
        var own = word.Alternatives.Where(a => a.Weight > 0.84f && a.Terms.Length > 1).Any(a => a.Terms.All(terms.Contains));
        if (own) return word.Written;
        foreach (var title in new[] { product.Title.In(labels.Language) }.Concat(product.Title.Values.Select(v => v.Value)))
        {
            var scanner = new Analysis.WordScanner(title);
            while (scanner.MoveNext())
            {
                var written = scanner.Word.ToString();
                if (termsOf(written).Any(terms.Contains)) return written.ToLowerInvariant();
            }
        }

        return null;
    }

    private static bool Matches(string tag, HashSet<string> terms) =>
        Analysis.WordList.Words(tag).All(w => terms.Any(t => t.Length > 2 && (w.StartsWith(t.AsSpan(2), StringComparison.Ordinal) || t.AsSpan(2).StartsWith(w))));

    private string Quote(string word, string where)
    {
        var shown = word.Length > 40 ? word[..40] + "…" : word;
        return labels.Language == "fr" ? $"«\u00a0{shown}\u00a0» {where}" : $"“{shown}” {where}";
    }
}
