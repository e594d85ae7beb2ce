using Comptoir.Ordering.Subscriptions;

namespace Comptoir.Ordering.Watches;

/// <summary>Reads watches and subscriptions. They change only by <see cref="IOrderingStore.CommitAsync"/>.</summary>
public interface IAutomationStore
{
    Task<Watch?> GetWatchAsync(string shopId, string id, CancellationToken ct);

    Task<Subscription?> GetSubscriptionAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Watch>> ListWatchesAsync(string shopId, AutomationFilter filter, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string shopId, AutomationFilter filter, CancellationToken ct);

    /// <summary>
    /// Schedules the jobs of the watches whose product or variant the catalogue's change log names since the last call, over all nodes
    /// once: the place reached is kept with them in one transaction. Returns how many changes were followed.
    /// </summary>
    Task<int> FollowChangesAsync(int limit, CancellationToken ct);
}

/// <param name="Email">Lower-case.</param>
/// <param name="CustomerId">Theirs by account; with <paramref name="Email"/>, either is enough.</param>
public sealed record AutomationFilter(string? Email = null, string? CustomerId = null, bool OpenOnly = false, int Limit = 50, int Offset = 0);
