using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Secrets;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Signatures;

/// <summary>
/// The keys with which a shop signs what it says to agents. They are made when they are first needed. Each node looks again every few
/// seconds, so that all follow a change; a key is published long before it signs, so that no node signs with one that another does not show.
/// </summary>
public sealed class ShopKeys(ISigningKeyStore store, ISecretBox box, TimeProvider time, ILogger<ShopKeys> log)
{
    private const int Tries = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (ShopKeySet Keys, DateTimeOffset At)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SigningKey> _opened = new(StringComparer.Ordinal);

    /// <summary>The key that signs now.</summary>
    public async Task<SigningKey> SigningAsync(string shopId, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var keys = await CurrentAsync(shopId, ct);
            var current = keys.SigningAt(time.GetUtcNow())!;
            if (Open(current) is { } key) return key;
            if (tries == Tries) throw new CryptographicException("A key for signatures could not be stored.");
            log.LogWarning("The signing key of shop {Shop} cannot be read with this server's key ring; it gets a new one.", shopId);
            await RotateAsync(shopId, atOnce: true, ct);
        }
    }

    /// <summary>What belongs into <c>signing_keys</c> of the shop's profile.</summary>
    public async Task<JsonArray> PublishedAsync(string shopId, CancellationToken ct) =>
        [.. (await CurrentAsync(shopId, ct)).PublishedAt(time.GetUtcNow()).Select(k => JsonNode.Parse(k.PublicJwk))];

    /// <summary>All keys, for the console.</summary>
    public Task<ShopKeySet> ListAsync(string shopId, CancellationToken ct) => CurrentAsync(shopId, ct);

    /// <summary>Makes a new key. It signs after <see cref="ShopKeySet.Lead"/>, or at once when the old ones are lost or in wrong hands.</summary>
    public async Task<ShopKeySet> RotateAsync(string shopId, bool atOnce, CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var before = await store.GetAsync(shopId, ct) ?? new(shopId, 0, []);
            var after = before.With(New(), atOnce, time.GetUtcNow());
            if (await store.SaveAsync(after, ct)) return Remember(after);
        }

        throw new InvalidOperationException("Others changed the keys all the time.");
    }

    private async Task<ShopKeySet> CurrentAsync(string shopId, CancellationToken ct)
    {
        if (_known.TryGetValue(shopId, out var known) && time.GetUtcNow() - known.At < Fresh) return known.Keys;
        if (await store.GetAsync(shopId, ct) is { Keys.Count: > 0 } found) return Remember(found);
        // of several nodes that find none at once, one makes it and the others take it
        var made = new ShopKeySet(shopId, 0, []).With(New(), atOnce: true, time.GetUtcNow());
        return Remember(await store.SaveAsync(made, ct) ? made : await store.GetAsync(shopId, ct) ?? made);
    }

    private ShopKeySet Remember(ShopKeySet keys)
    {
        _known[keys.ShopId] = (keys, time.GetUtcNow());
        return keys;
    }

    private StoredSigningKey New()
    {
        var key = SigningKey.Create();
        var now = time.GetUtcNow();
        return new(key.Id, key.PublicJwk.ToJsonString(), box.Protect(Convert.ToBase64String(key.Export())), now, now);
    }

    private SigningKey? Open(StoredSigningKey stored)
    {
        if (_opened.TryGetValue(stored.Id, out var open)) return open;
        try
        {
            return _opened.GetOrAdd(stored.Id, SigningKey.Import(Convert.FromBase64String(box.Reveal(stored.Secret)), stored.Id));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
