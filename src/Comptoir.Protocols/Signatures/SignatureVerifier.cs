namespace Comptoir.Protocols.Signatures;

/// <summary>What became of a check.</summary>
/// <param name="Code">UCP's: <c>signature_missing</c>, <c>signature_invalid</c>, <c>key_not_found</c>, <c>digest_mismatch</c> or <c>algorithm_unsupported</c>; null when the signature is good.</param>
/// <param name="Detail">What is wrong, for the caller; null when nothing is.</param>
/// <param name="Key">The key that signed; null when the signature is not good.</param>
public sealed record SignatureVerdict(string? Code, string? Detail, VerificationKey? Key)
{
    public bool Good => Code is null;

    /// <summary>The HTTP status that belongs to the code; 200 when the signature is good.</summary>
    public int Status => Code switch { null => 200, "digest_mismatch" or "algorithm_unsupported" => 400, _ => 401 };
}

/// <summary>Checks signatures of messages (RFC 9421) and the digests of their bodies (RFC 9530).</summary>
public static class SignatureVerifier
{
    private const int MostSignatures = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>True when the message says that it is signed, rightly or not.</summary>
    public static bool IsSigned(SignedMessage message) => message.Headers("signature-input").Count > 0 || message.Headers("signature").Count > 0;

    /// <summary>
    /// The components that a signature must cover under UCP: method, host, path, query, the agent's name, the idempotency key, and of the
    /// body its digest and type, as far as they are there; of an answer the status and what is about its body. For a webhook also its
    /// id and time.
    /// </summary>
    public static IReadOnlyList<string> ComponentsOf(SignedMessage message)
    {
        var components = new List<string>(10);
        if (message.Method is null) components.Add("@status");
        else components.AddRange("@method", "@authority", "@path");
        if (message.Query.Length > 1) components.Add("@query");
        if (message.Method is not null)
            foreach (var field in (string[])["ucp-agent", "idempotency-key", "webhook-id", "webhook-timestamp"])
                if (message.Headers(field).Count > 0) components.Add(field);
        if (message.Body.Length > 0) components.AddRange("content-digest", "content-type");
        return components;
    }

    /// <summary>Good when one of the message's first four signatures is by one of the keys, in time, and covers what it must.</summary>
    /// <param name="keys">The sender's published keys; an entry that cannot be used counts as known.</param>
    /// <param name="required">Names of components, for example from <see cref="ComponentsOf"/>.</param>
    /// <param name="tag">Only signatures with that tag count; these must say when they were made and when they end, and name their key by its thumbprint. Null: all count.</param>
    public static SignatureVerdict Verify(SignedMessage message, IReadOnlyList<VerificationKey> keys, IReadOnlyCollection<string> required, DateTimeOffset now, string? tag = null)
    {
        if (message.Headers("signature-input").Count == 0) return Bad("signature_missing", "The header Signature-Input is missing.");
        if (message.Headers("signature").Count == 0) return Bad("signature_missing", "The header Signature is missing.");
        if (Signatures(message, "signature-input") is not { Count: > 0 } inputs || Signatures(message, "signature") is not { } signatures)
            return Bad("signature_invalid", "Signature-Input and Signature must be dictionaries of structured fields.");

        SignatureVerdict? first = null;
        foreach (var (label, input) in inputs.Where(i => tag is null || i.Value["tag"] as string == tag).Take(MostSignatures))
        {
            var signature = signatures.FirstOrDefault(s => s.Key == label).Value?.Value as byte[];
            var verdict = signature is null ? Bad("signature_missing", $"The header Signature has no signature named {label}.") : Verify(message, input, signature, keys, required, now, fresh: tag is not null);
            if (verdict.Good) return verdict;
            first ??= verdict;
        }

        return first ?? Bad("signature_missing", $"No signature has the tag {tag}.");
    }

    private static SignatureVerdict Verify(SignedMessage message, FieldItem input, byte[] signature, IReadOnlyList<VerificationKey> keys, IReadOnlyCollection<string> required, DateTimeOffset now, bool fresh)
    {
        if (input.Items is not { } components) return Bad("signature_invalid", "A member of Signature-Input must list its components.");
        if (input["keyid"] is not string id) return Bad("signature_invalid", "The signature names no keyid.");
        var candidates = keys.Where(k => k.Thumbprint == id || (!fresh && k.Id == id)).ToList();
        if (candidates.Count == 0) return Bad("key_not_found", $"No key of that profile is named {Short(id)}.");
        var usable = candidates.Where(k => k.Algorithm is not null && Means(k, input["alg"])).ToList();
        if (usable.Count == 0) return Bad("algorithm_unsupported", $"The algorithm of key {Short(id)} is not supported here; ES256, ES384 and Ed25519 are.");
        usable.RemoveAll(k => !k.IsValidAt(now));
        if (usable.Count == 0) return Bad("key_not_found", $"The key {Short(id)} is not valid at this time.");
        if (OutOfTime(input, now, fresh) is { } late) return Bad("signature_invalid", late);
        if (message.Headers("content-digest") is { Count: > 0 } digest && !ContentDigest.Fits(string.Join(", ", digest!), message.Body.Span))
            return Bad("digest_mismatch", "Content-Digest is not the sha-256 or sha-512 digest of the body.");
        if (required.FirstOrDefault(r => !components.Any(c => c.Value is string name && name == r && c.Parameters.Count == 0)) is { } lacking)
            return Bad("signature_invalid", $"The signature does not cover {lacking}.");
        if (SignatureBase.Of(message, input) is not { } data) return Bad("signature_invalid", "The signature covers a component that this message does not have.");
        return usable.FirstOrDefault(k => k.Verify(data, signature)) is { } key ? new(null, null, key) : Bad("signature_invalid", $"The signature is not by key {Short(id)} over this message.");
    }

    /// <summary>UCP leaves <c>alg</c> out; where it is named all the same it must be the key's.</summary>
    private static bool Means(VerificationKey key, object? algorithm) => algorithm is null || algorithm as string == key.Algorithm switch
    {
        "ES256" => "ecdsa-p256-sha256",
        "ES384" => "ecdsa-p384-sha384",
        _ => "ed25519",
    };

    /// <param name="fresh">It must say when it was made and when it ends, a day later at most.</param>
    private static string? OutOfTime(FieldItem input, DateTimeOffset now, bool fresh)
    {
        foreach (var name in (string[])["created", "expires"])
            if (input[name] is { } value and not long) return $"The signature's parameter {name} must be a whole number of seconds.";
        var at = now.ToUnixTimeSeconds();
        if (input["created"] is long created && created > at + (long)Skew.TotalSeconds) return "The signature is from the future.";
        if (input["expires"] is long expires && expires <= at) return "The signature has expired.";
        return fresh && !(input["created"] is long from && input["expires"] is long until && until - from <= (long)Longest.TotalSeconds)
            ? "The signature must name created and expires, a day apart at most."
            : null;
    }

    private static IReadOnlyList<KeyValuePair<string, FieldItem>>? Signatures(SignedMessage message, string field) =>
        StructuredFields.Dictionary(string.Join(", ", message.Headers(field).ToArray()));

    private static string Short(string id) => id.Length <= 100 ? id : id[..100];

    private static SignatureVerdict Bad(string code, string detail) => new(code, detail, null);
}
