using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Offers;

/// <summary>What a variant costs, until when, and who said so.</summary>
/// <param name="Price">The price asked now. In a shop whose prices include tax, tax is in it.</param>
/// <param name="ListPrice">The usual price when <paramref name="Price"/> is a reduction; null otherwise.</param>
/// <param name="ValidUntil">The price holds until this moment; null: until changed.</param>
/// <param name="Source">Where and when the price was read; null: as the product's.</param>
public sealed record Offer(Money Price, Money? ListPrice = null, DateTimeOffset? ValidUntil = null, Provenance? Source = null);
