using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Feeds;

/// <summary>One product of a feed, ready to be written.</summary>
public sealed record FeedEntry(long Line, Product Product, IReadOnlyList<StockLevel> Stock, IReadOnlyList<Review> Reviews);

/// <summary>A line of Comptoir's own JSON Lines form, as <c>export</c> writes it: first the shop, then one product a line.</summary>
public sealed record FeedLine
{
    public Shop? Shop { get; init; }

    public Product? Product { get; init; }

    public IReadOnlyList<StockLevel>? Stock { get; init; }

    public IReadOnlyList<Review>? Reviews { get; init; }
}
