using System.Globalization;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Periods;

/// <summary>Brings income and expenses to zero at the end of a period; what they add up to goes to retained earnings. Pure.</summary>
public static class ClosingEntries
{
    public const string Kind = "closing";

    public static Account RetainedEarnings(string asset) => new($"retained-earnings:{asset}", Party.Shop, AccountKind.Equity, asset);

    /// <param name="balances">As of the end of the period.</param>
    /// <param name="before">The first open moment; the entries are dated a microsecond earlier.</param>
    public static IReadOnlyList<Transfer> Of(IEnumerable<AccountBalance> balances, DateTimeOffset before) =>
        [.. balances.Where(b => b.Account.Kind is AccountKind.Income or AccountKind.Expense && b.Debits != b.Credits)
            .OrderBy(b => b.Account.Id, StringComparer.Ordinal).Select(b => Entry(b, before))];

    private static Transfer Entry(AccountBalance balance, DateTimeOffset before)
    {
        var day = before.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (account, retained) = (balance.Account, RetainedEarnings(balance.Account.Asset));
        var inCredit = balance.Credits > balance.Debits;
        var amount = Math.Abs(checked(balance.Credits - balance.Debits));
        return new($"closing:{day}:{account.Id}", inCredit ? account : retained, inCredit ? retained : account, amount, Kind, $"closing:{day}", before.AddMicroseconds(-1))
        {
            Cause = $"closing:{day}",
        };
    }
}
