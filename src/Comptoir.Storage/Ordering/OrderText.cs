using System.Globalization;
using System.Text;
using Comptoir.Ordering.Orders;

namespace Comptoir.Storage.Ordering;

/// <summary>The words by which an operator finds an order: number, buyer, titles and SKUs, without accents and in lower case.</summary>
internal static class OrderText
{
    public static string Of(Order order) => Fold(string.Join(
        '\n',
        order.Lines.SelectMany(l => new[] { l.Item.Title, l.Item.Sku })
            .Prepend(order.Buyer?.Phone)
            .Prepend(order.Buyer?.Email)
            .Prepend(order.Buyer?.FullName)
            .Prepend(order.Number.ToString(CultureInfo.InvariantCulture))
            .Where(part => !string.IsNullOrEmpty(part))));

    /// <summary>A pattern for <c>like … escape '\'</c> that finds <paramref name="text"/> anywhere; a leading # of a number is left out.</summary>
    public static string Pattern(string text) =>
        $"%{Fold(text.Trim().TrimStart('#')).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToLowerInvariant(c));
        return folded.ToString();
    }
}
