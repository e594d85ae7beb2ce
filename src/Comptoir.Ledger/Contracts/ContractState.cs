using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Contracts;

/// <summary>The words of FOCUS 1.4 for where a commitment is in its life.</summary>
public enum LifecycleStatus { Pending, Active, Exhausted, Expired, Canceled }

/// <summary>
/// Where a contract stands at a moment. What was drawn never exceeds the amount:
/// left = amount − drawn − released − short; late = what is due and not drawn while it can still be; short = what can no longer be drawn.
/// </summary>
/// <param name="Drawn">Taken so far, in the contract's asset like all amounts here.</param>
/// <param name="Released">Let go by the seller.</param>
/// <param name="Due">By now this much in all should have been drawn.</param>
/// <param name="Late">Due and not drawn, before the end; a released part is not owed.</param>
/// <param name="Short">Not drawn at the end.</param>
/// <param name="Left">Can still be drawn; for a conditional contract: could be once its condition is met.</param>
public sealed record ContractState(Contract Contract, DateTimeOffset At, long Drawn, long Released, long Due, long Late, long Short, long Left, LifecycleStatus Status)
{
    /// <param name="balances">All balances as of the moment, by account id; accounts that are missing hold nothing.</param>
    public static ContractState Of(Contract contract, IReadOnlyDictionary<string, AccountBalance> balances, DateTimeOffset at)
    {
        long On(Account account) => balances.TryGetValue(account.Id, out var balance) ? balance.Balance : 0;
        var (drawn, released, recorded) = (On(Commitment.Drawn(contract)), On(Commitment.Released(contract)), On(Commitment.Short(contract)));
        var open = contract.Amount - drawn - released;
        var inForce = contract.InForce && !(contract.TriggeredAt > at);
        var ended = at >= contract.End;
        var due = inForce ? contract.DueAt(at) : 0;
        var missed = ended && inForce ? open : recorded;
        var late = ended ? 0 : Math.Max(0, Math.Min(due, contract.Amount - released) - drawn);
        return new(contract, at, drawn, released, due, late, missed, ended ? 0 : open - missed, StatusOf());

        LifecycleStatus StatusOf() =>
            open == 0 ? drawn > 0 ? LifecycleStatus.Exhausted : LifecycleStatus.Canceled
            : ended ? LifecycleStatus.Expired
            : !inForce || at < contract.Start ? LifecycleStatus.Pending
            : LifecycleStatus.Active;
    }
}
