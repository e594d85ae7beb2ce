namespace Comptoir.Ordering.Audit;

/// <summary>One thing that somebody did or tried: ids and names of actions only, never a secret and nothing about a person but an id.</summary>
/// <param name="Id">Sortable by time.</param>
/// <param name="ShopId">Empty: concerns the whole server (signing in, operators).</param>
/// <param name="Actor">operator, customer, agent or visitor.</param>
/// <param name="ActorId">Id of an operator or a customer, profile address of an agent; null: not known.</param>
/// <param name="Action">For example <c>orders.refund</c>.</param>
/// <param name="Object">Id of what it was done to; null: the shop itself.</param>
/// <param name="Door">console, pages, cli.</param>
/// <param name="Outcome">done, refused or failed.</param>
public sealed record AuditEntry(string Id, string ShopId, DateTimeOffset At, string Actor, string? ActorId, string Action, string? Object, string Door, string Outcome)
{
    public const string Done = "done";

    /// <summary>Not allowed, or not possible.</summary>
    public const string Refused = "refused";

    /// <summary>A fault of the server.</summary>
    public const string Failed = "failed";
}

/// <param name="Action">An action, or the area it begins with: <c>orders</c> finds <c>orders.refund</c>.</param>
/// <param name="Before">Only entries older than the one of this id: the next page.</param>
public sealed record AuditFilter(string? ActorId = null, string? Action = null, string? Object = null, string? Outcome = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Before = null);

/// <summary>What was done by whom. Entries are only ever added.</summary>
public interface IAuditLog
{
    Task AppendAsync(AuditEntry entry, CancellationToken ct);

    /// <summary>Entries of a shop and of the whole server, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(string shopId, AuditFilter filter, int limit, CancellationToken ct);
}
