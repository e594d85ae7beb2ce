namespace Comptoir.Protocols.Identity;

/// <summary>A platform whose agents customers may link to their account: an OAuth client that the merchant entered.</summary>
public sealed record LinkClient
{
    public required string ShopId { get; init; }

    /// <summary>The <c>client_id</c>.</summary>
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>As customers know it; shown on the consent page.</summary>
    public required string Name { get; init; }

    /// <summary>Exact addresses; only the port of a loopback address may differ.</summary>
    public required IReadOnlyList<string> RedirectUris { get; init; }

    /// <summary>SHA-256 of its secret, 64 hexadecimal digits; null: a public client, which proves itself by PKCE alone.</summary>
    public string? SecretHash { get; init; }

    /// <summary>The UCP profile that it acts for: its tokens are good only beside that name. Null: tokens are good beside any.</summary>
    public string? ProfileUrl { get; init; }

    /// <summary>The document at its id says what it is; the merchant did not enter it.</summary>
    public bool FromDocument { get; init; }

    /// <summary>It proves itself by a signed assertion (<c>private_key_jwt</c>) and in no other way.</summary>
    public bool ProvesByKey { get; init; }

    /// <summary>Where its keys are, when not in <see cref="Keys"/>; null: in the profile that it acts for.</summary>
    public string? KeysUrl { get; init; }

    /// <summary>Its keys, a JWK set as JSON; null: elsewhere.</summary>
    public string? Keys { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing is linked any more, and no token of it counts.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>E-mail of the customer who agrees to everything at once. Counts only while the test hooks are open.</summary>
    public string? TestCustomer { get; init; }
}
