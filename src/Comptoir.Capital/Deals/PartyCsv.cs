using System.Collections.Immutable;

namespace Comptoir.Capital.Deals;

/// <summary>What is known of parties, from CSV: party, group, currency, cash, equity, revenue_a_year, burn_a_month, source; amounts in major units.</summary>
public static class PartyCsv
{
    private static readonly string[] Amounts = ["cash", "equity", "revenue_a_year", "burn_a_month"];

    public static (ImmutableArray<PartyFacts> Parties, ImmutableArray<Refusal> Refused) Read(string text)
    {
        var refused = new List<Refusal>();
        CsvRow? heading;
        IReadOnlyList<CsvRow> rows;
        try
        {
            (heading, rows) = CsvTable.Read(text, 100_000);
        }
        catch (InvalidDataException e)
        {
            return ([], [new(0, "", "", e.Message)]);
        }

        var headings = heading?.Cells.Select(c => c.Trim().ToLowerInvariant()).ToArray() ?? [];
        var places = headings.Select((h, i) => (h, i)).DistinctBy(p => p.h).ToDictionary(p => p.h, p => p.i);
        if (!places.ContainsKey("party")) return ([], [new(heading?.Line ?? 0, "party", "", "The file has no column of this name.")]);
        var parties = new Dictionary<string, PartyFacts>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var reading = new RowReading(row, places, headings, refused);
            var name = reading.Text("party");
            var currency = reading.Text("currency").ToUpperInvariant() is { Length: > 0 } given ? given : "USD";
            if (row.Cells.Count != headings.Length) reading.Refuse("", $"The row has {row.Cells.Count} cells, the heading has {headings.Length}.");
            else if (name.Length is 0 or > 100 || name.Any(char.IsControl)) reading.Refuse("party", "A party's name has 1 to 100 characters.");
            else if (currency.Length != 3 || Ledger.Assets.Asset.Parse(currency) is not { IsMemo: false }) reading.Refuse("currency", "Not a currency such as USD, EUR or JPY.");
            else if (parties.ContainsKey(name)) reading.Refuse("party", "An earlier row has the same party.");
            else
            {
                var values = new long?[Amounts.Length];
                var cents = DealCsv.CentsIn(currency);
                var sound = true;
                for (var i = 0; i < Amounts.Length && sound; i++) sound = reading.Text(Amounts[i]) == "0" ? (values[i] = 0) == 0 : reading.Money(Amounts[i], cents, out values[i]);
                if (sound) parties[name] = new(name, reading.Text("group") is { Length: > 0 } group ? group : null, currency, values[0], values[1], values[2], values[3], reading.Text("source"));
            }
        }

        return ([.. parties.Values.OrderBy(p => p.Name, StringComparer.Ordinal)], [.. refused]);
    }
}
