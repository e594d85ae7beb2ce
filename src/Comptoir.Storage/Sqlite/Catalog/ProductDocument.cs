using System.Security.Cryptography;
using Comptoir.Catalog.Products;

namespace Comptoir.Storage.Sqlite.Catalog;

/// <summary>A product ready to be written.</summary>
/// <param name="ContentHash">SHA-256 of the document without the times at which its facts were read, so that reading the same again is no change.</param>
/// <param name="Items">The ids that the product claims: its own and its variants', with their SKUs.</param>
internal sealed record ProductDocument(string Id, string Handle, byte[] ContentHash, byte[] Document, IReadOnlyList<(string Id, string? Sku)> Items)
{
    public static ProductDocument Of(Product product) =>
        new(product.Id, product.Handle, SHA256.HashData(Documents.Write(Timeless(product))), Documents.Write(product), Claims(product));

    private static Product Timeless(Product product) => product with
    {
        Source = Timeless(product.Source)!,
        Variants = product.Variants.Any(v => v.Offer.Source is not null)
            ? [.. product.Variants.Select(v => v with { Offer = v.Offer with { Source = Timeless(v.Offer.Source) } })]
            : product.Variants,
    };

    private static Provenance? Timeless(Provenance? source) => source is null ? null : source with { ReadAt = default };

    private static List<(string Id, string? Sku)> Claims(Product product)
    {
        var items = product.Variants.Select(v => (v.Id, v.Sku)).ToList();
        if (product.FindVariant(product.Id) is null) items.Add((product.Id, null));
        return items;
    }
}
