using Comptoir.Agent.Understanding;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>One product: its page in words, another form of it, several side by side, and answers to questions about it.</summary>
internal sealed class Showing(ShowProduct show, CompareProducts compare, ProductSearch search)
{
    private const int MostFacts = 4;
    private const int LongestQuote = 300;
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly ProductCards _cards = new(search);

    public async Task<Outcome> ShowAsync(Scope scope, string id, CancellationToken ct)
    {
        if (await show.RunAsync(scope.Context, id, ct) is not { } detail) return new GoneOutcome();
        return new ShownOutcome(detail, Forms.Join(detail.Product, detail.Product.FindVariant(detail.Card.VariantId)!, SaidOf(scope, detail.Product.Id), Nothing));
    }

    /// <summary>What is most alike, as a list in the product's category.</summary>
    public Outcome Similar(Scope scope, string id)
    {
        if (search.FindItem(scope.ShopId, id) is not { } item) return new GoneOutcome();
        var cards = search.Similar(scope.ShopId, item.Product.Id, Policy.PageSize).Select(s => _cards.Of(scope.Context, s)).OfType<ProductCard>().ToList();
        var category = Constraints.None with { Categories = item.Product.CategoryId is { } c ? [c] : [] };
        return new ListedOutcome(new FoundProducts(cards, cards.Count, [], category, [], null), SortOrder.Relevance, 0, LikeTitle: item.Product.Title.In(scope.Language));
    }

    public Outcome Compare(Scope scope, IReadOnlyList<string> ids)
    {
        var comparison = compare.Run(scope.Context, ids);
        return comparison.Products.Count >= 2 ? new ComparedOutcome(comparison) : new GoneOutcome();
    }

    public async Task<Outcome> OptionAsync(Scope scope, OptionAct act, CancellationToken ct)
    {
        var id = act.ProductId;
        if (id.Length == 0)
        {
            var listed = scope.State.Listed.FirstOrDefault(i => search.FindProduct(scope.ShopId, i.ProductId) is { } p && Forms.Has(p, act.Wanted));
            if (listed is null) return new SaidOutcome(Saying.NoList);
            id = listed.ProductId;
        }

        if (search.FindItem(scope.ShopId, id) is not { } item) return new GoneOutcome();
        var earlier = Forms.Join(item.Product, item.Variant, SaidOf(scope, item.Product.Id), Nothing);
        var said = Forms.Join(item.Product, item.Variant, earlier, Forms.Said(item.Product, act.Wanted));
        var variant = Best(scope, item.Product, item.Variant, said);
        var missing = variant is null || !Forms.Has(item.Product, act.Wanted);
        return await show.RunAsync(scope.Context, (missing ? item.Variant : variant!).Id, ct) is { } detail ? new ShownOutcome(detail, missing ? earlier : said, missing) : new GoneOutcome();
    }

    public async Task<Outcome> AnswerAsync(Scope scope, AnswerAct act, CancellationToken ct)
    {
        if (await show.RunAsync(scope.Context, act.ProductId, ct) is not { } detail) return new GoneOutcome();
        if (act.Aspect != ProductAspect.Attribute) return new AnsweredOutcome(detail, act.Aspect, [], null);
        var asked = Utterance.Of(act.Question);
        var facts = AskedAttributes.Find(asked, scope.Context.Shop, search.Understand(scope.ShopId, asked.Text, scope.Language), detail.Attributes);
        return new AnsweredOutcome(detail, act.Aspect, [.. facts.Take(MostFacts)], facts.Count == 0 ? Quote(detail.Product.Description.In(scope.Language), asked) : null);
    }

    /// <summary>What was said of it before: as the product in focus, else in the search that listed it.</summary>
    private static IReadOnlyDictionary<string, string> SaidOf(Scope scope, string productId) =>
        (scope.State.Focus?.ProductId == productId ? scope.State.Focus : scope.State.Listed.FirstOrDefault(i => i.ProductId == productId))?.Said ?? Nothing;

    /// <summary>As said; in stock rather than not; in everything else as the one that was shown.</summary>
    private Variant? Best(Scope scope, Product product, Variant shown, IReadOnlyDictionary<string, string> said) => Forms.Matching(product, said)
        .OrderByDescending(v => search.Available(scope.ShopId, v.Id) > 0)
        .ThenByDescending(v => v.Options.Count(o => shown.Options.Contains(o)))
        .FirstOrDefault();

    /// <summary>The sentence of the description that shares most words with the question; null when none does.</summary>
    private static string? Quote(string description, Utterance asked)
    {
        var words = CommandWords.ContentOf(asked);
        if (words.Count == 0) return null;
        var best = description.Split(['.', '!', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(s => (Sentence: s, Shared: Utterance.Of(s).Words.Count(w => words.Contains(CommandWords.Stem(w.Folded)))))
            .MaxBy(s => s.Shared);
        return best.Shared > 0 ? Bounded.Text(best.Sentence, LongestQuote) : null;
    }
}
