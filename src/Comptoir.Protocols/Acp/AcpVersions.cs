namespace Comptoir.Protocols.Acp;

/// <summary>The releases of the Agentic Commerce Protocol that Comptoir answers in.</summary>
public static class AcpVersions
{
    public const string V2026_04_17 = "2026-04-17";

    public const string V2026_01_30 = "2026-01-30";

    /// <summary>Oldest first, as the discovery document wants them.</summary>
    public static IReadOnlyList<string> Supported { get; } = [V2026_01_30, V2026_04_17];

    /// <summary>The channel that callers of a version get: it tells, after the order was placed, in which form its events are sent.</summary>
    public static string Channel(string version) => version == V2026_01_30 ? "acp-2026-01-30" : "acp";

    /// <summary>The version in which an order's events are sent.</summary>
    internal static string OfChannel(string channel) => channel == Channel(V2026_01_30) ? V2026_01_30 : V2026_04_17;
}
