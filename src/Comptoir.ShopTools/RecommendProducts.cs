using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>
/// Products that go with what a shopper looks at, by their likeness (category, properties, words of the title, price). Every product
/// that is asked about votes with the order of its own list, so that what is near to several comes first.
/// </summary>
public sealed class RecommendProducts(ProductSearch search, ProductCards cards)
{
    public const int MostSources = 10;
    public const int MostResults = 24;
    private const int Depth = 40;
    private const int Damping = 10;

    /// <param name="ids">Up to ten, as for <see cref="ShowProduct"/>; unknown ones are left out.</param>
    /// <param name="limit">1 to 24.</param>
    /// <returns>The best first; never one that was asked about, never one that is sold out.</returns>
    public IReadOnlyList<Recommendation> Run(ShopContext context, IReadOnlyList<string> ids, int limit)
    {
        var sources = ids.Select(id => search.FindItem(context, id)?.Product).OfType<Catalog.Products.Product>().DistinctBy(p => p.Id).Take(MostSources).ToList();
        var votes = new Dictionary<string, (double Score, string Source, double Best)>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var (id, place) in search.Similar(context.Shop.Id, source.Id, Depth).Select((id, i) => (id, i)))
            {
                var vote = 1.0 / (Damping + place);
                var before = votes.GetValueOrDefault(id);
                votes[id] = (before.Score + vote, vote > before.Best ? source.Id : before.Source, Math.Max(vote, before.Best));
            }
        }

        return
        [
            .. votes.Where(v => sources.TrueForAll(s => s.Id != v.Key))
                .OrderByDescending(v => v.Value.Score).ThenBy(v => v.Key, StringComparer.Ordinal)
                .Select(v => (Card: cards.Of(context, v.Key), v.Value.Source))
                .Where(v => v.Card is { Available: > 0 })
                .Take(Math.Clamp(limit, 1, MostResults))
                .Select(v => new Recommendation(v.Card!, v.Source)),
        ];
    }
}

/// <param name="LikeId">The product asked about that it is most like.</param>
public sealed record Recommendation(ProductCard Card, string LikeId);
