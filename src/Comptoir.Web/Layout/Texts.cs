using System.Globalization;

namespace Comptoir.Web.Layout;

/// <summary>Everything that the pages say, English and French side by side. A language that is not French is answered in English.</summary>
public sealed partial class Texts(string language)
{
    private readonly bool _french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr-FR" : "en-GB");

    /// <summary>One of two texts. French is typed with plain spaces; its signs get the space that may not break.</summary>
    public string T(string english, string french) => _french ? Typography(french) : english;

    public string Date(DateTimeOffset at) => at.ToString("d MMMM yyyy", Culture);

    public string DateTime(DateTimeOffset at) => at.ToString(_french ? "d MMMM yyyy 'à' HH 'h' mm" : "d MMMM yyyy, HH:mm", Culture);

    public string Number(decimal value) => value.ToString("0.##", Culture);

    public static string LanguageName(string language) => language switch { "fr" => "Français", "en" => "English", "de" => "Deutsch", "es" => "Español", "it" => "Italiano", _ => language.ToUpperInvariant() };

    private static string Typography(string text) => text
        .Replace(" :", "\u00a0:", StringComparison.Ordinal)
        .Replace(" ;", "\u202f;", StringComparison.Ordinal)
        .Replace(" !", "\u202f!", StringComparison.Ordinal)
        .Replace(" ?", "\u202f?", StringComparison.Ordinal)
        .Replace("« ", "«\u00a0", StringComparison.Ordinal)
        .Replace(" »", "\u00a0»", StringComparison.Ordinal)
        .Replace(" %", "\u00a0%", StringComparison.Ordinal)
        .Replace(" €", "\u00a0€", StringComparison.Ordinal);
}
