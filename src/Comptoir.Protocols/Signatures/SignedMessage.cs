using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Signatures;

/// <summary>A request or an answer as a signature sees it.</summary>
/// <param name="Headers">The lines of a header field, by its name in lower case; empty when it is not there.</param>
/// <param name="Body">The bytes as they travel; empty: there is no body.</param>
public sealed record SignedMessage(Func<string, StringValues> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Null for an answer.</summary>
    public string? Method { get; init; }

    public string Scheme { get; init; } = "https";

    /// <summary>Host and port as the request names them.</summary>
    public string Authority { get; init; } = "";

    /// <summary>As on the wire, without the query.</summary>
    public string Path { get; init; } = "/";

    /// <summary>As on the wire with its leading question mark; empty when there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Null for a request.</summary>
    public int? Status { get; init; }

    /// <summary>The request that this server received, with the body that was read from it.</summary>
    public static SignedMessage Of(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/' ? raw : $"{request.Path.ToUriComponent()}{request.QueryString}";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new(name => request.Headers[name], body)
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Authority = request.Host.Value ?? "",
            Path = query < 0 ? target : target[..query],
            Query = query < 0 ? "" : target[query..],
        };
    }

    /// <summary>A request that this server is about to send.</summary>
    public static SignedMessage To(string method, Uri target, Func<string, StringValues> headers, ReadOnlyMemory<byte> body) => new(headers, body)
    {
        Method = method,
        Scheme = target.Scheme,
        Authority = target.HostNameType == UriHostNameType.Dns ? target.IsDefaultPort ? target.IdnHost : $"{target.IdnHost}:{target.Port}" : target.Authority,
        Path = target.AbsolutePath,
        Query = target.Query,
    };

    /// <summary>An answer.</summary>
    public static SignedMessage Answer(int status, Func<string, StringValues> headers, ReadOnlyMemory<byte> body) => new(headers, body) { Status = status };
}
