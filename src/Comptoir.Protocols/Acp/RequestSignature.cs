using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;

namespace Comptoir.Protocols.Acp;

/// <summary>
/// The header <c>Signature</c> of ACP's requests. The protocol wants it over canonical JSON with a <c>Timestamp</c> and leaves the rest to
/// merchant and agent; here it is base64url of HMAC-SHA256, with the secret that both share, over three lines: the timestamp as sent, method
/// and path below the API's base, and the body as RFC 8785 writes it. The same over MCP: a tool stands for its REST operation.
/// </summary>
internal static class RequestSignature
{
    public const string Header = "Signature";
    public const string TimestampHeader = "Timestamp";

    private const int Longest = 60;

    /// <param name="operation">Method and path below the base, for example <c>POST /checkout_sessions/chk_1/complete</c>.</param>
    /// <param name="body">Without one: an empty object.</param>
    /// <exception cref="ArgumentException">The body holds a number that JSON's canonical writing does not know.</exception>
    public static string Make(string secret, string timestamp, string operation, JsonObject body) => Base64Url.EncodeToString(Hash(secret, timestamp, operation, body));

    /// <summary>Whether a header is that secret's signature of this request.</summary>
    public static bool Fits(string header, string secret, string timestamp, string operation, JsonObject body)
    {
        if (header.Length > Longest || !Base64Url.IsValid(header)) return false;
        try
        {
            return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(header), Hash(secret, timestamp, operation, body));
        }
        catch (ArgumentException)
        {
            return false; // nobody can have signed what has no canonical form
        }
    }

    /// <summary>The moment that a timestamp names; null when it names none.</summary>
    public static DateTimeOffset? Moment(string timestamp) =>
        timestamp.Length <= 40 && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static byte[] Hash(string secret, string timestamp, string operation, JsonObject body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{operation}\n"), .. Jcs.Bytes(body)];
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
    }
}

/// <summary>What a request says of its signature.</summary>
/// <param name="Signature">Null: it is not signed.</param>
/// <param name="Timestamp">As sent; null: none.</param>
/// <param name="Operation">See <see cref="RequestSignature.Make"/>.</param>
internal sealed record RequestSeal(string? Signature, string? Timestamp, string Operation);
