using System.Text;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Mcp;

/// <summary>A product as Markdown that a person or a model can read. Texts of the catalogue are quoted as they are: data, not markup of ours.</summary>
internal static class ProductText
{
    private const int MostVariants = 50;

    public static string Of(ProductDetail found, McpVisit visit)
    {
        var (product, language, french) = (found.Product, visit.Language, visit.Language == "fr");
        var text = new StringBuilder($"# {Line(product.Title.In(language))}\n\n");
        if (product.Brand is { } brand) Fact("Brand", "Marque", brand);
        if (product.Rating is { Count: > 0 } rating) text.Append(string.Create(Culture(french), $"- {(french ? "Note\u00a0" : "Rating")}: {rating.Value:0.0}/5 ({rating.Count})\n"));
        foreach (var attribute in found.Attributes) Fact(attribute.Name, attribute.Name, attribute.Value);
        Fact("Page", "Page", $"{visit.BaseUrl}/products/{Uri.EscapeDataString(product.Handle)}");
        if (product.Description.In(language) is { Length: > 0 } description) text.Append($"\n{description}\n");
        text.Append(french ? "\n## Variantes\n\n" : "\n## Variants\n\n");
        foreach (var variant in product.Variants.Take(MostVariants))
        {
            var label = ProductCards.LabelOf(product, variant, language) ?? product.Title.In(language);
            var stock = found.Available.GetValueOrDefault(variant.Id) > 0 ? french ? "en stock" : "in stock" : french ? "épuisé" : "sold out";
            text.Append($"- {Line(label)} (`{variant.Id}`){(french ? "\u00a0" : "")}: {variant.Offer.Price.Format(language)}, {stock}\n");
        }

        return text.ToString();

        void Fact(string name, string nom, string value) => text.Append(french ? $"- {Line(nom)}\u00a0: {Line(value)}\n" : $"- {Line(name)}: {Line(value)}\n");
    }

    private static System.Globalization.CultureInfo Culture(bool french) => System.Globalization.CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB");

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
