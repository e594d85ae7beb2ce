using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.ShopTools;

/// <summary>Finds products for a sentence or for constraints, with the reason for each.</summary>
public sealed class FindProducts(ProductSearch search)
{
    private readonly ProductCards _cards = new(search);

    public FoundProducts Run(ShopContext context, FindRequest request)
    {
        var found = search.Search(new SearchRequest
        {
            ShopId = context.Shop.Id,
            Text = request.Text,
            Language = context.Language,
            Constraints = request.Constraints ?? Constraints.None,
            Sort = request.Sort,
            Offset = Math.Clamp(request.Offset, 0, 100_000),
            Limit = Math.Clamp(request.Limit, 1, 100),
            WithFacets = request.WithFacets,
            Sees = context.Caller.Sees,
        });
        return new FoundProducts(
            [.. found.Hits.Select(h => _cards.Of(context, h)).OfType<ProductCard>()],
            found.Total, found.Facets, found.Understood, found.Relaxed, found.Corrected);
    }
}

/// <param name="Text">As the person wrote it; may be empty.</param>
/// <param name="Constraints">Joined with what the text says.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record FindRequest(string Text, Constraints? Constraints = null, SortOrder Sort = SortOrder.Relevance, int Offset = 0, int Limit = 12, bool WithFacets = false);

public sealed record FoundProducts(IReadOnlyList<ProductCard> Products, int Total, IReadOnlyList<Facet> Facets, Constraints Understood, IReadOnlyList<string> Relaxed, string? Corrected);
