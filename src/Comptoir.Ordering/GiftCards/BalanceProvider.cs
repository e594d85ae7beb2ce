using Comptoir.Catalog.Offers;
using Comptoir.Ledger;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.GiftCards;

/// <summary>
/// Pays from a balance that the shop owes its customer. Every operation is one transfer under the operation's own id, so that asking
/// again changes nothing and a crash is settled like any other provider's: by looking the transfer up.
/// </summary>
public abstract class BalanceProvider(LedgerService ledger, ILedgerStore store, TimeProvider time) : IPaymentProvider
{
    public abstract string HandlerId { get; }

    protected DateTimeOffset Now => time.GetUtcNow();

    public abstract PaymentInstrument Describe(PaymentInstrument instrument);

    /// <summary>Whose balance a fresh instrument may spend; null: it does not prove that.</summary>
    protected abstract Task<string?> HolderAsync(string shopId, PaymentInstrument instrument, CancellationToken ct);

    public async Task<long?> AvailableAsync(string shopId, PaymentInstrument instrument, string currency, CancellationToken ct) =>
        await HolderAsync(shopId, instrument, ct) is { } holder ? await AvailableAsync(shopId, holder, currency, ct) : 0;

    public async Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await HolderAsync(operation.ShopId, operation.Instrument, ct) is not { } holder) return new(PaymentStatus.Declined, Code: "invalid_credential");
        var hold = Spend(operation, holder);
        var posted = await ledger.PostAsync(operation.ShopId, [operation.CaptureNow ? hold : hold with { Phase = TransferPhase.Pending }], ct);
        return posted.Status switch
        {
            PostStatus.Posted => new(operation.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized, Reference(holder, operation.Id)),
            PostStatus.InsufficientBalance => new(PaymentStatus.Declined, Code: "insufficient_funds"),
            _ => await LookUpAsync(operation, ct),
        };
    }

    public async Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await store.FindTransferAsync(operation.ShopId, TransferId(operation.PaymentId), ct) is not { Phase: TransferPhase.Pending } hold) return await StateAsync(operation, ct);
        await ledger.PostAsync(operation.ShopId, [hold.ToPost(TransferId(operation.Id), operation.Amount.Amount, time.GetUtcNow())], ct);
        return await StateAsync(operation, ct) is { Status: not PaymentStatus.NotFound } done ? done : new(PaymentStatus.Declined, Code: "not_authorized");
    }

    public async Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await store.FindTransferAsync(operation.ShopId, TransferId(operation.PaymentId), ct) is { Phase: TransferPhase.Pending } hold)
            await ledger.PostAsync(operation.ShopId, [hold.ToVoid(TransferId(operation.Id), time.GetUtcNow())], ct);
        return await StateAsync(operation, ct) is { Status: not PaymentStatus.NotFound } done ? done : new(PaymentStatus.Declined, Code: "not_authorized");
    }

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => GiveAsync(operation, ct);

    public Task<PaymentOutcome> CreditAsync(PaymentOperation operation, CancellationToken ct) => GiveAsync(operation, ct);

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => StateAsync(operation, ct);

    /// <summary>Minor units that a holder may spend.</summary>
    protected async Task<long> AvailableAsync(string shopId, string holder, string currency, CancellationToken ct) =>
        (await store.GetBalanceAsync(shopId, BalanceAccounts.Of(HandlerId, holder, currency).Id, ct))?.Available ?? 0;

    private async Task<PaymentOutcome> GiveAsync(PaymentOperation operation, CancellationToken ct)
    {
        // a refund goes back to whoever paid, a credit to whom the described instrument names
        var holder = operation is { Kind: OperationKind.Refund, Reference: { } reference } ? HolderOf(reference) : operation.Instrument.Id;
        var currency = operation.Amount.Currency;
        await ledger.PostAsync(operation.ShopId,
            [new Transfer(TransferId(operation.Id), BalanceAccounts.Clearing(HandlerId, currency), BalanceAccounts.Of(HandlerId, holder, currency), operation.Amount.Amount, "refund", operation.Cause, time.GetUtcNow())], ct);
        return await StateAsync(operation, ct);
    }

    /// <summary>What the ledger says of an operation; its transfers are final, so no transfer means that nothing happened.</summary>
    private async Task<PaymentOutcome> StateAsync(PaymentOperation operation, CancellationToken ct)
    {
        if (await store.FindTransferAsync(operation.ShopId, TransferId(operation.Id), ct) is not { } transfer) return new(PaymentStatus.NotFound);
        var reference = operation.Reference ?? Reference(transfer.Debit.Id.Split(':') is [_, var holder, ..] ? holder : operation.Instrument.Id, operation.PaymentId);
        return new(transfer.Phase switch
        {
            TransferPhase.Pending => PaymentStatus.Authorized,
            TransferPhase.Void => PaymentStatus.Voided,
            _ => operation.Kind is OperationKind.Refund or OperationKind.Credit ? PaymentStatus.Refunded : PaymentStatus.Captured,
        }, reference);
    }

    private Transfer Spend(PaymentOperation operation, string holder) => new(
        TransferId(operation.Id), BalanceAccounts.Of(HandlerId, holder, operation.Amount.Currency), BalanceAccounts.Clearing(HandlerId, operation.Amount.Currency), operation.Amount.Amount, "payment", operation.Cause, time.GetUtcNow());

    private string TransferId(string operationId) => $"{HandlerId}:{operationId}";

    private string Reference(string holder, string paymentId) => $"{HandlerId}:{holder}:{paymentId}";

    private static string HolderOf(string reference) => reference.Split(':') is [_, var holder, ..] ? holder : reference;
}
