using Microsoft.AspNetCore.Http;

namespace Comptoir.Compute.Gateway;

/// <summary>Where an answer is written: a caller over HTTP, or one in this process.</summary>
internal interface IAnswer
{
    /// <summary>Bytes or a status went out already: from now on nothing can be tried elsewhere.</summary>
    bool Begun { get; }

    void Begin(int status, string contentType, IEnumerable<KeyValuePair<string, string>> headers);

    /// <summary>Sends at once.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct);
}

internal sealed class HttpAnswer(HttpResponse response) : IAnswer
{
    public bool Begun { get; private set; }

    public void Begin(int status, string contentType, IEnumerable<KeyValuePair<string, string>> headers)
    {
        Begun = true;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        // proxies in front must not collect what is sent piece by piece
        if (contentType.StartsWith("text/event-stream", StringComparison.Ordinal)) response.Headers["X-Accel-Buffering"] = "no";
        foreach (var (name, value) in headers) response.Headers[name] = value;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => await response.BodyWriter.WriteAsync(bytes, ct);
}
