using Comptoir.Catalog.Products;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Subscriptions;

/// <summary>Products that a shop sells by subscription, how often, and how much cheaper. Edited in the console.</summary>
public sealed record SubscriptionOffer
{
    public required string Id { get; init; }

    /// <summary>Products or categories; empty: everything.</summary>
    public IReadOnlyList<string> EligibleIds { get; init; } = [];

    public IReadOnlyList<Interval> Intervals { get; init; } = [];

    /// <summary>Off each delivery, 0 to 100.</summary>
    public int Percent { get; init; }

    /// <summary>Days between the notice of a charge and the charge, 1 to 30.</summary>
    public int NoticeDays { get; init; } = 3;

    public bool Active { get; init; } = true;

    /// <summary>The first active offer for a product.</summary>
    public static SubscriptionOffer? For(SellingRules rules, Product product) => rules.Subscriptions.FirstOrDefault(o =>
        o.Active && o.Intervals.Count > 0 && (o.EligibleIds.Count == 0 || o.EligibleIds.Contains(product.Id) || (product.CategoryId is { } category && o.EligibleIds.Contains(category))));

    internal static SubscriptionOffer? Find(SellingRules rules, Product product, Interval every) =>
        For(rules, product) is { } offer && offer.Intervals.Contains(every) ? offer : null;

    /// <summary>Null when there is none.</summary>
    internal AgreedReduction? Reduction(string variantId) => Percent < 1 ? null : new(Id, variantId, Math.Min(Percent, 100));
}
