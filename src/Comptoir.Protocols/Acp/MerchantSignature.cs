using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Protocols.Acp;

/// <summary>
/// The header <c>Merchant-Signature: t=&lt;unix seconds&gt;,v1=&lt;64 hex&gt;</c> of ACP's webhooks: HMAC-SHA256 over the time, a dot and the
/// raw body, with the secret that merchant and receiver share.
/// </summary>
internal static class MerchantSignature
{
    public const string Header = "Merchant-Signature";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static string Make(byte[] body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    /// <summary>Whether a header is that secret's signature of these bytes, made within the last or next five minutes: an older one is a recording.</summary>
    public static bool Fits(string? header, byte[] body, string secret, DateTimeOffset now)
    {
        string? Part(string name) => header?.Split(',').Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
        if (!long.TryParse(Part("t="), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return false;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return (now - at).Duration() <= Tolerance && Part("v1=") is { } given
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(Make(body, secret, at).Split("v1=")[1]));
    }
}
