using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.Search;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>One REST request: headers and body are judged here, then the operation runs, then its answer is written.</summary>
internal sealed class UcpRestDoor(UcpOperations operations, AgentGate gate, AgentTalk talk, BearerGate bearers, ProductSearch search, IdempotencyOutage outage, IOptions<UcpOptions> options)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task HandleAsync(HttpContext http, string version, UcpRoute route)
    {
        EchoRequestId(http);
        var visit = await talk.BeginAsync(http, "ucp", version, route.Name);
        var answer = await AnswerAsync(http, version, route, visit);
        var body = Bytes(answer.Body);
        visit.About(http.Request.RouteValues["id"] as string, answer.Body);
        await visit.EndAsync(answer.Status, answer.IsError ? (string?)answer.Body["code"] : null, answer.IsPrivate ? default : body);
        await WriteAsync(http, answer, body, "no-store");
    }

    public static Task WriteAsync(HttpContext http, UcpAnswer answer, string caching = "no-store") => WriteAsync(http, answer, Bytes(answer.Body), caching);

    public static async Task WriteAsync(HttpContext http, UcpAnswer answer, ReadOnlyMemory<byte> body, string caching)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = caching;
        if (answer.Challenge is { } challenge) http.Response.Headers.WWWAuthenticate = challenge;
        if (answer.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    public static ReadOnlyMemory<byte> Bytes(JsonObject body)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) body.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    /// <summary>The shop that the caller reached, and its address; null when there is none.</summary>
    public (Shop Shop, string BaseUrl)? Reached(HttpContext http) =>
        search.ShopForHost(http.Request.Host.Host) is { } shop ? (shop, ShopAddress.Of(http.Request, options.Value)) : null;

    /// <summary>The first of the shop's languages that the header prefers, else the shop's own.</summary>
    public static string Language(HttpContext http, Shop shop) =>
        http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => ContextRequest.Spoken(shop, l.Value.Value))
            .FirstOrDefault(l => l is not null) ?? shop.DefaultLanguage;

    /// <summary>Reads a JSON object within all limits, or says what is wrong with it.</summary>
    public static async Task<(JsonObject? Body, UcpAnswer? Refused)> BodyAsync(HttpContext http, UcpPresenter presenter, CancellationToken ct)
    {
        var (body, fault) = await JsonBody.ReadAsync(http, optional: false, ct);
        return (body, fault is null ? null : presenter.Error(fault.Status, fault.Code, fault.Message));
    }

    private async Task<UcpAnswer> AnswerAsync(HttpContext http, string version, UcpRoute route, AgentVisit visit)
    {
        var presenter = UcpPresenter.For(version);
        if (Reached(http) is not var (shop, baseUrl)) return presenter.Error(503, "no_shop", "No shop is open here yet.");
        if (IdempotencyKey(http) is { Length: 0 or > 255 }) return presenter.Error(400, "invalid_idempotency_key", "Idempotency-Key must have 1 to 255 characters.");
        if (route.Key && !UcpVersions.IsOld(version) && IdempotencyKey(http) is null)
            return presenter.Error(400, "idempotency_key_required", $"{route.Name} needs the header Idempotency-Key.");

        if (outage.Pretended && IdempotencyKey(http) is not null)
            return presenter.Error(503, "unavailable", "Requests cannot be made safe to repeat just now; please try again in a moment.") with { RetryAfter = 2 };

        var agent = AgentHeader.Parse(http.Request.Headers["UCP-Agent"]);
        if (visit.Message is null) return presenter.Error(413, "request_too_large", "The body is too large.");
        var (account, tokenOf, unknown) = await bearers.ReadAsync(http.Request.Headers.Authorization, shop.Id, baseUrl, agent.Profile, http.RequestAborted);
        if ((unknown ?? BearerGate.Require(baseUrl, account, route.Scopes)) is { } unproven) return unproven;

        var admission = await gate.AdmitAsync(new(shop.Id, version, route.Name, UcpVersions.Channel(version))
        {
            ProfileUrl = agent.Profile,
            AskedVersion = agent.Version,
            MustName = true,
            Message = visit.Message,
            TokenOf = tokenOf,
            CountsAs = route.CountsAs ?? (route.Scopes.Count > 0 ? AgentAct.Order : null),
        }, http.RequestAborted);
        visit.Admitted(shop.Id, admission);
        if (!admission.Granted) return admission.Refused;

        JsonObject body = [];
        if (route.Body)
        {
            var (read, refused) = await BodyAsync(http, presenter, http.RequestAborted);
            if (refused is not null) return refused;
            body = read!;
            visit.Asks(body);
        }

        var context = new ShopContext(shop, Language(http, shop), shop.Country, admission.Caller with { CustomerId = account?.Buyer });
        var call = new UcpCall(context, version, baseUrl, IdempotencyKey(http)) { Capabilities = admission.Capabilities, Account = account, SplitsGroups = admission.SplitsGroups };
        var id = http.Request.RouteValues["id"] as string ?? "";
        if (id.Length > 200) id = ""; // no id of ours is that long
        return await route.Handler(operations, call, id, body, http.RequestAborted);
    }

    private static string? IdempotencyKey(HttpContext http) =>
        http.Request.Headers.TryGetValue("Idempotency-Key", out var key) ? key.ToString().Trim() : null;

    private static void EchoRequestId(HttpContext http)
    {
        if (http.Request.Headers["Request-Id"].ToString() is { Length: > 0 and <= 200 } id && id.All(c => c is >= ' ' and <= '~'))
            http.Response.Headers["Request-Id"] = id;
    }
}
