using System.Net;
using System.Text.Encodings.Web;
using Comptoir.Web.Layout;
using FsCheck.Xunit;

namespace Comptoir.Web.Tests.ShopFront;

public sealed class PlainTextTests
{
    [Property]
    public void Encoded_text_keeps_its_meaning_and_gains_no_markup(string text)
    {
        var encoded = HtmlEncoder.Default.Encode(text ?? "");
        var plain = PlainText.Accents(encoded);
        WebUtility.HtmlDecode(plain).ShouldBe(WebUtility.HtmlDecode(encoded));
        plain.Count(c => c is '<' or '>' or '"').ShouldBe(0);
    }

    [Theory]
    [InlineData("caf&#xE9; &#x2019; &#x20AC;", "café ’ €")]
    [InlineData("&#x3C;b&#x3E; &#x26;", "&#x3C;b&#x3E; &#x26;")]
    [InlineData("&#x &#xD800; &#x110000; &#xE9", "&#x &#xD800; &#x110000; &#xE9")]
    [InlineData("&#x1F33F;", "🌿")]
    public void Only_letters_beyond_ascii_are_written_out(string html, string expected) => PlainText.Accents(html).ShouldBe(expected);
}
