using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

/// <param name="Body">Null when the answer is no JSON.</param>
public sealed record UcpReply(int Status, JsonObject? Body, HttpResponseHeaders Headers, string Raw, HttpContentHeaders? Content = null)
{
    public JsonNode? this[string name] => Body?[name];

    public string Id => Body!["id"]!.GetValue<string>();

    public string? State => (string?)Body?["status"];

    public JsonObject Line => Body!["line_items"]![0]!.AsObject();

    public IReadOnlyList<string> Codes => [.. (Body?["messages"] as JsonArray ?? []).Select(m => (string)m!["code"]!)];

    public long Total(string type) => Body!["totals"]!.AsArray().Where(t => (string?)t!["type"] == type).Sum(t => t!["amount"]!.GetValue<long>());
}

/// <summary>An agent that speaks one release of UCP.</summary>
public sealed class UcpClient(string baseUrl, string version, string? agent)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private int _keys;

    public string Endpoint => $"{baseUrl}/ucp/{version}";

    public string? Language { get; init; }

    /// <summary>Signs every request; null: none is signed.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>The same agent with that Accept-Language.</summary>
    public UcpClient In(string language) => new(baseUrl, version, agent) { Language = language, Key = Key };

    /// <summary>The same agent, signing with that key.</summary>
    public UcpClient Signing(SigningKey key) => new(baseUrl, version, agent) { Language = Language, Key = key };

    public Task<UcpReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<UcpReply> PostAsync(string path, string? json = null, string? key = null) => SendAsync(HttpMethod.Post, path, json, key ?? NextKey());

    public Task<UcpReply> PutAsync(string path, string json, string? key = null) => SendAsync(HttpMethod.Put, path, json, key ?? NextKey());

    /// <summary>The request as it stands; an absolute path (with <c>//</c>) leaves the release's endpoint.</summary>
    public async Task<UcpReply> SendAsync(HttpMethod method, string path, string? json, string? key = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? baseUrl + path[1..] : Endpoint + path);
        if (agent is not null) request.Headers.TryAddWithoutValidation("UCP-Agent", agent.Contains('=') ? agent : $"profile=\"{agent}\"");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (Language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", Language);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            if (contentType.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (Key is not null) Sign(request, json is null ? [] : Encoding.UTF8.GetBytes(json), Key);
        using var response = await Http.SendAsync(request);
        var raw = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(raw) as JsonObject : null, response.Headers, raw, response.Content.Headers);
    }

    public static void Sign(HttpRequestMessage request, byte[] body, SigningKey key)
    {
        if (body.Length > 0 && !request.Headers.Contains("Content-Digest") && !request.Content!.Headers.Contains("Content-Digest")) request.Content.Headers.TryAddWithoutValidation("Content-Digest", ContentDigest.Of(body));
        var message = SignedMessage.To(request.Method.Method, request.RequestUri!, name => request.Headers.TryGetValues(name, out var values) || request.Content?.Headers.TryGetValues(name, out values) == true ? values!.ToArray() : default(Microsoft.Extensions.Primitives.StringValues), body);
        var signed = SignatureSigner.Sign(message, key, null);
        request.Headers.TryAddWithoutValidation("Signature-Input", signed.Input);
        request.Headers.TryAddWithoutValidation("Signature", signed.Signature);
    }

    /// <summary>A checkout of that item with an address in France and standard delivery chosen.</summary>
    public async Task<UcpReply> ReadyCheckoutAsync(string item = "rose", int quantity = 1, string? buyer = null)
    {
        var reply = await PostAsync("/checkout-sessions", $$"""
            { "line_items": [{ "item": { "id": "{{item}}" }, "quantity": {{quantity}} }], {{(version == UcpVersions.V2026_01_11 ? "\"currency\": \"EUR\"," : "")}}
              "buyer": { "first_name": "Ada", "last_name": "Byron", "email": "{{buyer ?? "ada@example.com"}}" },
              "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }],
                "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] }] } }
            """);
        reply.Status.ShouldBe(201, reply.Raw);
        reply.State.ShouldBe("ready_for_complete", reply.Raw);
        return reply;
    }

    public Task<UcpReply> PayAsync(string checkoutId, string token = "success_token", string? key = null) =>
        PostAsync($"/checkout-sessions/{checkoutId}/complete", Payment(version, token), key);

    public static string Payment(string version, string token) => version == UcpVersions.V2026_01_11
        ? $$"""{ "payment_data": { "id": "i1", "handler_id": "mock_payment_handler", "type": "card", "brand": "Visa", "last_digits": "4242", "credential": { "type": "token", "token": "{{token}}" } }, "risk_signals": {} }"""
        : $$"""{ "payment": { "instruments": [{ "id": "i1", "handler_id": "mock_payment_handler", "type": "card", "selected": true, "display": { "brand": "Visa", "last_digits": "4242" }, "credential": { "type": "token", "token": "{{token}}" } }] } }""";

    private string NextKey() => $"{Guid.NewGuid():N}-{_keys++}";
}
