using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Web.Console.Forms;

/// <summary>A text in several languages as one field each: <c>title.en</c>, <c>title.fr</c>.</summary>
internal static class LocalizedForm
{
    /// <summary>The languages to edit: the shop's, and every other (or unstated one) that the text already has.</summary>
    public static IReadOnlyList<string> Languages(LocalizedText text, Shop shop) => [.. shop.Languages.Union(text.Values.Select(v => v.Key), StringComparer.Ordinal)];

    /// <summary>A text of no stated language has the empty code, which makes a poor field name.</summary>
    public static string FieldName(string name, string language) => $"{name}.{(language.Length == 0 ? "any" : language)}";

    public static void Fill(ConsoleForm form, string name, LocalizedText text, Shop shop)
    {
        foreach (var language in Languages(text, shop)) form[FieldName(name, language)] = text.Values.FirstOrDefault(v => v.Key == language).Value ?? "";
    }

    /// <param name="max">Characters in each language.</param>
    /// <param name="required">At least one language must have a text.</param>
    public static LocalizedText Read(ConsoleForm form, string name, LocalizedText before, Shop shop, int max, bool required, bool lines = false)
    {
        var languages = Languages(before, shop);
        var values = languages.Select(l => KeyValuePair.Create(l, lines ? form.LongText(FieldName(name, l), max) : form.Text(FieldName(name, l), max))).ToArray();
        if (required && values.All(v => v.Value.Length == 0)) form.Text(FieldName(name, languages[0]), max, required: true);
        return new LocalizedText(values);
    }
}
