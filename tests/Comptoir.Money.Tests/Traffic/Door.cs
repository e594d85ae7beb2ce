using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Comptoir.Money.Tests.Servers;

namespace Comptoir.Money.Tests.Traffic;

/// <param name="Repeated">The request went out more than once: its first effect may already have been there.</param>
internal sealed record Answer(int Status, string Text, bool Repeated)
{
    public JsonNode? Json => Text.StartsWith('{') ? JsonNode.Parse(Text) : null;
}

/// <summary>
/// Sends a request until it is answered: a connection that breaks, a 503 and a 429 are no answer. Every repetition is the same
/// request with the same key, at whichever node is there then.
/// </summary>
internal sealed class Door(Cluster cluster, HttpClient http, Journal journal, CancellationToken stop)
{
    /// <param name="account">Access token of a customer who linked their account; null: a guest.</param>
    public async Task<Answer> UcpAsync(string agent, HttpMethod verb, string path, JsonObject? body, string? key, string? account = null)
    {
        return await SendAsync(address =>
        {
            var request = new HttpRequestMessage(verb, $"{address}/ucp/2026-04-08{path}") { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"{agent}\"");
            if (account is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {account}");
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                request.Headers.TryAddWithoutValidation("Request-Id", key);
            }

            return request;
        });
    }

    public async Task<Answer> ConsoleAsync(HttpMethod verb, string path, IReadOnlyDictionary<string, string>? form) => await SendAsync(address =>
    {
        var request = new HttpRequestMessage(verb, address + path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Node.ConsoleKey}");
        return request;
    });

    /// <summary>A page of the shop, asked for by a person's browser.</summary>
    public async Task<Answer> PageAsync(HttpMethod verb, string path, IReadOnlyDictionary<string, string>? form)
    {
        // each person has an address, so that the limit on guesses is not what is tested
        var from = Random.Shared.Next();
        return await SendAsync(address =>
        {
            var request = new HttpRequestMessage(verb, address + path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            request.Headers.TryAddWithoutValidation("Accept-Language", "en");
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.{from >> 16 & 255}.{from >> 8 & 255}.{from & 255}");
            return request;
        });
    }

    private async Task<Answer> SendAsync(Func<string, HttpRequestMessage> make)
    {
        for (var attempt = 0; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            var address = await cluster.NextAsync(stop);
            try
            {
                using var request = make(address);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(TimeSpan.FromSeconds(30));
                using var response = await http.SendAsync(request, limit.Token);
                var text = await response.Content.ReadAsStringAsync(limit.Token);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                {
                    if ((int)response.StatusCode >= 500) journal.Fault($"{request.Method} {request.RequestUri!.AbsolutePath}: {(int)response.StatusCode} {text}");
                    return new((int)response.StatusCode, text, attempt > 0);
                }

                journal.Count($"answers {(int)response.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                journal.Count("unanswered requests");
            }

            await Task.Delay(50, stop);
        }
    }
}
