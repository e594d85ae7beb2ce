namespace Comptoir.Ordering.Carts;

/// <summary>A line that the catalogue knows.</summary>
/// <param name="Targets">Ids that a promotion may be limited to: variant, product, item, category and the categories above it.</param>
internal sealed record PricedLine(LineItem Item, IReadOnlyList<string> Targets);
