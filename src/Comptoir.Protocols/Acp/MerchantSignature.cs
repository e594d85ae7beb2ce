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

    public static string Make(byte[] body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
