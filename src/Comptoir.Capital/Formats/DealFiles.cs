using System.Text;
using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Formats;

/// <summary>Reads and writes deals in the format that a file's name says.</summary>
public static class DealFiles
{
    /// <summary>Endings of files that can be read and written.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".json", ".graphml", ".beancount", ".hledger", ".journal"];

    /// <param name="name">Only its ending counts; without a known one the text is taken for CSV.</param>
    public static DealBook Read(string name, string text, IReadOnlyDictionary<string, string>? columns = null, IReadOnlyList<PartyFacts>? known = null) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".json" => DealJson.Read(text, columns, known),
            ".graphml" or ".xml" => GraphMl.Read(text, columns, known),
            ".beancount" or ".bean" or ".hledger" or ".journal" or ".ledger" => PlainTextJournal.Read(text, columns, known),
            _ => DealCsv.Read(text, columns, known),
        };

    /// <exception cref="FormatException">The ending names no format.</exception>
    public static string Write(string name, IEnumerable<Deal> deals) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => Csv(deals),
            ".json" => DealJson.Write(deals),
            ".graphml" => GraphMl.Write(deals),
            ".beancount" or ".bean" => PlainTextJournal.Write(deals, beancount: true),
            ".hledger" or ".journal" or ".ledger" => PlainTextJournal.Write(deals, beancount: false),
            _ => throw new FormatException($"'{name}' names no format; the endings are {string.Join(", ", Endings)}."),
        };

    private static string Csv(IEnumerable<Deal> deals)
    {
        var rows = deals.Select(d => DealFields.Of(d).ToDictionary(f => f.Field, f => f.Text)).ToArray();
        var columns = DealCsv.Fields.Where(f => rows.Any(r => r.ContainsKey(f))).ToArray();
        var text = new StringBuilder(CsvTable.Line(columns));
        foreach (var row in rows) text.Append(CsvTable.Line(columns.Select(c => row.GetValueOrDefault(c, ""))));
        return text.ToString();
    }
}
