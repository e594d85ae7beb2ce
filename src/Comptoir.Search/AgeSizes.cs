using System.Globalization;

namespace Comptoir.Search;

/// <summary>Sizes of clothes that are named after an age.</summary>
public static class AgeSizes
{
    /// <summary>In years: <c>6Y</c> is 6, <c>18M</c> is 1.5; null when the size names no age.</summary>
    /// <param name="size">Id of an option's value.</param>
    public static decimal? YearsOf(string size)
    {
        if (size.Length is < 2 or > 4 || size[^1] is not ('Y' or 'M')) return null;
        return decimal.TryParse(size.AsSpan(0, size.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? size[^1] == 'Y' ? number : number / 12
            : null;
    }
}
