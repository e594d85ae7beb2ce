using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>
/// Stripe as its published description shows it, in memory: states of PaymentIntents, refunds, idempotency keys with the parameters they
/// were first used with, locks, limits, broken connections. Payment methods by name: pm_ok, pm_declined, pm_3ds; spt_ok is a shared token.
/// </summary>
internal sealed class StripeDouble : HttpMessageHandler, IHttpClientFactory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Request, int Status, string Body)> _keys = [];
    private readonly List<JsonObject> _refunds = [];
    private readonly Dictionary<string, string> _captureOf = [];
    private readonly Dictionary<string, JsonObject> _intentMetadataOf = [];
    private int _number;

    public Dictionary<string, JsonObject> Intents { get; } = [];

    public Dictionary<string, JsonObject> Disputes { get; } = [];

    /// <summary>Pages on which a buyer enters a card.</summary>
    public Dictionary<string, JsonObject> Sessions { get; } = [];

    /// <summary>What happens to the coming POSTs instead, in order: 409, 429, 500, "drop before", "drop after".</summary>
    public Queue<object> Faults { get; } = new();

    /// <summary>The search does not know the newest payments yet.</summary>
    public bool SearchLags { get; set; }

    /// <summary>Requests that no client may make.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Method, path and key of everything that arrived.</summary>
    public List<string> Log { get; } = [];

    public string? ApiKey { get; set; } = "sk_test_double";

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public void Confirm(string intentId) => Succeed(Intents[intentId]);

    /// <summary>The buyer enters a good card on the page.</summary>
    public void PayOnPage(string sessionId)
    {
        var session = Sessions[sessionId];
        var (_, intent) = Create(session["amount_total"]!.GetValue<long>(), (string)session["currency"]!, _captureOf[sessionId], _intentMetadataOf[sessionId]);
        Succeed(intent);
        (session["status"], session["payment_status"], session["payment_intent"], session["url"]) = ("complete", "paid", (string)intent["id"]!, null);
    }

    /// <summary>The shop's operator gives money back at Stripe; the refund as Stripe keeps it.</summary>
    public JsonObject RefundInDashboard(string intentId, long amount)
    {
        Refund(Intents[intentId], amount, []);
        return _refunds[^1];
    }

    /// <summary>The charge of a payment as an event shows it.</summary>
    public JsonObject ChargeOf(string intentId)
    {
        var charge = Copy((JsonObject)Intents[intentId]["latest_charge"]!);
        (charge["object"], charge["payment_intent"]) = ("charge", intentId);
        return charge;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var uri = request.RequestUri!;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var post = request.Method == HttpMethod.Post;
        var fields = Parse(post ? body : uri.Query.TrimStart('?'));
        var parts = uri.AbsolutePath.Trim('/').Split('/');
        var route = $"{request.Method} /{string.Join('/', parts.Select((p, i) => i == (parts[1] == "checkout" ? 3 : 2) && p != "search" ? "*" : p))}";
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var version = request.Headers.GetValues("Stripe-Version").Single();
        Log.Add($"{request.Method} {uri.AbsolutePath} {key}".Trim());
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } secret } || secret != ApiKey) return Error(401, "invalid_request_error", null, "Invalid API Key provided.");
        if (StripeRules.Wrong(route, fields) is { } wrong)
        {
            Complaints.Add($"{route}: {wrong}");
            return Error(400, "invalid_request_error", "parameter_unknown", $"Received unknown parameter: {wrong}");
        }

        if (fields.Any(f => f.Name.Contains("shared_payment", StringComparison.Ordinal)) && !version.EndsWith(".preview", StringComparison.Ordinal)) Complaints.Add("shared tokens need the preview version");
        if (post && key is null) Complaints.Add($"{route} without an idempotency key");
        lock (_gate)
        {
            if (!post) return Read(parts, fields);
            var fault = Faults.TryDequeue(out var next) ? next : null;
            if (fault is int status) return Error(status, status == 429 ? "rate_limit_error" : "api_error", status == 409 ? "lock_timeout" : null, "Try again.");
            if (fault is "drop before") throw new HttpRequestException("dropped before the request was read");
            var response = Once(key!, $"{route} {string.Join('/', parts)} {string.Join('&', fields.OrderBy(f => f.Name).Select(f => $"{f.Name}={f.Value}"))}", () => Write(parts, fields));
            return fault is "drop after" ? throw new HttpRequestException("dropped after the request was carried out") : response;
        }
    }

    private HttpResponseMessage Once(string key, string request, Func<(int Status, JsonObject Body)> work)
    {
        if (_keys.TryGetValue(key, out var known))
            return known.Request == request ? Answer(known.Status, known.Body) : Error(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with.");
        var (status, body) = work();
        _keys.Add(key, (request, status, body.ToJsonString()));
        return Answer(status, body.ToJsonString());
    }

    private (int, JsonObject) Write(string[] parts, List<(string Name, string Value)> fields)
    {
        string? F(string name) => fields.FirstOrDefault(f => f.Name == name).Value;
        if (parts[1] == "checkout") return Session(parts, fields);
        if (parts[1] == "refunds") return Refund(Intents[F("payment_intent")!], long.Parse(F("amount")!), Metadata(fields));
        if (parts.Length == 2)
        {
            var (_, intent) = Create(long.Parse(F("amount")!), F("currency")!, F("capture_method")!, Metadata(fields));
            if (F("confirm") != "true") return (200, Copy(intent));
            switch (F("payment_method") ?? F("payment_method_data[shared_payment_granted_token]"))
            {
                case "pm_declined":
                    intent["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = "insufficient_funds" };
                    var error = Copy((JsonObject)intent["last_payment_error"]!);
                    error["payment_intent"] = Copy(intent);
                    return (402, new JsonObject { ["error"] = error });
                case "pm_3ds":
                    intent["status"] = "requires_action";
                    intent["next_action"] = new JsonObject { ["type"] = "redirect_to_url", ["redirect_to_url"] = new JsonObject { ["url"] = $"https://hooks.stripe.example/{intent["id"]}", ["return_url"] = F("return_url") } };
                    return (200, Copy(intent));
                default:
                    Succeed(intent);
                    return (200, Copy(intent));
            }
        }

        var present = Intents[parts[2]];
        var state = (string)present["status"]!;
        switch (parts[3])
        {
            case "capture" when state == "requires_capture":
                Capture(present, long.Parse(F("amount_to_capture")!));
                return (200, Copy(present));
            case "cancel" when state is "requires_capture" or "requires_action" or "requires_payment_method" or "requires_confirmation":
                (present["status"], present["amount_capturable"]) = ("canceled", 0L);
                return (200, Copy(present));
            default:
                return (400, Envelope("invalid_request_error", "payment_intent_unexpected_state", $"This PaymentIntent has a status of {state}."));
        }
    }

    private (string, JsonObject) Create(long amount, string currency, string capture, JsonObject metadata)
    {
        var intent = new JsonObject
        {
            ["id"] = $"pi_{++_number}",
            ["object"] = "payment_intent",
            ["amount"] = amount,
            ["amount_received"] = 0L,
            ["amount_capturable"] = 0L,
            ["currency"] = currency,
            ["capture_method"] = capture,
            ["metadata"] = metadata,
            ["latest_charge"] = null,
            ["status"] = "requires_payment_method",
        };
        Intents.Add((string)intent["id"]!, intent);
        return ((string)intent["id"]!, intent);
    }

    private (int, JsonObject) Session(string[] parts, List<(string Name, string Value)> fields)
    {
        string F(string name) => fields.First(f => f.Name == name).Value;
        if (parts.Length > 3)
        {
            var present = Sessions[parts[3]];
            if ((string)present["status"]! != "open") return (400, Envelope("invalid_request_error", null, "Only Checkout Sessions with a status in [\"open\"] can be expired."));
            (present["status"], present["url"]) = ("expired", null);
            return (200, Copy(present));
        }

        var id = $"cs_test_{++_number}";
        Sessions[id] = new JsonObject
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["mode"] = F("mode"),
            ["status"] = "open",
            ["payment_status"] = "unpaid",
            ["amount_total"] = long.Parse(F("line_items[0][price_data][unit_amount]")) * long.Parse(F("line_items[0][quantity]")),
            ["currency"] = F("line_items[0][price_data][currency]"),
            ["success_url"] = F("success_url"),
            ["cancel_url"] = F("cancel_url"),
            ["client_reference_id"] = F("client_reference_id"),
            ["metadata"] = Metadata(fields),
            ["payment_intent"] = null,
            ["url"] = $"https://checkout.stripe.example/c/pay/{id}",
        };
        _captureOf[id] = F("payment_intent_data[capture_method]");
        _intentMetadataOf[id] = Metadata([.. fields.Where(f => f.Name.StartsWith("payment_intent_data[metadata]", StringComparison.Ordinal)).Select(f => (f.Name["payment_intent_data[".Length..].Replace("metadata][", "metadata[", StringComparison.Ordinal), f.Value))]);
        return (200, Copy(Sessions[id]));
    }

    private HttpResponseMessage Read(string[] parts, List<(string Name, string Value)> fields)
    {
        string? F(string name) => fields.FirstOrDefault(f => f.Name == name).Value;
        if (parts[1] == "checkout")
        {
            if (!Sessions.TryGetValue(parts[3], out var session)) return Error(404, "invalid_request_error", "resource_missing", "No such checkout session.");
            var shown = Copy(session);
            if ((string?)shown["payment_intent"] is { } paid) shown["payment_intent"] = Copy(Intents[paid]);
            return Answer(200, shown.ToJsonString());
        }

        if (parts[1] == "balance") return Answer(200, """{"object":"balance"}""");
        if (parts[1] == "disputes") return Disputes.TryGetValue(parts[2], out var dispute) ? Answer(200, dispute.ToJsonString()) : Error(404, "invalid_request_error", "resource_missing", "No such dispute.");
        if (parts[1] == "refunds") return Answer(200, List(_refunds.Where(r => (string)r["payment_intent"]! == F("payment_intent"))));
        if (parts[2] == "search")
        {
            var wanted = F("query")!.Split('\'')[3];
            return Answer(200, List(SearchLags ? [] : Intents.Values.Where(i => (string?)i["metadata"]!["comptoir_payment"] == wanted)));
        }

        return Intents.TryGetValue(parts[2], out var intent) ? Answer(200, intent.ToJsonString()) : Error(404, "invalid_request_error", "resource_missing", "No such payment_intent.");
    }

    private void Succeed(JsonObject intent)
    {
        intent["next_action"] = null;
        if ((string)intent["capture_method"]! == "manual") (intent["status"], intent["amount_capturable"]) = ("requires_capture", (long)intent["amount"]!);
        else Capture(intent, (long)intent["amount"]!);
    }

    private static void Capture(JsonObject intent, long amount)
    {
        (intent["status"], intent["amount_received"], intent["amount_capturable"]) = ("succeeded", amount, 0L);
        intent["latest_charge"] = new JsonObject
        {
            ["id"] = $"ch_{intent["id"]}",
            ["object"] = "charge",
            ["amount_captured"] = amount,
            ["amount_refunded"] = 0L,
            ["balance_transaction"] = new JsonObject { ["object"] = "balance_transaction", ["currency"] = (string)intent["currency"]!, ["fee"] = 25 + amount * 14 / 1000 },
        };
    }

    private (int, JsonObject) Refund(JsonObject intent, long amount, JsonObject metadata)
    {
        var charge = intent["latest_charge"] as JsonObject;
        var back = (long?)charge?["amount_refunded"] ?? 0;
        if (charge is null || back + amount > (long)charge["amount_captured"]!) return (400, Envelope("invalid_request_error", "charge_already_refunded", "The refund is greater than what is left."));
        charge["amount_refunded"] = back + amount;
        var refund = new JsonObject { ["id"] = $"re_{++_number}", ["object"] = "refund", ["created"] = 1_790_000_000 + _number, ["amount"] = amount, ["payment_intent"] = (string)intent["id"]!, ["status"] = "succeeded", ["metadata"] = metadata };
        _refunds.Add(refund);
        return (200, Copy(refund));
    }

    private static JsonObject Metadata(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Where(f => f.Name.StartsWith("metadata[", StringComparison.Ordinal)).Select(f => KeyValuePair.Create(f.Name[9..^1], (JsonNode?)f.Value)));

    private static List<(string Name, string Value)> Parse(string form) =>
        [.. form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (WebUtility.UrlDecode(p[0]), WebUtility.UrlDecode(p[1])))];

    private static string List(IEnumerable<JsonObject> data) => new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. data.Select(d => (JsonNode)Copy(d))]) }.ToJsonString();

    private static JsonObject Copy(JsonObject o) => (JsonObject)o.DeepClone();

    private static JsonObject Envelope(string type, string? code, string message) => new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message } };

    private HttpResponseMessage Error(int status, string type, string? code, string message) => Answer(status, Envelope(type, code, message).ToJsonString());

    /// <summary>Every object goes out with all members that Stripe's has, and with no other.</summary>
    private HttpResponseMessage Answer(int status, string body)
    {
        var answer = (JsonObject)JsonNode.Parse(body)!;
        foreach (var one in answer["data"] is JsonArray list ? list.OfType<JsonObject>() : [answer])
        {
            Complaints.AddRange(StripeShapes.Wrong(one));
            StripeShapes.Whole(one);
        }

        return new((HttpStatusCode)status) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
    }
}
