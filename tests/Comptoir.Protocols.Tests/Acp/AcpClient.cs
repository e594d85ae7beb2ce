using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>An agent that speaks ACP over HTTP.</summary>
internal sealed class AcpClient(UcpShop shop, string version = AcpVersions.V2026_04_17, string? bearer = "an-agent", string? language = null, string? secret = null)
{
    public const string Card = "4242424242424242";
    public const string ConfirmedCard = "4000002500003155";
    public const string DeclinedCard = "4000000000000002";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Task<UcpReply> GetAsync(string path, params (string, string?)[] headers) => SendAsync(HttpMethod.Get, path, null, null, headers);

    public Task<UcpReply> PostAsync(string path, string? json = null, string? key = null, params (string, string?)[] headers) => SendAsync(HttpMethod.Post, path, json, key ?? $"{Guid.NewGuid()}", headers);

    public Task<UcpReply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json, null);

    /// <param name="headers">A header with null is left out.</param>
    public async Task<UcpReply> SendAsync(HttpMethod method, string path, string? json, string? key, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? shop.BaseUrl + path[1..] : shop.BaseUrl + "/acp" + path);
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["API-Version"] = version,
            ["Authorization"] = bearer is null ? null : $"Bearer {bearer}",
            ["Idempotency-Key"] = key,
            ["Accept-Language"] = language,
        };
        if (secret is not null)
        {
            var at = all[RequestSignature.TimestampHeader] = $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}";
            all[RequestSignature.Header] = RequestSignature.Make(secret, at, $"{method.Method} {path}", json is null ? [] : JsonNode.Parse(json)!.AsObject());
        }

        foreach (var (name, value) in headers) all[name] = value;
        foreach (var (name, value) in all)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var raw = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(raw) as JsonObject : null, response.Headers, raw);
    }

    public const string Lyon = """
        "fulfillment_details": { "name": "Ada Byron", "phone_number": "+33612345678", "email": "ada@example.com",
          "address": { "name": "Ada Byron", "line_one": "1 rue des Lilas", "city": "Lyon", "state": "", "country": "FR", "postal_code": "69001" } }
        """;

    /// <summary>A session with an address in France and standard delivery chosen.</summary>
    public async Task<UcpReply> ReadyAsync(string item = "rose", int quantity = 1, string extra = "", string interventions = "\"3ds\"")
    {
        var created = await PostAsync("/checkout_sessions", $$"""
            { "line_items": [{ "id": "{{item}}", "quantity": {{quantity}} }], "currency": "eur", "capabilities": { "interventions": { "supported": [{{interventions}}] } }, {{Lyon}} {{extra}} }
            """);
        created.Status.ShouldBe(201, created.Raw);
        var ready = await PostAsync($"/checkout_sessions/{created.Id}", """{ "selected_fulfillment_options": [{ "type": "shipping", "option_id": "std", "item_ids": [] }] }""");
        ready.Status.ShouldBe(200, ready.Raw);
        ready.State.ShouldBe("ready_for_payment", ready.Raw);
        return ready;
    }

    /// <summary>The token of a card that was delegated for a session.</summary>
    public async Task<string> DelegateAsync(string session, string card = Card, long most = 100_000, string currency = "eur", DateTimeOffset? until = null, string merchant = "flowers")
    {
        var reply = await PostAsync("/agentic_commerce/delegate_payment", Delegation(session, card, most, currency, until, merchant));
        reply.Status.ShouldBe(201, reply.Raw);
        return reply.Id;
    }

    public static string Delegation(string session, string card = Card, long most = 100_000, string currency = "eur", DateTimeOffset? until = null, string merchant = "flowers") => $$"""
        { "payment_method": { "type": "card", "card_number_type": "fpan", "number": "{{card}}", "exp_month": "11", "exp_year": "2099", "name": "Ada Byron", "cvc": "123",
            "display_card_funding_type": "credit", "display_brand": "visa", "display_last4": "{{card[^4..]}}", "metadata": {} },
          "allowance": { "reason": "one_time", "max_amount": {{most}}, "currency": "{{currency}}", "checkout_session_id": "{{session}}", "merchant_id": "{{merchant}}", "expires_at": "{{until ?? DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}" },
          "risk_signals": [{ "type": "card_testing", "score": 1, "action": "authorized" }], "metadata": { "campaign": "q4" } }
        """;

    public Task<UcpReply> PayAsync(string session, string token, string extra = "", string? key = null) => PostAsync($"/checkout_sessions/{session}/complete", Payment(token, extra), key);

    public static string Payment(string token, string extra = "") => $$"""
        { "buyer": { "first_name": "Ada", "last_name": "Byron", "email": "ada@example.com" },
          "payment_data": { "handler_id": "mock_payment_handler", "instrument": { "type": "card", "credential": { "type": "spt", "token": "{{token}}" } } } {{extra}} }
        """;
}
