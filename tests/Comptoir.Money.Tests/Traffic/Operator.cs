using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>A person at the console: looks at an order, asks for the confirmation page and posts its form as it stands.</summary>
internal sealed partial class Operator(string agent, Door door, Journal journal, Random random)
{
    /// <param name="key">Tracking number or reason: finds the action again in the order.</param>
    /// <param name="action">ship, refund or cancel; null: as chance has it.</param>
    public async Task ActAsync(string orderId, string key, string? action = null)
    {
        action ??= random.Next(10) switch { < 4 => "ship", < 8 => "refund", _ => "cancel" };
        if (await LinesAsync(orderId) is not { } lines) return;
        var wish = new Dictionary<string, string> { ["step"] = "confirm", [action == "ship" ? "tracking" : "reason"] = key };
        long? amount = null;
        var pieces = lines.Where(_ => random.Next(3) > 0).ToDictionary(l => "q." + l.Id, l => random.Next(1, l.Quantity + 1).ToString(CultureInfo.InvariantCulture));
        if (action == "refund" && random.Next(2) == 0)
        {
            amount = random.Next(1, 400);
            (wish["by"], wish["type"], wish["amount"]) = ("amount", "refund", (amount.Value / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        }
        else if (action != "cancel")
        {
            foreach (var (name, quantity) in pieces) wish[name] = quantity;
            if (action == "refund") (wish["by"], wish["type"]) = ("lines", random.Next(2) == 0 ? "refund" : "return");

            // all refunds of an order restock or none does, so that the shelves can be checked
            if (action == "refund" && orderId[^1] % 2 == 0) wish["restock"] = "on";
        }

        var path = $"/console/orders/{orderId}/{action}";
        var page = await door.ConsoleAsync(HttpMethod.Get, $"{path}?lang=en&{string.Join('&', wish.Select(w => $"{w.Key}={Uri.EscapeDataString(w.Value)}"))}", null);
        var form = Hidden().Matches(page.Text).ToDictionary(m => WebUtility.HtmlDecode(m.Groups[1].Value), m => WebUtility.HtmlDecode(m.Groups[2].Value));
        if (page.Status != 200 || !form.ContainsKey("version"))
        {
            journal.Count($"{action}: not possible");
            return;
        }

        if (action != "ship") form["reason"] = key;
        var done = await door.ConsoleAsync(HttpMethod.Post, path, form);

        // a redirect says "done" or "not possible any more": what the order then shows has been promised to whoever reads it
        if (done.Status == 303 && await ShowsAsync(orderId, key))
            journal.Write(new(action switch { "ship" => "shipped", "refund" => "refunded", _ => "canceled order" }, key, null, orderId, action == "refund" ? amount : null));
        else
            journal.Count($"{action}: {done.Status}{(done.Repeated ? " repeated" : "")}");
    }

    private async Task<List<(string Id, int Quantity)>?> LinesAsync(string orderId)
    {
        var order = await door.UcpAsync(agent, HttpMethod.Get, $"/orders/{orderId}", null, null);
        if (order.Json?["line_items"] is JsonArray own) return [.. own.Select(l => (l!["id"]!.GetValue<string>(), Count(l["quantity"])))];

        // another agent's order: the console shows every line with a field
        var page = await door.ConsoleAsync(HttpMethod.Get, $"/console/orders/{orderId}/ship?lang=en", null);
        var fields = QuantityField().Matches(page.Text);
        return page.Status == 200 && fields.Count > 0 ? [.. fields.Select(m => (m.Groups[1].Value, 1))] : null;
    }

    private async Task<bool> ShowsAsync(string orderId, string key)
    {
        var page = await door.ConsoleAsync(HttpMethod.Get, $"/console/orders/{orderId}?lang=en", null);
        return page.Status == 200 && page.Text.Contains(key, StringComparison.Ordinal);
    }

    private static int Count(JsonNode? quantity) => quantity switch
    {
        JsonValue v => v.GetValue<int>(),
        JsonObject o => o["total"]?.GetValue<int>() ?? o["original"]?.GetValue<int>() ?? 1,
        _ => 1,
    };

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"q\\.([^\"]+)\"")]
    private static partial Regex QuantityField();
}
