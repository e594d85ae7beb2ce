using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>What a completion says about paying.</summary>
/// <param name="Outcome">How the buyer's authentication ended; null: none was made.</param>
internal sealed record PaymentRequest(PaymentInstrument Instrument, string? Outcome)
{
    private static readonly string[] Outcomes = ["abandoned", "attempt_acknowledged", "authenticated", "canceled", "denied", "informational", "internal_error", "not_supported", "processing_error", "rejected"];

    /// <summary>Null only with a problem.</summary>
    /// <param name="handlers">The shop's; the only one may be left unnamed, as the specification's older examples do.</param>
    public static PaymentRequest? Read(WireReader read, JsonObject body, IReadOnlyList<PaymentHandler> handlers)
    {
        const string path = "$.payment_data";
        if (read.Object(body, "payment_data", "$") is not { } data)
        {
            read.Refuse("missing_required_field", $"{path} is required.", path);
            return null;
        }

        var instrument = read.Object(data, "instrument", path);
        var credential = read.Object(instrument, "credential", $"{path}.instrument");
        var token = read.Text(credential, "token", $"{path}.instrument.credential", 2000) ?? read.Text(data, "token", path, 2000);
        var handler = read.Text(data, "handler_id", path, 200) ?? (handlers.Count == 1 || data.ContainsKey("token") ? handlers.FirstOrDefault()?.Id : null);
        if (instrument is null && token is null && data.ContainsKey("purchase_order_number")) read.Refuse("unsupported", "Purchase orders are not taken here.", $"{path}.purchase_order_number");
        if (string.IsNullOrWhiteSpace(handler)) read.Refuse("missing_required_field", $"{path}.handler_id is required.", $"{path}.handler_id");
        if (string.IsNullOrWhiteSpace(token)) read.Refuse("missing_required_field", $"{path}.instrument.credential.token is required.", $"{path}.instrument.credential.token");
        var billing = read.Object(data, "billing_address", path) is { } address ? PeopleRequest.Address(read, address, $"{path}.billing_address") : null;
        var (outcome, proof) = Authentication(read, body);
        var kept = new JsonObject { ["type"] = read.Text(credential, "type", $"{path}.instrument.credential", 50) ?? "spt", ["token"] = token }.Maybe("authentication", proof);
        return new(new("instrument", handler ?? "", read.Text(instrument, "type", $"{path}.instrument", 50) ?? "card", kept, null, billing, Selected: true), outcome);
    }

    private static (string? Outcome, JsonObject? Proof) Authentication(WireReader read, JsonObject body)
    {
        const string path = "$.authentication_result";
        if (read.Object(body, "authentication_result", "$") is not { } result) return (null, null);
        var outcome = read.Text(result, "outcome", path, 40);
        if (outcome is null || !Outcomes.Contains(outcome, StringComparer.Ordinal)) read.Refuse("invalid_request", $"{path}.outcome must be one of {string.Join(", ", Outcomes)}.", $"{path}.outcome");
        var details = read.Object(result, "outcome_details", path);
        if (outcome is "authenticated" or "informational" or "attempt_acknowledged")
        {
            foreach (var name in new[] { "three_ds_cryptogram", "electronic_commerce_indicator", "transaction_id", "version" })
                if (read.Text(details, name, $"{path}.outcome_details", 200) is null) read.Refuse("missing_required_field", $"{path}.outcome_details.{name} is required.", $"{path}.outcome_details.{name}");
        }

        var proof = details?.DeepClone().AsObject() ?? [];
        proof["outcome"] = outcome;
        return (outcome, proof);
    }
}
