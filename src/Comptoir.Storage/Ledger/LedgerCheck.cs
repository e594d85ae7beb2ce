using System.Globalization;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Statements;

namespace Comptoir.Storage.Ledger;

/// <summary>Compares the accounts' kept sums with what the transfers add up to.</summary>
internal static class LedgerCheck
{
    /// <summary>What the transfers in one asset add to one account.</summary>
    internal sealed record Posted(string AccountId, string Asset, long Debits, long Credits);

    /// <summary>One line for each disagreement.</summary>
    public static IReadOnlyList<string> Compare(IReadOnlyList<AccountBalance> kept, IReadOnlyList<Posted> posted)
    {
        var findings = new List<string>();
        var sums = posted.ToDictionary(p => (p.AccountId, p.Asset));
        foreach (var balance in kept)
        {
            var account = balance.Account;
            if (!sums.Remove((account.Id, account.Asset), out var sum)) sum = new(account.Id, account.Asset, 0, 0);
            if ((sum.Debits, sum.Credits) != (balance.Debits, balance.Credits))
                findings.Add(Line($"{account.Id}: debits {balance.Debits} and credits {balance.Credits} are kept; the transfers add up to {sum.Debits} and {sum.Credits}."));
        }

        findings.AddRange(sums.Values.Select(p => Line($"{p.AccountId}: transfers of {p.Debits} and {p.Credits} {p.Asset} belong to no account of that asset.")));
        findings.AddRange(TrialBalance.Of(kept).Where(t => !t.Balanced).Select(t => Line($"{t.Asset}: debits {t.Debits} differ from credits {t.Credits}.")));
        return findings;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
