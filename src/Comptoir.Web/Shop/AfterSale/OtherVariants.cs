using Comptoir.Catalog;
using Comptoir.Ordering.Orders;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>What else of the same products can be had now.</summary>
internal static class OtherVariants
{
    public static IReadOnlyDictionary<string, IReadOnlyList<OtherVariant>> Of(Order order, IEnumerable<OrderLine> lines, ILiveCatalog catalog, string language)
    {
        var found = new Dictionary<string, IReadOnlyList<OtherVariant>>();
        foreach (var line in lines)
        {
            if (catalog.FindItem(order.ShopId, line.Item.ProductId) is not { } item) continue;
            var product = item.Product;
            IReadOnlyList<OtherVariant> others =
            [
                .. product.Variants.Where(v => v.Id != line.Item.VariantId && catalog.Available(order.ShopId, v.Id) > 0)
                    .Select(v => new OtherVariant(v.Id, string.Join(" / ", v.Options.Select(o => product.Options.FirstOrDefault(p => p.Id == o.OptionId)?.Values.FirstOrDefault(x => x.Id == o.ValueId)?.Label.In(language) ?? o.ValueId)), v.Offer.Price)),
            ];
            if (others.Count > 0) found[line.Item.Id] = others;
        }

        return found;
    }
}
