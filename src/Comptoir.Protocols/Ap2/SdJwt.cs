using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ap2;

/// <summary>A JWT with selective disclosures (RFC 9901), and perhaps a key binding at its end.</summary>
internal sealed record SdJwt(Jws Issued, JsonObject Payload, IReadOnlyList<string> Disclosures, Jws? KeyBinding)
{
    private const int MostDisclosures = 200;
    private const int MostDepth = 16;

    /// <summary>Lists of which a holder may show what matters: merchants, items, and the mandates in one token.</summary>
    private static readonly string[] Choices = ["allowed", "acceptable_items", "delegate_payload"];

    /// <summary>What a key binding's <c>sd_hash</c> is reckoned over.</summary>
    public string Presented => Issued.Compact + "~" + string.Concat(Disclosures.Select(d => d + "~"));

    /// <summary>Null when it is not of that form. A missing last tilde is forgiven: UCP's own pattern leaves it out.</summary>
    public static SdJwt? Parse(string text)
    {
        var parts = text.Split('~');
        if (parts.Length > MostDisclosures || Jws.Parse(parts[0]) is not { } issued || issued.Members() is not { } payload) return null;
        var binding = parts.Length > 1 && parts[^1].Contains('.') ? parts[^1] : null;
        var disclosures = parts[1..(binding is null ? ^0 : ^1)];
        if (binding is null && disclosures is [.., ""]) disclosures = disclosures[..^1];
        if (disclosures.Any(d => d.Length == 0)) return null;
        var bound = binding is null ? null : Jws.Parse(binding);
        return binding is not null && bound is null ? null : new(issued, payload, disclosures, bound);
    }

    /// <summary>Base64url digest by the token's own hash (<c>_sd_alg</c>); null when that is one not known here.</summary>
    public string? Hash(string text) => Jws.Text(Payload, "_sd_alg") switch
    {
        null when !Payload.ContainsKey("_sd_alg") => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text))),
        "sha-256" => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text))),
        "sha-384" => Base64Url.EncodeToString(SHA384.HashData(Encoding.ASCII.GetBytes(text))),
        "sha-512" => Base64Url.EncodeToString(SHA512.HashData(Encoding.ASCII.GetBytes(text))),
        _ => null,
    };

    /// <summary>
    /// The payload with what was disclosed put in its place. Null when a disclosure is broken, stands for nothing that was signed, comes
    /// twice, or would hide a claim that is there already (section 7.1); and when something stays hidden that is no choice of a list: a
    /// holder must not be able to leave out what limits them.
    /// </summary>
    public JsonObject? Resolve()
    {
        var disclosed = new Dictionary<string, JsonArray>(StringComparer.Ordinal);
        foreach (var text in Disclosures)
        {
            if (Jws.Decode(text) is not { } bytes || Array(bytes) is not { } entry || Hash(text) is not { } digest) return null;
            if (entry.Count is not (2 or 3) || entry[0]?.GetValueKind() != JsonValueKind.String || !disclosed.TryAdd(digest, entry)) return null;
        }

        var walk = new Walk(disclosed);
        var resolved = walk.Of(Payload, 0) as JsonObject;
        if (walk.Broken || walk.Used != disclosed.Count) return null;
        resolved?.Remove("_sd_alg");
        return resolved;
    }

    private static JsonArray? Array(byte[] json)
    {
        try
        {
            return WireReader.Parse(json) as JsonArray;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class Walk(IReadOnlyDictionary<string, JsonArray> disclosed)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public bool Broken { get; private set; }

        public int Used { get; private set; }

        public JsonNode? Of(JsonNode? node, int depth, bool choice = false)
        {
            if (depth > MostDepth) Broken = true;
            if (Broken) return null;
            return node switch { JsonObject o => Members(o, depth + 1), JsonArray a => Elements(a, depth + 1, choice), _ => node?.DeepClone() };
        }

        private JsonObject Members(JsonObject from, int depth)
        {
            var whole = new JsonObject();
            foreach (var (name, value) in from)
                if (name != "_sd") whole[name] = Of(value, depth, Choices.Contains(name));
            if (!from.ContainsKey("_sd")) return whole;
            if (from["_sd"] is not JsonArray digests) Broken = true;
            else
            {
                foreach (var digest in digests)
                {
                    if (Take(digest) is not { } entry) Broken = true;
                    else if (entry.Count != 3 || entry[1] is not JsonValue named || !named.TryGetValue(out string? name) || name is "_sd" or "..." || from.ContainsKey(name) || whole.ContainsKey(name)) Broken = true;
                    else whole[name] = Of(entry[2], depth, Choices.Contains(name));
                }
            }

            return whole;
        }

        private JsonArray Elements(JsonArray from, int depth, bool choice)
        {
            var whole = new JsonArray();
            foreach (var element in from)
            {
                if (element is not JsonObject { Count: 1 } hidden || !hidden.ContainsKey("...")) whole.Add(Of(element, depth));
                else if (Take(hidden["..."]) is { } entry)
                {
                    if (entry.Count != 2) Broken = true;
                    else whole.Add(Of(entry[1], depth));
                }
                else if (!choice) Broken = true;
            }

            return whole;
        }

        /// <summary>What a digest stands for; null when it is not disclosed.</summary>
        private JsonArray? Take(JsonNode? node)
        {
            if (node is not JsonValue value || !value.TryGetValue(out string? digest) || !_seen.Add(digest))
            {
                Broken = true;
                return null;
            }

            if (!disclosed.TryGetValue(digest, out var entry)) return null;
            Used++;
            return entry;
        }
    }
}
