using System.CommandLine;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Audit;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger post</c>: a manual entry, with a key that makes sure it counts once.</summary>
internal static class LedgerPost
{
    public static Command Create()
    {
        var key = new Option<string>("--key") { Description = "Names the entry; the same key again changes nothing.", Required = true };
        var debit = new Option<string>("--debit") { Description = "Account that receives.", Required = true };
        var credit = new Option<string>("--credit") { Description = "Account that gives.", Required = true };
        var amount = new Option<string>("--amount") { Description = "With a decimal point: 12.50.", Required = true };
        var asset = new Option<string>("--asset") { Description = "EUR, USD, tokens …", DefaultValueFactory = _ => "EUR" };
        var kind = new Option<string>("--kind") { Description = "cost, fee, payout, correction …", DefaultValueFactory = _ => "manual" };
        var reference = new Option<string?>("--reference") { Description = "Invoice or order; the key when left out." };
        var date = Book.Day("--date", "Effective day (UTC); now when left out.");
        var note = new Option<string?>("--note") { Description = "What it is, in words." };
        var debitKind = new Option<AccountKind?>("--debit-kind") { Description = "Makes the debited account: Asset, Liability, Equity, Income or Expense." };
        var creditKind = new Option<AccountKind?>("--credit-kind") { Description = "Makes the credited account." };
        return Book.Verb("post", "Enters a transfer by hand; it is recorded in the audit log.", [key, debit, credit, amount, asset, kind, reference, date, note, debitKind, creditKind], async (result, book, ct) =>
        {
            var counted = Asset.Of(result.GetValue(asset)!);
            if (counted.FromDecimal(result.GetValue(amount)!) is not { } units) throw new FormatException($"'{result.GetValue(amount)}' is no amount of {counted.Code} with {counted.Decimals} decimals at most.");
            var id = $"manual:{result.GetValue(key)}";
            // a repetition without a date means the same moment as before
            var at = Book.DayOf(result.GetValue(date)) is { } day ? new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero)
                : (await book.Store.FindTransferAsync(book.ShopId, id, ct))?.At ?? book.Time.GetUtcNow();
            var transfer = new Transfer(
                id, await AccountAsync(book, result.GetValue(debit)!, result.GetValue(debitKind), counted.Code, ct), await AccountAsync(book, result.GetValue(credit)!, result.GetValue(creditKind), counted.Code, ct),
                units, result.GetValue(kind)!, result.GetValue(reference) ?? result.GetValue(key)!, at, result.GetValue(note))
            {
                Cause = $"manual:{result.GetValue(key)}",
            };
            var posted = await book.Service.PostManuallyAsync(book.ShopId, [transfer], ct);
            await book.AuditAsync("ledger.post", id, posted.Done ? AuditEntry.Done : AuditEntry.Refused, ct);
            if (posted.Done) Console.WriteLine(posted.Status == PostStatus.Posted ? $"Posted {id}." : $"{id} was posted before; nothing changed.");
            else Console.Error.WriteLine(posted.Message);
            return posted.Done ? 0 : 1;
        });
    }

    private static async Task<Account> AccountAsync(Book book, string id, AccountKind? kind, string asset, CancellationToken ct) =>
        (await book.Store.GetBalanceAsync(book.ShopId, id, ct))?.Account
        ?? (kind is { } k ? new Account(id, Party.Shop, k, asset) : throw new ArgumentException($"There is no account '{id}'; name its kind to make it (--debit-kind, --credit-kind)."));
}
