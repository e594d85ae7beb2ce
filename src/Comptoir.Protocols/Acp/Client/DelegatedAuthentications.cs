using System.Globalization;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp.Client;

/// <summary>How far a buyer's authentication has come.</summary>
/// <param name="Status">As the provider says: action_required, pending, authenticated, not_authenticated, not_supported, expired …</param>
/// <param name="Action">fingerprint or challenge; null: nothing is asked of the buyer's browser.</param>
/// <param name="Address">Where the browser goes for it.</param>
/// <param name="Result">The provider's <c>authentication_result</c>; null: not yet.</param>
public sealed record AuthenticationStep(string Id, string Status, string? Action, string? Address, JsonObject? Result)
{
    /// <summary>
    /// What a completion says of it as its member <c>authentication_result</c>; null while it still goes on. A bank that has no authentication
    /// is told as such, so that the merchant can decide.
    /// </summary>
    public JsonObject? Outcome => Status switch
    {
        "not_supported" => new() { ["outcome"] = "not_supported" },
        "expired" => new() { ["outcome"] = "abandoned" },
        "rejected" => new() { ["outcome"] = "rejected" },
        _ when Result is null => null,
        _ => new()
        {
            ["outcome"] = Status switch { "authenticated" => "authenticated", "attempted" => "attempt_acknowledged", _ => "denied" },
            ["outcome_details"] = new JsonObject
            {
                ["three_ds_cryptogram"] = SessionMemory.Text(Result["three_ds_cryptogram"]) ?? "none",
                ["electronic_commerce_indicator"] = SessionMemory.Text(Result["electronic_commerce_indicator"]) ?? "07",
                ["transaction_id"] = SessionMemory.Text(Result["transaction_id"]) ?? "",
                ["version"] = SessionMemory.Text(Result["version"]) ?? "",
            },
        },
    };
}

/// <summary>A client of delegated authentication: a platform has its buyer confirm with the bank before the merchant charges.</summary>
public sealed class DelegatedAuthentications(AcpCaller provider)
{
    private const string Path = "delegate_authentication";

    /// <param name="amount">Minor units.</param>
    /// <param name="notify">https address to which the bank's page leads afterwards; null: none.</param>
    /// <exception cref="AcpException">The provider refused.</exception>
    public async Task<AuthenticationStep> StartAsync(string merchantId, DelegatedCard card, long amount, string currency, string? sessionId, string? notify, CancellationToken ct) =>
        Read(await provider.PostAsync(Path, new JsonObject
        {
            ["merchant_id"] = merchantId,
            ["payment_method"] = new JsonObject
            {
                ["type"] = "card",
                ["number"] = card.Number,
                ["exp_month"] = card.Month.ToString("00", CultureInfo.InvariantCulture),
                ["exp_year"] = card.Year.ToString(CultureInfo.InvariantCulture),
                ["name"] = card.Name,
            },
            ["amount"] = new JsonObject { ["value"] = amount, ["currency"] = currency.ToUpperInvariant() },
        }.Maybe("checkout_session_id", sessionId).Maybe("challenge_notification_url", notify), ct));

    /// <param name="fingerprint">Whether the browser's fingerprint was taken: true, false (it took too long), or null where none was asked for.</param>
    public async Task<AuthenticationStep> AuthenticateAsync(string id, bool? fingerprint, CancellationToken ct) =>
        Read(await provider.PostAsync($"{Path}/{Uri.EscapeDataString(id)}/authenticate", new() { ["fingerprint_completion"] = fingerprint switch { true => "Y", false => "N", _ => "U" } }, ct));

    /// <summary>As it is now, with its result once there is one.</summary>
    public async Task<AuthenticationStep> GetAsync(string id, CancellationToken ct) => Read(await provider.GetAsync($"{Path}/{Uri.EscapeDataString(id)}", ct));

    private static AuthenticationStep Read(JsonObject answer)
    {
        if (SessionMemory.Text(answer["authentication_session_id"]) is not { Length: > 0 } id || SessionMemory.Text(answer["status"]) is not { } status)
            throw new AcpException(200, "invalid_response", "The provider's answer has no id or no status.");
        var action = answer["action"] as JsonObject;
        var type = SessionMemory.Text(action?["type"]);
        var address = type switch
        {
            "fingerprint" => SessionMemory.Text((action!["fingerprint"] as JsonObject)?["three_ds_method_url"]),
            "challenge" => SessionMemory.Text((action!["challenge"] as JsonObject)?["acs_url"]),
            _ => null,
        };
        return new(id, status, type, address, answer["authentication_result"] as JsonObject);
    }
}
