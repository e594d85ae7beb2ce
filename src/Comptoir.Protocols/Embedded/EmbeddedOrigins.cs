using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Embedded;

/// <summary>Whose pages and applications may show this shop's checkout inside their own.</summary>
public sealed class EmbeddedOrigins(IOptions<UcpOptions> options)
{
    /// <summary>Origins such as <c>https://agent.example</c>; where loopback is allowed, also those of this machine with any port.</summary>
    public IReadOnlyList<string> All { get; } =
    [
        .. options.Value.EmbeddingOrigins.Where(IsOrigin).Select(o => o.TrimEnd('/')),
        .. options.Value.AllowLoopback ? (string[])["http://localhost:*", "http://127.0.0.1:*", "https://localhost:*"] : [],
    ];

    /// <summary>The value of the directive <c>frame-ancestors</c> for the shop's pages.</summary>
    public string FrameAncestors => All.Count == 0 ? "'none'" : $"'self' {string.Join(' ', All)}";

    /// <summary>A scheme, a host and perhaps a port, so that nothing else can slip into the header.</summary>
    internal static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && origin.TrimEnd('/').Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
