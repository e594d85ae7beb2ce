using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>One variant as shopping services list it: the facts, before each service's own names and forms.</summary>
/// <param name="Group">Id of the product when it has several variants; null: it stands alone.</param>
/// <param name="Images">Absolute addresses, the first is the main one.</param>
/// <param name="Options">Name (color, size …) and value of each choice.</param>
public sealed record Listing(
    Shop Shop,
    string Id,
    string? Group,
    string Title,
    string Description,
    string Url,
    IReadOnlyList<string> Images,
    Money Price,
    Money? ListPrice,
    long Available,
    string? Brand,
    string? Gtin,
    string? Sku,
    string? Category,
    string? GoogleCategory,
    Rating? Rating,
    IReadOnlyList<KeyValuePair<string, string>> Options,
    string SiteUrl)
{
    public bool InStock => Available > 0;

    /// <summary>The listings of a product, one a variant.</summary>
    /// <param name="siteUrl">Scheme and host of the shop, without a trailing slash.</param>
    /// <param name="available">Pieces of a variant that can be sold now.</param>
    public static IEnumerable<Listing> Of(Product p, Shop shop, string siteUrl, string language, Func<string, long> available)
    {
        var category = shop.Categories.FirstOrDefault(c => c.Id == p.CategoryId);
        foreach (var v in p.Variants)
        {
            var options = v.Options.Select(o => KeyValuePair.Create(o.OptionId, p.Options.FirstOrDefault(x => x.Id == o.OptionId)?.Values.FirstOrDefault(x => x.Id == o.ValueId)?.Label.In(language) ?? o.ValueId)).ToList();
            var title = p.Title.In(language);
            yield return new(
                shop,
                v.Id,
                p.Variants.Count > 1 ? p.Id : null,
                p.Variants.Count > 1 && options.Count > 0 ? $"{title} – {string.Join(" / ", options.Select(o => o.Value))}" : title,
                p.Description.In(language) is { Length: > 0 } text ? text : title,
                $"{siteUrl}/products/{Uri.EscapeDataString(p.Handle)}{(p.Variants.Count > 1 ? $"?variant={Uri.EscapeDataString(v.Id)}" : "")}",
                [.. v.Media.Concat(p.Media).Where(m => m.Type == "image").Select(m => m.Url.StartsWith('/') ? siteUrl + m.Url : m.Url).Distinct(StringComparer.Ordinal)],
                v.Offer.Price,
                v.Offer.ListPrice is { } list && list.Amount > v.Offer.Price.Amount ? list : null,
                available(v.Id),
                p.Brand,
                v.Gtin,
                v.Sku,
                category?.Name.In(language),
                category?.GoogleTaxonomyId,
                p.Rating,
                options,
                siteUrl);
        }
    }

    /// <summary>An amount as feeds write it: <c>19.99 EUR</c>.</summary>
    public static string Amount(Money m) =>
        $"{Currencies.ToMajor(m.Amount, m.Currency).ToString("F" + Currencies.Digits(m.Currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)} {m.Currency}";

    /// <summary>The value of an option by the names that it usually has.</summary>
    public string? Option(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            foreach (var (option, value) in Options)
                if (option.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }
}
