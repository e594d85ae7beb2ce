namespace Comptoir.Protocols.Signatures;

/// <summary>A signing key as it is stored.</summary>
/// <param name="Id">The <c>kid</c>: its thumbprint.</param>
/// <param name="PublicJwk">For publishing.</param>
/// <param name="Secret">The private half (PKCS#8 in base64) as <see cref="Ordering.Secrets.ISecretBox"/> keeps it.</param>
/// <param name="SignsFrom">From then on it signs, until another does. It is published before, so that receivers who remember the profile know it in time.</param>
public sealed record StoredSigningKey(string Id, string PublicJwk, string Secret, DateTimeOffset CreatedAt, DateTimeOffset SignsFrom);

/// <summary>The keys of a shop, oldest first. One signs; those before it are still published, so that what they signed can be checked.</summary>
public sealed record ShopKeySet(string ShopId, long Version, IReadOnlyList<StoredSigningKey> Keys)
{
    /// <summary>How long a key stays published after the next one took over; UCP wants 7 days at least.</summary>
    public static readonly TimeSpan Retirement = TimeSpan.FromDays(8);

    /// <summary>How long a new key is published before it signs: longer than the profile may be remembered (5 minutes).</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);

    /// <summary>The key that signs now; null only in a set without keys.</summary>
    public StoredSigningKey? SigningAt(DateTimeOffset now) => Keys.LastOrDefault(k => k.SignsFrom <= now) ?? Keys.FirstOrDefault();

    /// <summary>When the next key took this one's place or will; null: nothing does.</summary>
    public DateTimeOffset? RetiresAt(StoredSigningKey key) => Keys.SkipWhile(k => k.Id != key.Id).Skip(1).FirstOrDefault()?.SignsFrom;

    /// <summary>The keys to publish: what signs, what will, and what was retired less than <see cref="Retirement"/> ago; newest first.</summary>
    public IReadOnlyList<StoredSigningKey> PublishedAt(DateTimeOffset now) => [.. Keys.Where(k => RetiresAt(k) is not { } end || end + Retirement > now).Reverse()];

    /// <summary>With a new key. What need not be published any more is dropped.</summary>
    /// <param name="atOnce">The old keys are not to be trusted any more: they are dropped, and the new one signs from now on.</param>
    public ShopKeySet With(StoredSigningKey added, bool atOnce, DateTimeOffset now) => atOnce || Keys.Count == 0
        ? this with { Version = Version + 1, Keys = [added with { SignsFrom = now }] }
        : this with { Version = Version + 1, Keys = [.. PublishedAt(now).Reverse().Where(k => k.SignsFrom <= now), added with { SignsFrom = now + Lead }] };
}

/// <summary>Where the shops' signing keys lie.</summary>
public interface ISigningKeyStore
{
    Task<ShopKeySet?> GetAsync(string shopId, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile.</summary>
    Task<bool> SaveAsync(ShopKeySet keys, CancellationToken ct);
}
