using System.Collections.Immutable;
using System.Globalization;
using Comptoir.Ledger.Assets;

namespace Comptoir.Capital.Deals;

/// <summary>
/// Deals from CSV. Columns are found by name; a mapping says which column of another file holds a field. A row that cannot be used is
/// refused with its line, column and reason, and the others are read.
/// </summary>
public static class DealCsv
{
    public const int MostRows = 1_000_000;
    private const int LongestText = 1_000;

    /// <summary>The fields that are read, with what they hold.</summary>
    public static ImmutableArray<string> Fields { get; } =
    [
        "id", "date", "date_precision", "payer", "payee", "kind", "amount", "currency", "amount_usd_billion", "amount_usd_million", "amount_basis", "term_years", "start", "end", "capacity_gw",
        "status", "history", "counts_in_totals", "linked_ids", "confidence", "note", "source_title", "source_publisher", "source_date", "source_url", "trigger", "drawn", "drawn_usd_billion",
        "exit_days", "pre_money", "post_money", "pre_money_usd_billion", "post_money_usd_billion", "stake_percent", "scope", "take_or_pay",
    ];

    /// <summary>Smallest units (cents) in a billion.</summary>
    private const long Billion = 100_000_000_000;

    private static readonly string[] Required = ["date", "payer", "payee", "kind"];

    /// <param name="columns">Field to column, for files with other headings; null: headings are the fields.</param>
    /// <param name="known">Parties that may occur; null: any.</param>
    public static DealBook Read(string text, IReadOnlyDictionary<string, string>? columns = null, IReadOnlyList<PartyFacts>? known = null)
    {
        CsvRow? heading;
        IReadOnlyList<CsvRow> rows;
        try
        {
            (heading, rows) = CsvTable.Read(text, MostRows);
        }
        catch (InvalidDataException e)
        {
            return DealBook.Of([], [new(0, "", "", e.Message)], known);
        }

        return heading is null ? DealBook.Of([], [new(0, "", "", "The file is empty: it has no heading.")], known) : Read(heading, rows, columns, known);
    }

    /// <summary>The same for a table from another format.</summary>
    internal static DealBook Read(CsvRow heading, IReadOnlyList<CsvRow> rows, IReadOnlyDictionary<string, string>? columns, IReadOnlyList<PartyFacts>? known)
    {
        var refused = new List<Refusal>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var headings = heading.Cells.Select(c => c.Trim()).ToArray();
        foreach (var field in Fields)
        {
            var wanted = columns?.GetValueOrDefault(field);
            var at = Array.FindIndex(headings, h => string.Equals(h, wanted ?? field, StringComparison.OrdinalIgnoreCase));
            if (at >= 0) places[field] = at;
            else if (wanted is not null) refused.Add(new(heading.Line, wanted, "", $"The mapping names this column for '{field}', but the file has no such column."));
        }

        foreach (var field in columns?.Keys.Where(k => !Fields.Contains(k)) ?? []) refused.Add(new(heading.Line, field, "", $"There is no field of this name; the fields are {string.Join(", ", Fields)}."));
        foreach (var field in Required.Where(r => !places.ContainsKey(r))) refused.Add(new(heading.Line, field, "", "The file has no column of this name, and no mapping names one."));
        if (refused.Count > 0) return DealBook.Of([], refused, known);
        var parties = known is { Count: > 0 } ? known.Select(k => k.Name).ToHashSet(StringComparer.Ordinal) : null;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var deals = new List<Deal>(rows.Count);
        var total = 0L;
        foreach (var row in rows)
        {
            var reading = new RowReading(row, places, headings, refused);
            if (Deal(reading, parties) is not { } deal) continue;
            if (!seen.TryAdd(deal.Id, row.Line)) reading.Refuse("id", $"Row {seen[deal.Id]} has the same id.");
            else if (deal.Amount is { } amount && amount > long.MaxValue / 4 - total) reading.Refuse("amount", "With this row the sum of the file is greater than can be counted.");
            else
            {
                total += deal.Amount ?? 0;
                deals.Add(deal);
            }
        }

        return DealBook.Of(deals, refused, known);
    }

