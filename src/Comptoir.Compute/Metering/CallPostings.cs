using System.Globalization;
using Comptoir.Compute.Keys;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Compute.Metering;

/// <summary>
/// A call's entries in the ledger. Money is counted in nano-units of its currency (<c>usd/9</c>): a cost against what is owed to the provider.
/// The reservation is a pending transfer that is posted in full if nobody ever says what was used. Draws of a contract are a memo in
/// <c>usd/9.committed</c>, by month, from which whole minor units are taken to the contract's own accounts. Pure.
/// </summary>
internal static class CallPostings
{
    public static string AssetOf(string currency) => $"{currency.ToLowerInvariant()}/9";

    public static Account CostOf(string provider, string currency) => new($"models:{provider}:{currency}", "shop", AccountKind.Expense, AssetOf(currency));

    public static Account OwedTo(string provider, string currency) => new($"owed:{provider}:{currency}", $"provider:{provider}", AccountKind.Liability, AssetOf(currency));

    /// <summary>Drawn by calls and not yet taken to the contract's accounts.</summary>
    public static Account Drawn(string contract, string currency, DateTimeOffset at) => new($"drawn-by-calls:{contract}:{Month(at)}", "shop", AccountKind.Asset, AssetOf(currency) + ".committed");

    public static Account DrawnAgainst(string contract, string currency, DateTimeOffset at) => new($"calls-against:{contract}:{Month(at)}", "shop", AccountKind.Equity, AssetOf(currency) + ".committed");

    /// <summary>What is reserved before a call.</summary>
    public static IReadOnlyList<Transfer> Start(CallRecord call)
    {
        var transfers = new List<Transfer>();
        if (call.Reserved > 0) transfers.Add(Money(call));
        foreach (var budget in call.Budgets)
            if (Reserved(call, budget) > 0) transfers.Add(OfBudget(call, budget));
        return transfers;
    }

    /// <summary>What settles it: the reservations posted with what was used, the rest freed, and what was used beyond them.</summary>
    /// <param name="call">Ended: cost, usage and end are there.</param>
    public static IReadOnlyList<Transfer> End(CallRecord call)
    {
        var (cost, at, transfers) = (call.Cost ?? 0, call.EndedAt!.Value, new List<Transfer>());
        var estimated = call.State == CallState.Estimated ? "estimated" : null;
        if (call.Reserved > 0)
        {
            var pending = Money(call);
            transfers.Add((cost == 0 ? pending.ToVoid($"{pending.Id}:done", at) : pending.ToPost($"{pending.Id}:done", Math.Min(cost, call.Reserved), at)) with { Note = estimated });
        }

        if (cost > call.Reserved) transfers.Add(Posted(call, $"{call.Id}:more", CostOf(call.Provider, call.Currency), OwedTo(call.Provider, call.Currency), cost - call.Reserved, at) with { Note = estimated });
        foreach (var budget in call.Budgets)
        {
            var (reserved, used) = (Reserved(call, budget), Used(call, budget));
            if (reserved == 0) continue;
            var pending = OfBudget(call, budget);
            transfers.Add(used == 0 ? pending.ToVoid($"{pending.Id}:done", at) : pending.ToPost($"{pending.Id}:done", Math.Min(used, reserved), at));
        }

        if (call.Contract is { } contract && cost > 0)
            transfers.Add(Posted(call, $"{call.Id}:draw", Drawn(contract, call.Currency, at), DrawnAgainst(contract, call.Currency, at), cost, at) with { Kind = "draw", Reference = contract });
        return transfers;
    }

    /// <summary>What a call took of its budgets beyond what it had reserved. Posted apart, since a budget that is used up refuses it.</summary>
    public static IEnumerable<Transfer> Beyond(CallRecord call)
    {
        foreach (var budget in call.Budgets)
        {
            var more = Used(call, budget) - Reserved(call, budget);
            if (more > 0) yield return Posted(call, $"{call.Id}:{budget.Account}:more", BudgetAccounts.Spent(AccountOf(budget)), AccountOf(budget), more, call.EndedAt!.Value) with { Kind = "budget" };
        }
    }

    /// <summary>Brings an estimated call to what the provider's invoice says.</summary>
    /// <param name="call">With the estimate.</param>
    public static IReadOnlyList<Transfer> Reconcile(CallRecord call, long invoiced, DateTimeOffset at)
    {
        var difference = invoiced - (call.Cost ?? 0);
        if (difference == 0) return [];
        var (cost, owed) = (CostOf(call.Provider, call.Currency), OwedTo(call.Provider, call.Currency));
        var transfers = new List<Transfer> { Posted(call, $"{call.Id}:reconciled", difference > 0 ? cost : owed, difference > 0 ? owed : cost, Math.Abs(difference), at) };
        if (call.Contract is { } contract)
        {
            var (drawn, against) = (Drawn(contract, call.Currency, at), DrawnAgainst(contract, call.Currency, at));
            transfers.Add(Posted(call, $"{call.Id}:redrawn", difference > 0 ? drawn : against, difference > 0 ? against : drawn, Math.Abs(difference), at) with { Kind = "draw", Reference = contract });
        }

        return transfers;
    }

    private static Transfer Money(CallRecord call) => Pending(call, call.Id, CostOf(call.Provider, call.Currency), OwedTo(call.Provider, call.Currency), call.Reserved);

    private static Transfer OfBudget(CallRecord call, ReservedBudget budget) =>
        Pending(call, $"{call.Id}:{budget.Account}", BudgetAccounts.Spent(AccountOf(budget)), AccountOf(budget), Reserved(call, budget)) with { Kind = "budget" };

    private static Transfer Pending(CallRecord call, string id, Account debit, Account credit, long amount) => Posted(call, id, debit, credit, amount, call.StartedAt) with
    {
        Phase = TransferPhase.Pending,
        ExpiresAt = call.ExpiresAt,
        AtExpiry = AtExpiry.Settle,
    };

    private static Transfer Posted(CallRecord call, string id, Account debit, Account credit, long amount, DateTimeOffset at) =>
        new(id, debit, credit, amount, "cost", call.Order ?? call.Conversation ?? call.Id, at) { Cause = $"call:{call.Id}" };

    private static long Reserved(CallRecord call, ReservedBudget budget) => budget.Money ? call.Reserved : call.ReservedTokens;

    private static long Used(CallRecord call, ReservedBudget budget) => budget.Money ? call.Cost ?? 0 : call.Usage?.Total ?? 0;

    private static Account AccountOf(ReservedBudget budget) => new(budget.Account, "shop", AccountKind.Asset, budget.Asset) { Limit = AccountLimit.NotBelowZero };

    private static string Month(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
