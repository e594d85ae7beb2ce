using Comptoir.Catalog.Products;
using Comptoir.Search.Query;

namespace Comptoir.Search;

/// <summary>A search in one shop.</summary>
public sealed record SearchRequest
{
    public required string ShopId { get; init; }

    /// <summary>What the person typed; may be empty when only constraints are given. At most 1,000 characters are read.</summary>
    public string Text { get; init; } = "";

    /// <summary>Two letters: the language of labels and reasons, and the first guess for the text's.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Constraints given apart from the text (filters, refinements). They are joined with what the text says; text wins where both speak of the same thing.</summary>
    public Constraints Constraints { get; init; } = Constraints.None;

    public SortOrder Sort { get; init; } = SortOrder.Relevance;

    public int Offset { get; init; }

    /// <summary>1 to 250.</summary>
    public int Limit { get; init; } = 24;

    public bool WithFacets { get; init; }

    /// <summary>Also lists products that have only some of the words, in one order with those that have all; prices, exclusions and chosen filters hold for them too.</summary>
    public bool WithPartial { get; init; }

    /// <summary>False for products that do not exist for whoever asks: they are neither found nor counted. Null: all exist.</summary>
    public Func<Product, bool>? Sees { get; init; }
}

public enum SortOrder { Relevance, PriceAscending, PriceDescending, Rating, Newest }

/// <param name="Understood">What was taken from the text and the given constraints, as chips to show or quote.</param>
/// <param name="Relaxed">Constraints that had to be loosened to find anything (soft words only; price limits and exclusions are never loosened).</param>
/// <param name="Corrected">The text as corrected for spelling; null when nothing was.</param>
public sealed record SearchResult(
    IReadOnlyList<Hit> Hits,
    int Total,
    IReadOnlyList<Facet> Facets,
    Constraints Understood,
    IReadOnlyList<string> Relaxed,
    string? Corrected)
{
    public static SearchResult Empty { get; } = new([], 0, [], Constraints.None, [], null);
}

/// <param name="VariantId">The variant that fits best (the blue one when blue was asked for).</param>
/// <param name="Reasons">Why it is shown, best first, each tied to a field.</param>
public sealed record Hit(string ProductId, string VariantId, double Score, IReadOnlyList<Reason> Reasons);

/// <param name="Kind">term, attribute, price, category, brand, age, excluded, tag, rating.</param>
/// <param name="Field">title, description, an attribute id …</param>
/// <param name="Text">In the request's language, ready to show: <c>Waterproof</c>, <c>under €30</c>, <c>not pink</c>.</param>
public sealed record Reason(string Kind, string Field, string Text);

/// <param name="Id">category, brand, price, rating, availability or an attribute id.</param>
public sealed record Facet(string Id, string Label, IReadOnlyList<FacetValue> Values);

/// <param name="Selected">The value is among the constraints now.</param>
public sealed record FacetValue(string Id, string Label, int Count, bool Selected, string? Swatch = null);
