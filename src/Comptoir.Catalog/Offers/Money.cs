using System.Globalization;

namespace Comptoir.Catalog.Offers;

/// <summary>An amount in minor units (cents) of an ISO 4217 currency. Never floating point.</summary>
/// <param name="Amount">Minor units; may be negative (a discount, a refund).</param>
/// <param name="Currency">Three upper-case letters, for example <c>EUR</c>.</param>
public readonly record struct Money(long Amount, string Currency)
{
    /// <summary>The amount as a person writes it in <paramref name="language"/>: <c>1 234,50 €</c> or <c>€1,234.50</c>.</summary>
    public string Format(string language) => Currencies.Format(Amount, Currency, language);

    public static Money operator +(Money a, Money b) => new(checked(a.Amount + Same(a, b).Amount), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Amount - Same(a, b).Amount), a.Currency);

    public static Money operator *(Money a, long count) => a with { Amount = checked(a.Amount * count) };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");

    private static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException($"Cannot combine {a.Currency} with {b.Currency}.");
}
