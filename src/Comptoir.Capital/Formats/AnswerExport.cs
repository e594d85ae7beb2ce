using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Formats;

/// <summary>Answers for scripts: JSON with exact numbers, CSV of the tables.</summary>
public static class AnswerExport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Money in minor units, shares from 0 to 1; "exact" holds the fraction where it was worked without rounding. The deals behind every figure and row are named, and told with their sources.</summary>
    public static string Json(IEnumerable<Answer> answers, DealBook book)
    {
        var all = answers.ToArray();
        var used = all.SelectMany(a => a.Figures.SelectMany(f => f.Deals).Concat(a.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Deals))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["answers"] = all.Select(a => new Dictionary<string, object?>
                {
                    ["id"] = a.Id,
                    ["question"] = a.Question,
                    ["currency"] = a.Currency,
                    ["figures"] = a.Figures.Select(f => new Dictionary<string, object?>
                    {
                        ["id"] = f.Id,
                        ["label"] = f.Label,
                        ["low"] = f.Undefined is null ? Of(f.Low) : null,
                        ["low_assumes"] = f.LowMeans,
                        ["high"] = f.Undefined is null ? Of(f.High) : null,
                        ["high_assumes"] = f.HighMeans,
                        ["undefined"] = f.Undefined,
                        ["deals"] = f.Deals,
                    }),
                    ["tables"] = a.Tables.Select(t => new Dictionary<string, object?>
                    {
                        ["id"] = t.Id,
                        ["caption"] = t.Caption,
                        ["rows"] = t.Rows.Select(r =>
                        {
                            var row = t.Columns.Select((c, i) => (c.Id, Value: r.Cells[i].Quantity is { } q ? Of(q) : r.Cells[i].Text)).ToDictionary(c => c.Id, c => c.Value);
                            row["deals_behind"] = r.Deals;
                            return row;
                        }),
                    }),
                    ["notes"] = a.Notes,
                }),
                ["deals"] = used.Select(book.Find).OfType<Deal>().Select(d => DealFields.Of(d).ToDictionary(f => f.Field, f => f.Text)),
                ["refused"] = book.Refused.Select(r => new Dictionary<string, object> { ["row"] = r.Row, ["column"] = r.Column, ["value"] = r.Value, ["reason"] = r.Reason }),
            },
            Options);
    }

    /// <summary>Every table of an answer with its caption as a comment line, figures first.</summary>
    public static string Csv(Answer answer)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(answer.Question.ReplaceLineEndings(" ")).Append("\r\n");
        text.Append(CsvTable.Line("figure", "low", "low_assumes", "high", "high_assumes", "unit", "deals"));
        foreach (var f in answer.Figures)
            text.Append(CsvTable.Line(f.Id, f.Undefined is null ? Plain(f.Low, answer.Currency) : "", f.Undefined ?? f.LowMeans, f.Undefined is null ? Plain(f.High, answer.Currency) : "", f.HighMeans, f.Low.Unit == Unit.Money ? answer.Currency : f.Low.Unit.ToString().ToLowerInvariant(), string.Join(';', f.Deals)));
        foreach (var t in answer.Tables)
        {
            text.Append("\r\n# ").Append(t.Caption.ReplaceLineEndings(" ")).Append("\r\n");
            text.Append(CsvTable.Line([.. t.Columns.Select(c => c.Id), "deals_behind"]));
            foreach (var r in t.Rows) text.Append(CsvTable.Line([.. r.Cells.Select(c => c.Quantity is { } q ? Plain(q, answer.Currency) : c.Text ?? ""), string.Join(';', r.Deals)]));
        }

        return text.ToString();
    }

    /// <summary>Money in major units with all its decimals; the rest as a number.</summary>
    private static string Plain(Quantity quantity, string currency)
    {
        if (!double.IsFinite(quantity.Value)) return "";
        if (quantity.Unit != Unit.Money) return quantity.Value.ToString("0.############", CultureInfo.InvariantCulture);
        var asset = Ledger.Assets.Asset.Parse(currency) ?? new("USD", 2);
        return asset.ToDecimal(quantity.Exact is { } exact ? (long)exact.Round() : (long)Math.Round(quantity.Value));
    }

    private static object? Of(Quantity quantity) => !double.IsFinite(quantity.Value) ? null : new Dictionary<string, object?>
    {
        ["value"] = quantity.Value,
        ["unit"] = quantity.Unit.ToString().ToLowerInvariant(),
        ["exact"] = quantity.Exact is { Bits: <= 4_000 } exact ? exact.ToString() : null,
    };
}
