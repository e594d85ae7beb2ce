using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Inventory;

/// <summary>How many of a variant a location holds.</summary>
/// <param name="OnHand">Pieces physically there.</param>
/// <param name="Reserved">Pieces promised to open checkouts and unshipped orders.</param>
public sealed record StockLevel(string VariantId, string LocationId, long OnHand, long Reserved, Provenance? Source = null)
{
    public long Available => Math.Max(0, OnHand - Reserved);
}

/// <param name="Pickup">Shoppers may collect their orders there.</param>
public sealed record Location(string Id, string Name, bool Pickup = false, string? Street = null, string? City = null, string? PostalCode = null, string? Country = null);
