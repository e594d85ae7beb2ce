using System.Collections.Concurrent;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Web.Layout;

namespace Comptoir.Web.ShopPages;

/// <summary>What the home page puts in front: chosen once a minute over the whole shop, priced at each visit.</summary>
public sealed class Shelves(ProductSearch search, ProductCards cards, FindProducts find, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private const int Most = 8;
    private const int MostExamples = 5;

    private readonly ConcurrentDictionary<string, Choice> _choices = new();

    public ShelfCards For(ShopContext context)
    {
        var now = time.GetUtcNow();
        if (!_choices.TryGetValue(context.Shop.Id, out var choice) || choice.At + Fresh < now)
            _choices[context.Shop.Id] = choice = Choose(context, now);
        var (loved, some) = (Cards(context, choice.Bestsellers), Cards(context, choice.Some));
        var examples = choice.Examples.GetOrAdd(context.Language, _ => Examples(context, [.. loved, .. some]));
        return new ShelfCards(loved, some, Cards(context, choice.New), Cards(context, choice.Reduced), choice.Pictures, examples);
    }

    private List<ProductCard> Cards(ShopContext context, IReadOnlyList<string> ids) => [.. ids.Select(id => cards.Of(context, id)).OfType<ProductCard>()];

    /// <summary>Of the requests written for a general store those that find something as they stand; where few do, names of goods.</summary>
    private List<string> Examples(ShopContext context, List<ProductCard> goods)
    {
        var examples = new Texts(context.Language).Examples.Where(e => find.Run(context, new FindRequest(e, Limit: 1)) is { Total: > 0, Relaxed.Count: 0 }).ToList();
        return examples.Count >= MostExamples - 1 ? examples : [.. goods.Select(c => c.Title).Where(t => t.Length <= 60).Distinct().Take(MostExamples)];
    }

    private Choice Choose(ShopContext context, DateTimeOffset now)
    {
        var shop = context.Shop;
        var top = shop.Categories.ToDictionary(c => c.Id, c => c.ParentId ?? c.Id);
        var loved = new List<Entry>();
        var fresh = new List<Entry>();
        var reduced = new List<Entry>();
        var some = new List<Entry>();
        var pictures = new Dictionary<string, (double Score, string Url)>();
        foreach (var product in search.Products(shop.Id))
        {
            var variant = product.Variants[0];
            var image = product.Media.Concat(variant.Media).FirstOrDefault(m => m.Type == "image")?.Url;
            var score = (double)(product.Rating?.Value ?? 3) * Math.Log(2 + (product.Rating?.Count ?? 0));
            var group = product.CategoryId is { } category ? top.GetValueOrDefault(category, category) : "";
            var entry = new Entry(product.Id, group, score);
            if (some.Count < 1000) some.Add(entry);
            if (product.Tags.Contains("bestseller")) loved.Add(entry with { Score = score + 100 });
            else if (product.Rating is not null) loved.Add(entry);
            if (product.Tags.Contains("new")) fresh.Add(entry with { Score = score + 100 });
            if (product.Variants.Any(v => v.Offer.ListPrice is { } list && list.Amount > v.Offer.Price.Amount)) reduced.Add(entry);
            if (image is not null)
            {
                foreach (var id in new[] { group, product.CategoryId ?? "" }.Distinct())
                    if (!pictures.TryGetValue(id, out var best) || best.Score < score) pictures[id] = (score, image);
            }
        }

        return new Choice(now, Spread(loved), Spread(some), Spread(fresh), Spread(reduced), pictures.ToDictionary(p => p.Key, p => p.Value.Url));
    }

    /// <summary>The best of each category in turn, so that one shelf does not fill the page.</summary>
    private static List<string> Spread(List<Entry> entries) =>
    [
        .. entries.GroupBy(e => e.Group)
            .SelectMany(g => g.OrderByDescending(e => e.Score).ThenBy(e => e.Id, StringComparer.Ordinal).Select((e, turn) => (e, turn)))
            .OrderBy(x => x.turn).ThenByDescending(x => x.e.Score).ThenBy(x => x.e.Id, StringComparer.Ordinal)
            .Take(Most).Select(x => x.e.Id),
    ];

    private sealed record Entry(string Id, string Group, double Score);

    private sealed record Choice(DateTimeOffset At, IReadOnlyList<string> Bestsellers, IReadOnlyList<string> Some, IReadOnlyList<string> New, IReadOnlyList<string> Reduced, IReadOnlyDictionary<string, string> Pictures)
    {
        /// <summary>By language, filled when first asked for.</summary>
        public ConcurrentDictionary<string, List<string>> Examples { get; } = new();
    }
}

/// <param name="Pictures">A picture for each category, by its id.</param>
/// <param name="Some">A bit of everything, for shops that know no bestsellers yet.</param>
/// <param name="Examples">Requests to try, in the visitor's language.</param>
public sealed record ShelfCards(IReadOnlyList<ProductCard> Bestsellers, IReadOnlyList<ProductCard> Some, IReadOnlyList<ProductCard> New, IReadOnlyList<ProductCard> Reduced, IReadOnlyDictionary<string, string> Pictures, IReadOnlyList<string> Examples);
