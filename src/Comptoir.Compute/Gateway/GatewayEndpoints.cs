using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Compute.Gateway;

/// <summary>The gateway's doors: <c>/v1/chat/completions</c>, <c>/v1/responses</c>, <c>/v1/embeddings</c>, <c>/v1/messages</c> and <c>/v1/models</c>.</summary>
public static class GatewayEndpoints
{
    private const long LargestRequest = 32 * 1024 * 1024;
    private const int LongestName = 60;

    public static IEndpointRouteBuilder MapComputeGateway(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/chat/completions", (HttpContext http, CallRunner runner, ComputeViews views, TimeProvider time) => CallAsync(Door.Chat, http, runner, views, time));
        endpoints.MapPost("/v1/responses", (HttpContext http, CallRunner runner, ComputeViews views, TimeProvider time) => CallAsync(Door.Responses, http, runner, views, time));
        endpoints.MapPost("/v1/embeddings", (HttpContext http, CallRunner runner, ComputeViews views, TimeProvider time) => CallAsync(Door.Embeddings, http, runner, views, time));
        endpoints.MapPost("/v1/messages", (HttpContext http, CallRunner runner, ComputeViews views, TimeProvider time) => CallAsync(Door.Messages, http, runner, views, time));
        endpoints.MapGet("/v1/models", (HttpContext http, ComputeViews views, TimeProvider time) => ModelsAsync(http, views, time, null));
        endpoints.MapGet("/v1/models/{**id}", (HttpContext http, ComputeViews views, TimeProvider time, string id) => ModelsAsync(http, views, time, id));
        return endpoints;
    }

    private static async Task CallAsync(Door door, HttpContext http, CallRunner runner, ComputeViews views, TimeProvider time)
    {
        var (answer, ct) = (new HttpAnswer(http.Response), http.RequestAborted);
        try
        {
            var (shopId, key) = await KeyOfAsync(http, views, time, ct);
            if (key is null)
            {
                await ErrorShape.WriteAsync(answer, door, new(401, "authentication_error", "invalid_api_key", "The key is missing, unknown or no longer valid."), ct);
                return;
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestRequest;
            var body = await BodyAsync(http.Request, ct);
            if (body is null)
            {
                await ErrorShape.WriteAsync(answer, door, new(413, "invalid_request_error", "request_too_large", $"A request has at most {LargestRequest} bytes."), ct);
                return;
            }

            var (call, error) = CallReading.Read(door, body);
            if (call is null)
            {
                await ErrorShape.WriteAsync(answer, door, error!, ct);
                return;
            }

            foreach (var name in (string[])["x-comptoir-agent", "x-comptoir-conversation", "x-comptoir-order"])
                if (http.Request.Headers[name].ToString() is { Length: > 0 } text && (text.Length > LongestName || text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':'))))
                {
                    await ErrorShape.WriteAsync(answer, door, GatewayError.Invalid($"{name} is no text of 1 to {LongestName} letters, digits and _ - . :"), ct);
                    return;
                }

            await runner.RunAsync(shopId, key, call with
            {
                Agent = Header(http, "x-comptoir-agent"),
                Conversation = Header(http, "x-comptoir-conversation"),
                Order = Header(http, "x-comptoir-order"),
                NoCache = Header(http, "x-comptoir-cache") == "no",
            }, answer, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the caller went away; what was used is in the books
        }
        catch (BadHttpRequestException e)
        {
            if (!answer.Begun) await ErrorShape.WriteAsync(answer, door, new(e.StatusCode, "invalid_request_error", "bad_request", "The request could not be read."), ct);
        }
    }

    private static async Task ModelsAsync(HttpContext http, ComputeViews views, TimeProvider time, string? id)
    {
        var (answer, ct) = (new HttpAnswer(http.Response), http.RequestAborted);
        var (shopId, key) = await KeyOfAsync(http, views, time, ct);
        if (key is null || !key.Opens(Door.Models))
        {
            await ErrorShape.WriteAsync(answer, Door.Models, key is null ? new(401, "authentication_error", "invalid_api_key", "The key is missing, unknown or no longer valid.") : new(403, "permission_error", "door_not_allowed", "This key may not list models."), ct);
            return;
        }

        var setup = (await views.GetAsync(shopId, ct)).Setup;
        var models = setup.Models.Select(m => (m.Id, Owner: "comptoir")).Concat(setup.Deployments.Where(d => !d.Stopped).Select(d => (d.Id, Owner: d.Provider))).Where(m => key.Allows(m.Id)).DistinctBy(m => m.Id)
            .Select(m => new JsonObject { ["id"] = m.Id, ["object"] = "model", ["created"] = 0, ["owned_by"] = m.Owner }).ToList();
        if (id is null)
        {
            answer.Begin(200, "application/json", []);
            await answer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. models]) }.ToJsonString(ComputeJson.Wire)), ct);
        }
        else if (models.Find(m => m["id"]!.GetValue<string>() == id) is { } one)
        {
            answer.Begin(200, "application/json", []);
            await answer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(one.ToJsonString(ComputeJson.Wire)), ct);
        }
        else
        {
            await ErrorShape.WriteAsync(answer, Door.Models, new(404, "invalid_request_error", "model_not_found", "There is no such model."), ct);
        }
    }

    /// <summary>From <c>Authorization: Bearer</c>, <c>x-api-key</c> or <c>api-key</c>, as the dialects send it.</summary>
    private static async Task<(string ShopId, VirtualKey? Key)> KeyOfAsync(HttpContext http, ComputeViews views, TimeProvider time, CancellationToken ct)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : Header(http, "x-api-key") ?? Header(http, "api-key");
        if (VirtualKey.Parse(token) is not { } parts || parts.ShopId.Length > 100) return ("", null);
        if (!await views.HasShopAsync(parts.ShopId, ct)) return ("", null);
        var key = (await views.GetAsync(parts.ShopId, ct)).Keys.GetValueOrDefault(parts.KeyId);
        return key is not null && key.Usable(time.GetUtcNow()) && key.Knows(parts.Secret) ? (parts.ShopId, key) : ("", null);
    }

    private static string? Header(HttpContext http, string name) => http.Request.Headers[name].ToString() is { Length: > 0 } text ? text : null;

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestRequest) return null;
        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, 1024 * 1024));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            foreach (var segment in read.Buffer) bytes.Write(segment.Span);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (bytes.Length > LargestRequest) return null;
            if (read.IsCompleted) return bytes.ToArray();
        }
    }
}
