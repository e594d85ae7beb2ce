using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.Protocols.Ucp.Tokens;
using Comptoir.Protocols.Ucp.V2026_08_25;
using Comptoir.Search;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// The 13 operations of UCP's shopping service as JSON in, JSON out: the one mapping between wire and services that REST and MCP share.
/// An agent reaches only the checkouts and orders that it made itself.
/// </summary>
public sealed class UcpOperations(
    ProductSearch search,
    FindProducts find,
    CartService carts,
    CheckoutService checkouts,
    OrderService orders,
    ICatalogStore catalog,
    IOrderingStore ordering,
    EmbeddedOrigins embedding,
    Ap2Door ap2)
{
    private readonly CatalogAnswers _catalog = new(search, find);

    public Task<UcpAnswer> SearchCatalogAsync(UcpCall call, JsonObject request, CancellationToken ct) =>
        Task.FromResult(_catalog.Search(InLanguageOf(call, request), request));

    public Task<UcpAnswer> LookupCatalogAsync(UcpCall call, JsonObject request, CancellationToken ct) =>
        Task.FromResult(_catalog.Lookup(InLanguageOf(call, request), request));

    public Task<UcpAnswer> GetProductAsync(UcpCall call, JsonObject request, CancellationToken ct) =>
        Task.FromResult(_catalog.Product(InLanguageOf(call, request), request));

    public async Task<UcpAnswer> CreateCartAsync(UcpCall call, JsonObject cart, CancellationToken ct)
    {
        var read = new WireReader();
        var input = CartRequest.Read(read, cart, call, null);
        var key = Key(call, "create_cart", null, cart);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, UcpCapabilities.Cart, null, ct);
        return await CartAsync(await carts.CreateAsync(call.Context.Shop.Id, input, call.Caller, key, ct), call, 201, ct);
    }

    public async Task<UcpAnswer> GetCartAsync(UcpCall call, string id, CancellationToken ct)
    {
        var cart = await carts.GetAsync(call.Context.Shop.Id, id, ct);
        var gone = !cart.Ok || cart.Value.Cancelled;
        return await CartAsync(gone ? UnknownCart(call) : cart, call, 200, ct);
    }

    public async Task<UcpAnswer> UpdateCartAsync(UcpCall call, string id, JsonObject cart, CancellationToken ct)
    {
        var read = new WireReader();
        var input = CartRequest.Read(read, cart, call, await ordering.GetCartAsync(call.Context.Shop.Id, id, ct));
        var key = Key(call, "update_cart", id, cart);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, UcpCapabilities.Cart, null, ct);
        return await CartAsync(await carts.UpdateAsync(call.Context.Shop.Id, id, input, call.Caller, key, ct), call, 200, ct);
    }

    public async Task<UcpAnswer> CancelCartAsync(UcpCall call, string id, CancellationToken ct) =>
        await CartAsync(await carts.CancelAsync(call.Context.Shop.Id, id, call.Caller, Key(call, "cancel_cart", id, []), ct), call, 200, ct);

    public async Task<UcpAnswer> CreateCheckoutAsync(UcpCall call, JsonObject checkout, CancellationToken ct)
    {
        var read = new WireReader();
        var input = CheckoutRequest.Read(read, checkout, call, null);
        var key = Key(call, "create_checkout", null, checkout);
        if ((read.Problem ?? await LackingAsync(call, input.Lines, key, ct)) is { } problem) return await RefusedAsync(problem, call, UcpCapabilities.Checkout, null, ct);
        var before = input.CartId is null ? null : await ordering.FindCheckoutByCartAsync(call.Context.Shop.Id, input.CartId, ct);
        var result = await checkouts.CreateAsync(call.Context.Shop.Id, input, call.Caller, key, ct);
        return await CheckoutAsync(result, call, null, result.Ok && !result.Replayed && result.Value.Id == before?.Id ? 200 : 201, ct);
    }

    public async Task<UcpAnswer> GetCheckoutAsync(UcpCall call, string id, CancellationToken ct) =>
        await OwnAsync(call, id, ct) is null
            ? await RefusedAsync(UnknownCheckout(call), call, UcpCapabilities.Checkout, null, ct)
            : await CheckoutAsync(await checkouts.GetAsync(call.Context.Shop.Id, id, ct), call, id, 200, ct);

    /// <summary>A checkout whoever made it, for the page that its buyer has open.</summary>
    internal async Task<UcpAnswer> ShowCheckoutAsync(UcpCall call, string id, CancellationToken ct) =>
        await CheckoutAsync(await checkouts.GetAsync(call.Context.Shop.Id, id, ct), call, null, 200, ct);

    public async Task<UcpAnswer> UpdateCheckoutAsync(UcpCall call, string id, JsonObject checkout, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is not { } current) return await RefusedAsync(UnknownCheckout(call), call, UcpCapabilities.Checkout, null, ct);
        var read = new WireReader();
        var input = CheckoutRequest.Read(read, checkout, call, current);
        var key = Key(call, "update_checkout", id, checkout);
        var lacking = UcpVersions.IsOld(call.Version) ? await LackingAsync(call, input.Lines, key, ct) : null;
        if ((read.Problem ?? lacking) is { } problem) return await RefusedAsync(problem, call, UcpCapabilities.Checkout, null, ct);
        return await CheckoutAsync(await checkouts.UpdateAsync(call.Context.Shop.Id, id, input, call.Caller, key, ct), call, id, 200, ct);
    }

    public async Task<UcpAnswer> CompleteCheckoutAsync(UcpCall call, string id, JsonObject checkout, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is not { } current) return await RefusedAsync(UnknownCheckout(call), call, UcpCapabilities.Checkout, null, ct);
        var read = new WireReader();
        var key = Key(call, "complete_checkout", id, checkout);
        var (mandate, unmandated) = await MandateAsync(call, checkout, current, key, ct);
        if (unmandated is not null) return unmandated;
        var instruments = PaymentsRequest.Complete(read, checkout, (await ordering.GetRulesAsync(call.Context.Shop.Id, ct)).PaymentHandlers, amounts: call.Version == UcpVersions.V2026_08_25);
        var termed = call.Version == UcpVersions.V2026_08_25 ? PaymentTerms.Obstacle(current, instruments) : null;
        if ((read.Problem ?? termed) is { } problem) return await RefusedAsync(problem, call, UcpCapabilities.Checkout, null, ct);
        var result = await checkouts.CompleteAsync(call.Context.Shop.Id, id, new(instruments) { Presented = mandate }, call.Caller, key, ct);
        return await CheckoutAsync(Ap2Door.InItsWords(result), call, id, 200, ct);
    }

    public async Task<UcpAnswer> CancelCheckoutAsync(UcpCall call, string id, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is null) return await RefusedAsync(UnknownCheckout(call), call, UcpCapabilities.Checkout, null, ct);
        var key = Key(call, "cancel_checkout", id, []);
        return await CheckoutAsync(await checkouts.CancelAsync(call.Context.Shop.Id, id, call.Caller, key, ct), call, id, 200, ct);
    }

    public async Task<UcpAnswer> GetOrderAsync(UcpCall call, string id, CancellationToken ct)
    {
        var order = await orders.GetAsync(call.Context.Shop.Id, id, ct);
        if (order.Ok && (order.Value.Caller.Id == call.Caller.Id || BuyerOrders.MayRead(call.Account, order.Value))) return UcpPresenter.For(call.Version).Order(order.Value, call);
        return await RefusedAsync(order.Refusal ?? new(RefusalKind.NotFound, "not_found", Say(call, "There is no such order.", "Cette commande n’existe pas.")), call, UcpCapabilities.Order, null, ct);
    }

    private async Task<UcpAnswer> CartAsync(Result<Cart> result, UcpCall call, int status, CancellationToken ct) => result.Ok
        ? UcpPresenter.For(call.Version).Cart(result.Value, call, await FaceAsync(call, ct), status)
        : await RefusedAsync(result.Refusal is { Kind: RefusalKind.Conflict, Code: "canceled" or "expired" } ? UnknownCart(call) : result.Refusal, call, UcpCapabilities.Cart, null, ct);

    private async Task<UcpAnswer> CheckoutAsync(Result<Checkout> result, UcpCall call, string? id, int status, CancellationToken ct)
    {
        if (!result.Ok) return await RefusedAsync(result.Refusal, call, UcpCapabilities.Checkout, id, ct);
        var answer = UcpPresenter.For(call.Version).Checkout(result.Value, call, await FaceAsync(call, ct), status);
        await ap2.SignAsync(call, answer.Body, result.Value, ct);
        return answer;
    }

    /// <summary>The mandate of a completion where one is needed. A request that was answered before goes on to its stored answer.</summary>
    private async Task<(PresentedMandate? Mandate, UcpAnswer? Refused)> MandateAsync(UcpCall call, JsonObject request, Checkout current, IdempotencyKey? key, CancellationToken ct) =>
        !Ap2Door.Locks(call) || (key is not null && await ordering.GetIdempotencyAsync(current.ShopId, key.Scope, key.Key, ct) is not null)
            ? (null, null)
            : await ap2.JudgeAsync(call, request, current, UcpPresenter.For(call.Version).Checkout(current, call, await FaceAsync(call, ct)).Body, ct);

    private async Task<UcpAnswer> RefusedAsync(Refusal refusal, UcpCall call, string root, string? checkoutId, CancellationToken ct)
    {
        var current = checkoutId is null ? null : await OwnAsync(call, checkoutId, ct);
        var answer = UcpPresenter.For(call.Version).Refused(refusal, call, root, await FaceAsync(call, ct), current);
        if (current is not null) await ap2.SignAsync(call, answer.Body, current, ct);
        return answer;
    }

    /// <summary>
    /// Where the service keeps a wish for more than there is, with a message, 2026-01-11 refuses it, and 2026-04-08 does when nothing at all
    /// of it is there. A request that was answered before goes on to its stored answer.
    /// </summary>
    private async Task<Refusal?> LackingAsync(UcpCall call, IReadOnlyList<LineRequest> lines, IdempotencyKey? key, CancellationToken ct)
    {
        var shop = call.Context.Shop.Id;
        var wanted = lines.Select(l => (Found: search.FindItem(call.Context, l.ItemId), l.Quantity))
            .Where(l => l.Found is not null)
            .GroupBy(l => l.Found!.Value.Variant.Id, (id, all) => (all.First().Found!.Value.Product, Wanted: all.Sum(l => (long)l.Quantity), Available: search.Available(shop, id)))
            .ToList();
        var lacking = UcpVersions.IsOld(call.Version) ? wanted.FirstOrDefault(l => l.Wanted > l.Available)
            : wanted.All(l => l.Available == 0) ? wanted.FirstOrDefault()
            : default;
        if (lacking.Product is null || (key is not null && await ordering.GetIdempotencyAsync(shop, key.Scope, key.Key, ct) is not null)) return null;
        var title = lacking.Product.Title.In(call.Context.Language);
        return new(RefusalKind.OutOfStock, "out_of_stock", Say(call, $"Insufficient stock for {title}: {lacking.Available} available.", $"Stock insuffisant pour {title}\u00a0: {lacking.Available} disponible(s)."), "$.line_items");
    }

    private async Task<Checkout?> OwnAsync(UcpCall call, string id, CancellationToken ct) =>
        await ordering.GetCheckoutAsync(call.Context.Shop.Id, id, ct) is { } checkout && checkout.Caller.Id == call.Caller.Id ? checkout : null;

    /// <summary>What answers and profiles say about a shop itself.</summary>
    internal async Task<ShopFace> FaceAsync(string shopId, string baseUrl, CancellationToken ct)
    {
        var rules = await ordering.GetRulesAsync(shopId, ct);
        return new(baseUrl, [.. rules.PaymentHandlers.Select(h => TestTokenizer.Describe(h, shopId, baseUrl))], await catalog.GetPoliciesAsync(shopId, ct))
        {
            Delivers = rules.Shipping.Count > 0,
            PickupPlaces = search.FindShop(shopId)?.Locations.Count(l => l.Pickup) ?? 0,
            Embeds = embedding.All.Count > 0,
            Returns = rules.Returns,
            CategoriesOf = product => Categories(shopId, product),
        };
    }

    private async Task<ShopFace> FaceAsync(UcpCall call, CancellationToken ct)
    {
        var face = await FaceAsync(call.Context.Shop.Id, call.BaseUrl, ct);
        return call.Account is { Buyer: not null, Customer: { CreditLimit: { } limit } customer } ? face with { Credit = (limit, customer.PaymentDays) } : face;
    }

    private IReadOnlyList<string> Categories(string shopId, string productId)
    {
        var (all, found) = (search.FindShop(shopId)?.Categories ?? [], new List<string>());
        for (var id = search.FindProduct(shopId, productId)?.CategoryId; id is not null && !found.Contains(id); id = all.FirstOrDefault(c => c.Id == id)?.ParentId) found.Add(id);
        return found;
    }

    /// <summary>The key is the caller's, for one operation on one resource.</summary>
    private static IdempotencyKey? Key(UcpCall call, string operation, string? id, JsonObject body) =>
        call.IdempotencyKey is null ? null : new($"{call.Caller.Id}\n{operation}\n{id}", call.IdempotencyKey, RequestHash.Of(call.Fingerprint ?? body));

    private static UcpCall InLanguageOf(UcpCall call, JsonObject request)
    {
        var context = ContextRequest.Read(new(), request, call.Context.Shop);
        return call with { Context = call.Context with { Language = context.Language ?? call.Context.Language, Country = context.Country ?? call.Context.Country } };
    }

    private static Refusal UnknownCart(UcpCall call) =>
        new(RefusalKind.NotFound, "not_found", Say(call, "There is no such cart.", "Ce panier n’existe pas."));

    private static Refusal UnknownCheckout(UcpCall call) =>
        new(RefusalKind.NotFound, "not_found", Say(call, "There is no such checkout.", "Ce paiement n’existe pas."));

    private static string Say(UcpCall call, string english, string french) => call.Context.Language == "fr" ? french : english;
}

