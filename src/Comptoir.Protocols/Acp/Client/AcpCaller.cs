using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp.Client;

/// <summary>Another party's ACP endpoint refused.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">ACP's, or <c>invalid_response</c> when what came was no ACP.</param>
/// <param name="param">Path of the member to blame; null: none.</param>
public sealed class AcpException(int status, string code, string message, string? param = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Param { get; } = param;
}

/// <summary>
/// Calls another party's ACP endpoint (a merchant's, or a payment provider's) as an agent's platform does: headers, keys that stay the same over
/// repetitions, signatures where a secret was agreed. Faults that pass are tried again under the same key.
/// </summary>
/// <param name="http">With the other's base address, which ends in a slash.</param>
/// <param name="key">What <c>Authorization</c> bears.</param>
/// <param name="secret">What requests are signed with (see docs/acp.md); null: they are not.</param>
public sealed class AcpCaller(HttpClient http, string key, TimeProvider time, string? secret = null)
{
    private const int Attempts = 4;
    private const int LongestMessage = 500;
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The release that is spoken.</summary>
    public string Version { get; init; } = AcpVersions.V2026_04_17;

    /// <param name="path">Below the base, without a leading slash.</param>
    /// <exception cref="AcpException">The other refused.</exception>
    /// <exception cref="HttpRequestException">The other could not be reached.</exception>
    public Task<JsonObject> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, null, ct);

    /// <inheritdoc cref="GetAsync"/>
    /// <param name="idempotencyKey">The same for a repetition of the same intention; null: a new one is made, the same over the attempts of this call.</param>
    public Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken ct, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey ?? Catalog.Ids.New("idem", time), ct);

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, string? idempotencyKey, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = Request(method, path, body, idempotencyKey);
            TimeSpan? pause;
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                var said = await ReadAsync(answer, ct);
                if (answer.IsSuccessStatusCode) return said ?? throw new AcpException((int)answer.StatusCode, "invalid_response", "The answer is no JSON object.");
                var fault = new AcpException((int)answer.StatusCode, SessionMemory.Text(said?["code"]) ?? "invalid_response", Short(SessionMemory.Text(said?["message"]) ?? $"The answer was {(int)answer.StatusCode}."), SessionMemory.Text(said?["param"]));
                if (attempt == Attempts || !(fault.Status is >= 500 or 429 || fault.Code == "idempotency_in_flight")) throw fault;
                pause = answer.Headers.RetryAfter?.Delta;
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                pause = null;
            }

            var wait = pause ?? FirstPause * Math.Pow(2, attempt - 1);
            await Task.Delay(wait < LongestPause ? wait : LongestPause, time, ct);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("API-Version", Version);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (secret is null) return request;
        var at = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation(RequestSignature.TimestampHeader, at);
        request.Headers.TryAddWithoutValidation(RequestSignature.Header, RequestSignature.Make(secret, at, $"{method.Method} /{path}", body ?? []));
        return request;
    }

    /// <summary>Null: no JSON object, or too long for one.</summary>
    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > LargestAnswer) return null;
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var (buffer, chunk, read) = (new MemoryStream(), new byte[16 * 1024], 0);
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > LargestAnswer) return null;
            buffer.Write(chunk, 0, read);
        }

        try
        {
            return WireReader.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Short(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage];
}
