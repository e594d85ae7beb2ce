using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Web.Console.Texts;

namespace Comptoir.Web.Console.Agents.Trying;

/// <summary>A purchase over each door, one call after the other as an agent makes them. Each gives the id of its order.</summary>
internal static partial class Purchases
{
    private const string Ucp = "/ucp/2026-04-08";

    public static IReadOnlyList<string> Doors { get; } = ["ucp", "mcp", "a2a", "acp", "page"];

    /// <param name="order">Told as soon as there is one, so that it is cancelled whatever comes after.</param>
    /// <exception cref="WalkEnded">A step went wrong; it is the walk's last.</exception>
    public static Task RunAsync(string door, Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct) => door switch
    {
        "ucp" => UcpAsync(walk, goods, t, order, ct),
        "mcp" => McpAsync(walk, goods, t, order, ct),
        "a2a" => A2aAsync(walk, goods, t, order, ct),
        "acp" => AcpAsync(walk, goods, t, order, ct),
        _ => PageAsync(walk, goods, t, order, ct),
    };

    private static async Task UcpAsync(Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct)
    {
        await walk.CallAsync(t.TryDiscovers, HttpMethod.Get, "/.well-known/ucp", null, signed: false, ct);
        await walk.CallAsync(t.TrySearches, HttpMethod.Post, Ucp + "/catalog/search", Search(goods), signed: true, ct);
        var checkout = await ReadyAsync(walk, goods, t, ct);
        var paid = await walk.CallAsync(t.TryPays, HttpMethod.Post, $"{Ucp}/checkout-sessions/{Id(checkout)}/complete", TrialGoods.Payment, signed: true, ct, Completed, ("Idempotency-Key", walk.NewKey()));
        order(OrderOf(paid));
        await walk.CallAsync(t.TryReadsOrder, HttpMethod.Get, $"{Ucp}/orders/{OrderOf(paid)}", null, signed: true, ct);
    }

    private static async Task<JsonObject> ReadyAsync(Walk walk, TrialGoods goods, ConsoleTexts t, CancellationToken ct)
    {
        var checkout = await walk.CallAsync(t.TryStarts, HttpMethod.Post, Ucp + "/checkout-sessions", goods.Checkout(null), signed: true, ct, Held, ("Idempotency-Key", walk.NewKey()));
        return await walk.CallAsync(t.TryChooses, HttpMethod.Put, $"{Ucp}/checkout-sessions/{Id(checkout)}", goods.Checkout(checkout), signed: true, ct, Held, ("Idempotency-Key", walk.NewKey()));
    }

    private static async Task McpAsync(Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct)
    {
        async Task<JsonObject> ToolAsync(string what, string name, JsonObject arguments, Func<JsonObject, string?> judge)
        {
            var answer = await RpcAsync(what, "tools/call", new() { ["name"] = name, ["arguments"] = arguments }, a => Structured(a) is { } found ? judge(found) : Complaint(a));
            return Structured(answer)!;
        }

        Task<JsonObject> RpcAsync(string what, string method, JsonObject parameters, Func<JsonObject, string?> judge) => walk.CallAsync(
            what, HttpMethod.Post, "/mcp", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }, signed: true, ct, judge,
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2025-11-25"));

        await RpcAsync(t.TryListsTools, "tools/list", [], a => a["result"]?["tools"] is JsonArray { Count: > 0 } ? null : Complaint(a));
        await ToolAsync(t.TrySearches, "search_catalog", new() { ["catalog"] = Search(goods) }, _ => null);
        var checkout = await ToolAsync(t.TryStarts, "create_checkout", new() { ["checkout"] = goods.Checkout(null) }, Held);
        checkout = await ToolAsync(t.TryChooses, "update_checkout", new() { ["id"] = Id(checkout), ["checkout"] = goods.Checkout(checkout) }, Held);
        var meta = new JsonObject { ["idempotency-key"] = walk.NewKey() };
        var paid = await ToolAsync(t.TryPays, "complete_checkout", new() { ["meta"] = meta, ["id"] = Id(checkout), ["checkout"] = TrialGoods.Payment }, Completed);
        order(OrderOf(paid));
        await ToolAsync(t.TryReadsOrder, "get_order", new() { ["id"] = OrderOf(paid) }, Held);
    }

