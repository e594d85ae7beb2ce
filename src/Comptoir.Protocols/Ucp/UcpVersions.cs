using System.Globalization;

namespace Comptoir.Protocols.Ucp;

/// <summary>The releases of the Universal Commerce Protocol that Comptoir answers in.</summary>
public static class UcpVersions
{
    /// <summary>Only its preparation is known; served when <see cref="UcpOptions.Preview20260825"/> says so.</summary>
    public const string V2026_08_25 = "2026-08-25";

    public const string V2026_04_08 = "2026-04-08";

    public const string V2026_01_23 = "2026-01-23";

    public const string V2026_01_11 = "2026-01-11";

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<string> Supported { get; } = [V2026_04_08, V2026_01_23, V2026_01_11];

    /// <summary>What a server with those options answers in, newest first.</summary>
    public static IReadOnlyList<string> Offered(UcpOptions options) => options.Preview20260825 ? [V2026_08_25, .. Supported] : Supported;

    /// <summary>The releases of January 2026: checkouts and orders only, refusals as HTTP statuses, positive discounts.</summary>
    public static bool IsOld(string version) => version is V2026_01_11 or V2026_01_23;

    /// <summary>True when a platform that speaks <paramref name="asked"/> can be served: a release date not after the newest that is spoken.</summary>
    /// <param name="newest">First of <see cref="Offered"/>.</param>
    public static bool Serves(string asked, string newest) =>
        DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && string.CompareOrdinal(asked, newest) <= 0;

    /// <summary>The channel that callers of a version get: it tells, after the order was placed, in which form its events are sent.</summary>
    public static string Channel(string version) => version == V2026_04_08 ? "ucp" : $"ucp-{version}";

    /// <summary>The version in which an order's events are sent.</summary>
    internal static string OfChannel(string channel) => Supported.Prepend(V2026_08_25).FirstOrDefault(v => Channel(v) == channel) ?? V2026_04_08;
}
