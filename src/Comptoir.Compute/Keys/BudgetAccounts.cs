using System.Globalization;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Compute.Keys;

/// <summary>
/// A budget is an account that may not fall below zero. It counts permission, not money: money in <c>budget/9</c> (nano-units),
/// tokens in <c>tokens</c>. A call reserves from it before it is made, so calls at the same moment on any number of nodes cannot spend the same permission twice.
/// </summary>
internal sealed record BudgetAccounts(Budget Budget, string Subject, string Currency)
{
    private const string MoneyAsset = "budget/9";
    private const string TokenAsset = "tokens";

    /// <summary>The budgets of a key that bind a call, with the period that they are in.</summary>
    /// <returns>A budget by agent or conversation binds only calls that name one.</returns>
    public static IReadOnlyList<BudgetAccounts> Of(VirtualKey key, string? agent, string? conversation, DateTimeOffset at)
    {
        var bound = new List<BudgetAccounts>();
        foreach (var budget in key.Budgets)
        {
            var subject = budget.Scope switch
            {
                BudgetScope.Key => $"key:{key.Id}",
                BudgetScope.Shop => "shop",
                BudgetScope.Agent => agent is null ? null : $"agent:{agent}",
                _ => conversation is null ? null : $"conversation:{conversation}",
            };
            if (subject is null) continue;
            var period = budget.Period switch
            {
                BudgetPeriod.Day => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                BudgetPeriod.Month => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                _ => "total",
            };
            bound.Add(new(budget, $"{subject}:{period}", budget.Currency));
        }

        return bound;
    }

    /// <summary>The accounts, what each was granted, and what a call takes of each.</summary>
    public IEnumerable<(Account Account, long Granted, bool Money)> Limits
    {
        get
        {
            if (Budget.Money is { } money) yield return (Limited($"budget:{Currency}:{Subject}", MoneyAsset), money, true);
            if (Budget.Tokens is { } tokens) yield return (Limited($"budget:tokens:{Subject}", TokenAsset), tokens, false);
        }
    }

    public static Account Spent(Account budget) => new($"spent-{budget.Id}", "shop", AccountKind.Equity, budget.Asset);

    public static Account Granted(Account budget) => new($"granted:{budget.Asset}", "shop", AccountKind.Equity, budget.Asset);

    /// <summary>Opens a budget's period. The same on every node, so that it is granted once however many try.</summary>
    public static Transfer Grant(Account budget, long amount, DateTimeOffset at) =>
        new($"grant:{budget.Id}", budget, Granted(budget), amount, "grant", budget.Id, at) { Cause = "grant:budget" };

    private static Account Limited(string id, string asset) => new(id, "shop", AccountKind.Asset, asset) { Limit = AccountLimit.NotBelowZero };
}