    private static async Task A2aAsync(Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct)
    {
        string? context = null;
        async Task<JsonObject> SayAsync(string what, JsonObject part, Func<JsonObject, string?> judge)
        {
            var message = new JsonObject { ["kind"] = "message", ["role"] = "user", ["messageId"] = walk.NewKey(), ["parts"] = new JsonArray(part) };
            if (context is not null) message["contextId"] = context;
            var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "message/send", ["params"] = new JsonObject { ["message"] = message } };
            var answer = await walk.CallAsync(what, HttpMethod.Post, "/a2a", call, signed: true, ct, a => a["result"] is null ? Complaint(a) : judge(Said(a)));
            context = (string?)answer["result"]?["contextId"];
            return Said(answer);
        }

        static JsonObject Said(JsonObject answer) => (answer["result"]?["parts"] as JsonArray ?? []).Select(p => p?["data"]?["a2a.ucp.checkout"]).OfType<JsonObject>().FirstOrDefault() ?? [];
        static JsonObject Data(JsonObject data) => new() { ["kind"] = "data", ["data"] = data };
        static JsonObject Update(JsonObject checkout) => Data(new() { ["action"] = "update_checkout", ["buyer"] = checkout["buyer"]!.DeepClone(), ["fulfillment"] = checkout["fulfillment"]!.DeepClone() });

