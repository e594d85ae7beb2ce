using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Statements;

/// <summary>All balances of one asset; debits and credits are equal in sound books.</summary>
public sealed record TrialBalance(string Asset, IReadOnlyList<AccountBalance> Accounts)
{
    public long Debits => Accounts.Sum(a => a.Debits);

    public long Credits => Accounts.Sum(a => a.Credits);

    public bool Balanced => Debits == Credits;

    public static IReadOnlyList<TrialBalance> Of(IEnumerable<AccountBalance> balances) =>
        [.. balances.GroupBy(b => b.Account.Asset).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new TrialBalance(g.Key, [.. g.OrderBy(b => b.Account.Id, StringComparer.Ordinal)]))];
}
