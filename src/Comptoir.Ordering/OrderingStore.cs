using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering;

/// <summary>What buying keeps. Every change goes through <see cref="CommitAsync"/>: all of a transition or nothing.</summary>
public interface IOrderingStore
{
    Task<Cart?> GetCartAsync(string shopId, string id, CancellationToken ct);

    Task<Checkout?> GetCheckoutAsync(string shopId, string id, CancellationToken ct);

    /// <summary>The open checkout made from a cart; null when there is none.</summary>
    Task<Checkout?> FindCheckoutByCartAsync(string shopId, string cartId, CancellationToken ct);

    Task<Order?> GetOrderAsync(string shopId, string id, CancellationToken ct);

    Task<Order?> FindOrderByNumberAsync(string shopId, long number, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Order>> ListOrdersAsync(string shopId, OrderFilter filter, CancellationToken ct);

    /// <summary>Open returns, withdrawals and disputes of all orders, oldest first.</summary>
    Task<IReadOnlyList<OrderCase>> ListCasesAsync(string shopId, int limit, int offset, CancellationToken ct);

    Task<IdempotencyRecord?> GetIdempotencyAsync(string shopId, string scope, string key, CancellationToken ct);

    /// <summary>Makes the records of a key older, whoever's they are, for trials of how long keys are kept; false when there is none.</summary>
    Task<bool> AgeIdempotencyAsync(string shopId, string key, TimeSpan by, CancellationToken ct);

    Task<Mandate?> GetMandateAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Applies everything in one transaction that is on disk when this returns.</summary>
    Task<CommitResult> CommitAsync(Transition transition, CancellationToken ct);

    Task<SellingRules> GetRulesAsync(string shopId, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile. Appends a Settings change to the catalogue's change log.</summary>
    Task<bool> SaveRulesAsync(string shopId, SellingRules rules, CancellationToken ct);

    /// <summary>
    /// Takes up to <paramref name="limit"/> waiting messages that are due and hides them from others until <paramref name="leaseUntil"/>. Of those to
    /// one <see cref="OutboxMessage.Receiver"/> only the oldest that waits, so that each gets its own in order.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> LeaseOutboxAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct);

    /// <summary>Stores what became of a message. False, and nothing is written, for a leased message whose lease others have taken since.</summary>
    Task<bool> SaveOutboxAsync(OutboxMessage message, CancellationToken ct);

    /// <summary>Nothing more is sent to that receiver until <see cref="LiftReceiverAsync"/>.</summary>
    Task StopReceiverAsync(string shopId, string receiver, DateTimeOffset at, CancellationToken ct);

    Task LiftReceiverAsync(string shopId, string receiver, CancellationToken ct);

    Task<bool> IsReceiverStoppedAsync(string shopId, string receiver, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<OutboxMessage>> ListOutboxAsync(string shopId, string? kind, int limit, int offset, CancellationToken ct);

    /// <summary>Removes idempotency records and abandoned carts and checkouts older than a moment; returns how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct);
}

public sealed record OrderFilter(string? Email = null, string? CustomerId = null, OrderStatus? Status = null, string? Text = null, int Limit = 50, int Offset = 0);

/// <summary>The effects of one decision. A document with version n replaces version n−1 (1 is new); otherwise nothing is written.</summary>
public sealed record Transition(string ShopId)
{
    public Cart? Cart { get; init; }

    public Checkout? Checkout { get; init; }

    public Order? Order { get; init; }

    /// <summary>Consents: new, revoked, or with the use that this transition takes, confirms or gives back.</summary>
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    public Watch? Watch { get; init; }

    public Subscription? Subscription { get; init; }

    public IReadOnlyList<StockMove> Stock { get; init; } = [];

    public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>Scheduled with the same fate, as <see cref="IJobStore.ScheduleAsync"/> does.</summary>
    public IReadOnlyList<Job> Jobs { get; init; } = [];

    /// <summary>Ended with the same fate. A lost lease is a <see cref="CommitStatus.LeaseLost"/>.</summary>
    public IReadOnlyList<JobEnd> DoneJobs { get; init; } = [];

    /// <summary>Stored with the same fate. Its document is written by the store from the resulting cart, checkout or order named by <see cref="IdempotencyRecord.Kind"/> when empty.</summary>
    public IdempotencyRecord? Idempotency { get; init; }

    /// <summary>Nothing was answered under this key yet; otherwise a <see cref="CommitStatus.VersionConflict"/>. Only with a checkout of version 2 or more.</summary>
    public IdempotencyKey? FreeKey { get; init; }
}

/// <summary>A change of stock over all of a shop's locations: the fullest location gives first.</summary>
/// <param name="Reserve">Added to what is reserved; refused when more than is available. Negative: released.</param>
/// <param name="Remove">Taken from what is on hand and from what is reserved (shipped). Negative: put back on hand (returned).</param>
public sealed record StockMove(string VariantId, int Reserve, int Remove = 0);

public enum CommitStatus { Committed, VersionConflict, OutOfStock, IdempotencyExists, LeaseLost, InsufficientBalance }

/// <param name="Key">The variant without stock or the account without balance, when that was the reason.</param>
/// <param name="Order">The order as stored, with its number.</param>
/// <param name="Existing">The record that was there first.</param>
public sealed record CommitResult(CommitStatus Status, string? Key = null, Order? Order = null, Checkout? Checkout = null, IdempotencyRecord? Existing = null)
{
    /// <summary>What the account had, in its asset's smallest unit.</summary>
    public long Available { get; init; }
}
