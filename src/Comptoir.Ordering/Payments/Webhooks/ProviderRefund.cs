namespace Comptoir.Ordering.Payments.Webhooks;

/// <summary>A provider that can show all refunds of a payment, also those that were made in its own dashboard.</summary>
public interface IRefundSource
{
    string HandlerId { get; }

    /// <summary>Null: it is not a payment of ours.</summary>
    /// <param name="paymentReference">The provider's own id of the payment.</param>
    Task<FoundRefunds?> FindAsync(string shopId, string paymentReference, CancellationToken ct);
}

/// <param name="Cause">Our id of the checkout or order for which the payment was made.</param>
public sealed record FoundRefunds(string Cause, string PaymentId, IReadOnlyList<ProviderRefund> Refunds);

/// <summary>A refund as the provider shows it now.</summary>
/// <param name="Amount">Minor units of the payment's currency.</param>
/// <param name="OperationId">Our id of the operation that asked for it; null: nobody here did.</param>
/// <param name="Failed">The money came back to the provider, or never left.</param>
public sealed record ProviderRefund(string Id, long Amount, string? OperationId, bool Failed, DateTimeOffset At);
