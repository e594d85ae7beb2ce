namespace Comptoir.Ordering.Operators;

/// <summary>Who may work in the console, with what they sign in.</summary>
public interface IOperatorStore
{
    /// <summary>By creation, also those who were removed.</summary>
    Task<IReadOnlyList<Operator>> ListAsync(CancellationToken ct);

    Task<Operator?> GetAsync(string id, CancellationToken ct);

    /// <summary>The operator with a personal key; not one who was removed.</summary>
    Task<Operator?> FindByKeyAsync(string keyHash, CancellationToken ct);

    /// <summary>Inserts (version 1) or replaces the version before; false when it changed meanwhile or is there already.</summary>
    Task<bool> SaveAsync(Operator changed, CancellationToken ct);

    /// <summary>Passkeys of one operator, or of all for null; by creation.</summary>
    Task<IReadOnlyList<Passkey>> ListPasskeysAsync(string? operatorId, CancellationToken ct);

    Task<Passkey?> FindPasskeyAsync(string id, CancellationToken ct);

    /// <summary>Adds a passkey, or replaces the one of the same id and operator.</summary>
    Task SavePasskeyAsync(Passkey passkey, CancellationToken ct);

    /// <summary>False when the operator has no such passkey.</summary>
    Task<bool> RemovePasskeyAsync(string operatorId, string id, CancellationToken ct);

    Task AddTicketAsync(OperatorTicket ticket, CancellationToken ct);

    /// <summary>A ticket that has not expired.</summary>
    Task<OperatorTicket?> FindTicketAsync(string kind, string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>The same, used up by this: of several that ask at once, one gets it.</summary>
    Task<OperatorTicket?> TakeTicketAsync(string kind, string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Ends all of an operator's tickets of a kind, or of every kind for null; how many there were.</summary>
    Task<int> RemoveTicketsAsync(string operatorId, string? kind, CancellationToken ct);
}
