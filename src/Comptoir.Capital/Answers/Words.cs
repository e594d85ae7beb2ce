using System.Globalization;

namespace Comptoir.Capital.Answers;

/// <summary>Texts and numbers in a reader's language: en or fr.</summary>
public sealed class Words
{
    private static readonly Words English = new("en", CultureInfo.GetCultureInfo("en-GB"));
    private static readonly Words French = new("fr", CultureInfo.GetCultureInfo("fr-FR"));
    private readonly CultureInfo _culture;

    private Words(string language, CultureInfo culture) => (Language, _culture) = (language, culture);

    public string Language { get; }

    public static Words In(string? language) => language == "fr" ? French : English;

    public string Say(string english, string french) => Language == "fr" ? french : english;

    /// <summary>Minor units as people say them: 37.5 bn $, 1,2 Md €.</summary>
    public string Money(double minor, string currency)
    {
        var decimals = Ledger.Assets.Asset.Parse(currency)?.Decimals ?? 2;
        var major = minor / Math.Pow(10, decimals);
        var (value, scale) = Math.Abs(major) switch
        {
            >= 999.5e6 => (major / 1e9, Say("bn", "Md")),
            >= 999.5e3 => (major / 1e6, Say("m", "M")),
            _ => (major, ""),
        };
        var digits = scale.Length == 0 ? (major == Math.Truncate(major) ? 0 : decimals) : Math.Abs(value) >= 100 ? 1 : 2;
        var number = value.ToString("#,0." + new string('#', digits), _culture);
        var sign = currency switch { "USD" => "$", "EUR" => "€", "GBP" => "£", _ => currency };
        return Language == "fr"
            ? $"{number}{(scale.Length > 0 ? "\u00a0" + scale : "")}\u00a0{sign}"
            : sign.Length == 1 ? $"{(value < 0 ? "−" : "")}{sign}{number.TrimStart('-')}{(scale.Length > 0 ? "\u00a0" + scale : "")}" : $"{number}{(scale.Length > 0 ? "\u00a0" + scale : "")}\u00a0{sign}";
    }

    public string Share(double share) => (share * 100).ToString("0.#", _culture) + Say("%", "\u00a0%");

    public string Number(double number, string format = "#,0.##") => number.ToString(format, _culture);

    public string Day(DateOnly day) => day.ToString("d MMM yyyy", _culture);

    public string Of(Quantity quantity, string currency) => quantity.Unit switch
    {
        _ when double.IsNaN(quantity.Value) => "–",
        _ when double.IsPositiveInfinity(quantity.Value) => Say("no end", "sans fin"),
        Unit.Money => Money(quantity.Value, currency),
        Unit.Share => Share(quantity.Value),
        Unit.Years => Number(quantity.Value, "0.#") + "\u00a0" + Say("years", "ans"),
        Unit.Months => Number(quantity.Value, "0.#") + "\u00a0" + Say("months", "mois"),
        Unit.Times => Number(quantity.Value, "0.##") + "\u00a0×",
        _ => Number(quantity.Value),
    };
}
