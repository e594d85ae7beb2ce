using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Statements;

/// <summary>What is owned and owed at a moment, in one asset: assets = liabilities + equity + result that was not closed yet.</summary>
public sealed record BalanceSheet(string Asset, IReadOnlyList<AccountBalance> Assets, IReadOnlyList<AccountBalance> Liabilities, IReadOnlyList<AccountBalance> Equity, long Result)
{
    public long TotalAssets => Assets.Sum(a => a.Balance);

    public long TotalLiabilities => Liabilities.Sum(a => a.Balance);

    public long TotalEquity => Equity.Sum(a => a.Balance);

    public bool Balanced => TotalAssets == TotalLiabilities + TotalEquity + Result;

    /// <param name="balances">As of the moment. Promises (memo assets) have no balance sheet.</param>
    public static IReadOnlyList<BalanceSheet> Of(IEnumerable<AccountBalance> balances) =>
        [.. balances.Where(b => Ledger.Assets.Asset.Parse(b.Account.Asset) is not { IsMemo: true }).GroupBy(b => b.Account.Asset).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new BalanceSheet(g.Key, Part(g, AccountKind.Asset), Part(g, AccountKind.Liability), Part(g, AccountKind.Equity), Sum(g, AccountKind.Income) - Sum(g, AccountKind.Expense)))];

    private static long Sum(IEnumerable<AccountBalance> balances, AccountKind kind) => balances.Where(b => b.Account.Kind == kind).Sum(b => b.Balance);

    private static IReadOnlyList<AccountBalance> Part(IEnumerable<AccountBalance> balances, AccountKind kind) =>
        [.. balances.Where(b => b.Account.Kind == kind && b.Balance != 0).OrderBy(b => b.Account.Id, StringComparer.Ordinal)];
}