    private static Deal? Deal(RowReading r, HashSet<string>? known)
    {
        if (r.Row.Cells.Count != r.Columns) return r.Refused("", $"The row has {r.Row.Cells.Count} cells, the heading has {r.Columns}.");
        foreach (var field in r.Places.Keys)
            if (r.Text(field).Length > LongestText || r.Text(field).Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t')) return r.Refused(field, $"Longer than {LongestText} characters or with control characters.");
        var id = r.Text("id") is { Length: > 0 } given ? given : $"row-{r.Row.Line}";
        if (id.Length > 60) return r.Refused("id", "Longer than 60 characters.");
        if (StatusHistory.DayOf(r.Text("date")) is not { } date) return r.Refused("date", "Not a day such as 2026-02-27, a month such as 2026-02 or a year, from 1900 to 2200.");
        var (payer, payee) = (r.Text("payer"), r.Text("payee"));
        foreach (var (field, name) in new[] { ("payer", payer), ("payee", payee) })
        {
            if (name.Length is 0 or > 100) return r.Refused(field, "A party's name has 1 to 100 characters.");
            if (known?.Contains(name) == false) return r.Refused(field, $"The list of parties does not have this name{Nearest(name, known)}");
        }

        if (payer == payee) return r.Refused("payee", "A party that pays itself moves no money; name the two parties of a group and group them in the view.");
        if (DealKinds.Parse(r.Text("kind")) is not { } kind) return r.Refused("kind", $"Unknown kind; the kinds are {string.Join(", ", DealKinds.Names)}.");
        var statusText = r.Text("status");
        if ((statusText.Length == 0 ? DealStatus.Announced : DealStatuses.Parse(statusText)) is not { } status) return r.Refused("status", $"Unknown status; they are {string.Join(", ", DealStatuses.Names)}.");
        if (!r.Amount("amount", out var amount, out var currency)) return null;
        if (!r.Decimal("term_years", 0, 100, out var term) || !r.Decimal("capacity_gw", 0, 10_000, out var gigawatts) || !r.Decimal("stake_percent", 0, 100, out var stake)) return null;
        if (!r.Day("start", out var start) || !r.Day("end", out var end)) return null;
        if (end < (start ?? date)) return r.Refused("end", $"The term ends on {end:yyyy-MM-dd}, before it begins on {start ?? date:yyyy-MM-dd}.");
        var history = StatusHistory.Parse(r.Text("history"));
        if (history.Problem is { } wrong) return r.Refused("history", char.ToUpperInvariant(wrong[0]) + wrong[1..] + ".");
        if (history.History is [.., var last] && statusText.Length == 0) status = last.Status;
        else if (history.History is [.., var told] && told.Status != status) return r.Refused("history", $"It ends with {DealStatuses.NameOf(told.Status)}, the status is {DealStatuses.NameOf(status)}.");
        if (r.Text("counts_in_totals").ToLowerInvariant() is not ("" or "yes" or "no" or "true" or "false" or "1" or "0")) return r.Refused("counts_in_totals", "Write yes or no.");
        if (r.Text("take_or_pay").ToLowerInvariant() is not ("" or "yes" or "no" or "true" or "false" or "1" or "0")) return r.Refused("take_or_pay", "Write yes or no.");
        if (r.Text("confidence").ToLowerInvariant() is not ("" or "high" or "medium" or "low")) return r.Refused("confidence", "Write high, medium or low.");
        if (!r.Money("drawn_usd_billion", Billion, out var drawnBillions) || !r.Money("drawn", CentsIn(currency), out var drawn) || !r.Money("pre_money_usd_billion", Billion, out var preBillions) || !r.Money("post_money_usd_billion", Billion, out var postBillions)
            || !r.Money("pre_money", CentsIn(currency), out var preMoney) || !r.Money("post_money", CentsIn(currency), out var postMoney)) return null;
        var (pre, post) = (preMoney ?? preBillions, postMoney ?? postBillions);
        if ((drawn ?? drawnBillions) > amount) return r.Refused(drawn is null ? "drawn_usd_billion" : "drawn", "More was drawn than the contract holds.");
        if (pre > post) return r.Refused("pre_money_usd_billion", "A company is worth more before the money than after it.");
        int? exit = null;
        if (r.Text("exit_days") is { Length: > 0 } days)
        {
            if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed > 36_500) return r.Refused("exit_days", "Not a whole number of days.");
            exit = parsed;
        }

        return new(id, date, payer, payee, kind, amount, currency, status)
        {
            DatePrecision = r.Text("date_precision") is { Length: > 0 } precision ? precision : r.Text("date").Length switch { 4 => "year", 7 => "month", _ => "day" },
            Basis = r.Text("amount_basis") is { Length: > 0 } basis ? basis : amount is null ? "undisclosed" : "exact",
            Start = start,
            End = end,
            TermYears = term,
            CapacityGw = gigawatts,
            Counts = r.Text("counts_in_totals").ToLowerInvariant() is not ("no" or "false" or "0"),
            Links = [.. r.Text("linked_ids").Split([';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(50)],
            Confidence = r.Text("confidence") is { Length: > 0 } confidence ? confidence.ToLowerInvariant() : "medium",
            Note = r.Text("note"),
            Source = new(r.Text("source_title"), r.Text("source_publisher"), r.Text("source_date") is { Length: > 0 } published ? published : null, r.Text("source_url")),
            History = history.History,
            Trigger = r.Text("trigger") is { Length: > 0 } trigger ? trigger : null,
            Drawn = drawn ?? drawnBillions,
            ExitDays = exit,
            PreMoney = pre,
            PostMoney = post,
            StakePercent = stake,
            Scope = r.Text("scope"),
            TakeOrPay = r.Text("take_or_pay").ToLowerInvariant() is "yes" or "true" or "1",
            Row = r.Row.Line,
        };
    }

    internal static long CentsIn(string currency) => (long)Math.Pow(10, Asset.Of(currency).Decimals);

    private static string Nearest(string name, HashSet<string> known) =>
        known.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase) || k.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(k, StringComparison.OrdinalIgnoreCase)) is { } near ? $"; did you mean '{near}'?" : ".";
}
