using System.Collections.Immutable;
using System.Threading.Channels;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Search.Analysis;
using Comptoir.Search.Index;
using Comptoir.Search.Query;
using Comptoir.Search.Ranking;
using Comptoir.Search.Suggest;

namespace Comptoir.Search;

/// <summary>
/// The live, in-memory view of every shop: products, stock and the search index. Reads take no lock and no database;
/// writes come from the change log (<see cref="FollowAsync"/>) and are visible at once after it returns.
/// </summary>
public sealed class ProductSearch : ILiveCatalog, IDisposable
{
    private const int ChangesAtOnce = 5_000;
    private const int ProductsAtOnce = 32_000;

    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly StopWords _stopWords = new();
    private readonly Stemmer _stemmer = new();
    private readonly Synonyms _synonyms;
    private readonly ICatalogStore _store;
    private readonly TimeProvider _time;
    private volatile State _state = State.Empty;

    public ProductSearch(ICatalogStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _synonyms = new Synonyms(_stemmer);
    }

    /// <summary>Reads everything from the _store. Called once at start; <paramref name="progress"/> gets products read so far.</summary>
    public async Task LoadAsync(IProgress<int>? progress, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            // the sequence first: what is written while we read is then followed again, which does no harm
            var sequence = await _store.GetLastSequenceAsync(ct);
            var views = new List<ShopView>();
            var read = 0;
            foreach (var shop in await _store.GetShopsAsync(ct))
                views.Add(await LoadShopAsync(shop, n => progress?.Report(Interlocked.Add(ref read, n)), ct));
            Publish(views, sequence);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Applies the changes logged since the last call; returns how many. Calls are serialized; safe from any thread.</summary>
    public async Task<int> FollowAsync(CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            var applied = 0;
            while (true)
            {
                var changes = await _store.GetChangesAsync(_state.Sequence, ChangesAtOnce, ct);
                if (changes.Count > 0) await ApplyAsync(changes, ct);
                else _state = _state with { LastFollowed = _time.GetUtcNow() };
                applied += changes.Count;
                if (changes.Count < ChangesAtOnce) return applied;
            }
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>All shops, the default first.</summary>
    public IReadOnlyList<Shop> Shops => _state.Shops;

    /// <summary>The shop with that id; null when there is none.</summary>
    public Shop? FindShop(string shopId) => View(shopId)?.Definitions.Shop;

    /// <summary>The shop that answers to a host name (without port), else the default; null when no shop exists.</summary>
    public Shop? ShopForHost(string host)
    {
        var shops = _state.Shops;
        return shops.FirstOrDefault(s => s.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)) ?? (shops.Count > 0 ? shops[0] : null);
    }

    /// <summary>Finds products; an unknown shop gives an empty result. Never throws for what a person may type.</summary>
    public SearchResult Search(SearchRequest request) =>
        View(request.ShopId) is { } view ? new Searcher(view, _synonyms, _stopWords, _stemmer).Search(request) : SearchResult.Empty;

    /// <summary>Why a product stands where it does for a request, in numbers and words; null when the shop has no such product.</summary>
    public Explanation? Explain(SearchRequest request, string productId) =>
        View(request.ShopId) is { } view && view.Locate(productId) is var (segment, document)
            ? new Searcher(view, _synonyms, _stopWords, _stemmer).Explain(request, segment, document)
            : null;

    /// <summary>Only the understanding of a text: constraints and words left, no search.</summary>
    public Constraints Understand(string shopId, string text, string language) => View(shopId) is { } view
        ? new QueryParser(view, _synonyms, _stopWords, _stemmer).Parse(text, language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en").Constraints
        : Constraints.None;

    /// <summary>Up to <paramref name="limit"/> completions of what is being typed: product titles, categories, brands.</summary>
    public IReadOnlyList<Suggestion> Suggest(string shopId, string prefix, string language, int limit = 8) =>
        View(shopId) is { } view ? new Completions(view, _stopWords, _stemmer).Find(prefix, language, limit) : [];

    /// <summary>Products most alike in category, attributes and words, in stock first, without itself.</summary>
    public IReadOnlyList<string> Similar(string shopId, string productId, int limit = 8) =>
        View(shopId) is { } view ? Likeness.Find(view, productId, limit, _stemmer) : [];

    /// <summary>An active product by id; null when there is none.</summary>
    public Product? FindProduct(string shopId, string productId) => View(shopId)?.FindProduct(productId);

    /// <summary>An active product by its handle; null when there is none.</summary>
    public Product? FindByHandle(string shopId, string handle) => View(shopId)?.FindByHandle(handle);

    /// <summary>Resolves a product id, variant id, SKU, GTIN or handle, in this order; for a product, its first variant in stock (else its first). Only active products.</summary>
    public (Product Product, Variant Variant)? FindItem(string shopId, string id) => View(shopId)?.FindItem(id);

    /// <summary>Pieces that can be sold now over all locations; 0 when unknown.</summary>
    public long Available(string shopId, string variantId) => View(shopId)?.Stock.Available(variantId) ?? 0;

    /// <summary>Stock by location; empty when unknown.</summary>
    public IReadOnlyList<StockLevel> Stock(string shopId, string variantId) => View(shopId)?.Stock.Levels(variantId) ?? [];

    /// <summary>Active products of a shop, for pages that list them all and for feeds.</summary>
    public IEnumerable<Product> Products(string shopId) => View(shopId)?.Products() ?? [];

    /// <summary>Number of products, change-log sequence reached, bytes of the index; for health pages.</summary>
    public SearchHealth Health
    {
        get
        {
            var state = _state;
            var segments = state.Views.Values.SelectMany(v => v.Segments).ToList();
            return new SearchHealth(segments.Sum(s => s.Live), segments.Sum(s => s.Segment.Prices.Length), state.Sequence, segments.Sum(s => s.Segment.Bytes), state.LastFollowed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private ShopView? View(string shopId) => _state.Views.GetValueOrDefault(shopId);

    private void Publish(IEnumerable<ShopView> views, long sequence)
    {
        var byId = views.ToDictionary(v => v.Definitions.Shop.Id, StringComparer.Ordinal);
        var shops = byId.Values.Select(v => v.Definitions.Shop).OrderByDescending(s => s.IsDefault).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
        _state = new State(byId, shops, sequence, _time.GetUtcNow());
    }

    private async Task<ShopView> LoadShopAsync(Shop shop, Action<int> progress, CancellationToken ct)
    {
        var definitions = new ShopDefinitions(shop);
        var stock = new StockBook();
        stock.Fill(await _store.ReadStockAsync(shop.Id, null, ct));
        var batches = Channel.CreateBounded<(int Number, List<Product> Products)>(2);
        var built = new SortedDictionary<int, LiveSegment>();
        var builders = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8)).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await foreach (var (number, products) in batches.Reader.ReadAllAsync(ct))
                    {
                        var segment = SegmentList.Build(products, () => Builder(definitions, stock));
                        lock (built) built[number] = segment;
                    }
                }
                catch (Exception e)
                {
                    // the reader of products must not wait for a builder that is gone
                    batches.Writer.TryComplete(e);
                    throw;
                }
            },
            ct)).ToArray();
        try
        {
            var batch = new List<Product>();
            var number = 0;
            await foreach (var product in _store.ReadProductsAsync(shop.Id, ct))
            {
                if (product.Active && product.Variants.Count > 0) batch.Add(product);
                if (batch.Count < ProductsAtOnce) continue;
                progress(batch.Count);
                await batches.Writer.WriteAsync((number++, batch), ct);
                batch = [];
            }

            progress(batch.Count);
            if (batch.Count > 0) await batches.Writer.WriteAsync((number, batch), ct);
        }
        finally
        {
            batches.Writer.TryComplete();
            await Task.WhenAll(builders);
        }

