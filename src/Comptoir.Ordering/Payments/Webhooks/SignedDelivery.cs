using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Ordering.Payments.Webhooks;

/// <summary>
/// The scheme by which Stripe signs deliveries: header <c>t=seconds,v1=hex[,v1=hex]</c>, HMAC-SHA256 over <c>t.body</c>. A delivery counts
/// only within a few minutes of its signature, so that a recorded one cannot be played again later; within, its event id is remembered.
/// </summary>
internal static class SignedDelivery
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int LongestHeader = 2_000;

    /// <param name="secrets">Any of them may have signed: during a rotation there are two.</param>
    public static bool IsGenuine(ReadOnlySpan<byte> body, string? header, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (header is null or { Length: > LongestHeader }) return false;
        string? stamp = null;
        var signatures = new List<byte[]>();
        foreach (var part in header.Split(','))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0) return false;
            var (name, value) = (part[..at].Trim(), part[(at + 1)..].Trim());
            if (name == "t")
            {
                if (stamp is not null) return false;
                stamp = value;
            }
            else if (name == "v1" && value.Length == 64 && value.All(char.IsAsciiHexDigit))
            {
                signatures.Add(Convert.FromHexString(value));
            }
        }

        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (seconds > 253_402_300_799 || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return false;
        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = Signature(body, seconds, secret);
            foreach (var signature in signatures) genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return genuine;
    }

    public static string Header(ReadOnlySpan<byte> body, string secret, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(Signature(body, at.ToUnixTimeSeconds(), secret))}");

    private static byte[] Signature(ReadOnlySpan<byte> body, long seconds, string secret)
    {
        var stamp = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}."));
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. stamp, .. body]);
    }
}
