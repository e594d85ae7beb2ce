namespace Comptoir.Web.Console.Selling;

/// <summary>ISO 3166-1 alpha-2 codes, as forms take them.</summary>
internal static class Country
{
    /// <summary>Two letters; whether the country exists is not for a shop to decide.</summary>
    public static bool IsCode(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);
}
