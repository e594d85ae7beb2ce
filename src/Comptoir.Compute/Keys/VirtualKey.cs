using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Compute.Keys;

/// <summary>Doors of the gateway that a key may open.</summary>
public enum Door { Chat, Responses, Messages, Embeddings, Models }

/// <summary>What a budget or limit is counted by.</summary>
public enum BudgetScope { Key, Shop, Agent, Conversation }

public enum BudgetPeriod { Total, Month, Day }

/// <summary>How much may be used: in money, in tokens, or both.</summary>
/// <param name="Money">In nano-units of <paramref name="Currency"/>; null: money is not limited.</param>
/// <param name="Tokens">Input and output together; null: not limited.</param>
public sealed record Budget(BudgetScope Scope, BudgetPeriod Period, long? Money, long? Tokens, string Currency = "USD");

/// <summary>A key that programs use instead of a provider's. Only its hash is kept.</summary>
/// <param name="Id">As <c>gwk_…</c>.</param>
/// <param name="Hash">SHA-256 of the secret, hexadecimal.</param>
public sealed record VirtualKey(string Id, string Name, string Hash, DateTimeOffset CreatedAt)
{
    private const string Prefix = "comptoir";

    public int Version { get; init; } = 1;

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Models it may ask for; empty: all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<Door> Doors { get; init; } = [];

    /// <summary>Whose key it is; null: callers may name their agent in a header.</summary>
    public string? Agent { get; init; }

    public string? Channel { get; init; }

    public IReadOnlyList<string> Residency { get; init; } = [];

    public int MinQuality { get; init; }

    public int? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    public bool Usable(DateTimeOffset at) => RevokedAt is null && !(ExpiresAt <= at);

    public bool Opens(Door door) => Doors.Count == 0 || Doors.Contains(door);

    public bool Allows(string model) => Models.Count == 0 || Models.Contains(model);

    /// <summary>A new key and the text that its holder sends; that text is known only now.</summary>
    public static (VirtualKey Key, string Token) Make(string shopId, string name, TimeProvider time)
    {
        var id = $"gwk_{Guid.CreateVersion7(time.GetUtcNow()):N}";
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new(id, name, HashOf(secret), time.GetUtcNow()), $"{Prefix}.{shopId}.{id}.{secret}");
    }

    /// <summary>The shop, key id and secret in what a caller sent; null when it has not the form of a key.</summary>
    public static (string ShopId, string KeyId, string Secret)? Parse(string? token)
    {
        if (token is not { Length: > 20 and < 400 } || !token.StartsWith(Prefix + ".", StringComparison.Ordinal)) return null;
        var last = token.LastIndexOf('.');
        var middle = token.LastIndexOf('.', last - 1);
        return middle <= Prefix.Length ? null : (token[(Prefix.Length + 1)..middle], token[(middle + 1)..last], token[(last + 1)..]);
    }

    public bool Knows(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(Hash));

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
