namespace Comptoir.Search.Query;

/// <summary>What a request demands and forbids, in the catalogue's own ids. Immutable; combine with <see cref="With"/>.</summary>
public sealed record Constraints
{
    public static Constraints None { get; } = new();

    /// <summary>Any of these categories (with their descendants); empty: any.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Brands { get; init; } = [];

    /// <summary>Demanded attribute values: every attribute listed must have one of its values.</summary>
    public IReadOnlyList<AttributeConstraint> Attributes { get; init; } = [];

    /// <summary>Forbidden: categories, brands, attribute values or words that must not be there.</summary>
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    /// <summary>Minor units of the shop's currency, inclusive.</summary>
    public long? PriceMin { get; init; }

    /// <summary>Minor units of the shop's currency, inclusive.</summary>
    public long? PriceMax { get; init; }

    /// <summary>The age in years of the person it is for.</summary>
    public decimal? Age { get; init; }

    /// <summary>woman, man, girl, boy, child, baby, teenager …; null when not said.</summary>
    public string? Audience { get; init; }

    /// <summary>Least mean rating, 1 to 5.</summary>
    public decimal? RatingMin { get; init; }

    public bool InStockOnly { get; init; }

    /// <summary>Words left for the text match after everything above was taken out.</summary>
    public string Words { get; init; } = "";

    /// <summary>The wish for an order that the text expresses ("cheapest"); null when none.</summary>
    public SortOrder? Sort { get; init; }

    public bool IsEmpty => this == None || (Categories.Count + Brands.Count + Attributes.Count + Exclusions.Count == 0
        && PriceMin is null && PriceMax is null && Age is null && Audience is null && RatingMin is null && !InStockOnly && Words.Length == 0);

    /// <summary>These constraints with those of <paramref name="later"/> on top: what the later names replaces, lists of exclusions add up.</summary>
    public Constraints With(Constraints later) => new()
    {
        Categories = later.Categories.Count > 0 ? later.Categories : Categories,
        Brands = later.Brands.Count > 0 ? later.Brands : Brands,
        Attributes = [.. Attributes.Where(a => later.Attributes.All(b => b.AttributeId != a.AttributeId)), .. later.Attributes],
        Exclusions = [.. Exclusions.Union(later.Exclusions)],
        PriceMin = later.PriceMin ?? PriceMin,
        PriceMax = later.PriceMax ?? PriceMax,
        Age = later.Age ?? Age,
        Audience = later.Audience ?? Audience,
        RatingMin = later.RatingMin ?? RatingMin,
        InStockOnly = later.InStockOnly || InStockOnly,
        Words = later.Words.Length > 0 ? later.Words : Words,
        Sort = later.Sort ?? Sort,
    };
}

/// <summary>One of <paramref name="Values"/> (enumeration ids, <c>true</c>/<c>false</c>), or a number within the bounds.</summary>
/// <param name="Label">In the request's language: <c>Colour: blue</c>.</param>
public sealed record AttributeConstraint(string AttributeId, IReadOnlyList<string> Values, decimal? Min = null, decimal? Max = null, string? Label = null)
{
    public bool Equals(AttributeConstraint? other) => other is not null && AttributeId == other.AttributeId && Min == other.Min && Max == other.Max
        && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(AttributeId, Min, Max, Values.Count);
}

/// <param name="Kind">attribute, brand, category or word.</param>
/// <param name="Field">The attribute id when <paramref name="Kind"/> is attribute; else empty.</param>
/// <param name="Value">Value id, brand, category id or word.</param>
/// <param name="Label">In the request's language, ready to show: <c>not pink</c>.</param>
public sealed record Exclusion(string Kind, string Field, string Value, string? Label = null)
{
    public bool Equals(Exclusion? other) => other is not null && Kind == other.Kind && Field == other.Field && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Kind, Field, Value);
}