/// <summary>The circumstances of one operation, the same for every transport.</summary>
/// <param name="Version">UCP version in which to answer: 2026-04-08 or 2026-01-11.</param>
/// <param name="BaseUrl">Scheme and host of the shop as the caller reached it, without a trailing slash.</param>
/// <param name="IdempotencyKey">As sent; null when none was.</param>
public sealed record UcpCall(ShopContext Context, string Version, string BaseUrl, string? IdempotencyKey)
{
    public Caller Caller => Context.Caller;

    /// <summary>Names of the capabilities that shop and platform both have (see <see cref="Trust.Admission"/>); null: all of the shop's.</summary>
    public IReadOnlySet<string>? Capabilities { get; init; }

    /// <summary>The customer who linked their account to the caller's platform; null when the request carries no token.</summary>
    public LinkedAccount? Account { get; init; }

    /// <summary>The platform shows its buyers several groups of goods and what to choose for each.</summary>
    public bool SplitsGroups { get; init; }

    /// <summary>A checkout may begin with nothing in it, in a conversation.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What makes a repeated request the same one; null: its body.</summary>
    public JsonObject? Fingerprint { get; init; }
}

/// <param name="Status">HTTP status of the REST answer.</param>
/// <param name="IsError">A protocol error (<c>{code, content}</c>), not a business outcome; MCP turns it into a JSON-RPC error.</param>
public sealed record UcpAnswer(int Status, JsonObject Body, bool IsError = false)
{
    /// <summary>Seconds after which to try again; null: not by waiting.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The body is nothing for the log, masked or not.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What <c>WWW-Authenticate</c> says; null: it is not there.</summary>
    public string? Challenge { get; init; }
}
