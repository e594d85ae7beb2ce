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

public sealed record ListingColumn(string Name, Func<Listing, string?> Value);
