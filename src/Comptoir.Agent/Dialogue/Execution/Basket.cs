using Comptoir.Agent.Understanding;
using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Search;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Everything about the cart. The cart is the page's, so that chat and pages show the same.</summary>
internal sealed class Basket(CartService carts, ProductSearch search)
{
    private readonly ProductCards _cards = new(search);

    /// <summary>Null when there is none or it was closed.</summary>
    public async Task<Cart?> CurrentAsync(Scope scope, CancellationToken ct)
    {
        if (scope.State.CartId is not { } id) return null;
        var found = await carts.GetAsync(scope.ShopId, id, ct);
        return found.Ok && !found.Value.Cancelled ? found.Value : null;
    }

    public async Task<Outcome> ShowAsync(Scope scope, CancellationToken ct) => new CartOutcome(CartChange.Shown, await CurrentAsync(scope, ct));

    public async Task<Outcome> AddAsync(Scope scope, AddAct act, CancellationToken ct)
    {
        if (search.FindItem(scope.ShopId, act.Id) is not { } item) return new GoneOutcome();
        // a tapped variant is as chosen as it can be; a product's id is not
        var tapped = act.Said is null && item.Variant.Id == act.Id && act.Id != item.Product.Id;
        var said = Forms.Join(item.Product, item.Variant, tapped ? Forms.Of(item.Variant) : act.Said ?? SaidOfPage(scope, item.Product), Forms.Said(item.Product, act.Wanted));
        if (scope.State.Search?.Age is { } age && scope.State.Listed.Any(i => i.ProductId == item.Product.Id))
            said = Forms.WithAge(item.Product, said, age, v => search.Available(scope.ShopId, v.Id) >= act.Quantity);
        return await AddFormAsync(scope, item.Product, said, act.Quantity, ct);
    }

    public async Task<Outcome> ChooseAsync(Scope scope, ChooseAct act, CancellationToken ct)
    {
        if (search.FindItem(scope.ShopId, act.Question.ProductId) is not { } item) return new GoneOutcome();
        var chosen = act.Values.ToDictionary(v => v.Key.Length == 0 ? act.Question.OptionId : v.Key, v => v.Value, StringComparer.Ordinal);
        return await AddFormAsync(scope, item.Product, Forms.Join(item.Product, item.Variant, act.Question.Chosen, chosen), act.Question.Quantity, ct);
    }

    public async Task<Outcome> SetQuantityAsync(Scope scope, QuantityAct act, CancellationToken ct)
    {
        var cart = await CurrentAsync(scope, ct);
        if (Line(cart, act.Line) is not { } line) return act.Line is ById(var ids) ? await AddAsync(scope, new AddAct(ids[0], act.Quantity, Comptoir.Search.Query.Constraints.None, null), ct) : new WhichLineOutcome(cart);
        var available = search.Available(scope.ShopId, line.VariantId);
        if (act.Quantity > available && search.FindItem(scope.ShopId, line.VariantId) is { } item)
            return new ShortOutcome(_cards.Of(scope.Context, item.Product, item.Variant, []), available, line.Quantity);
        return Changed(await carts.ChangeAsync(scope.ShopId, cart!.Id, input => input with { Lines = [.. input.Lines.Select(l => l.LineId == line.Id ? l with { Quantity = act.Quantity } : l)] }, scope.Caller, ct),
            CartChange.QuantitySet, line.Title, act.Quantity, line.VariantId);
    }

    public async Task<Outcome> RemoveAsync(Scope scope, RemoveAct act, CancellationToken ct)
    {
        var cart = await CurrentAsync(scope, ct);
        if (cart is null || cart.Lines.Count == 0) return new CartOutcome(CartChange.Shown, cart);
        if (act.Line is Everything)
            return Changed(await carts.ChangeAsync(scope.ShopId, cart.Id, input => input with { Lines = [], DiscountCodes = [] }, scope.Caller, ct), CartChange.Emptied, "", 0, null);
        if (Line(cart, act.Line) is not { } line) return new WhichLineOutcome(cart);
        return Changed(await carts.ChangeAsync(scope.ShopId, cart.Id, input => input with { Lines = [.. input.Lines.Where(l => l.LineId != line.Id)] }, scope.Caller, ct), CartChange.Removed, line.Title, 0, null);
    }

