using System.Text.Json.Nodes;
using Comptoir.Money.Tests.Places;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>
/// One client: an agent that buys over UCP, and the operator who ships, refunds and cancels at the console. Each of its purchases
/// is drawn from the seed, the client and the purchase's number alone.
/// </summary>
internal sealed class Buyer(int seed, int client, string agent, Door door, Journal journal, Backlog backlog)
{
    private static readonly string[] Goods = ["cup", "tea", "book", "vase", "cup", "tea", "shirt-s", "shirt-l", "lamp", "chair"];
    private readonly Queue<Pending> _pending = new();

    /// <summary>Some buy in the name of a customer, whose returns may become store credit.</summary>
    private readonly string? _account = client % 3 == 0 ? TinyShop.AccessToken(client % TinyShop.Customers) : null;
    private Random _random = new(seed);
    private int _key;
    private int _purchase;

    private sealed record Pending(string CheckoutId, string Key, JsonObject Body, long Total, DateTimeOffset Since);

    public async Task RunAsync(Func<bool> more, CancellationToken stop)
    {
        while (more() && !stop.IsCancellationRequested)
        {
            (_random, _key) = (new Random(HashCode.Combine(seed, client, _purchase)), 0);
            await PurchaseAsync();
            var @operator = new Operator(agent, door, journal, _random);
            if (backlog.Take(_random) is { } order) await @operator.ActAsync(order, NewKey("op"));
            if (backlog.Take(_random) is { } older)
            {
                if (_random.Next(2) == 0) await @operator.ActAsync(older, NewKey("op"), "ship");
                await new AfterSale(door, journal, _random, NewKey).ActAsync(older);
            }
            await AskAgainAsync(TimeSpan.FromSeconds(22));
            _purchase++;
        }
    }

    /// <summary>Repeats completions whose outcome was open for that long; each must have one by then.</summary>
    public async Task AskAgainAsync(TimeSpan age)
    {
        while (_pending.TryPeek(out var oldest) && DateTimeOffset.UtcNow - oldest.Since >= age)
        {
            _pending.Dequeue();
            var answer = await CompleteAsync(oldest.CheckoutId, oldest.Key, oldest.Body);
            if (Outcome(answer, oldest.CheckoutId, oldest.Key, oldest.Total) == "in progress") _pending.Enqueue(oldest with { Since = DateTimeOffset.UtcNow });
        }
    }

    public int Open => _pending.Count;

    private async Task PurchaseAsync()
    {
        var items = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Goods[_random.Next(Goods.Length)]).Distinct().Select(id => (id, quantity: id is "chair" or "lamp" ? 1 : _random.Next(1, 4))).ToList();
        var country = _random.Next(4) == 0 ? "DE" : "FR";
        string? cartId = null;
        if (_random.Next(4) == 0)
        {
            var cart = await door.UcpAsync(agent, HttpMethod.Post, "/carts", new JsonObject { ["line_items"] = Lines(items) }, NewKey("cart"), _account);
            cartId = Text(cart.Json?["id"]);
        }

        var body = Checkout(items, country, null);
        if (cartId is not null) (body = Checkout([], country, null))["cart_id"] = cartId;
        var key = NewKey("create");
        var created = await door.UcpAsync(agent, HttpMethod.Post, "/checkout-sessions", body, key, _account);
        if (Text(created.Json?["id"]) is not { } id) return;
        journal.Write(new("created", key, id));
        if (_random.Next(12) == 0) await SameAgainAsync("/checkout-sessions", body, key, id);

        // one piece more, a code, and the way it is sent
        if (_random.Next(3) == 0) items[0] = (items[0].id, items[0].quantity + 1);
        var method = created.Json!["fulfillment"]?["methods"]?[0]?.AsObject();
        var update = Checkout(items, country, method);
        if (_random.Next(3) == 0) update["discounts"] = new JsonObject { ["codes"] = new JsonArray(_random.Next(2) == 0 ? "TEN" : "FIVE") };
        var updated = await door.UcpAsync(agent, HttpMethod.Put, $"/checkout-sessions/{id}", update, NewKey("update"), _account);
        if (Text(updated.Json?["status"]) != "ready_for_complete")
        {
            journal.Count($"not ready ({Text(updated.Json?["messages"]?[0]?["code"]) ?? updated.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)})");
            return;
        }

        if (_random.Next(10) == 0)
        {
            await CancelAsync(id);
            return;
        }

