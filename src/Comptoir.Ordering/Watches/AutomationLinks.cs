using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Ordering.Watches;

/// <summary>The links that let a shopper see and stop what they asked for without signing in.</summary>
public static class AutomationLinks
{
    private const int KeyBytes = 24;

    /// <summary>Path of the page of a watch or subscription; it shows, and has the buttons to confirm and to stop.</summary>
    public static string Show(string id, string key) => $"/requests/{id}?key={key}";

    /// <summary>Path that ends it: a page with one button by GET, done by POST (RFC 8058).</summary>
    public static string Stop(string id, string key) => $"/requests/{id}/stop?key={key}";

    internal static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    public static bool Opens(string key, string? given) =>
        given is { Length: > 0 and <= 100 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(given));
}
