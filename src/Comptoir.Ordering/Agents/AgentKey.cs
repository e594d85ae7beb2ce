using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Ordering.Agents;

/// <summary>A key by which the merchant lets one agent in, and where that agent wants to hear of its orders.</summary>
public sealed record AgentKey
{
    private const string Prefix = "ck_";
    private const int SecretBytes = 32;

    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    /// <summary>Who holds it, in the merchant's words.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="HashOf"/>; the secret itself is kept nowhere.</summary>
    public required string Hash { get; init; }

    /// <summary>The secret's last four characters, so that people can tell keys apart.</summary>
    public required string Hint { get; init; }

    /// <summary>https address that is told of orders; null: none.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>What messages to <see cref="WebhookUrl"/> are signed with, as <see cref="Secrets.ISecretBox"/> protects it.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>What its requests must be signed with, as <see cref="Secrets.ISecretBox"/> protects it; null: they need not be.</summary>
    public string? RequestSecret { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it lets nobody in; null: it is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>A new secret of 256 random bits.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>SHA-256 in lower-case hexadecimal: enough for a secret that nobody can guess.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A new key for a secret that was just made.</summary>
    public static AgentKey Of(string id, string shopId, string name, string secret, DateTimeOffset now) => new()
    {
        Id = id,
        ShopId = shopId,
        Version = 1,
        Name = name,
        Hash = HashOf(secret),
        Hint = secret[^4..],
        CreatedAt = now,
    };
}

/// <summary>The agents' keys of each shop.</summary>
public interface IAgentKeyStore
{
    /// <summary>The key with that hash, also a revoked one.</summary>
    Task<AgentKey?> FindAsync(string shopId, string hash, CancellationToken ct);

    Task<AgentKey?> GetAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Newest first, at most 500.</summary>
    Task<IReadOnlyList<AgentKey>> ListAsync(string shopId, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile.</summary>
    Task<bool> SaveAsync(AgentKey key, CancellationToken ct);
}
