using System.Globalization;

namespace Comptoir.Catalog.Offers;

/// <summary>ISO 4217 currencies: how many minor-unit digits each has and how amounts are written.</summary>
public static class Currencies
{
    private const string Known =
        " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

    private const string ZeroDigits = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
    private const string ThreeDigits = " BHD IQD JOD KWD LYD OMR TND ";

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>True for an upper-case ISO 4217 code in circulation.</summary>
    public static bool IsKnown(string? code) => code is { Length: 3 } && Known.Contains($" {code} ", StringComparison.Ordinal);

    /// <summary>Digits after the decimal sign: 2 for most, 0 for JPY, 3 for KWD.</summary>
    public static int Digits(string code) =>
        ZeroDigits.Contains($" {code} ", StringComparison.Ordinal) ? 0
        : ThreeDigits.Contains($" {code} ", StringComparison.Ordinal) ? 3 : 2;

    /// <summary>Minor units in one major unit: 100 for EUR, 1 for JPY, 1000 for KWD.</summary>
    public static long Scale(string code) => Digits(code) switch { 0 => 1, 3 => 1000, _ => 100 };

    /// <summary>Major units as a decimal: 1999 EUR is 19.99.</summary>
    public static decimal ToMajor(long amount, string code) => (decimal)amount / Scale(code);

    /// <summary>Minor units of a decimal amount; null when it has more digits than the currency or does not fit.</summary>
    public static long? FromMajor(decimal major, string code)
    {
        var minor = major * Scale(code);
        return minor == decimal.Truncate(minor) && Math.Abs(minor) <= 1_000_000_000_000_000m ? (long)minor : null;
    }

    /// <summary>The amount in the writing of <paramref name="language"/> (fr: <c>19,99 €</c>; else <c>€19.99</c>).</summary>
    public static string Format(long amount, string code, string language)
    {
        var french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var number = ToMajor(Math.Abs(amount), code).ToString("N" + Digits(code), french ? French : English);
        var symbol = code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => code };
        var sign = amount < 0 ? "−" : "";
        return french ? $"{sign}{number}\u00a0{symbol}" : symbol.Length == 1 ? $"{sign}{symbol}{number}" : $"{sign}{symbol}\u00a0{number}";
    }
}
