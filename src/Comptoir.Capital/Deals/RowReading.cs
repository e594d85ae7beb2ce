using System.Globalization;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Capital.Deals;

/// <summary>Reads the fields of one row; what cannot be read is refused with the reason.</summary>
internal sealed class RowReading(CsvRow row, IReadOnlyDictionary<string, int> places, string[] headings, List<Refusal> refused)
{
    private const long CentsInBillion = 100_000_000_000;

    public CsvRow Row => row;

    public int Columns => headings.Length;

    public IReadOnlyDictionary<string, int> Places => places;

    /// <summary>Trimmed; empty when there is no such column.</summary>
    public string Text(string field) => places.TryGetValue(field, out var at) && at < row.Cells.Count ? row.Cells[at].Trim() : "";

    public void Refuse(string field, string reason)
    {
        var value = Text(field);
        refused.Add(new(row.Line, places.TryGetValue(field, out var at) ? headings[at] : field, value.Length > 60 ? value[..60] + "…" : value, reason));
    }

    public Deal? Refused(string field, string reason)
    {
        Refuse(field, reason);
        return null;
    }

    /// <summary>The amount in minor units with its currency; null with true when it is not published.</summary>
    public bool Amount(string field, out long? amount, out string currency)
    {
        currency = Text("currency").ToUpperInvariant() is { Length: > 0 } given ? given : "USD";
        amount = null;
        if (Asset.Parse(currency) is not { IsMemo: false } || currency.Length != 3) return Wrong("currency", "Not a currency such as USD, EUR or JPY.");
        foreach (var (column, cents) in new[] { ("amount_usd_billion", CentsInBillion), ("amount_usd_million", CentsInBillion / 1000) })
        {
            if (Text(column).Length == 0) continue;
            if (currency != "USD") return Wrong("currency", $"The column {column} is in US dollars.");
            return Money(column, cents, out amount);
        }

        if (Text(field).Length == 0) return true;
        if (Text("currency").Length == 0) return Wrong("currency", "The amount has no currency.");
        return Money(field, DealCsv.CentsIn(currency), out amount);
    }

    /// <summary>A positive amount in units of so many smallest units.</summary>
    public bool Money(string field, long unit, out long? amount)
    {
        amount = null;
        var text = Text(field);
        if (text.Length == 0) return true;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return Wrong(field, "Not a number with a decimal point and nothing else.");
        if (value < 0) return Wrong(field, "Less than zero: a payment back is a deal the other way round.");
        if (value == 0 && !field.StartsWith("drawn", StringComparison.Ordinal)) return Wrong(field, "Zero: leave it empty when the amount is not published.");
        if (value > (decimal)Transfer.MaxAmount / unit) return Wrong(field, "Greater than ten million million of a currency.");
        var smallest = value * unit;
        if (smallest != decimal.Truncate(smallest)) return Wrong(field, "Finer than the smallest unit of the currency.");
        amount = (long)smallest;
        return true;
    }

    /// <summary>A number greater than the least.</summary>
    public bool Decimal(string field, decimal least, decimal most, out decimal? value)
    {
        value = null;
        var text = Text(field);
        if (text.Length == 0) return true;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)) return Wrong(field, "Not a number with a decimal point and nothing else.");
        if (parsed <= least || parsed > most) return Wrong(field, $"Not greater than {least} and up to {most}.");
        value = parsed;
        return true;
    }

    public bool Day(string field, out DateOnly? day)
    {
        day = null;
        var text = Text(field);
        if (text.Length == 0) return true;
        day = StatusHistory.DayOf(text);
        return day is not null || Wrong(field, "Not a day such as 2026-02-27.");
    }

    private bool Wrong(string field, string reason)
    {
        Refuse(field, reason);
        return false;
    }
}
