using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Comptoir.Ordering.Payments.Stripe;

/// <param name="Status">HTTP status; 0: no answer came.</param>
/// <param name="Body">The object, or Stripe's error envelope.</param>
internal sealed record StripeAnswer(int Status, JsonObject? Body)
{
    public bool Ok => Status is >= 200 and < 300 && Body is not null;

    public JsonObject? Error => Body?["error"] as JsonObject;

    public string? ErrorType => Error.Text("type");

    public string? ErrorCode => Error.Text("decline_code") ?? Error.Text("code") ?? ErrorType;
}

/// <summary>
/// One request to Stripe, repeated under the same idempotency key when Stripe was locked, overwhelmed or out of reach: the key makes
/// the repetition safe, and the caller's time limit ends it.
/// </summary>
internal sealed class StripeClient(IHttpClientFactory http, StripeKeys keys, IOptionsMonitor<StripeOptions> options, TimeProvider time)
{
    public const string HttpName = "stripe";

    private const int Tries = 3;
    private const int LargestAnswer = 1024 * 1024;

    public Task<StripeAnswer> GetAsync(string shopId, string path, CancellationToken ct) => SendAsync(shopId, HttpMethod.Get, path, null, null, StripeOptions.ApiVersion, ct);

    public Task<StripeAnswer> PostAsync(string shopId, string path, IReadOnlyList<KeyValuePair<string, string>> form, string idempotencyKey, CancellationToken ct, string version = StripeOptions.ApiVersion) =>
        SendAsync(shopId, HttpMethod.Post, path, form, idempotencyKey, version, ct);

    private async Task<StripeAnswer> SendAsync(string shopId, HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form, string? idempotencyKey, string version, CancellationToken ct)
    {
        if (await keys.ApiKeyAsync(shopId, ct) is not { Length: > 0 } key) return new(401, null);
        using var client = http.CreateClient(HttpName);
        for (var attempt = 1; ; attempt++)
        {
            var (answer, again) = await TryAsync(client, method, path, form, idempotencyKey, version, key, ct);
            if (!again || attempt == Tries) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt), time, ct);
        }
    }

    private async Task<(StripeAnswer Answer, bool Again)> TryAsync(HttpClient client, HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form, string? idempotencyKey, string version, string key, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(options.CurrentValue.BaseUrl), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("Stripe-Version", version);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            var advised = response.Headers.TryGetValues("Stripe-Should-Retry", out var values) ? values.FirstOrDefault() : null;
            var again = advised == "true" || (advised != "false" && (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || status >= 500));
            return (new(status, await ReadAsync(response, ct)), again);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            System.Diagnostics.Activity.Current?.AddException(e);
            return (new(0, null), true);
        }
    }

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[LargestAnswer];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, length)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
