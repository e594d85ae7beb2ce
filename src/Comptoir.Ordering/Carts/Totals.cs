namespace Comptoir.Ordering.Carts;

/// <summary>
/// Sums in minor units of <paramref name="Currency"/>. Always:
/// <c>Total = Subtotal − ItemsDiscount − Discount + Fulfilment + Tax + Fee</c>, no part negative.
/// </summary>
/// <param name="Subtotal">Lines before discounts.</param>
/// <param name="ItemsDiscount">Discounts on single lines.</param>
/// <param name="Discount">Discounts on the whole order (also allocated to lines).</param>
/// <param name="Fulfilment">Shipping after its own discounts; null while no option is chosen.</param>
/// <param name="Tax">Tax added on top; 0 where prices include it.</param>
/// <param name="TaxIncluded">Tax contained in the total where prices include it; 0 when the destination has no tax row (the price stays). Informative.</param>
/// <param name="GiftCards">The part of <paramref name="Subtotal"/> that gift cards are: money held for the buyer, no revenue.</param>
/// <param name="FulfilmentTax">The part of <paramref name="Tax"/> or <paramref name="TaxIncluded"/> that shipping causes.</param>
public sealed record Totals(string Currency, long Subtotal, long ItemsDiscount, long Discount, long? Fulfilment, long Tax, long TaxIncluded, long Fee, long Total, IReadOnlyList<TaxAmount> Taxes, long FulfilmentTax = 0, long GiftCards = 0);

/// <param name="BasisPoints">2000 is 20 %.</param>
/// <param name="Base">Amount taxed, without the tax, minor units.</param>
public sealed record TaxAmount(string Country, string Category, int BasisPoints, long Base, long Amount);
