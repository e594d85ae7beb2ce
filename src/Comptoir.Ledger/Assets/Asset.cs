using System.Globalization;

namespace Comptoir.Ledger.Assets;

/// <summary>
/// What an account counts, in whole numbers of its smallest unit. The code says it all: an ISO 4217 currency (<c>EUR</c>, in minor units),
/// a unit of one's own in lower case (<c>tokens</c>, <c>hours/2</c>:
/// the number after the slash is how many decimals it has, none when left out), or a promise of one of these (<c>USD.committed</c>, <c>USD.conditional</c>).
/// </summary>
/// <param name="Code">As stored with every account and transfer.</param>
/// <param name="Decimals">Digits after the decimal sign, 0 to 9: 2 for EUR, 0 for JPY, 3 for KWD.</param>
public sealed record Asset(string Code, int Decimals)
{
    /// <summary>Money that a contract obliges somebody to spend; see <see cref="Contracts.Contract"/>.</summary>
    public const string CommittedSuffix = ".committed";

    /// <summary>Money that is owed only once a condition is met.</summary>
    public const string ConditionalSuffix = ".conditional";

    private const string NoDecimals = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
    private const string ThreeDecimals = " BHD IQD JOD KWD LYD OMR TND ";

    /// <summary>True for assets that stand for promises and never for things that changed hands: they stay out of the balance sheet.</summary>
    public bool IsMemo => Code.EndsWith(CommittedSuffix, StringComparison.Ordinal) || Code.EndsWith(ConditionalSuffix, StringComparison.Ordinal);

    /// <summary>Of what this is a promise, or the asset itself.</summary>
    public string Base => IsMemo ? Code[..Code.LastIndexOf('.')] : Code;

    /// <summary>The asset of a code; null when the code has none of the forms above.</summary>
    public static Asset? Parse(string? code)
    {
        if (code is not { Length: >= 2 and <= 26 }) return null;
        if (IsCurrency(code)) return new(code, CurrencyDecimals(code));
        if (code.EndsWith(CommittedSuffix, StringComparison.Ordinal) || code.EndsWith(ConditionalSuffix, StringComparison.Ordinal))
            return Parse(code[..code.LastIndexOf('.')]) is { IsMemo: false } promised ? new(code, promised.Decimals) : null;
        var slash = code.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? code : code[..slash];
        if (!char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-') || name.Length < 2 || code.Length > 12 || !char.IsAsciiLetterOrDigit(name[^1])) return null;
        if (slash < 0) return new(code, 0);
        return code.Length == slash + 2 && char.IsAsciiDigit(code[^1]) ? new(code, code[^1] - '0') : null;
    }

    /// <exception cref="FormatException">The code has none of the known forms.</exception>
    public static Asset Of(string code) => Parse(code) ?? throw new FormatException($"'{code}' is no asset: a currency (EUR), a promise of one (EUR.committed) or a unit in lower case (tokens, hours/2).");

    /// <summary>An amount of smallest units with its decimal point: 1999 EUR is <c>19.99</c>. Exact for every 64-bit amount.</summary>
    public string ToDecimal(long amount)
    {
        if (Decimals == 0) return amount.ToString(CultureInfo.InvariantCulture);
        var digits = Int128.Abs(amount).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        return $"{(amount < 0 ? "-" : "")}{digits[..^Decimals]}.{digits[^Decimals..]}";
    }

    /// <summary>Smallest units of a decimal amount with a point; null when it has more decimals than the asset or does not fit.</summary>
    public long? FromDecimal(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        for (var i = 0; i < Decimals; i++)
        {
            if (Math.Abs(value) > long.MaxValue) return null;
            value *= 10;
        }

        return value == decimal.Truncate(value) && Math.Abs(value) <= Transfers.Transfer.MaxAmount ? (long)value : null;
    }

    private static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    private static int CurrencyDecimals(string code) =>
        NoDecimals.Contains($" {code} ", StringComparison.Ordinal) ? 0 : ThreeDecimals.Contains($" {code} ", StringComparison.Ordinal) ? 3 : 2;
}
