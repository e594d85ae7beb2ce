namespace Comptoir.Ordering;

/// <summary>Addresses that people may be led to.</summary>
internal static class SafeUrl
{
    public const int Longest = 1000;

    public static bool IsHttps(string? url) =>
        url is { Length: > 8 and <= Longest } && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps && parsed.UserInfo.Length == 0 && !url.Any(char.IsControl);
}
