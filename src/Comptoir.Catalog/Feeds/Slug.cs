using System.Globalization;
using System.Text;

namespace Comptoir.Catalog.Feeds;

/// <summary>Names as they may stand in ids and addresses.</summary>
public static class Slug
{
    /// <summary>Lower-case ASCII letters and digits joined by hyphens, at most 100 characters: <c>Théière en fonte</c> is <c>theiere-en-fonte</c>.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (slug.Length >= 100) break;
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            var lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetterOrDigit(lower)) slug.Append(lower);
            else if (lower is 'œ') slug.Append("oe");
            else if (lower is 'æ') slug.Append("ae");
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>An id as given, without spaces at its ends and with the characters that addresses do not bear replaced by hyphens.</summary>
    public static string Id(string text)
    {
        var trimmed = text.Trim();
        return trimmed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? trimmed
            : string.Concat(trimmed.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' ? c : '-'));
    }

    /// <summary>An attribute's id; the usual names of colour and size in English and French are one.</summary>
    public static string Attribute(string name) => Of(name).Replace('-', '_') switch
    {
        "colour" or "couleur" or "colours" or "colors" => "color",
        "taille" or "shoe_size" or "pointure" => "size",
        "matiere" or "materiau" => "material",
        "sexe" or "genre" => "gender",
        var id => id,
    };
}
