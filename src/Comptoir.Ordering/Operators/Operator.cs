namespace Comptoir.Ordering.Operators;

/// <summary>What somebody who works in the console is there for; the console's table of roles says what each may change.</summary>
public enum OperatorRole
{
    /// <summary>Everything, and who else may work here.</summary>
    Owner,

    /// <summary>Orders, returns, refunds, messages and stock.</summary>
    Clerk,

    /// <summary>Sees all, changes nothing.</summary>
    ReadOnly,

    /// <summary>Agents, whom to trust, and conversations.</summary>
    AgentOperator,
}

/// <summary>Somebody who works in the console, in all shops of the server.</summary>
public sealed record Operator
{
    /// <summary>Id of the first owner, whom the console key lets in. Neither removed nor given another role, so that there is always a way in.</summary>
    public const string FirstOwnerId = "op_owner";

    public required string Id { get; init; }

    /// <summary>As the owner wrote it; at most 100 characters.</summary>
    public required string Name { get; init; }

    public required OperatorRole Role { get; init; }

    /// <summary>SHA-256 of a personal key, in hexadecimal digits; null: signs in with passkeys only.</summary>
    public string? KeyHash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the operator may work here. A removed one is kept so that the audit log still says who it was.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public long Version { get; init; }

    public bool IsFirstOwner => Id == FirstOwnerId;
}

/// <summary>A public key of WebAuthn that an operator signs in with.</summary>
/// <param name="Id">Credential id, base64url.</param>
/// <param name="Name">What the operator calls it.</param>
/// <param name="Host">Host name that it works for.</param>
/// <param name="PublicKey">COSE key.</param>
/// <param name="SignCount">Uses as the authenticator counted them; one that counts backwards is refused as a copy.</param>
public sealed record Passkey(
    string Id,
    string OperatorId,
    string Name,
    string Host,
    byte[] PublicKey,
    long SignCount,
    IReadOnlyList<string> Transports,
    bool UserVerified,
    bool BackupEligible,
    bool BackedUp,
    DateTimeOffset CreatedAt,
    DateTimeOffset? UsedAt = null);

/// <summary>Something that whoever holds a random token may do until it expires: a session, an invitation, one passkey ceremony.</summary>
/// <param name="Kind">One of <see cref="TicketKinds"/>.</param>
/// <param name="TokenHash">SHA-256 of the token, which itself is kept nowhere.</param>
/// <param name="OperatorId">Null: not known yet (a sign-in with a passkey).</param>
/// <param name="Payload">What belongs to it, not for the holder's eyes.</param>
public sealed record OperatorTicket(string Kind, string TokenHash, string? OperatorId, DateTimeOffset ExpiresAt, string? Payload = null);

public static class TicketKinds
{
    public const string Session = "session";

    public const string Invitation = "invitation";

    /// <summary>The challenge of a passkey ceremony.</summary>
    public const string Challenge = "challenge";
}
