using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Ordering.GiftCards;

/// <summary>A card whose balance is an account of the ledger. Who has its code may spend it; the code is shown once and only its hash is kept.</summary>
public sealed record GiftCard
{
    /// <summary>Made from the hash of the code: whoever knows the code finds the card, and nobody finds the code.</summary>
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    public required string Currency { get; init; }

    /// <summary>Minor units at the issue.</summary>
    public required long Issued { get; init; }

    /// <summary>Last four characters of the code, for people to recognise it by; empty once a person was erased from the card.</summary>
    public string LastDigits { get; init; } = "";

    /// <summary>The order that it was sold with; null: issued by an operator.</summary>
    public string? OrderId { get; init; }

    public string? LineId { get; init; }

    /// <summary>Why an operator issued it; null when sold.</summary>
    public string? Note { get; init; }

    /// <summary>False: blocked by an operator (lost, stolen); keeps its balance.</summary>
    public bool Active { get; init; } = true;

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A new card and the only sight of its code.</summary>
public sealed record IssuedGiftCard(GiftCard Card, string Code);

/// <summary>Keeps the cards' documents; their balances are the ledger's.</summary>
public interface IGiftCardStore
{
    Task<GiftCard?> GetAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<GiftCard>> ListAsync(string shopId, string? orderId, int limit, int offset, CancellationToken ct);

    /// <summary>Inserts (version 1) or replaces the version before; false when it changed meanwhile.</summary>
    Task<bool> SaveAsync(GiftCard card, CancellationToken ct);
}

/// <summary>Codes of gift cards: sixteen letters and digits of a set without look-alikes, 80 bits of chance, written in groups of four.</summary>
internal static class GiftCardCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    public static string New()
    {
        var code = RandomNumberGenerator.GetString(Letters, Length);
        return string.Join('-', code.Chunk(4).Select(c => new string(c)));
    }

    /// <summary>As a person types it: any case, spaces and hyphens, O for 0, I and L for 1; null when it is no code.</summary>
    public static string? Clean(string? typed)
    {
        if (typed is null or { Length: > 40 }) return null;
        var code = typed.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return code.Length == Length && code.All(Letters.Contains) ? code : null;
    }

    /// <summary>The id of the card with this (clean) code.</summary>
    public static string IdOf(string clean) => "gc_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("comptoir gift card " + clean)))[..32];
}
