using Comptoir.Catalog.Offers;

namespace Comptoir.Catalog.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(123450, "EUR", "en", "€1,234.50")]
    [InlineData(123450, "EUR", "fr", "1 234,50 €")]
    [InlineData(-990, "EUR", "fr", "−9,90 €")]
    [InlineData(1500, "JPY", "en", "¥1,500")]
    [InlineData(1500, "KWD", "en", "KWD 1.500")]
    public void Amounts_are_written_as_people_of_the_language_write_them(long amount, string currency, string language, string expected)
    {
        static string Spaces(string s) => s.Replace('\u00a0', ' ').Replace('\u202f', ' ');
        Spaces(new Money(amount, currency).Format(language)).ShouldBe(expected);
    }

    [Fact]
    public void Currencies_do_not_mix() => Should.Throw<InvalidOperationException>(() => new Money(1, "EUR") + new Money(1, "USD"));

    [Fact]
    public void Too_large_products_are_noticed() => Should.Throw<OverflowException>(() => new Money(long.MaxValue, "EUR") * 2);

    [Theory]
    [InlineData("19.99", "EUR", 1999L)]
    [InlineData("19.999", "EUR", null)]
    [InlineData("19", "JPY", 19L)]
    [InlineData("19.5", "JPY", null)]
    public void Major_units_become_minor_units_only_when_they_fit(string major, string currency, long? expected) =>
        Currencies.FromMajor(decimal.Parse(major, System.Globalization.CultureInfo.InvariantCulture), currency).ShouldBe(expected);
}
