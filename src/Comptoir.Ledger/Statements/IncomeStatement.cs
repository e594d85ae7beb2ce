using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Statements;

/// <summary>What was earned and spent in a span, in one asset; closing entries left out.</summary>
/// <param name="Income">Movements on income accounts.</param>
/// <param name="Expenses">Movements on expense accounts.</param>
public sealed record IncomeStatement(string Asset, IReadOnlyList<AccountBalance> Income, IReadOnlyList<AccountBalance> Expenses)
{
    public long TotalIncome => Income.Sum(a => a.Balance);

    public long TotalExpenses => Expenses.Sum(a => a.Balance);

    /// <summary>Income less expenses.</summary>
    public long Result => TotalIncome - TotalExpenses;

    /// <param name="movements">Of the span, without closing entries.</param>
    public static IReadOnlyList<IncomeStatement> Of(IEnumerable<AccountBalance> movements) =>
        [.. movements.Where(m => m.Account.Kind is AccountKind.Income or AccountKind.Expense).GroupBy(m => m.Account.Asset).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new IncomeStatement(g.Key, Part(g, AccountKind.Income), Part(g, AccountKind.Expense)))];

    private static IReadOnlyList<AccountBalance> Part(IEnumerable<AccountBalance> movements, AccountKind kind) =>
        [.. movements.Where(m => m.Account.Kind == kind).OrderBy(m => m.Account.Id, StringComparer.Ordinal)];
}
