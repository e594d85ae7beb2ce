using System.Globalization;
using System.Text;

namespace Comptoir.Web.Layout;

/// <summary>
/// The component renderer writes every letter beyond ASCII as a numeric reference. Pages are UTF-8: the letters themselves are
/// shorter and readable. Nothing below U+00A0 is touched, so what could be markup stays escaped.
/// </summary>
internal static class PlainText
{
    private const string Start = "&#x";
    private const int FirstLetter = 0xA0;
    private const int LongestReference = 10;

    public static string Accents(string html)
    {
        var at = html.IndexOf(Start, StringComparison.Ordinal);
        if (at < 0) return html;
        var plain = new StringBuilder(html.Length);
        var copied = 0;
        while (at >= 0)
        {
            var end = html.IndexOf(';', at, Math.Min(LongestReference, html.Length - at));
            if (end > 0 && int.TryParse(html.AsSpan(at + Start.Length, end - at - Start.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code >= FirstLetter && Rune.IsValid(code))
            {
                plain.Append(html, copied, at - copied).Append(new Rune(code).ToString());
                copied = end + 1;
            }

            at = html.IndexOf(Start, at + 1, StringComparison.Ordinal);
        }

        return plain.Append(html, copied, html.Length - copied).ToString();
    }
}
