using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Contracts;

/// <summary>
/// A contract's memo entries. Signing puts its amount on <c>committed:id</c>; draws, releases and the shortfall take from it, and since
/// that account is limited, no more can be drawn than was promised. They travel in the same post as the real transfer that they mirror. Pure.
/// </summary>
public static class Commitment
{
    /// <summary>What is still to be taken.</summary>
    public static Account Committed(Contract c) => Memo(c, "committed", Asset.CommittedSuffix) with { Limit = AccountLimit.NotBelowZero };

    /// <summary>What will be owed once the condition is met.</summary>
    public static Account Conditional(Contract c) => Memo(c, "conditional", Asset.ConditionalSuffix) with { Limit = AccountLimit.NotBelowZero };

    public static Account Drawn(Contract c) => Memo(c, "drawn", Asset.CommittedSuffix);

    public static Account Released(Contract c) => Memo(c, "released", Asset.CommittedSuffix);

    public static Account Short(Contract c) => Memo(c, "short", Asset.CommittedSuffix);

    /// <summary>The other side of all promises of a buyer.</summary>
    public static Account Promised(Contract c, string suffix) => new($"promised:{c.Buyer}:{c.Asset}{suffix}", c.Buyer, AccountKind.Equity, c.Asset + suffix);

    /// <summary>At signing: committed, or conditional while the condition is not met.</summary>
    public static Transfer Sign(Contract c, DateTimeOffset at) => c.InForce
        ? Entry(c, "signed", Committed(c), Promised(c, Asset.CommittedSuffix), c.Amount, at)
        : Entry(c, "signed", Conditional(c), Promised(c, Asset.ConditionalSuffix), c.Amount, at);

    /// <summary>When the condition is met: no longer conditional, committed from now on.</summary>
    public static IReadOnlyList<Transfer> Trigger(Contract c, DateTimeOffset at) =>
    [
        Entry(c, "triggered", Promised(c, Asset.ConditionalSuffix), Conditional(c), c.Amount, at),
        Entry(c, "committed", Committed(c), Promised(c, Asset.CommittedSuffix), c.Amount, at),
    ];

    /// <summary>Something was taken under the contract.</summary>
    /// <param name="key">Unique within the contract: the invoice, order or model call.</param>
    /// <param name="cause">What took it, as <c>kind:id</c>.</param>
    public static Transfer Draw(Contract c, string key, long amount, DateTimeOffset at, string? cause = null) =>
        Entry(c, $"draw:{key}", Drawn(c), Committed(c), amount, at) with { Kind = "draw", Cause = cause ?? $"contract:{c.Id}" };

    /// <summary>The seller lets go of part of it.</summary>
    public static Transfer Release(Contract c, string key, long amount, DateTimeOffset at) =>
        Entry(c, $"release:{key}", Released(c), Committed(c), amount, at) with { Kind = "release" };

    /// <summary>After the end: what was not taken. With take-or-pay the caller posts the payable beside it.</summary>
    public static Transfer Shortfall(Contract c, long left, DateTimeOffset at) => Entry(c, "shortfall", Short(c), Committed(c), left, at) with { Kind = "shortfall" };

    private static Account Memo(Contract c, string role, string suffix) => new($"{role}:{c.Id}", c.Buyer, AccountKind.Asset, c.Asset + suffix);

    private static Transfer Entry(Contract c, string step, Account debit, Account credit, long amount, DateTimeOffset at) =>
        new($"{c.Id}:{step}", debit, credit, amount, "commitment", c.Id, at) { Cause = $"contract:{c.Id}" };
}
