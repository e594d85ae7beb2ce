namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>Who a feed is for: its columns, and the rules that it publishes for them.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Id">The column that must differ in every row.</param>
/// <param name="Columns">In order; a value that is null is left out.</param>
public sealed record ListingTarget(string Name, string Id, IReadOnlyList<ListingColumn> Columns, IReadOnlyList<ListingRule> Rules)
{
    public static IReadOnlyList<ListingTarget> All { get; } = [OpenAiListing.Target, GoogleListing.Target];

    public static ListingTarget? Named(string name) => All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A row's values by column, without those that are not there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Row(Listing listing) =>
        [.. Columns.Select(c => KeyValuePair.Create(c.Name, c.Value(listing))).Where(c => !string.IsNullOrEmpty(c.Value)).Select(c => KeyValuePair.Create(c.Key, c.Value!))];
}

public sealed record ListingColumn(string Name, Func<Listing, string?> Value)
{
    /// <summary>Columns that services write alike.</summary>
    public static ListingColumn Title { get; } = new("title", l => l.Title);

    public static ListingColumn Description { get; } = new("description", l => l.Description);

    public static ListingColumn Availability { get; } = new("availability", l => l.InStock ? "in_stock" : "out_of_stock");

    public static ListingColumn Price { get; } = new("price", l => Listing.Amount(l.ListPrice ?? l.Price));

    public static ListingColumn SalePrice { get; } = new("sale_price", l => l.ListPrice is null ? null : Listing.Amount(l.Price));

    public static ListingColumn Gtin { get; } = new("gtin", l => l.Gtin);

    public static ListingColumn Color { get; } = new("color", l => l.Option("color", "colour", "couleur"));

    public static ListingColumn Size { get; } = new("size", l => l.Option("size", "taille"));

    /// <summary>Every picture but the first, at most ten.</summary>
    public static ListingColumn MoreImages(string name) => new(name, l => l.Images.Count > 1 ? string.Join(",", l.Images.Skip(1).Take(10)) : null);
}
