using Comptoir.Search.Query;

namespace Comptoir.Agent.Dialogue;

/// <summary>Names the parts of a set of constraints, so that one can be shown as a chip, counted without, or dropped.</summary>
internal static class ConstraintKeys
{
    public const string Price = "price";
    public const string Words = "words";

    public static IEnumerable<string> Of(Constraints c)
    {
        if (c.Categories.Count > 0) yield return "category";
        if (c.Brands.Count > 0) yield return "brand";
        foreach (var a in c.Attributes) yield return "attribute:" + a.AttributeId;
        foreach (var x in c.Exclusions.DistinctBy(x => x.Label ?? KeyOf(x))) yield return KeyOf(x);
        if (c.PriceMin is not null || c.PriceMax is not null) yield return Price;
        if (c.Age is not null) yield return "age";
        if (c.Audience is not null) yield return "audience";
        if (c.RatingMin is not null) yield return "rating";
        if (c.InStockOnly) yield return "stock";
        if (c.Words.Length > 0) yield return Words;
    }

    public static string KeyOf(Exclusion x) => $"not:{x.Kind}:{x.Field}:{x.Value}";

    /// <summary>The constraints without that part; unchanged when there is no such part.</summary>
    public static Constraints Without(Constraints c, string key) => key switch
    {
        "category" => c with { Categories = [] },
        "brand" => c with { Brands = [] },
        Price => c with { PriceMin = null, PriceMax = null },
        "age" => c with { Age = null },
        "audience" => c with { Audience = null },
        "rating" => c with { RatingMin = null },
        "stock" => c with { InStockOnly = false },
        Words => c with { Words = "" },
        _ when key.StartsWith("attribute:", StringComparison.Ordinal) => c with { Attributes = [.. c.Attributes.Where(a => "attribute:" + a.AttributeId != key)] },
        _ => c with { Exclusions = [.. c.Exclusions.Where(x => !SameWish(c, x, key))] },
    };

    /// <summary>One "not leather" may forbid several values; they go together.</summary>
    private static bool SameWish(Constraints c, Exclusion x, string key) =>
        KeyOf(x) == key || (x.Label is not null && c.Exclusions.Any(other => KeyOf(other) == key && other.Label == x.Label));

    /// <summary>Without what a search had to leave out to find anything (labels of attributes, single words).</summary>
    public static Constraints WithoutRelaxed(Constraints c, IReadOnlyList<string> relaxed) => relaxed.Count == 0 ? c : c with
    {
        Attributes = [.. c.Attributes.Where(a => a.Label is null || !relaxed.Contains(a.Label, StringComparer.OrdinalIgnoreCase))],
        Words = string.Join(' ', c.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !relaxed.Contains(w, StringComparer.OrdinalIgnoreCase))),
    };

    /// <summary>What a remark changes: the later wins, words add up, and what is now wanted is no longer forbidden.</summary>
    public static Constraints Join(Constraints running, Constraints change)
    {
        var joined = running.With(change);
        return Limit(joined with
        {
            Words = change.Words.Length == 0 || running.Words.Contains(change.Words, StringComparison.OrdinalIgnoreCase) ? running.Words : $"{running.Words} {change.Words}".Trim(),
            PriceMin = change.PriceMax < joined.PriceMin && change.PriceMin is null ? null : joined.PriceMin,
            PriceMax = change.PriceMin > joined.PriceMax && change.PriceMax is null ? null : joined.PriceMax,
            Exclusions = [.. joined.Exclusions.Where(x => !Wants(change, x))],
            Attributes = [.. joined.Attributes.Where(a => !change.Exclusions.Any(x => x.Kind == "attribute" && x.Field == a.AttributeId && a.Values.Contains(x.Value)))],
        });
    }

    /// <summary>Bounds what a conversation carries from turn to turn.</summary>
    public static Constraints Limit(Constraints c) => c with
    {
        Words = c.Words.Length <= 200 ? c.Words : c.Words[..200],
        Categories = [.. c.Categories.Take(12)],
        Brands = [.. c.Brands.Take(12)],
        Attributes = [.. c.Attributes.TakeLast(16).Select(a => a with { Values = [.. a.Values.Take(24)] })],
        Exclusions = [.. c.Exclusions.TakeLast(16)],
    };

    private static bool Wants(Constraints change, Exclusion x) => x.Kind switch
    {
        "attribute" => change.Attributes.Any(a => a.AttributeId == x.Field && a.Values.Contains(x.Value)),
        "brand" => change.Brands.Contains(x.Value),
        "category" => change.Categories.Contains(x.Value),
        _ => change.Words.Contains(x.Value, StringComparison.OrdinalIgnoreCase),
    };
}
