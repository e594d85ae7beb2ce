using System.Security.Cryptography;
using Comptoir.Catalog.Products;

namespace Comptoir.Storage.Catalog;

/// <summary>A product ready to be written.</summary>
/// <param name="ContentHash">SHA-256 of the document without the times at which its facts were read, so that reading the same again is no change.</param>
internal sealed record ProductDocument(string Id, string Handle, byte[] ContentHash, byte[] Document, IReadOnlyList<string> VariantIds)
{
    /// <summary>What the product claims beside its own id.</summary>
    public IEnumerable<string> Claims => VariantIds.Where(id => id != Id);

    public static ProductDocument Of(Product product) =>
        new(product.Id, product.Handle, SHA256.HashData(Documents.Write(Timeless(product))), Documents.Write(product), [.. product.Variants.Select(v => v.Id)]);

    private static Product Timeless(Product product) => product with
    {
        Source = Timeless(product.Source)!,
        Variants = product.Variants.Any(v => v.Offer.Source is not null)
            ? [.. product.Variants.Select(v => v with { Offer = v.Offer with { Source = Timeless(v.Offer.Source) } })]
            : product.Variants,
    };

    private static Provenance? Timeless(Provenance? source) => source is null ? null : source with { ReadAt = default };
}
