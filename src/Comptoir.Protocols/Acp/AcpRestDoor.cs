using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Acp;

/// <summary>One REST request: headers and body are judged here, then the work runs, then its answer is written.</summary>
internal sealed class AcpRestDoor(AcpOperations operations, AcpEntry entry, AgentTalk talk, UcpRestDoor rest, IdempotencyOutage outage)
{
    private const int LongestKey = 255;
    private const int LongestId = 200;
    private const int Soon = 2;
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An operation of the shop; it is noted in the log of agents.</summary>
    public async Task HandleAsync(HttpContext http, AcpRoute route)
    {
        var visit = await talk.BeginAsync(http, "acp", Header(http, "API-Version") is { Length: <= 20 } told ? told : AcpVersions.V2026_04_17, route.Name);
        var answer = await AnswerAsync(http, new(route.UcpName, route.Since, route.Body, route.Optional), (call, id, body, ct) => route.Handler(operations, call, id, body, ct), visit);
        var body = Bytes(answer);
        visit.About(http.Request.RouteValues["id"] as string, answer.Body);
        await visit.EndAsync(answer.Status, answer.IsError ? (string?)answer.Body["code"] : null, body);
        await WriteAsync(http, answer, body, "no-store");
    }

    /// <summary>An operation of the payment provider: cards and their tokens are not noted anywhere.</summary>
    public async Task HandleAsync(HttpContext http, AcpFrame frame, AcpWork work) => await WriteAsync(http, await AnswerAsync(http, frame, work, null));

    /// <summary>The shop that the caller reached, and its address; null when there is none.</summary>
    public (Shop Shop, string BaseUrl)? Reached(HttpContext http) => rest.Reached(http);

    public static Task WriteAsync(HttpContext http, AcpAnswer answer, string caching = "no-store") => WriteAsync(http, answer, Bytes(answer), caching);

    private static async Task WriteAsync(HttpContext http, AcpAnswer answer, ReadOnlyMemory<byte> body, string caching)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = caching;
        if (answer.Replayed) http.Response.Headers["Idempotent-Replayed"] = "true";
        if (answer.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Status == 401) http.Response.Headers.WWWAuthenticate = "Bearer";
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Bytes(AcpAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) answer.Body.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    private async Task<AcpAnswer> AnswerAsync(HttpContext http, AcpFrame frame, AcpWork work, AgentVisit? visit)
    {
        var ct = http.RequestAborted;
        Echo(http, "Request-Id", 200);
        Echo(http, "Idempotency-Key", LongestKey);
        if (Reached(http) is not var (shop, baseUrl)) return AcpErrors.Of(503, "no_shop", "No shop is open here yet.", type: AcpErrors.ServiceUnavailable);
        if (visit is { Message: null }) return AcpErrors.Of(413, "request_too_large", "The body is too large.");
        var version = Header(http, "API-Version");
        var entrance = await entry.AdmitAsync(shop, version, frame.Since, frame.Operation, Header(http, "Authorization"), ct);
        if (entrance.Admission is { } admission) visit?.Admitted(shop.Id, admission);
        if (entrance.Caller is not { } caller) return entrance.Refused!;
        var key = Header(http, "Idempotency-Key");
        if (key is { Length: > LongestKey }) return AcpErrors.Of(400, "invalid_idempotency_key", $"Idempotency-Key must have 1 to {LongestKey} characters.");
        if (key is null && HttpMethods.IsPost(http.Request.Method) && version != AcpVersions.V2026_01_30) return AcpErrors.KeyRequired("Every POST");
        if (key is not null && outage.Pretended) return AcpErrors.Of(503, "unavailable", "Keys cannot be looked up now.", type: AcpErrors.ServiceUnavailable) with { RetryAfter = Soon };

        JsonObject body = [];
        if (frame.Body)
        {
            var (read, fault) = await JsonBody.ReadAsync(http, frame.Optional, ct);
            if (fault is not null) return AcpErrors.Of(fault.Status, fault.Code, fault.Message);
            body = read!;
            visit?.Asks(body);
        }

        if (entry.Fault(entrance.Key, new(Header(http, RequestSignature.Header), Header(http, RequestSignature.TimestampHeader), $"{http.Request.Method} {http.Request.Path.Value![AcpEndpoints.Base.Length..]}"), body) is { } forged) return forged;

        var id = http.Request.RouteValues["id"] as string ?? "";
        var context = new ShopContext(shop, UcpRestDoor.Language(http, shop), shop.Country, caller);
        return await work(new AcpCall(context, version!, baseUrl, key), id.Length <= LongestId ? id : "", body, ct); // no id of ours is longer
    }

    /// <summary>Null when it is absent or blank.</summary>
    private static string? Header(HttpContext http, string name) =>
        http.Request.Headers.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static void Echo(HttpContext http, string name, int longest)
    {
        if (Header(http, name) is { } text && text.Length <= longest && text.All(c => c is >= ' ' and <= '~')) http.Response.Headers[name] = text;
    }
}
