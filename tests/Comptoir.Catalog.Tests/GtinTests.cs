using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Tests;

public sealed class GtinTests
{
    [Theory]
    [InlineData("4006381333931")]
    [InlineData("96385074")]
    [InlineData("036000291452")]
    [InlineData("10614141000415")]
    [InlineData(" 4006-3813 33931 ")]
    public void A_right_check_digit_is_taken(string text) => Gtin.Normalize(text).ShouldBe(text.Replace(" ", "").Replace("-", ""));

    [Theory]
    [InlineData("4006381333932")]
    [InlineData("123")]
    [InlineData("400638133393a")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_not(string? text) => Gtin.Normalize(text).ShouldBeNull();
}
