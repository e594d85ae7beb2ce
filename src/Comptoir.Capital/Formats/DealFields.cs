using System.Collections.Immutable;
using System.Globalization;
using Comptoir.Capital.Deals;
using Comptoir.Ledger.Assets;

namespace Comptoir.Capital.Formats;

/// <summary>A deal as named texts, the same in every format; and tables of such texts as deals.</summary>
internal static class DealFields
{
    /// <summary>Only the fields that say something, in the order of <see cref="DealCsv.Fields"/>. Amounts in major units.</summary>
    public static IEnumerable<(string Field, string Text)> Of(Deal d)
    {
        var asset = Asset.Of(d.Currency);
        string? Money(long? amount) => amount is { } value ? asset.ToDecimal(value) : null;
        (string, string?)[] all =
        [
            ("id", d.Id),
            ("date", d.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("date_precision", d.DatePrecision),
            ("payer", d.Payer),
            ("payee", d.Payee),
            ("kind", DealKinds.NameOf(d.Kind)),
            ("amount", Money(d.Amount)),
            ("currency", d.Currency),
            ("amount_basis", d.Basis),
            ("term_years", d.TermYears?.ToString(CultureInfo.InvariantCulture)),
            ("start", d.Start?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("end", d.End?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("capacity_gw", d.CapacityGw?.ToString(CultureInfo.InvariantCulture)),
            ("status", DealStatuses.NameOf(d.Status)),
            ("history", string.Join("; ", d.History.Where(h => !h.Inferred).Select(h => $"{h.Day:yyyy-MM-dd} {DealStatuses.NameOf(h.Status)}"))),
            ("counts_in_totals", d.Counts ? "yes" : "no"),
            ("linked_ids", string.Join(';', d.Links)),
            ("confidence", d.Confidence),
            ("note", d.Note),
            ("source_title", d.Source.Title),
            ("source_publisher", d.Source.Publisher),
            ("source_date", d.Source.Date),
            ("source_url", d.Source.Url),
            ("trigger", d.Trigger),
            ("drawn", Money(d.Drawn)),
            ("exit_days", d.ExitDays?.ToString(CultureInfo.InvariantCulture)),
            ("pre_money", Money(d.PreMoney)),
            ("post_money", Money(d.PostMoney)),
            ("stake_percent", d.StakePercent?.ToString(CultureInfo.InvariantCulture)),
            ("scope", d.Scope),
            ("take_or_pay", d.TakeOrPay ? "yes" : null),
        ];
        return all.Where(f => !string.IsNullOrEmpty(f.Item2)).Select(f => (f.Item1, f.Item2!));
    }

    /// <summary>Rows of named texts through the same checks as CSV; the line of each is kept for refusals.</summary>
    public static DealBook Read(IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Fields)> rows, IReadOnlyDictionary<string, string>? columns, IReadOnlyList<PartyFacts>? known)
    {
        // only what is read: a file with a name of its own in each row must not make a table of rows times rows
        var read = DealCsv.Fields.Concat(columns?.Values ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] heading = [.. new[] { "date", "payer", "payee", "kind" }.Concat(rows.SelectMany(r => r.Fields.Keys).Where(read.Contains)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var table = rows.Select(r => new CsvRow(r.Line, [.. heading.Select(h => r.Fields.GetValueOrDefault(h, ""))])).ToImmutableArray();
        return DealCsv.Read(new CsvRow(0, heading), table, columns, known);
    }
}
