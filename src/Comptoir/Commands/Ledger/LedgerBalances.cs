using System.CommandLine;
using Comptoir.Ledger;
using Comptoir.Ledger.Periods;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger balances</c>: trial balance, income statement and balance sheet, now or as of any day.</summary>
internal static class LedgerBalances
{
    public static Command Create()
    {
        var at = Book.Day("--at", "As of the end of this day (UTC); now when left out.");
        var from = Book.Day("--from", "First day of the income statement; the beginning when left out.");
        var recorded = new Option<bool>("--recorded") { Description = "Counts what was written by then instead of what was dated by then." };
        var sheets = new Option<bool>("--statements") { Description = "Adds income statement and balance sheet." };
        return Book.Verb("balances", "Shows all balances by asset.", [at, from, recorded, sheets], async (result, book, ct) =>
        {
            DateTimeOffset? before = Book.DayOf(result.GetValue(at)) is { } day ? PeriodClose.EndOf(day) : null;
            var time = result.GetValue(recorded) ? BookTime.Recorded : BookTime.Effective;
            var trials = await book.Service.TrialBalanceAsync(book.ShopId, before, time, ct);
            foreach (var trial in trials)
            {
                Book.Print($"Trial balance {trial.Asset}", trial.Accounts);
                Console.WriteLine($"Debits {Book.Amount(trial.Debits, trial.Asset)}, credits {Book.Amount(trial.Credits, trial.Asset)}{(trial.Balanced ? "" : ": NOT BALANCED")}");
            }

            if (!result.GetValue(sheets)) return trials.All(t => t.Balanced) ? 0 : 1;
            foreach (var income in await book.Service.IncomeStatementAsync(book.ShopId, Book.SpanOf(result.GetValue(from), null) with { Before = before, Time = time }, ct))
            {
                Book.Print($"Income statement {income.Asset}", income.Income.Concat(income.Expenses));
                Console.WriteLine($"Income {Book.Amount(income.TotalIncome, income.Asset)}, expenses {Book.Amount(income.TotalExpenses, income.Asset)}, result {Book.Amount(income.Result, income.Asset)}");
            }

            foreach (var sheet in await book.Service.BalanceSheetAsync(book.ShopId, before, time, ct))
            {
                Book.Print($"Balance sheet {sheet.Asset}", [.. sheet.Assets, .. sheet.Liabilities, .. sheet.Equity]);
                Console.WriteLine($"Assets {Book.Amount(sheet.TotalAssets, sheet.Asset)} = liabilities {Book.Amount(sheet.TotalLiabilities, sheet.Asset)} + equity {Book.Amount(sheet.TotalEquity, sheet.Asset)} + result {Book.Amount(sheet.Result, sheet.Asset)}");
            }

            return trials.All(t => t.Balanced) ? 0 : 1;
        });
    }
}
