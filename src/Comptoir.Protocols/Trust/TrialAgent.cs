using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// The agent that the console plays when a merchant tries the doors. It is a real one to them: it has a profile, a key made when this
/// process started, and signs. Nobody else can be it: its profile's host can belong to nobody (RFC 6761), and its key and token never
/// leave this process, which is why it may complete purchases without the merchant having raised it.
/// </summary>
public sealed class TrialAgent
{
    /// <summary>Its address and its id.</summary>
    public const string ProfileUrl = "https://try.comptoir.invalid/profile.json";

    /// <summary>Its id where it shows a token instead of a signature.</summary>
    internal const string TokenId = "try.comptoir.invalid";

    private static readonly string[] Capabilities =
        [UcpCapabilities.Checkout, UcpCapabilities.Cart, UcpCapabilities.Search, UcpCapabilities.Lookup, UcpCapabilities.Order, UcpCapabilities.Fulfilment, UcpCapabilities.Discount, UcpCapabilities.Consent];

    private readonly SigningKey _key = SigningKey.Create();
    private readonly byte[] _token;

    public TrialAgent()
    {
        Token = AccountLinks.NewSecret();
        _token = Encoding.ASCII.GetBytes(Token);
        Profile = new JsonObject
        {
            ["ucp"] = new JsonObject
            {
                ["version"] = UcpVersions.V2026_04_08,
                ["capabilities"] = new JsonObject(Capabilities.Select(c => KeyValuePair.Create(c, (JsonNode?)new JsonArray(new JsonObject { ["version"] = UcpVersions.V2026_04_08 })))),
            },
            ["signing_keys"] = new JsonArray(_key.PublicJwk.DeepClone()),
        }.ToJsonString();
    }

    /// <summary>For protocols in which agents bear keys that the merchant gave them.</summary>
    public string Token { get; }

    internal string Profile { get; }

    internal bool IsToken(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), _token);

    /// <summary>The headers that sign a request; it must have its <c>UCP-Agent</c> and, with a body, its <c>Content-Type</c> already.</summary>
    /// <param name="target">As the server sees it: with the host that the request names.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Sign(string method, Uri target, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> added = body.Length > 0 ? [new("Content-Digest", ContentDigest.Of(body.Span))] : [];
        var all = headers.Concat(added).ToLookup(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
        var signed = SignatureSigner.Sign(SignedMessage.To(method, target, name => all[name].ToArray(), body), _key, now);
        return [.. added, new("Signature-Input", signed.Input), new("Signature", signed.Signature)];
    }
}
