using System.CommandLine;
using System.Globalization;
using Comptoir.Ledger;
using Spectre.Console;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger statement ACCOUNT</c>: what moved on one account.</summary>
internal static class LedgerStatement
{
    public static Command Create()
    {
        var account = new Argument<string>("account") { Description = "Id of the account, for example sales:EUR." };
        var (from, to) = (Book.Day("--from", "First day (UTC)."), Book.Day("--to", "Last day (UTC)."));
        var recorded = new Option<bool>("--recorded") { Description = "By the time of writing instead of the effective time." };
        return Book.Verb("statement", "Shows an account's transfers with its opening and closing balance.", [account, from, to, recorded], async (result, book, ct) =>
        {
            var span = Book.SpanOf(result.GetValue(from), result.GetValue(to)) with { Time = result.GetValue(recorded) ? BookTime.Recorded : BookTime.Effective };
            if (await book.Service.StatementAsync(book.ShopId, result.GetValue(account)!, span, ct) is not { } statement) throw new ArgumentException($"There is no account '{result.GetValue(account)}'.");
            var asset = statement.Account.Asset;
            var table = new Table().Title(Markup.Escape($"{statement.Account.Id} ({asset})")).AddColumns("When (UTC)", "Kind", "Reference", "Other account");
            foreach (var column in new[] { "Change", "Balance" }) table.AddColumn(new TableColumn(column).RightAligned());
            table.AddRow("", "opening balance", "", "", "", Book.Amount(statement.Opening, asset));
            foreach (var (t, change, balance) in statement.Lines)
                table.AddRow(new[]
                {
                    t.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), t.Kind, t.Reference, t.Debit.Id == statement.Account.Id ? t.Credit.Id : t.Debit.Id,
                    Book.Amount(change, asset), Book.Amount(balance, asset),
                }.Select(Markup.Escape).ToArray());
            table.AddRow("", "closing balance", "", "", "", Book.Amount(statement.Closing, asset));
            AnsiConsole.Write(table);
            return 0;
        });
    }
}
