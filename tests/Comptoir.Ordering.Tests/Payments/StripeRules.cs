namespace Comptoir.Ordering.Tests.Payments;

/// <summary>
/// What Stripe's published interface description allows of the requests that Comptoir makes: method, path and form fields. Facts only,
/// put into our own form; https://github.com/stripe/openapi (MIT) has the whole.
/// </summary>
internal static class StripeRules
{
    private static readonly string[] Intent =
    [
        "amount:integer", "currency:currency", "confirm:boolean", "capture_method:automatic|automatic_async|manual", "payment_method:id", "return_url:url",
        "payment_method_data[shared_payment_granted_token]:id", "automatic_payment_methods[enabled]:boolean", "automatic_payment_methods[allow_redirects]:always|never",
        "metadata[]:metadata", "expand[]:path",
    ];

    /// <summary>Fields by method and path; <c>*</c> stands for one id.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Requests = new Dictionary<string, string[]>
    {
        ["POST /v1/payment_intents"] = Intent,
        ["POST /v1/payment_intents/*/capture"] = ["amount_to_capture:integer", "final_capture:boolean", "metadata[]:metadata", "expand[]:path"],
        ["POST /v1/payment_intents/*/cancel"] = ["cancellation_reason:abandoned|duplicate|fraudulent|requested_by_customer", "expand[]:path"],
        ["POST /v1/checkout/sessions"] =
        [
            "mode:payment|setup|subscription", "client_reference_id:id", "success_url:url", "cancel_url:url", "payment_method_types[0]:card",
            "line_items[0][quantity]:integer", "line_items[0][price_data][currency]:currency", "line_items[0][price_data][unit_amount]:integer", "line_items[0][price_data][product_data][name]:id",
            "payment_intent_data[capture_method]:automatic|automatic_async|manual", "payment_intent_data[metadata]:metadata", "metadata[]:metadata", "expand[]:path",
        ],
        ["GET /v1/checkout/sessions/*"] = ["expand[]:path"],
        ["POST /v1/checkout/sessions/*/expire"] = ["expand[]:path"],
        ["POST /v1/refunds"] = ["payment_intent:id", "charge:id", "amount:integer", "reason:duplicate|fraudulent|requested_by_customer", "metadata[]:metadata", "expand[]:path"],
        ["GET /v1/payment_intents/*"] = ["client_secret:id", "expand[]:path"],
        ["GET /v1/payment_intents/search"] = ["query:query", "limit:integer", "page:id", "expand[]:path"],
        ["GET /v1/refunds"] = ["payment_intent:id", "charge:id", "limit:integer", "starting_after:id", "ending_before:id", "expand[]:path"],
        ["GET /v1/disputes/*"] = ["expand[]:path"],
        ["GET /v1/balance"] = ["expand[]:path"],
    };

    /// <summary>Null: the request is allowed; else the parameter that is not.</summary>
    public static string? Wrong(string route, IReadOnlyList<(string Name, string Value)> fields)
    {
        if (!Requests.TryGetValue(route, out var allowed)) return "route";
        foreach (var (name, value) in fields)
        {
            var rule = allowed.FirstOrDefault(a => a.StartsWith(name + ":", StringComparison.Ordinal) || (a.StartsWith("metadata[]", StringComparison.Ordinal) && name.StartsWith("metadata[", StringComparison.Ordinal))
                || (a.StartsWith("payment_intent_data[metadata]", StringComparison.Ordinal) && name.StartsWith("payment_intent_data[metadata][", StringComparison.Ordinal)));
            if (rule is null || !Fits(rule[(rule.IndexOf(':', StringComparison.Ordinal) + 1)..], value)) return name;
        }

        return fields.Count(f => f.Name.StartsWith("metadata[", StringComparison.Ordinal)) > 50 ? "metadata" : null;
    }

    private static bool Fits(string type, string value) => type switch
    {
        "integer" => long.TryParse(value, out var n) && n is >= 0 and <= 99_999_999,
        "boolean" => value is "true" or "false",
        "currency" => value.Length == 3 && value.All(char.IsAsciiLetterLower),
        "id" => value.Length is > 0 and <= 5000,
        "url" => Uri.TryCreate(value, UriKind.Absolute, out _),
        "metadata" => value.Length <= 500,
        "query" => value.Length is > 0 and <= 5000,
        "path" => value.Length > 0,
        _ => type.Split('|').Contains(value),
    };
}
