using Comptoir.Catalog.Offers;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>A product as a list shows it. Every fact comes from the catalogue at the moment of asking.</summary>
/// <param name="VariantId">The variant that fits the request best; what "add" adds.</param>
/// <param name="PriceFrom">The product also has variants at other prices; <paramref name="Price"/> is the shown variant's.</param>
/// <param name="Available">Pieces of the shown variant that can be sold now.</param>
/// <param name="HasChoices">More than one variant exists.</param>
public sealed record ProductCard(
    string ProductId,
    string VariantId,
    string Handle,
    string Title,
    string? VariantLabel,
    string? Brand,
    Money Price,
    Money? ListPrice,
    bool PriceFrom,
    string? ImageUrl,
    decimal? Rating,
    int RatingCount,
    long Available,
    bool HasChoices,
    IReadOnlyList<Reason> Reasons);
