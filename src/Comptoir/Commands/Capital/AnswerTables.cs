using Comptoir.Capital.Answers;
using Spectre.Console;

namespace Comptoir.Commands.Capital;

/// <summary>An answer on the terminal: figures with both their ends, then tables, then what to know.</summary>
internal static class AnswerTables
{
    public static void Print(Answer answer, string language)
    {
        var w = Words.In(language);
        AnsiConsole.Write(new Rule(Markup.Escape(answer.Question)) { Justification = Justify.Left });
        foreach (var f in answer.Figures)
        {
            if (f.Undefined is { } why)
            {
                AnsiConsole.MarkupLine($"[bold]{Markup.Escape(f.Label)}[/]: {Markup.Escape(why)}");
                continue;
            }

            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(f.Label)}[/]: {Markup.Escape(w.Of(f.Low, answer.Currency))} – {Markup.Escape(w.Of(f.High, answer.Currency))}");
            AnsiConsole.MarkupLine($"  {Markup.Escape(w.Of(f.Low, answer.Currency))}: {Markup.Escape(f.LowMeans)}");
            AnsiConsole.MarkupLine($"  {Markup.Escape(w.Of(f.High, answer.Currency))}: {Markup.Escape(f.HighMeans)}");
        }

        foreach (var t in answer.Tables.Where(t => t.Rows.Length > 0))
        {
            var table = new Table().Title(Markup.Escape(t.Caption)).Border(TableBorder.Rounded);
            for (var i = 0; i < t.Columns.Length; i++)
            {
                var column = new TableColumn(Markup.Escape(t.Columns[i].Heading));
                table.AddColumn(t.Rows.Any(r => r.Cells[i].Quantity is not null) ? column.RightAligned() : column);
            }

            foreach (var r in t.Rows) table.AddRow([.. r.Cells.Select(c => Markup.Escape(c.Quantity is { } q ? w.Of(q, answer.Currency) : c.Text ?? ""))]);
            AnsiConsole.Write(table);
        }

        foreach (var note in answer.Notes) AnsiConsole.WriteLine(note);
        AnsiConsole.WriteLine();
    }
}
