using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Acp.Requests;

namespace Comptoir.Protocols.Acp;

/// <summary>
/// What a session keeps of what the agent said beside its content, in <see cref="Ordering.Checkouts.Checkout.Carried"/>: what it can do,
/// delivery details as told, notes, attribution, why it was cancelled. Attribution and traces are never answered.
/// </summary>
internal static class SessionMemory
{
    public const string Member = "acp";
    private const int LongestNotes = 5000;
    private const int LongestTrace = 500;
    private const int Most = 12 * 1024;
    private const int MostMetadata = 50;

    private static readonly string[] Reasons = ["price_sensitivity", "shipping_cost", "shipping_speed", "product_fit", "trust_security", "returns_policy", "payment_options", "comparison", "timing_deferred", "other"];

    /// <summary>What is kept after a create, an update or a completion.</summary>
    /// <param name="before">What was kept so far; null: nothing.</param>
    /// <param name="touchpoint">first or last: which attribution this request may bring.</param>
    public static JsonObject? After(WireReader read, JsonObject body, JsonObject? before, string? touchpoint)
    {
        var carried = before?.DeepClone().AsObject() ?? [];
        var kept = carried[Member] as JsonObject ?? [];
        Keep(kept, "interventions", body, "capabilities", Interventions(read, body));
        Keep(kept, "extensions", body, "capabilities", Extensions(read, body));
        Keep(kept, "details", body, "fulfillment_details", read.Object(body, "fulfillment_details", "$")?.DeepClone());
        Keep(kept, "groups", body, "fulfillment_groups", read.Objects(body, "fulfillment_groups", "$", 50) is { Count: > 0 } groups ? WireWriter.Array(groups.Select(g => g.DeepClone())) : null);
        Keep(kept, "metadata", body, "metadata", read.Object(body, "metadata", "$")?.DeepClone());
        foreach (var (name, longest) in new[] { ("order_notes", LongestNotes), ("locale", 35), ("timezone", 60) })
            Keep(kept, name, body, name, read.Text(body, name, "$", longest) is { } text ? JsonValue.Create(text) : null);
        if (touchpoint is not null && Attribution(read, body) is { } attribution)
        {
            var all = kept["attribution"] as JsonObject ?? [];
            all[touchpoint] = attribution;
            if (all.Parent is null) kept["attribution"] = all;
        }

        if (kept.Count > 0 && kept.Parent is null) carried[Member] = kept;
        if (read.Problem is null && carried.ToJsonString().Length > Most) read.Refuse("too_long", $"Notes, details, metadata and attribution together are longer than {Most} characters.", "$");
        return carried.Count > 0 ? carried : null;
    }

    /// <summary>What is kept after a cancellation: a trace that is not as it must be is left out, it never stands in the way.</summary>
    public static JsonObject? AfterCancel(JsonObject body, JsonObject? before)
    {
        if (body["intent_trace"] is not JsonObject told || Text(told["reason_code"]) is not { } reason) return before;
        var trace = new JsonObject { ["reason_code"] = Reasons.Contains(reason, StringComparer.Ordinal) ? reason : "other" }
            .Maybe("trace_summary", Text(told["trace_summary"]) is { } summary ? summary.Length <= LongestTrace ? summary : summary[..LongestTrace] : null);
        if (told["metadata"] is JsonObject metadata && IsFlat(metadata)) trace["metadata"] = metadata.DeepClone();
        var carried = before?.DeepClone().AsObject() ?? [];
        var kept = carried[Member] as JsonObject ?? [];
        kept["intent_trace"] = trace;
        if (kept.Parent is null) carried[Member] = kept;
        return carried;
    }

    public static JsonObject? Of(JsonObject? carried) => carried?[Member] as JsonObject;

    /// <summary>The address as the agent told it; null: none.</summary>
    public static Address? Address(JsonObject? carried) =>
        Of(carried)?["details"] is JsonObject details && details["address"] is JsonObject address
            ? PeopleRequest.Address(new WireReader(), address, "$", Text(details["phone_number"]))
            : null;

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>What the agent can do for the buyer, as it said; unknown names are left alone.</summary>
    public static IReadOnlyList<string> Texts(JsonObject? carried, string name) =>
        [.. (Of(carried)?[name] as JsonArray ?? []).Select(Text).OfType<string>()];

    private static void Keep(JsonObject kept, string name, JsonObject body, string member, JsonNode? value)
    {
        if (!body.ContainsKey(member)) return;
        if (value is null) kept.Remove(name);
        else kept[name] = value;
    }

    private static JsonArray? Interventions(WireReader read, JsonObject body) =>
        read.Texts(read.Object(read.Object(body, "capabilities", "$"), "interventions", "$.capabilities"), "supported", "$.capabilities.interventions", 20, 60) is { Count: > 0 } supported ? WireWriter.Array(supported) : null;

    /// <summary>Names as texts or as declarations, with or without a version.</summary>
    private static JsonArray? Extensions(WireReader read, JsonObject body)
    {
        if (read.Object(body, "capabilities", "$")?["extensions"] is not JsonArray told) return null;
        var names = told.Take(20).Select(e => Text(e is JsonObject declared ? declared["name"] : e)).OfType<string>().Where(n => n.Length <= 100).Select(n => n.Split('@')[0]);
        return WireWriter.Array(names.Distinct(StringComparer.Ordinal)).OrNothing();
    }

    private static JsonObject? Attribution(WireReader read, JsonObject body)
    {
        const string path = "$.affiliate_attribution";
        if (read.Object(body, "affiliate_attribution", "$") is not { } told) return null;
        if (string.IsNullOrWhiteSpace(read.Text(told, "provider", path, 200))) read.Refuse("missing_required_field", $"{path}.provider is required.", $"{path}.provider");
        if (read.Text(told, "token", path, 2000) is null && read.Text(told, "publisher_id", path, 200) is null)
            read.Refuse("missing_required_field", $"{path} needs token or publisher_id.", path);
        if (read.Object(told, "metadata", path) is { } metadata && !IsFlat(metadata)) read.Refuse("invalid_request", $"{path}.metadata may hold texts, numbers and booleans only.", $"{path}.metadata");
        return told.DeepClone().AsObject();
    }

    private static bool IsFlat(JsonObject metadata) =>
        metadata.Count <= MostMetadata && metadata.All(m => m.Value is JsonValue v && v.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && v.ToJsonString().Length <= 2000);
}