    public async Task<Outcome> ApplyCodeAsync(Scope scope, string code, CancellationToken ct)
    {
        var cart = await CurrentAsync(scope, ct);
        if (cart is null || cart.Lines.Count == 0) return new CartOutcome(CartChange.Shown, cart);
        var result = await carts.ChangeAsync(scope.ShopId, cart.Id, input => input with { DiscountCodes = [.. input.DiscountCodes.Append(code).Distinct(StringComparer.OrdinalIgnoreCase)] }, scope.Caller, ct);
        if (!result.Ok) return new RefusedOutcome(result.Refusal.Message);
        if (result.Value.Discounts.Any(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase))) return new CartOutcome(CartChange.CodeApplied, result.Value, Code: code);
        // a code without effect is not kept: it would be refused again at the checkout
        var without = await carts.ChangeAsync(scope.ShopId, cart.Id, input => input with { DiscountCodes = [.. input.DiscountCodes.Where(c => !string.Equals(c, code, StringComparison.OrdinalIgnoreCase))] }, scope.Caller, ct);
        return new CartOutcome(CartChange.CodeRefused, without.Ok ? without.Value : result.Value, Title: Reason(result.Value), Code: code);
    }

    private static string Reason(Cart cart) => cart.Messages.FirstOrDefault(m => m.Code.StartsWith("discount", StringComparison.Ordinal))?.Content ?? "";

    private async Task<Outcome> AddFormAsync(Scope scope, Product product, IReadOnlyDictionary<string, string> said, int quantity, CancellationToken ct)
    {
        var matching = Forms.Matching(product, said);
        if (matching.Count == 0) (said, matching) = (new Dictionary<string, string>(), product.Variants);
        if (matching.Count > 1 && Forms.Missing(product, matching) is { } option) return Ask(scope, product, matching, option, said, quantity);

        var variant = matching[0];
        var card = _cards.Of(scope.Context, product, variant, []);
        var cart = await CurrentAsync(scope, ct);
        var line = cart?.Lines.FirstOrDefault(l => l.VariantId == variant.Id);
        var total = (line?.Quantity ?? 0) + quantity;
        if (total > card.Available) return new ShortOutcome(card, card.Available, line?.Quantity ?? 0);

        var wanted = new LineRequest(variant.Id, quantity, variant.Offer.Price.Amount);
        var result = cart is null
            ? await carts.CreateAsync(scope.ShopId, new CartInput { Lines = [wanted], Country = scope.Context.Country, Language = scope.Language }, scope.Caller, null, ct)
            : await carts.ChangeAsync(scope.ShopId, cart.Id, input => input with { Lines = Merged(input.Lines, line?.Id, wanted) }, scope.Caller, ct);
        return Changed(result, CartChange.Added, Titled(card), quantity, variant.Id);
    }

    private OptionAskedOutcome Ask(Scope scope, Product product, IReadOnlyList<Variant> matching, ProductOption option, IReadOnlyDictionary<string, string> said, int quantity)
    {
        var values = option.Values
            .Select(value => (Value: value, Variants: matching.Where(v => v.Options.Any(o => o.OptionId == option.Id && o.ValueId == value.Id)).ToList()))
            .Where(v => v.Variants.Count > 0)
            .Select(v => new OptionChoice(v.Value, v.Variants.Min(x => x.Offer.Price.Amount), v.Variants.Exists(x => search.Available(scope.ShopId, x.Id) >= quantity)))
            .ToList();
        return new OptionAskedOutcome(new OptionQuestion(product.Id, option.Id, quantity, said), _cards.Of(scope.Context, product, matching[0], []), option.Name.In(scope.Language), values);
    }

    private static IReadOnlyList<LineRequest> Merged(IReadOnlyList<LineRequest> lines, string? lineId, LineRequest wanted) =>
        lines.Any(l => l.LineId == lineId && lineId is not null)
            ? [.. lines.Select(l => l.LineId == lineId ? l with { Quantity = l.Quantity + wanted.Quantity } : l)]
            : [.. lines, wanted];

    private static Outcome Changed(Result<Cart> result, CartChange change, string title, int quantity, string? variantId) =>
        result.Ok ? new CartOutcome(change, result.Value, title, quantity, variantId) : new RefusedOutcome(result.Refusal.Message);

    private static string Titled(ProductCard card) => card.VariantLabel is null ? card.Title : $"{card.Title} ({card.VariantLabel})";

    private static IReadOnlyDictionary<string, string> SaidOfPage(Scope scope, Product product) =>
        scope.State.Focus?.ProductId == product.Id ? scope.State.Focus.Said : scope.State.Listed.FirstOrDefault(i => i.ProductId == product.Id)?.Said ?? new Dictionary<string, string>();

    private static LineItem? Line(Cart? cart, Reference said)
    {
        if (cart is null || cart.Lines.Count == 0) return null;
        var lines = cart.Lines;
        return said switch
        {
            ById(var ids) => lines.FirstOrDefault(l => l.Id == ids[0] || l.VariantId == ids[0] || l.ProductId == ids[0]),
            Places(var numbers) => numbers[0] == Ordinals.Last ? lines[^1] : lines.ElementAtOrDefault(numbers[0] - 1),
            Named(var name) => Only([.. lines.Where(l => Names(l, name))]),
            _ => Only(lines),
        };
    }

    private static LineItem? Only(IReadOnlyList<LineItem> lines) => lines.Count == 1 ? lines[0] : null;

    private static bool Names(LineItem line, string name)
    {
        var title = CommandWords.ContentOf(Utterance.Of($"{line.Title} {line.VariantLabel}"));
        var words = CommandWords.ContentOf(Utterance.Of(name));
        return words.Count > 0 && words.All(title.Contains);
    }
}
