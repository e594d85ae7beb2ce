using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>Pieces of a line for another variant of the same product.</summary>
/// <param name="VariantId">Variant id, or what the catalogue resolves to one (SKU, GTIN).</param>
public sealed record VariantChoice(string LineId, string VariantId, int Quantity = 1);

/// <summary>Finds what was chosen in the catalogue of today.</summary>
internal static class VariantChoices
{
    private const int Most = 100;

    /// <param name="most">Pieces of a line that may be given for others.</param>
    /// <returns>Items with new line ids, today's price and no discount.</returns>
    public static Result<IReadOnlyList<Swap>> Find(Order order, IReadOnlyList<VariantChoice> choices, Func<OrderLine, int> most, Func<string, string> tooMany, ILiveCatalog catalog, TimeProvider time)
    {
        var language = order.Language;
        if (choices.Count is 0 or > Most) return new Refusal(RefusalKind.Invalid, "field_required", Wording.ChooseVariants(language), "$.items");
        var pieces = OrderChanges.Pieces(order, [.. choices.Select(c => new LineQuantity(c.LineId, c.Quantity))], most, tooMany);
        if (!pieces.Ok) return pieces.Refusal;
        var found = new List<(string LineId, Product Product, Variant Variant, int Quantity)>();
        foreach (var choice in choices)
        {
            var item = order.Lines.First(l => l.Item.Id == choice.LineId).Item;
            if (string.IsNullOrWhiteSpace(choice.VariantId) || choice.VariantId.Length > 200 || catalog.FindItem(order.ShopId, choice.VariantId) is not { } to)
                return new Refusal(RefusalKind.Invalid, "not_found", Wording.ItemNotFound(language, choice.VariantId ?? ""), "$.items");
            if (to.Product.Id != item.ProductId) return new Refusal(RefusalKind.Invalid, "other_product", Wording.OtherProduct(language, item.Title), "$.items");
            if (to.Variant.Id == item.VariantId) return new Refusal(RefusalKind.Invalid, "same_item", Wording.SameItem(language, item.Title), "$.items");
            if (to.Variant.Offer.Price.Currency != order.Currency) return new Refusal(RefusalKind.Invalid, "invalid_currency", Wording.WrongCurrency(language, to.Variant.Offer.Price.Currency, order.Currency), "$.items");
            var same = found.FindIndex(f => f.LineId == choice.LineId && f.Variant.Id == to.Variant.Id);
            if (same >= 0) found[same] = found[same] with { Quantity = found[same].Quantity + choice.Quantity };
            else found.Add((choice.LineId, to.Product, to.Variant, choice.Quantity));
        }

        foreach (var wanted in found.GroupBy(f => f.Variant.Id))
            if (wanted.Sum(w => (long)w.Quantity) > catalog.Available(order.ShopId, wanted.Key))
                return new Refusal(RefusalKind.OutOfStock, "out_of_stock", Wording.OutOfStock(language, wanted.First().Product.Title.In(language), catalog.Available(order.ShopId, wanted.Key)), "$.items");
        return new([.. found.Select(f => new Swap(f.LineId, LineResolver.Describe(f.Product, f.Variant, language) with { Id = Ids.New("li", time), ItemId = f.Variant.Id, Quantity = f.Quantity }))], null);
    }
}
