using System.CommandLine;
using Comptoir.Storage;
using Comptoir.Storage.Moving;
using Spectre.Console;

namespace Comptoir.Commands;

/// <summary><c>comptoir db move</c>: everything from SQLite to PostgreSQL, or back.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "The database to copy: a file, or postgresql://user:password@host/name.", HelpName = "database", Required = true };
        var to = new Option<string>("--to") { Description = "An empty database, or a file that is not there.", HelpName = "database", Required = true };
        var quiet = SharedOptions.Quiet();
        var move = new Command("move", "Copies all shops to an empty database and compares both: rows of every table, balances of every account. Stop the server first; the source stays as it is.") { from, to, quiet };
        move.SetAction(async (result, ct) =>
        {
            var (source, target) = (result.GetValue(from)!, result.GetValue(to)!);
            var report = await WithProgressAsync(result.GetValue(quiet), p => DatabaseMove.RunAsync(source, target, p, ct));
            Print(report);
            Console.WriteLine($"Everything is now in {DatabaseAddress.Describe(target)} as well; {DatabaseAddress.Describe(source)} was not changed. Serve it with --data.");
            return 0;
        });
        return new Command("db", "Work on the database itself.") { move };
    }

    private static async Task<MoveReport> WithProgressAsync(bool quiet, Func<IProgress<MoveProgress>?, Task<MoveReport>> run)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive) return await run(null);
        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("rows");
                return await run(new Reporter(p =>
                {
                    task.MaxValue = Math.Max(1, p.Total);
                    task.Value = p.Rows;
                    task.Description = $"{Markup.Escape(p.Table)} [grey]{p.Rows:N0} rows[/]";
                }));
            });
    }

    private static void Print(MoveReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("The same on both sides").AddColumn("table").AddColumn(new TableColumn("rows").RightAligned());
        foreach (var (name, rows) in report.Tables.Where(t => t.Rows > 0)) table.AddRow(Markup.Escape(name), $"{rows:N0}");
        AnsiConsole.Write(table);
        Console.WriteLine($"{report.Tables.Count} tables have the same rows; {report.Accounts} ledger accounts of {report.Shops} shops have the same balances, and their books check.");
    }

    private sealed class Reporter(Action<MoveProgress> show) : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value) => show(value);
    }
}