        var total = updated.Json!["totals"]!.AsArray().First(t => Text(t!["type"]) == "total")!["amount"]!.GetValue<long>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var token = _random.Next(24) switch { 0 or 1 => "fail_token", 2 => "timeout_token", 3 => "lost_token", 4 => "slow_token", 5 => "lying_decline_token", _ => "success_token" };
            var completion = Payment(token);
            var completionKey = NewKey("complete");
            // now and then the same request twice at the same moment, at two nodes where there are two
            var twin = _random.Next(6) == 0 ? CompleteAsync(id, completionKey, completion) : null;
            var answer = await CompleteAsync(id, completionKey, completion);
            var outcome = Outcome(answer, id, completionKey, total);
            if (twin is not null) Compare(outcome, Outcome(await twin, id, completionKey, total), answer, await twin);
            if (outcome == "in progress") _pending.Enqueue(new(id, completionKey, completion, total, DateTimeOffset.UtcNow));
            if (outcome != "declined") return;
        }

        if (_random.Next(2) == 0) await CancelAsync(id);
    }

    /// <summary>
    /// One may hear that it is still going on, or was refused before anything was begun (no key is kept for that: the same request counts
    /// anew when the pieces are there again); what both know must be the same.
    /// </summary>
    private void Compare(string outcome, string other, Answer answer, Answer twin)
    {
        journal.Count("twins");
        if (outcome is "in progress" or "out_of_stock" || other is "in progress" or "out_of_stock") return;
        if (outcome != other || Text(answer.Json?["order"]?["id"]) != Text(twin.Json?["order"]?["id"])) journal.Fault($"One key, two answers: {answer.Text} and {twin.Text}");
    }

    private Task<Answer> CompleteAsync(string id, string key, JsonObject body) => door.UcpAsync(agent, HttpMethod.Post, $"/checkout-sessions/{id}/complete", body, key, _account);

    private string Outcome(Answer answer, string id, string key, long total)
    {
        if (Text(answer.Json?["order"]?["id"]) is { } order && Text(answer.Json?["status"]) == "completed")
        {
            journal.Write(new("completed", key, id, order, total));
            backlog.Add(order);
            return "completed";
        }

        // what is wrong before what is only said
        var codes = (answer.Json?["messages"]?.AsArray() ?? []).OrderBy(m => Text(m!["type"]) != "error").Select(m => Text(m!["code"])).ToList();
        var outcome = codes.Contains("payment_failed") ? "declined" : codes.Contains("payment_pending") ? "in progress" : codes.FirstOrDefault() ?? answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        journal.Count($"complete: {outcome}");
        return outcome;
    }

    private async Task CancelAsync(string id)
    {
        var key = NewKey("cancel");
        var answer = await door.UcpAsync(agent, HttpMethod.Post, $"/checkout-sessions/{id}/cancel", null, key, _account);
        if (Text(answer.Json?["status"]) == "canceled") journal.Write(new("canceled checkout", key, id));
        else journal.Count($"cancel: {answer.Status}");
    }

    /// <summary>The same request with the same key gives the same checkout, however often.</summary>
    private async Task SameAgainAsync(string path, JsonObject body, string key, string id)
    {
        var again = await door.UcpAsync(agent, HttpMethod.Post, path, body, key, _account);
        if (Text(again.Json?["id"]) != id) journal.Fault($"{key} made {id} and then {again.Status} {again.Text}");
    }

    /// <summary>Ends with a mark, so that none is the beginning of another.</summary>
    private string NewKey(string what) => $"{what}-{seed}-{client}-{_purchase}-{_key++}.";

    private static JsonArray Lines(IEnumerable<(string Id, int Quantity)> items) =>
        [.. items.Select(i => new JsonObject { ["item"] = new JsonObject { ["id"] = i.Id }, ["quantity"] = i.Quantity })];

    private JsonObject Checkout(IReadOnlyList<(string Id, int Quantity)> items, string country, JsonObject? method)
    {
        var destination = Text(method?["destinations"]?[0]?["id"]) ?? "home";
        var shipping = new JsonObject
        {
            ["type"] = "shipping",
            ["destinations"] = new JsonArray(new JsonObject
            {
                ["id"] = destination,
                ["street_address"] = "1 rue de la Paix",
                ["address_locality"] = "Paris",
                ["postal_code"] = "75002",
                ["address_country"] = country,
                ["first_name"] = "Ada",
                ["last_name"] = $"Agent {client}",
            }),
            ["selected_destination_id"] = destination,
        };
        if (method?["groups"]?[0] is { } group)
        {
            shipping["id"] = Text(method["id"]);
            var options = group["options"]!.AsArray();
            shipping["groups"] = new JsonArray(new JsonObject { ["id"] = Text(group["id"]), ["selected_option_id"] = Text(options[_random.Next(options.Count)]!["id"]) });
        }

        return new JsonObject
        {
            ["line_items"] = Lines(items),
            ["buyer"] = new JsonObject { ["email"] = $"ada{client}@example.com", ["first_name"] = "Ada", ["last_name"] = $"Agent {client}" },
            ["fulfillment"] = new JsonObject { ["methods"] = new JsonArray(shipping) },
        };
    }

    private static JsonObject Payment(string token) => new()
    {
        ["payment"] = new JsonObject
        {
            ["instruments"] = new JsonArray(new JsonObject
            {
                ["id"] = "instr_1",
                ["handler_id"] = TinyShop.Handler,
                ["type"] = "card",
                ["selected"] = true,
                ["credential"] = new JsonObject { ["type"] = "token", ["token"] = token },
            }),
        },
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
