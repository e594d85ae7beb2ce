using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.Protocols.Mcp;

/// <summary>Says how long a client may keep a list. Nothing of it depends on who asks.</summary>
internal static class Caching
{
    private const string FirstWithCaching = "2026-07-28";
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    /// <summary>Clients of older releases do not know the members and may refuse them.</summary>
    public static TResult Shared<TParams, TResult>(RequestContext<TParams> request, TResult result)
        where TResult : ICacheableResult
    {
        var version = request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion;
        if (string.CompareOrdinal(version, FirstWithCaching) < 0) return result;
        result.TimeToLive = Keep;
        result.CacheScope = CacheScope.Public;
        return result;
    }
}
