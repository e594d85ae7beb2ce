using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Ap2;

/// <summary>Whom a mandate must be made out to, and when it is looked at.</summary>
/// <param name="Audiences">Accepted values of <c>aud</c>.</param>
/// <param name="Nonce">The only accepted value of <c>nonce</c>.</param>
internal sealed record MandateOccasion(IReadOnlyList<string> Audiences, string Nonce, DateTimeOffset Now);

/// <summary>Why a mandate does not count, in UCP's codes.</summary>
internal sealed record MandateFault(string Code, string Message)
{
    public const string Signature = "mandate_invalid_signature";
    public const string Expired = "mandate_expired";
    public const string Scope = "mandate_scope_mismatch";
    public const string NoKey = "agent_missing_key";
    public const string Required = "mandate_required";
    public const string Merchant = "merchant_authorization_invalid";
    public const string NoMerchant = "merchant_authorization_missing";
}

/// <summary>
/// A verified chain of mandates, from the one that a trusted issuer signed to the one that was made for this purchase: each is signed with
/// the key that the one before it confirms (<c>cnf</c>), and bound to it by its hash.
/// </summary>
/// <param name="Mandates">Their content with everything disclosed in its place. The last is the closed one, those before it are open.</param>
/// <param name="ClosedJwt">The signed part of the last.</param>
/// <param name="OpenHashes">Of every open mandate, both ways to name it: with what was disclosed, and its signed part alone.</param>
/// <param name="Signed">What the issuer signed, without the signature: the same thing can be signed in two ways that are both good.</param>
/// <param name="Until">The first expiry in the chain, with the skew of clocks.</param>
internal sealed record MandateChain(IReadOnlyList<JsonObject> Mandates, SdJwt Closed, IReadOnlySet<string> OpenHashes, string Signed, string IssuerKeyId, DateTimeOffset? Until)
{
    private const int MostMandates = 5;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Terminal = ["kb+sd-jwt", "kb-sd-jwt"];
    private static readonly string[] Intermediate = ["kb+sd-jwt+kb", "kb-sd-jwt+kb"];

    public JsonObject ClosedMandate => Mandates[^1];

    public IEnumerable<JsonObject> Open => Mandates.Take(Mandates.Count - 1);

    public string ClosedJwt => Closed.Issued.Compact;

