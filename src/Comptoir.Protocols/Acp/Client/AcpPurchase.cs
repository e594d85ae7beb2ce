using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp.Client;

/// <summary>What a platform is to buy for whom.</summary>
/// <param name="Items">Id of the merchant and pieces.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Most">The most to pay with delivery, minor units.</param>
public sealed record AcpWish(IReadOnlyList<KeyValuePair<string, int>> Items, string Name, string Email, string Line, string City, string PostalCode, string Country, string Currency, long Most);

/// <param name="Status">The session's, as the merchant says.</param>
/// <param name="Total">Minor units, with delivery.</param>
/// <param name="OrderId">Null: nothing was bought.</param>
/// <param name="Challenge">Where the buyer confirms with the bank before <see cref="AcpPurchase.FinishAsync"/> goes on; null: nothing is asked.</param>
public sealed record AcpPurchased(string SessionId, string Status, long Total, string? OrderId, string? OrderUrl, string? Challenge, string Token, string? AuthenticationId);

/// <summary>
/// A whole purchase over ACP as an agent's platform makes it: a session, the cheapest delivery, the card delegated to the provider for exactly
/// its total, the completion, and the buyer's authentication where the bank asks for one.
/// </summary>
public sealed class AcpPurchase(AcpCaller merchant, AcpCaller provider, TimeProvider time)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(30);
    private readonly DelegatedPayments _payments = new(provider);
    private readonly DelegatedAuthentications _authentications = new(provider);

    /// <exception cref="AcpException">The merchant or the provider refused, the session cannot be paid, or it costs more than wished.</exception>
    public async Task<AcpPurchased> BuyAsync(AcpWish wish, DelegatedCard card, CancellationToken ct)
    {
        var session = await merchant.PostAsync("checkout_sessions", Wanted(wish), ct);
        var id = Text(session, "id");
        if (Text(session, "status") != "ready_for_payment" && Cheapest(session) is { } option)
            session = await merchant.PostAsync($"checkout_sessions/{Uri.EscapeDataString(id)}", new() { ["selected_fulfillment_options"] = new JsonArray { option } }, ct);
        if (Text(session, "status") != "ready_for_payment") throw new AcpException(200, "not_ready", $"The session is {Text(session, "status")}: {Said(session)}");
        var total = Total(session);
        if (total > wish.Most) throw new AcpException(200, "too_expensive", $"It costs {total} and not at most {wish.Most}.");
        if (Handlers(session).FirstOrDefault(h => SessionMemory.Text((h["config"] as JsonObject)?["merchant_id"]) is not null) is not { } handler) throw new AcpException(200, "no_handler", "The merchant takes no delegated card.");

        var token = await _payments.DelegateAsync(card, new(total, wish.Currency, id, Text(handler["config"] as JsonObject, "merchant_id"), time.GetUtcNow() + Allowed), ct);
        try
        {
            return Bought(await CompleteAsync(id, Text(handler, "id"), token.Id, null, wish, ct), total, token.Id);
        }
        catch (AcpException e) when (e.Code == "requires_3ds")
        {
            var step = await _authentications.StartAsync(Text(handler["config"] as JsonObject, "merchant_id"), card, total, wish.Currency, id, null, ct);
            step = await _authentications.AuthenticateAsync(step.Id, step.Action == "fingerprint" ? false : null, ct);
            return step.Action == "challenge"
                ? new(id, "authentication_required", total, null, null, step.Address, token.Id, step.Id)
                : await FinishAsync(new(id, "", total, null, null, null, token.Id, step.Id), wish, ct);
        }
    }

    /// <summary>Goes on after the buyer was with the bank.</summary>
    /// <exception cref="AcpException">The bank has not decided yet, or the merchant refused.</exception>
    public async Task<AcpPurchased> FinishAsync(AcpPurchased asked, AcpWish wish, CancellationToken ct)
    {
        var step = await _authentications.GetAsync(asked.AuthenticationId ?? throw new ArgumentException("No authentication was begun.", nameof(asked)), ct);
        if (step.Outcome is not { } outcome) throw new AcpException(200, "not_decided", $"The bank's answer is still {step.Status}.");
        var session = await merchant.GetAsync($"checkout_sessions/{Uri.EscapeDataString(asked.SessionId)}", ct);
        var handler = Handlers(session).FirstOrDefault() ?? throw new AcpException(200, "no_handler", "The merchant takes no delegated card.");
        return Bought(await CompleteAsync(asked.SessionId, Text(handler, "id"), asked.Token, outcome, wish, ct), asked.Total, asked.Token);
    }

    private Task<JsonObject> CompleteAsync(string id, string handler, string token, JsonObject? authentication, AcpWish wish, CancellationToken ct) =>
        merchant.PostAsync($"checkout_sessions/{Uri.EscapeDataString(id)}/complete", new JsonObject
        {
            ["buyer"] = Buyer(wish),
            ["payment_data"] = new JsonObject { ["handler_id"] = handler, ["instrument"] = new JsonObject { ["type"] = "card", ["credential"] = new JsonObject { ["type"] = "spt", ["token"] = token } } },
        }.Maybe("authentication_result", authentication), ct);

    private static AcpPurchased Bought(JsonObject session, long total, string token) =>
        new(Text(session, "id"), Text(session, "status"), total, SessionMemory.Text((session["order"] as JsonObject)?["id"]), SessionMemory.Text((session["order"] as JsonObject)?["permalink_url"]), null, token, null);

    private static JsonObject Wanted(AcpWish wish) => new()
    {
        ["line_items"] = WireWriter.Array(wish.Items.Select(i => new JsonObject { ["id"] = i.Key, ["quantity"] = i.Value })),
        ["currency"] = wish.Currency.ToLowerInvariant(),
        ["capabilities"] = new JsonObject { ["interventions"] = new JsonObject { ["supported"] = new JsonArray { "3ds" } } },
        ["buyer"] = Buyer(wish),
        ["fulfillment_details"] = new JsonObject
        {
            ["name"] = wish.Name,
            ["email"] = wish.Email,
            ["address"] = new JsonObject { ["name"] = wish.Name, ["line_one"] = wish.Line, ["city"] = wish.City, ["state"] = "", ["country"] = wish.Country, ["postal_code"] = wish.PostalCode },
        },
    };

    private static JsonObject Buyer(AcpWish wish)
    {
        var names = wish.Name.Split(' ', 2);
        return new JsonObject { ["email"] = wish.Email, ["first_name"] = names[0] }.Maybe("last_name", names.Length > 1 ? names[1] : null);
    }

    private static JsonObject? Cheapest(JsonObject session) => (session["fulfillment_options"] as JsonArray ?? []).OfType<JsonObject>()
        .OrderBy(Total)
        .Select(o => new JsonObject { ["type"] = Text(o, "type"), ["option_id"] = Text(o, "id"), ["item_ids"] = new JsonArray() })
        .FirstOrDefault();

    private static IEnumerable<JsonObject> Handlers(JsonObject session) => (((session["capabilities"] as JsonObject)?["payment"] as JsonObject)?["handlers"] as JsonArray ?? []).OfType<JsonObject>();

    private static long Total(JsonObject from) => (from["totals"] as JsonArray ?? []).OfType<JsonObject>().Where(t => SessionMemory.Text(t["type"]) == "total").Select(t => new WireReader().Integer(t, "amount", "$")).FirstOrDefault() ?? 0;

    private static string Said(JsonObject session) => string.Join(' ', (session["messages"] as JsonArray ?? []).OfType<JsonObject>().Select(m => SessionMemory.Text(m["content"])).OfType<string>().Take(5));

    private static string Text(JsonObject? from, string member) => SessionMemory.Text(from?[member]) ?? throw new AcpException(200, "invalid_response", $"The answer has no {member}.");
}