        return Complete(definitions, [.. built.Values], stock, null);
    }

    private async Task ApplyAsync(IReadOnlyList<CatalogChange> changes, CancellationToken ct)
    {
        var views = new Dictionary<string, ShopView>(_state.Views, StringComparer.Ordinal);
        if (changes.Any(c => c.Kind == ChangeKind.Shop)) await ApplyShopsAsync(views, changes, ct);
        foreach (var byShop in changes.GroupBy(c => c.ShopId, StringComparer.Ordinal))
        {
            if (!views.TryGetValue(byShop.Key, out var view)) continue;
            var variants = byShop.Where(c => c.Kind == ChangeKind.Stock).Select(c => c.Key).Distinct().ToList();
            if (variants.Count > 0) await ApplyStockAsync(view, variants, ct);
            var ids = byShop.Where(c => c.Kind is ChangeKind.Product or ChangeKind.ProductRemoved).Select(c => c.Key).Distinct().ToList();
            if (ids.Count == 0) continue;
            var products = (await _store.GetProductsAsync(byShop.Key, ids, ct)).Where(p => p.Active && p.Variants.Count > 0).ToList();
            var segments = SegmentList.Apply(view.Segments, ids, products, () => Builder(view.Definitions, view.Stock));
            views[byShop.Key] = Complete(view.Definitions, segments, view.Stock, view);
        }

        Publish(views.Values, changes[^1].Sequence);
    }

    private async Task ApplyShopsAsync(Dictionary<string, ShopView> views, IReadOnlyList<CatalogChange> changes, CancellationToken ct)
    {
        var shops = (await _store.GetShopsAsync(ct)).ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var id in changes.Where(c => c.Kind == ChangeKind.Shop).Select(c => c.ShopId).Distinct())
        {
            if (!shops.TryGetValue(id, out var shop))
            {
                views.Remove(id);
                continue;
            }

            var isNew = !views.TryGetValue(id, out var view);
            // names of categories and values are part of the index; a new address or tagline is not
            var sameWords = !isNew && view!.Definitions.Shop is var old && old.DefaultLanguage == shop.DefaultLanguage
                && old.Categories.SequenceEqual(shop.Categories) && SameAttributes(old, shop);
            if (isNew || !sameWords) views[id] = await LoadShopAsync(shop, _ => { }, ct);
            else views[id] = view! with { Definitions = new ShopDefinitions(shop) };
        }
    }

    private async Task ApplyStockAsync(ShopView view, List<string> variants, CancellationToken ct)
    {
        var levels = (await _store.ReadStockAsync(view.Definitions.Shop.Id, variants, ct)).ToLookup(l => l.VariantId, StringComparer.Ordinal);
        foreach (var id in variants)
        {
            if (levels.Contains(id)) view.Stock.Fill(levels[id]);
            else view.Stock.Clear(id);
            var available = (int)Math.Min(int.MaxValue, view.Stock.Available(id));
            foreach (var live in view.Segments)
                if (live.Segment.ByVariantId.TryGetValue(id, out var variant)) Volatile.Write(ref live.Segment.Available[variant], available);
        }
    }

    private ShopView Complete(ShopDefinitions definitions, ImmutableArray<LiveSegment> segments, StockBook stock, ShopView? before)
    {
        var lexicon = before is not null && !segments.Any(s => before.Lexicon.IsMissing(s.Segment))
            ? before.Lexicon
            : Lexicon.Build(definitions, segments.Select(s => s.Segment), _synonyms, _stemmer);
        return new ShopView(definitions, segments, stock, lexicon);
    }

    private SegmentBuilder Builder(ShopDefinitions definitions, StockBook stock) => new(definitions, _stopWords, stock);

    private static bool SameAttributes(Shop a, Shop b) => a.Attributes.Count == b.Attributes.Count
        && a.Attributes.Zip(b.Attributes).All(p => p.First with { Values = null } == p.Second with { Values = null }
            && (p.First.Values ?? EmptyValues).OrderBy(v => v.Key, StringComparer.Ordinal).SequenceEqual((p.Second.Values ?? EmptyValues).OrderBy(v => v.Key, StringComparer.Ordinal)));

    private static readonly IReadOnlyDictionary<string, OptionValue> EmptyValues = new Dictionary<string, OptionValue>();

    private sealed record State(IReadOnlyDictionary<string, ShopView> Views, IReadOnlyList<Shop> Shops, long Sequence, DateTimeOffset? LastFollowed)
    {
        public static State Empty { get; } = new(new Dictionary<string, ShopView>(), [], 0, null);
    }
}

/// <param name="Kind">product, category, brand or query.</param>
/// <param name="Id">Product handle, category id or brand; the text itself for a query.</param>
public sealed record Suggestion(string Kind, string Id, string Text);

public sealed record SearchHealth(int Products, int Variants, long Sequence, long IndexBytes, DateTimeOffset? LastFollowed);