        await walk.CallAsync(t.TryDiscovers, HttpMethod.Get, "/.well-known/agent-card.json", null, signed: false, ct);
        await SayAsync(t.TrySearches, new() { ["kind"] = "text", ["text"] = goods.Title }, _ => null);
        context = null;
        await SayAsync(t.TryStarts, Data(new() { ["action"] = "add_to_checkout", ["product_id"] = goods.VariantId, ["quantity"] = 1 }), Held);
        var checkout = await SayAsync(t.TryGivesAddress, Update(goods.Checkout(null)), Held);
        await SayAsync(t.TryChooses, Update(goods.Checkout(checkout)), Held);
        var paid = await SayAsync(t.TryPays, Data(new() { ["action"] = "complete_checkout", ["a2a.ucp.checkout.payment"] = TrialGoods.Instrument }), Completed);
        order(OrderOf(paid));
    }

    private static async Task AcpAsync(Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct)
    {
        (string, string)[] Headers() => [("API-Version", "2026-04-17"), ("Authorization", $"Bearer {walk.Token}"), ("Idempotency-Key", walk.NewKey())];
        await walk.CallAsync(t.TryDiscovers, HttpMethod.Get, "/.well-known/acp.json", null, signed: false, ct);
        var session = await walk.CallAsync(t.TryStarts, HttpMethod.Post, "/acp/checkout_sessions", goods.Session, signed: false, ct, Held, Headers());
        var options = (session["fulfillment_options"] as JsonArray ?? []).OfType<JsonObject>().Where(o => (string?)o["type"] == "shipping").Take(1);
        var choice = new JsonObject { ["selected_fulfillment_options"] = new JsonArray([.. options.Select(o => (JsonNode)new JsonObject { ["type"] = "shipping", ["option_id"] = o["id"]?.DeepClone(), ["item_ids"] = new JsonArray() })]) };
        session = await walk.CallAsync(t.TryChooses, HttpMethod.Post, $"/acp/checkout_sessions/{Id(session)}", choice, signed: false, ct, Held, Headers());
        var total = (session["totals"] as JsonArray ?? []).FirstOrDefault(x => (string?)x?["type"] == "total")?["amount"]?.DeepClone();
        var card = new JsonObject
        {
            ["payment_method"] = new JsonObject
            {
                ["type"] = "card",
                ["card_number_type"] = "fpan",
                ["number"] = "4242424242424242",
                ["exp_month"] = "11",
                ["exp_year"] = "2099",
                ["display_card_funding_type"] = "credit",
                ["display_brand"] = "visa",
                ["display_last4"] = "4242",
                ["metadata"] = new JsonObject(),
            },
            ["allowance"] = new JsonObject
            {
                ["reason"] = "one_time",
                ["max_amount"] = total,
                ["currency"] = session["currency"]?.DeepClone(),
                ["checkout_session_id"] = Id(session),
                ["merchant_id"] = goods.Shop.Id,
                ["expires_at"] = walk.InAnHour,
            },
            ["risk_signals"] = new JsonArray(new JsonObject { ["type"] = "card_testing", ["score"] = 1, ["action"] = "authorized" }),
            ["metadata"] = new JsonObject(),
        };
        var token = await walk.CallAsync(t.TryDelegates, HttpMethod.Post, "/acp/agentic_commerce/delegate_payment", card, signed: false, ct, Held, Headers());
        var paid = await walk.CallAsync(t.TryPays, HttpMethod.Post, $"/acp/checkout_sessions/{Id(session)}/complete", goods.SessionPayment(Id(token)), signed: false, ct, Completed, Headers());
        order(OrderOf(paid));
    }

    /// <summary>The agent prepares, the buyer pays on the shop's own page, which an application may show inside itself.</summary>
    private static async Task PageAsync(Walk walk, TrialGoods goods, ConsoleTexts t, Action<string> order, CancellationToken ct)
    {
        var checkout = await ReadyAsync(walk, goods, t, ct);
        var page = Uri.TryCreate((string?)checkout["continue_url"], UriKind.Absolute, out var url) ? url.PathAndQuery : $"/checkout/{Id(checkout)}";
        await walk.BrowseAsync(t.TryEmbeds, HttpMethod.Get, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ec_version=2026-04-08", null, goods.Language, ct);
        await walk.BrowseAsync(t.TryReadsState, HttpMethod.Get, $"/ucp/embedded/checkouts/{Id(checkout)}", null, goods.Language, ct, "application/json");
        var (_, form) = await walk.BrowseAsync(t.TryOpensPage, HttpMethod.Get, page, null, goods.Language, ct);
        var filled = goods.Form(ChosenOption().Match(form).Groups[1].Value, ShownTotal().Match(form).Groups[1].Value);
        var (leads, _) = await walk.BrowseAsync(t.TryBuyerPays, HttpMethod.Post, page, filled, goods.Language, ct);
        if (leads is null || OrderInPath().Match(leads.OriginalString) is not { Success: true } made) throw new WalkEnded(t.TryNoOrder);
        order(made.Groups[1].Value);
        await walk.BrowseAsync(t.TrySeesOrder, HttpMethod.Get, leads.IsAbsoluteUri ? leads.PathAndQuery : leads.OriginalString.Split('#')[0], null, goods.Language, ct);
    }

    private static JsonObject Search(TrialGoods goods) => new() { ["query"] = goods.Title, ["pagination"] = new JsonObject { ["limit"] = 2 } };

    private static string Id(JsonObject from) => (string?)from["id"] ?? "";

    private static string OrderOf(JsonObject paid) => (string?)paid["order"]?["id"] ?? "";

    /// <summary>What is wrong with an answer that should show a resource; null: nothing.</summary>
    private static string? Held(JsonObject answer) => answer["id"] is not null ? null : Complaint(answer);

    private static string? Completed(JsonObject answer) => OrderOf(answer).Length > 0 ? null : Complaint(answer);

    private static JsonObject? Structured(JsonObject answer) => answer["result"]?["structuredContent"] as JsonObject;

    private static string Complaint(JsonObject answer) =>
        (string?)answer["error"]?["message"] ?? (string?)(answer["messages"] as JsonArray)?.FirstOrDefault()?["content"] ?? (string?)answer["status"] ?? "?";

    [GeneratedRegex("name=\"shown\" value=\"(\\d+)\"")]
    private static partial Regex ShownTotal();

    [GeneratedRegex("name=\"option\" value=\"([^\"]+)\"")]
    private static partial Regex ChosenOption();

    [GeneratedRegex("/orders/(ord_[0-9a-f]+)")]
    private static partial Regex OrderInPath();
}
