using Comptoir.Catalog.Products;

namespace Comptoir.Ordering.Discounts;

/// <summary>A reduction agreed with one buyer, not on offer to others: a subscription's.</summary>
/// <param name="Percent">1 to 100.</param>
public sealed record AgreedReduction(string Id, string VariantId, int Percent)
{
    internal Promotion AsPromotion() => new()
    {
        Id = Id,
        Title = new LocalizedText("Subscription", "Abonnement"),
        Type = "percentage",
        Value = Percent,
        EligibleIds = [VariantId],
    };
}
