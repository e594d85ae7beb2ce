using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Trust;

namespace Comptoir.Protocols.Acp;

/// <summary>ACP's flat error: type, code, message and, where one member is to blame, its path.</summary>
internal static class AcpErrors
{
    public const string InvalidRequest = "invalid_request";
    public const string ProcessingError = "processing_error";
    public const string ServiceUnavailable = "service_unavailable";

    private const int Soon = 2;

    public static AcpAnswer Of(int status, string code, string message, string? param = null, string type = InvalidRequest) =>
        new(status, new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message }.Maybe("param", param));

    /// <summary>The version that the caller names is missing or not served.</summary>
    public static AcpAnswer Version(string? asked)
    {
        var answer = asked is null
            ? Of(400, "missing_api_version", "The header API-Version is required.")
            : Of(400, "unsupported_api_version", $"API-Version {(asked.Length <= 20 ? asked : asked[..20])} is not served.");
        answer.Body["supported_versions"] = WireWriter.Array(AcpVersions.Supported);
        return answer;
    }

    /// <summary>The gate let nobody in.</summary>
    public static AcpAnswer Of(AgentDenial? denial) => denial is null
        ? Of(403, "forbidden", "This shop does not serve this agent.")
        : Of(denial.Status, denial.Code == "profile_not_trusted" ? "forbidden" : denial.Code, denial.Content, type: denial.Status == 503 ? ServiceUnavailable : InvalidRequest) with { RetryAfter = denial.RetryAfter };

    public static AcpAnswer KeyRequired(string what) => Of(400, "idempotency_key_required", $"{what} needs an idempotency key.");

    public static AcpAnswer InFlight() =>
        Of(409, "idempotency_in_flight", "A request with this key is still being processed.") with { RetryAfter = Soon };

    /// <summary>A refusal by the shop.</summary>
    /// <param name="cancelling">A checkout that has ended cannot be cancelled: 405.</param>
    public static AcpAnswer Of(Refusal refusal, AcpCall call, bool cancelling = false)
    {
        var param = AcpPaths.Of(refusal.Path);
        AcpAnswer Say(int status, string? code = null, string type = InvalidRequest, string? at = null) =>
            Of(status, code ?? refusal.Code, refusal.Message, at ?? param, type) with { Replayed = false };
        return refusal.Kind switch
        {
            RefusalKind.NotFound => Say(404),
            RefusalKind.Invalid when refusal.Code == "not_found" && param?.StartsWith("$.line_items", StringComparison.Ordinal) == true => Say(400, "invalid_item_id"),
            RefusalKind.Invalid or RefusalKind.NotReady => Say(400),
            RefusalKind.Conflict when cancelling && refusal.Code is "already_completed" or "canceled" => Say(405),
            RefusalKind.IdempotencyConflict => Say(422, "idempotency_conflict", call.IsOld ? "request_not_idempotent" : InvalidRequest),
            RefusalKind.PaymentDeclined => Say(402, "payment_declined", ProcessingError),
            RefusalKind.PaymentActionRequired => Say(400, "requires_3ds", at: "$.authentication_result"),
            RefusalKind.PaymentPending => Say(409, "complete_in_progress") with { RetryAfter = Soon },
            RefusalKind.Forbidden => Say(403),
            _ => Say(409),
        };
    }
}

/// <summary>Paths of the services' messages, which speak of UCP's members, in ACP's.</summary>
internal static class AcpPaths
{
    public static string? Of(string? path) => path switch
    {
        null => null,
        _ when path.StartsWith("$.payment", StringComparison.Ordinal) => "$.payment_data",
        _ when path.Contains("selected_option_id", StringComparison.Ordinal) => "$.selected_fulfillment_options",
        _ when path.StartsWith("$.fulfillment", StringComparison.Ordinal) => "$.fulfillment_details",
        _ when path.StartsWith("$.context.address_country", StringComparison.Ordinal) => "$.fulfillment_details.address.country",
        _ when path.StartsWith("$.context", StringComparison.Ordinal) => "$",
        _ => path,
    };
}
