using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.A2a;

/// <summary>
/// Does what a message asks, by the operations that REST and MCP have: <c>create_checkout</c>, <c>add_to_checkout</c>,
/// <c>remove_from_checkout</c>, <c>update_checkout</c>, <c>get_checkout</c>, <c>complete_checkout</c>, <c>cancel_checkout</c>,
/// <c>search_catalog</c>. Words alone are a search.
/// </summary>
internal sealed class A2aActions(UcpOperations operations)
{
    private const string CheckoutPart = "a2a.ucp.checkout";

    private static readonly string[] Kept = ["buyer", "context", "attribution", "fulfillment", "discounts", "signals"];

    public async Task<(JsonArray Parts, UcpAnswer? Refused, string? CheckoutId)> RunAsync(UcpCall call, A2aMessage message, CancellationToken ct)
    {
        if (message.Operation == "search_catalog") return await SearchAsync(call, message, ct);
        var current = message.ContextId is { } id ? await operations.GetCheckoutAsync(call, id, ct) : null;
        if (current is { Status: 200 } && current.Body["id"] is null) current = null;

        // as it would come over the wire, since a part of it becomes a request again
        if (current is not null) current = current with { Body = (JsonObject)JsonNode.Parse(current.Body.ToJsonString())! };
        var checkoutId = (string?)current?.Body["id"];
        if (checkoutId is null && message.Action is "get_checkout" or "complete_checkout" or "cancel_checkout" or "remove_from_checkout" or "update_checkout")
            return Refused(new(400, new() { ["code"] = "not_found", ["content"] = "This conversation has no checkout; repeat the contextId of an earlier answer, or add something first." }, IsError: true));

        // what is bought after an order is a new checkout
        var open = (string?)current?.Body["status"] is not ("completed" or "canceled");
        var answer = message.Action switch
        {
            "get_checkout" => current,
            "complete_checkout" => await operations.CompleteCheckoutAsync(call, checkoutId!, Payment(message.Data), ct),
            "cancel_checkout" => await operations.CancelCheckoutAsync(call, checkoutId!, ct),
            "create_checkout" => await operations.CreateCheckoutAsync(call, Wanted(null, message.Data, Lines(null, message.Data, add: true)), ct),
            "add_to_checkout" when checkoutId is null || !open => await operations.CreateCheckoutAsync(call, Wanted(null, message.Data, Lines(null, message.Data, add: true)), ct),
            "add_to_checkout" => await operations.UpdateCheckoutAsync(call, checkoutId, Wanted(current!.Body, message.Data, Lines(current.Body, message.Data, add: true)), ct),
            "remove_from_checkout" => await operations.UpdateCheckoutAsync(call, checkoutId!, Wanted(current!.Body, message.Data, Lines(current.Body, message.Data, add: false)), ct),
            "update_checkout" => await operations.UpdateCheckoutAsync(call, checkoutId!, Wanted(current!.Body, message.Data, message.Data["line_items"]?.DeepClone() ?? Lines(current.Body, [], add: true)), ct),
            _ => null,
        };
        if (answer is null) return Refused(new(400, new() { ["code"] = "unknown_action", ["content"] = "There is no such action." }, IsError: true));
        return answer.IsError ? Refused(answer) : ([Data(CheckoutPart, answer.Body)], null, (string?)answer.Body["id"] ?? checkoutId);
    }

    private async Task<(JsonArray, UcpAnswer?, string?)> SearchAsync(UcpCall call, A2aMessage message, CancellationToken ct)
    {
        var query = message.Action is null ? new JsonObject { ["query"] = message.Text } : (JsonObject)message.Data.DeepClone();
        var found = await operations.SearchCatalogAsync(call, query, ct);
        if (found.IsError) return Refused(found);
        var lines = ((JsonArray)found.Body["products"]!).Select(p => $"{p!["title"]} — {p["price_range"]!["min"]!["amount"]} {p["price_range"]!["min"]!["currency"]} ({p["id"]})").ToList();
        var text = lines.Count == 0 ? Say(call, "Nothing fits that.", "Rien ne correspond.") : string.Join('\n', lines);
        return ([new JsonObject { ["kind"] = "text", ["text"] = text }, Data("products", found.Body["products"]!.DeepClone())], null, null);
    }

    /// <summary>The whole of the checkout as it should be: what the message names, else what is there.</summary>
    private static JsonObject Wanted(JsonObject? current, JsonObject data, JsonNode lines)
    {
        var wanted = new JsonObject { ["line_items"] = lines };
        foreach (var name in Kept)
            if ((data[name] ?? current?[name]) is { } value) wanted[name] = value.DeepClone();
        return wanted;
    }

    /// <summary>The lines that are there with the product of the message added or taken away.</summary>
    private static JsonArray Lines(JsonObject? current, JsonObject data, bool add)
    {
        var lines = new JsonArray([.. (current?["line_items"] as JsonArray ?? []).OfType<JsonObject>().Select(l => (JsonNode)new JsonObject
        {
            ["id"] = l["id"]?.DeepClone(),
            ["item"] = new JsonObject { ["id"] = l["item"]!["id"]!.DeepClone() },
            ["quantity"] = l["quantity"]?.DeepClone(),
        })]);
        if (data["product_id"] is not { } product) return current is null && data["line_items"] is JsonArray given ? (JsonArray)given.DeepClone() : lines;
        var same = lines.OfType<JsonObject>().FirstOrDefault(l => JsonNode.DeepEquals(l["item"]!["id"], product));
        if (same is not null && (!add || Count(same) is not null)) lines.Remove(same);
        var left = same is null ? 0 : Count(same) ?? 0;
        var change = Count(data);
        var quantity = add ? left + (change ?? 1) : change is null ? 0 : left - change.Value;
        if (add || quantity > 0) lines.Add(new JsonObject { ["item"] = new JsonObject { ["id"] = product.DeepClone() }, ["quantity"] = data["quantity"] is not null && change is null ? data["quantity"]!.DeepClone() : quantity });
        return lines;
    }

    private static long? Count(JsonObject from) => new WireReader().Integer(from, "quantity", "$") is { } quantity and >= -1_000_000 and <= 1_000_000 ? quantity : null;

    /// <summary>A payment may be sent whole or as its one instrument.</summary>
    private static JsonObject Payment(JsonObject data)
    {
        var body = new JsonObject();
        if (data["payment"] is JsonObject payment)
            body["payment"] = payment["instruments"] is not null ? payment.DeepClone() : new JsonObject { ["instruments"] = new JsonArray { payment.DeepClone() } };
        foreach (var name in (string[])["signals", "ap2"])
            if (data[name] is { } value) body[name] = value.DeepClone();
        return body;
    }

    private static JsonObject Data(string key, JsonNode value) => new() { ["kind"] = "data", ["data"] = new JsonObject { [key] = value } };

    private static (JsonArray Parts, UcpAnswer? Refused, string? CheckoutId) Refused(UcpAnswer answer) => ([], answer, null);

    private static string Say(UcpCall call, string english, string french) => call.Context.Language == "fr" ? french : english;
}
