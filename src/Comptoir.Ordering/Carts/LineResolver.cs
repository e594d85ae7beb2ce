using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Ordering.Carts;

internal sealed record ResolvedLines(IReadOnlyList<PricedLine> Lines, IReadOnlyList<Message> Messages);

/// <summary>Turns what a caller asks for into lines that the catalogue knows, with today's texts and prices.</summary>
internal static class LineResolver
{
    public const int MostLines = 100;
    private const int LongestId = 200;

    /// <param name="leaveOutSoldOut">What is newly wanted and sold out is left out with a message, instead of kept until there is more.</param>
    /// <param name="sees">Products that do not exist for the caller are false; null: all exist.</param>
    /// <param name="present">Lines of the document that is replaced: they keep their ids, and may have left the catalogue since.</param>
    public static Result<ResolvedLines> Resolve(IReadOnlyList<LineRequest> requests, IReadOnlyList<LineItem> present, Shop shop, ILiveCatalog catalog, int maxQuantity, string language, TimeProvider time, bool leaveOutSoldOut = false, Func<Product, bool>? sees = null)
    {
        if (requests.Count > MostLines) return new Refusal(RefusalKind.Invalid, "too_many_items", Wording.TooMany(language, "line_items", MostLines), "$.line_items");
        var messages = new List<Message>();
        var lines = new List<PricedLine>();
        var expected = new Dictionary<string, long>();
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            var path = $"$.line_items[{i}]";
            if (request.Quantity < 1 || request.Quantity > maxQuantity) return InvalidQuantity(request.Quantity, maxQuantity, path, language);
            var taken = lines.Select(l => l.Item.Id).ToHashSet();
            var before = present.FirstOrDefault(p => p.Id == request.LineId && !taken.Contains(p.Id))
                ?? (request.LineId is null ? present.FirstOrDefault(p => p.ItemId == request.ItemId && !requests.Any(r => r.LineId == p.Id) && !taken.Contains(p.Id)) : null);
            if (string.IsNullOrWhiteSpace(request.ItemId) || request.ItemId.Length > LongestId || catalog.FindItem(shop.Id, request.ItemId) is not { } found || sees?.Invoke(found.Product) == false || found.Variant.Offer.Price.Currency != shop.Currency || found.Variant.Offer.Price.Amount < 0)
            {
                if (before?.ItemId != request.ItemId) return new Refusal(RefusalKind.Invalid, "not_found", Wording.ItemNotFound(language, request.ItemId ?? ""), path);
                messages.Add(new("warning", "item_unavailable", Wording.ItemGone(language, before.Title), "$.line_items"));
                continue;
            }

            if (leaveOutSoldOut && before is null && !found.Product.IsGiftCard && catalog.Available(shop.Id, found.Variant.Id) <= 0)
            {
                messages.Add(new("warning", "item_unavailable", Wording.SoldOut(language, found.Product.Title.In(language)), "$.line_items"));
                continue;
            }

            // two lines of one variant stay two only when the caller tells them apart by id
            var same = request.LineId is null ? lines.FindIndex(l => l.Item.VariantId == found.Variant.Id) : -1;
            if (same >= 0)
            {
                var sum = (long)lines[same].Item.Quantity + request.Quantity;
                if (sum > maxQuantity) return InvalidQuantity(sum, maxQuantity, path, language);
                lines[same] = lines[same] with { Item = lines[same].Item with { Quantity = (int)sum } };
                continue;
            }

            var item = Describe(found.Product, found.Variant, language) with { Id = before?.Id ?? Ids.New("li", time), ItemId = request.ItemId, Quantity = request.Quantity };
            lines.Add(new(item, Targets(found.Product, found.Variant, request.ItemId, shop)));
            if ((request.ExpectedPrice ?? (before?.VariantId == item.VariantId ? before.UnitPrice.Amount : null)) is { } seen) expected[item.Id] = seen;
        }

        if (lines.Aggregate((Int128)0, (sum, l) => sum + (Int128)l.Item.UnitPrice.Amount * l.Item.Quantity) > Apportion.Largest)
            return new Refusal(RefusalKind.Invalid, "invalid_quantity", Wording.TooExpensive(language), "$.line_items");
        return new ResolvedLines(lines, [.. messages, .. Notices(lines, expected, shop.Id, catalog, language)]);
    }

    private static IEnumerable<Message> Notices(List<PricedLine> lines, Dictionary<string, long> expected, string shopId, ILiveCatalog catalog, string language)
    {
        var asked = new Dictionary<string, long>();
        for (var i = 0; i < lines.Count; i++)
        {
            var item = lines[i].Item;
            asked[item.VariantId] = asked.GetValueOrDefault(item.VariantId) + item.Quantity;
            var available = catalog.Available(shopId, item.VariantId);
            if (asked[item.VariantId] > available && !item.IsGiftCard)
                yield return new("error", "out_of_stock", Wording.OutOfStock(language, item.Title, available), $"$.line_items[{i}]", "recoverable");
            if (expected.TryGetValue(item.Id, out var seen) && seen != item.UnitPrice.Amount)
                yield return new("warning", "price_changed", Wording.PriceChanged(language, item.Title, (item.UnitPrice with { Amount = seen }).Format(language), item.UnitPrice.Format(language)), $"$.line_items[{i}]");
        }
    }

    internal static LineItem Describe(Product product, Variant variant, string language)
    {
        var labels = variant.Options.Select(o => product.Options.FirstOrDefault(p => p.Id == o.OptionId)?.Values.FirstOrDefault(v => v.Id == o.ValueId)?.Label.In(language) ?? o.ValueId);
        return new LineItem
        {
            Id = "",
            ItemId = "",
            ProductId = product.Id,
            VariantId = variant.Id,
            Sku = variant.Sku,
            Title = product.Title.In(language),
            VariantLabel = variant.Options.Count > 0 ? string.Join(" / ", labels) : null,
            ImageUrl = variant.Media.Concat(product.Media).FirstOrDefault(m => m.Type == "image")?.Url,
            UnitPrice = variant.Offer.Price,
            Quantity = 1,
            TaxCategory = product.IsGiftCard ? "untaxed" : product.TaxCategory,
            IsGiftCard = product.IsGiftCard,
        };
    }

    internal static List<string> Targets(Product product, Variant variant, string itemId, Shop shop)
    {
        var targets = new List<string> { variant.Id, product.Id, itemId };
        for (var category = product.CategoryId; category is not null && !targets.Contains(category); category = shop.Categories.FirstOrDefault(c => c.Id == category)?.ParentId)
            targets.Add(category);
        return targets;
    }

    private static Refusal InvalidQuantity(long asked, int most, string path, string language) =>
        new(RefusalKind.Invalid, "invalid_quantity", Wording.InvalidQuantity(language, asked, most), $"{path}.quantity");
}
