using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Transfers;

/// <summary>
/// An amount that leaves one account (credit) and enters another (debit): the unit of double entry, balanced by form.
/// Never changed or removed; a mistake is undone by a transfer the other way round.
/// </summary>
/// <param name="Id">Unique in a shop and derived from what caused it, so that posting twice is refused by the store.</param>
/// <param name="Amount">Greater than zero, in the accounts' common asset.</param>
/// <param name="Kind">sale, tax, shipping, discount, payment, refund, cancellation …</param>
/// <param name="Reference">Id of the order or contract that caused it.</param>
public sealed record Transfer(string Id, Account Debit, Account Credit, long Amount, string Kind, string Reference, DateTimeOffset At, string? Note = null)
{
    public string Asset => Debit.Asset;

    /// <summary>The transfer itself when it is sound; throws otherwise, since an unsound transfer is a fault of ours.</summary>
    public Transfer Checked() =>
        Amount > 0 && Debit.Asset == Credit.Asset && Debit.Id != Credit.Id ? this
        : throw new InvalidOperationException($"Unsound transfer {Id}: {Amount} {Debit.Asset}→{Credit.Asset}.");
}
