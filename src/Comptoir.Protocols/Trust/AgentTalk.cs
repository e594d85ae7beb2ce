using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Protocols.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Comptoir.Protocols.Trust;

/// <summary>What every HTTP door does around a request of an agent: keeps the bytes that a signature is over, signs the answer, and notes both in the log.</summary>
public sealed class AgentTalk(AgentLog log, ShopKeys keys, TimeProvider time)
{
    private const int LargestBody = 256 * 1024;

    /// <summary>Reads the body, which can be read again afterwards.</summary>
    /// <param name="door">ucp, mcp, acp, a2a.</param>
    /// <param name="operation">Its name in that protocol.</param>
    public async Task<AgentVisit> BeginAsync(HttpContext http, string door, string version, string operation)
    {
        var started = time.GetTimestamp();
        var body = await KeepAsync(http.Request, http.RequestAborted);
        return new(log, keys, time, http, started, body) { Door = door, Version = version, Operation = operation };
    }

    /// <summary>Null: larger than any request here may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> KeepAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody) return null;
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return ReadOnlyMemory<byte>.Empty;
        var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > LargestBody) return null;
            buffer.Write(chunk, 0, read);
        }

        buffer.Position = 0;
        request.Body = buffer;
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}

/// <summary>One request of an agent on its way through a door.</summary>
public sealed class AgentVisit
{
    private readonly AgentLog _log;
    private readonly ShopKeys _keys;
    private readonly TimeProvider _time;
    private readonly HttpContext _http;
    private readonly long _started;
    private readonly ReadOnlyMemory<byte> _body;
    private string? _shopId;
    private Admission? _admission;
    private JsonObject _request = [];
    private (string? Subject, string? Related) _about;

    internal AgentVisit(AgentLog log, ShopKeys keys, TimeProvider time, HttpContext http, long started, ReadOnlyMemory<byte>? body)
    {
        (_log, _keys, _time, _http, _started) = (log, keys, time, http, started);
        _body = body ?? default;
        Message = body is null ? null : SignedMessage.Of(http.Request, _body);
    }

    public required string Door { get; init; }

    public required string Version { get; init; }

    /// <summary>Its name in the protocol; may become known only when the body is read.</summary>
    public required string Operation { get; set; }

    /// <summary>For <see cref="AgentCall.Message"/>; null: the body is too large to be read.</summary>
    public SignedMessage? Message { get; }

    /// <summary>What the gate said. Without it nothing is signed and nothing noted.</summary>
    public void Admitted(string shopId, Admission admission) => (_shopId, _admission) = (shopId, admission);

    /// <summary>The request as JSON; what it names is linked with what it leads to.</summary>
    public void Asks(JsonObject request) => _request = request;

    /// <summary>What the exchange is about: the resource of the address, else the one that the answer shows.</summary>
    public void About(string? id, JsonObject answer) => _about = ExchangeSubject.Of(_request, answer, id);

    /// <summary>Signs the answer, whose headers but for these are not needed yet, and notes the exchange.</summary>
    /// <param name="code">The protocol's code of what was wrong; null when nothing was.</param>
    public async Task EndAsync(int status, string? code, ReadOnlyMemory<byte> answer)
    {
        if (_admission is not { } admission || _shopId is not { } shop) return;
        if (IsSigned(status))
        {
            _http.Response.StatusCode = status;
            await SignedAnswer.AddAsync(_http.Response, _keys, shop, answer, _time.GetUtcNow(), _http.RequestAborted);
        }

        _log.Note(new()
        {
            Id = Ids.New("xc", _time),
            ShopId = shop,
            AgentId = admission.Agent.Id,
            At = _time.GetUtcNow(),
            Door = Door,
            Operation = Operation,
            Status = status,
            Code = code,
            Proof = admission.Agent.Proof,
            Tier = admission.Tier,
            Version = Version,
            Subject = _about.Subject,
            Related = _about.Related,
            Took = (long)_time.GetElapsedTime(_started).TotalMicroseconds,
            Capabilities = admission.Capabilities is { } both ? [.. both.Order(StringComparer.Ordinal)] : null,
        }, _body, answer);
    }

    /// <summary>What concerns money is signed, and everything for those who sign too.</summary>
    private bool IsSigned(int status) => status < 300 && Door != "acp"
        && (_admission!.Agent.Proof == AgentProof.Signature || Operation.EndsWith("_checkout", StringComparison.Ordinal) || Operation.EndsWith("_order", StringComparison.Ordinal));
}
