namespace Comptoir.Web.Layout;

/// <summary>Colours that come from catalogues.</summary>
internal static class Swatches
{
    /// <summary>The colour when it is written as # and hexadecimal digits or as a plain name; else null.</summary>
    public static string? Safe(string? colour) => colour switch
    {
        null or { Length: < 3 or > 20 } => null,
        ['#', .. var digits] => digits.Length is 3 or 6 or 8 && digits.All(char.IsAsciiHexDigit) ? colour : null,
        _ => colour.All(char.IsAsciiLetter) ? colour : null,
    };
}
