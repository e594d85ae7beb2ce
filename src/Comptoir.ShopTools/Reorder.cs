using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Orders;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>The same again: a cart with what an order had, at today's prices, and a warning for everything that is no longer the same.</summary>
public sealed class Reorder(CartService carts, OrderService orders, ProductSearch search)
{
    /// <summary>Refused: NotFound (the order, also another customer's), Conflict (<c>nothing_left</c>: none of it is sold any more). Price changes and short stock stand in the cart's messages.</summary>
    public async Task<Result<Reordered>> RunAsync(ShopContext context, string orderId, CancellationToken ct)
    {
        var found = await orders.GetAsync(context.Shop.Id, orderId, ct);
        if (!found.Ok) return found.Refusal;
        if (found.Value.CustomerId is { } owner && owner != context.Caller.CustomerId) return new Refusal(RefusalKind.NotFound, "not_found", context.Language == "fr" ? "Commande introuvable." : "Order not found.");
        var lines = found.Value.Lines.Select(l => l.Item).ToList();
        var sold = lines.Where(l => search.FindItem(context, l.VariantId) is { } item && item.Variant.Id == l.VariantId).ToList();
        if (sold.Count == 0) return new Refusal(RefusalKind.Conflict, "nothing_left", context.Language == "fr" ? "Rien de cette commande n’est encore en vente." : "Nothing of this order is still for sale.");
        var cart = await carts.CreateAsync(context.Shop.Id, new CartInput
        {
            Lines = [.. sold.Select(l => new LineRequest(l.VariantId, l.Quantity, l.UnitPrice.Amount))],
            Buyer = found.Value.CustomerId is null ? null : found.Value.Buyer,
            Country = context.Country,
            Language = context.Language,
        }, context.Caller, null, ct);
        return cart.Ok ? new Reordered(cart.Value, [.. lines.Except(sold).Select(l => l.Title)]) : cart.Refusal;
    }
}

/// <param name="Gone">Titles of what is no longer sold.</param>
public sealed record Reordered(Cart Cart, IReadOnlyList<string> Gone);
