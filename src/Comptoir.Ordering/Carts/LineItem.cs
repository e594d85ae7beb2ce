using Comptoir.Catalog.Offers;

namespace Comptoir.Ordering.Carts;

/// <summary>A line of a cart, checkout or order. Text and price are those of the moment of pricing.</summary>
public sealed record LineItem
{
    public required string Id { get; init; }

    /// <summary>The id that the caller used (a variant, or a product with one variant); what UCP calls the item id.</summary>
    public required string ItemId { get; init; }

    public required string ProductId { get; init; }

    public required string VariantId { get; init; }

    public string? Sku { get; init; }

    public required string Title { get; init; }

    /// <summary>Chosen options in words, <c>Blue / M</c>; null when there is one variant.</summary>
    public string? VariantLabel { get; init; }

    public string? ImageUrl { get; init; }

    public required Money UnitPrice { get; init; }

    public required int Quantity { get; init; }

    public string TaxCategory { get; init; } = "standard";

    /// <summary>Each piece is a gift card of its price.</summary>
    public bool IsGiftCard { get; init; }

    /// <summary>Discounts allocated to this line, ≥ 0, minor units.</summary>
    public long Discount { get; init; }

    /// <summary>Price × quantity before discounts, minor units.</summary>
    public long Subtotal => checked(UnitPrice.Amount * Quantity);

    /// <summary>After discounts, minor units.</summary>
    public long Total => Subtotal - Discount;
}

/// <summary>What a caller asks for.</summary>
/// <param name="ExpectedPrice">The unit price that was shown, minor units; when it is no longer true a <c>price_changed</c> warning is added. The shop's price always wins.</param>
/// <param name="LineId">Keeps a line's id over an update; null: matched by item, else new.</param>
public sealed record LineRequest(string ItemId, int Quantity, long? ExpectedPrice = null, string? LineId = null);
