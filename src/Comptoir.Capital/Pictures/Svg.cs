using System.Globalization;
using System.Net;
using System.Text;

namespace Comptoir.Capital.Pictures;

/// <summary>
/// Writes a picture without style sheets or scripts: it looks the same in a page and in a file. Meaning is carried by shape, hatching and words,
/// never by colour alone, so that it reads in black and white; everything that has a tale to tell has a title for screen readers.
/// </summary>
internal sealed class Svg
{
    public const string Ink = "#1f2421";
    public const string Soft = "#5a625c";
    public const string Pale = "#d9d6cc";
    public const string Round = "#1d5b43";

    private readonly StringBuilder _text = new();
    private readonly Func<IEnumerable<string>, string>? _link;

    /// <summary>Before the names of patterns: several pictures may stand in one page.</summary>
    private readonly string _own;

    /// <param name="link">The address that shows the deals behind a part; null: parts are no links.</param>
    public Svg(double width, double height, string title, string description, Func<IEnumerable<string>, string>? link)
    {
        _link = link;
        _own = string.Concat(title.Where(char.IsAsciiLetter)).ToLowerInvariant() + "-";
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" role=\"{(link is null ? "img" : "group")}\" aria-label=\"{E(title)}. {E(description)}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"{Ink}\">");
        _text.Append("<title>").Append(E(title)).Append("</title><desc>").Append(E(description)).Append("</desc>");
        _text.Append(CultureInfo.InvariantCulture, $"<defs><pattern id=\"{_own}round\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><rect width=\"3\" height=\"6\" fill=\"{Round}\"/></pattern>");
        _text.Append(CultureInfo.InvariantCulture, $"<pattern id=\"{_own}dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><circle cx=\"3\" cy=\"3\" r=\"1.5\" fill=\"{Ink}\"/></pattern>");
        _text.Append(CultureInfo.InvariantCulture, $"<marker id=\"{_own}tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"{Ink}\"/></marker></defs>");
        _text.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(width)}\" height=\"{N(height)}\" fill=\"#ffffff\"/>");
    }

    public void Rect(double x, double y, double width, double height, string fill, string stroke = Ink, double line = 1, string dash = "") =>
        _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\" fill=\"{Own(fill)}\" stroke=\"{stroke}\" stroke-width=\"{N(line)}\"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>");

    public void Path(string d, string fill, string stroke = Ink, double line = 1, string more = "") =>
        _text.Append(CultureInfo.InvariantCulture, $"<path d=\"{d}\" fill=\"{Own(fill)}\" stroke=\"{stroke}\" stroke-width=\"{N(line)}\" {Own(more)}/>");

    public void Text(double x, double y, string text, string anchor = "start", int size = 12, bool bold = false, string fill = Ink) =>
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" font-size=\"{size}\"{(bold ? " font-weight=\"650\"" : "")} fill=\"{fill}\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{E(text)}</text>");

    /// <summary>A heading of a column that leans to the right.</summary>
    public void Slanted(double x, double y, string text) =>
        _text.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate({N(x)} {N(y)}) rotate(-50)\" font-size=\"12\">{E(text)}</text>");

    /// <summary>Parts that belong together, with what they say; a link to the deals behind them where there is one.</summary>
    public void Group(string says, IReadOnlyCollection<string> deals, Action draw)
    {
        var link = deals.Count > 0 ? _link?.Invoke(deals) : null;
        _text.Append(link is null ? "<g>" : $"<a href=\"{E(link)}\" aria-label=\"{E(says)}\">").Append("<title>").Append(E(says)).Append("</title>");
        draw();
        _text.Append(link is null ? "</g>" : "</a>");
    }

    public override string ToString() => _text + "</svg>";

    public static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    public static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private string Own(string text) => text.Replace("url(#", "url(#" + _own, StringComparison.Ordinal);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