    /// <summary>How receipts name the closed mandate.</summary>
    public string Reference => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(ClosedJwt)));

    /// <param name="keyOf">The trusted key of that id; null: there is none.</param>
    public static (MandateChain? Chain, MandateFault? Fault) Verify(string text, Func<string, VerificationKey?> keyOf, MandateOccasion occasion)
    {
        if (text.Length > Jws.MaxLength) return Invalid("The mandate is too long.");
        var segments = text.Split("~~");
        if (segments.Length > MostMandates) return Invalid("The mandate is a chain of too many parts.");
        var tokens = segments.Select(SdJwt.Parse).ToList();
        if (tokens.Any(t => t is null) || tokens[0]!.Issued.KeyId is not { } issuer) return Invalid("The mandate is no SD-JWT.");

        var (mandates, hashes, expires, key) = (new List<JsonObject>(), new HashSet<string>(StringComparer.Ordinal), (DateTimeOffset?)null, keyOf(issuer));
        if (key is null || !key.IsValidAt(occasion.Now)) return Invalid("The mandate's issuer is not known.");
        for (var i = 0; i < tokens.Count; i++)
        {
            var (token, last) = (tokens[i]!, i == tokens.Count - 1);
            if (key is null || !token.Issued.VerifiedBy(key)) return Invalid($"The signature of part {i + 1} is not good.");
            if (token.Resolve() is not { } payload) return Invalid($"A disclosure of part {i + 1} does not belong to it.");
            if (Effective(payload) is not { } mandate) return Invalid($"Part {i + 1} must disclose exactly one mandate.");
            foreach (var claims in (JsonObject[])[payload, mandate])
            {
                if (Time(claims, "exp", out var end) is { } badEnd) return (null, badEnd);
                if (Time(claims, "iat", out var made) is { } badMade) return (null, badMade);
                if (Time(claims, "nbf", out var start) is { } badStart) return (null, badStart);
                if (end is { } until && occasion.Now > until + Skew) return (null, new(MandateFault.Expired, "The mandate has expired."));
                if (made > occasion.Now + Skew || start > occasion.Now + Skew) return Invalid("The mandate is of a time to come.");
                expires = end is null || expires < end ? expires : end;
            }

            if (i > 0 && Bound(token, payload, tokens[i - 1]!, last) is { } unbound) return (null, unbound);
            if (last && (i > 0 ? MadeOut(payload, occasion) : Held(token, payload, mandate, occasion)) is { } wrong) return (null, wrong);
            key = Confirmed(mandate) ?? Confirmed(payload);
            if (last && i > 0 && key is not null) return Invalid("The last part still hands the mandate on.");
            if (!last && key is null) return Invalid($"Part {i + 1} confirms no key for the next.");
            if (!last) hashes.UnionWith([token.Hash(token.Presented)!, token.Hash(token.Issued.Compact)!]);
            mandates.Add(mandate);
        }

        return (new(mandates, tokens[^1]!, hashes, tokens[0]!.Issued.Signed, issuer, expires + Skew), null);
    }

    /// <summary>A part after the first belongs to the one before it.</summary>
    private static MandateFault? Bound(SdJwt token, JsonObject payload, SdJwt before, bool last)
    {
        if (!(last ? Terminal : Intermediate).Contains(token.Issued.Type)) return new(MandateFault.Signature, "A part of the chain has the wrong type.");
        if (token.KeyBinding is not null || !payload.ContainsKey("iat")) return new(MandateFault.Signature, "A part of the chain lacks its time, or is bound twice.");
        var (whole, signed) = (payload.ContainsKey("sd_hash"), payload.ContainsKey("issuer_jwt_hash"));
        var bound = whole != signed && (whole ? Jws.Text(payload, "sd_hash") == before.Hash(before.Presented) : Jws.Text(payload, "issuer_jwt_hash") == before.Hash(before.Issued.Compact));
        return bound ? null : new(MandateFault.Signature, "A part of the chain is not bound to the one before it.");
    }

    /// <summary>A mandate alone: bound to its holder's key when it confirms one.</summary>
    private static MandateFault? Held(SdJwt token, JsonObject payload, JsonObject mandate, MandateOccasion occasion)
    {
        if ((Confirmed(mandate) ?? Confirmed(payload)) is not { } holder)
            return token.KeyBinding is null && !payload.ContainsKey("aud") && !payload.ContainsKey("nonce") ? null : token.KeyBinding is null ? MadeOut(payload, occasion) : new(MandateFault.Signature, "The key binding has no key.");
        if (token.KeyBinding is not { Type: "kb+jwt" } binding || binding.Members() is not { } claims || !binding.VerifiedBy(holder)) return new(MandateFault.Signature, "The mandate is not bound to its holder's key.");
        if (Time(claims, "iat", out var made) is { } wrong) return wrong;
        if (made is null || made > occasion.Now + Skew || Jws.Text(claims, "sd_hash") != token.Hash(token.Presented)) return new(MandateFault.Signature, "The key binding is of another mandate.");
        return MadeOut(claims, occasion);
    }

    private static MandateFault? MadeOut(JsonObject claims, MandateOccasion occasion) =>
        Jws.Text(claims, "aud") is not { } audience || !occasion.Audiences.Contains(audience) ? new(MandateFault.Scope, $"The mandate must be made out to {occasion.Audiences[0]} (aud).")
        : Jws.Text(claims, "nonce") != occasion.Nonce ? new(MandateFault.Scope, "The mandate must be made for this checkout: its nonce is the checkout's id.")
        : null;

    /// <summary>The one disclosed entry of <c>delegate_payload</c>, else the payload itself.</summary>
    private static JsonObject? Effective(JsonObject payload) =>
        !payload.ContainsKey("delegate_payload") ? payload : payload["delegate_payload"] is JsonArray entries && entries.OfType<JsonObject>().ToList() is [var one] && entries.Count == 1 ? one : null;

    private static VerificationKey? Confirmed(JsonObject claims)
    {
        if ((claims["cnf"] as JsonObject)?["jwk"] is not JsonObject jwk) return null;
        var named = (JsonObject)jwk.DeepClone();
        named["kid"] ??= "cnf";
        return VerificationKey.Read(named) is { Algorithm: not null } key ? key : null;
    }

    private static MandateFault? Time(JsonObject claims, string name, out DateTimeOffset? moment)
    {
        moment = null;
        if (!claims.ContainsKey(name)) return null;
        if (claims[name] is not JsonValue value || !value.TryGetValue(out double seconds) || seconds is not (>= 0 and < 253_402_300_800)) return new(MandateFault.Signature, $"{name} is no moment.");
        moment = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return null;
    }

    private static (MandateChain?, MandateFault?) Invalid(string message) => (null, new(MandateFault.Signature, message));
}
