using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.Protocols.Mcp;

/// <summary>What the releases of MCP do differently and the SDK leaves to its user.</summary>
internal static class Releases
{
    public const string WithoutSessions = "2026-07-28";
    private static readonly TimeSpan ForMinutes = TimeSpan.FromMinutes(5);

    /// <summary>True from 2026-07-28 on.</summary>
    public static bool IsNew<TParams>(RequestContext<TParams> request) =>
        string.CompareOrdinal(request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion, WithoutSessions) >= 0;

    /// <summary>
    /// Says how long a client may keep the result, and whether others may share it: not where it speaks the client's language. Clients of
    /// older releases do not know the members and may refuse them.
    /// </summary>
    public static TResult Keep<TParams, TResult>(RequestContext<TParams> request, TResult result, CacheScope scope = CacheScope.Private)
        where TResult : ICacheableResult
    {
        if (!IsNew(request)) return result;
        result.TimeToLive = ForMinutes;
        result.CacheScope = scope;
        return result;
    }
}
