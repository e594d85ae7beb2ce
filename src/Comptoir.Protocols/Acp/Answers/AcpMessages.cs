using System.Text.Json.Nodes;
using Comptoir.Ordering;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>Messages in ACP's closed vocabulary. A warning that it has no word for becomes information, an error becomes <c>invalid</c>.</summary>
internal static class AcpMessages
{
    private static readonly string[] Warnings =
    [
        "discount_code_expired", "discount_code_invalid", "discount_code_already_applied", "discount_code_combination_disallowed",
        "discount_code_minimum_not_met", "discount_code_user_not_logged_in", "discount_code_user_ineligible", "discount_code_usage_limit_reached",
    ];

    public static JsonObject Write(Message m, bool old) => m.Type switch
    {
        "error" => Of("error", ErrorCode(m.Code), m, old),
        "warning" when WarningCode(m.Code) is { } code => Of("warning", code, m, old),
        _ => Of("info", null, m, old),
    };

    /// <summary>A message of our own about the session as a whole.</summary>
    public static JsonObject Info(string content) => new() { ["type"] = "info", ["content_type"] = "plain", ["content"] = content };

    public static string ErrorCode(string code) => code switch
    {
        "field_required" => "missing",
        "out_of_stock" or "item_unavailable" => "out_of_stock",
        "payment_failed" => "payment_declined",
        "payment_action_required" => "requires_3ds",
        "intervention_required" => "intervention_required",
        "address_undeliverable" => "region_restricted",
        "not_found" => "not_found",
        "invalid_quantity" => "quantity_exceeded",
        "expired" => "expired",
        _ => "invalid",
    };

    private static string? WarningCode(string code) => code switch
    {
        "price_changed" => "price_change",
        "item_unavailable" => "limited_availability",
        _ => Warnings.Contains(code, StringComparer.Ordinal) ? code : null,
    };

    private static JsonObject Of(string type, string? code, Message m, bool old) => new JsonObject { ["type"] = type }
        .Maybe("code", code)
        .Maybe("resolution", old || type != "error" ? null : m.Severity is "requires_buyer_input" or "requires_buyer_review" ? m.Severity : "recoverable")
        .Maybe("param", AcpPaths.Of(m.Path))
        .Maybe("content_type", "plain")
        .Maybe("content", m.Content);
}
