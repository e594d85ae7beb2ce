using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;

namespace Comptoir.ShopTools.Tests.Tau;

/// <summary>One task's actions through the shop tools, and the comparison of what they made with what the benchmark expects.</summary>
internal sealed class TauReplay(TauWorld world, TauFiles files, JsonObject task)
{
    private readonly HashSet<string> _swappedForItself = [];
    private readonly Dictionary<string, long> _notMoved = [];

    private string User => task["user_id"]!.GetValue<string>();

    private string Id => task["id"]!.GetValue<string>();

    /// <summary>Orders and users that a task may change.</summary>
    public IEnumerable<string> Touched => task["changes"]!["orders"]!.AsArray().Select(o => o!.GetValue<string>());

    /// <summary>How many actions of each kind were carried out and refused.</summary>
    public async Task RunAsync(Action<string> count, CancellationToken ct)
    {
        foreach (var action in task["actions"]!.AsArray().Select(a => a!.AsObject()).Where(a => a["kind"]!.GetValue<string>() == "write"))
        {
            var (name, kwargs) = (action["name"]!.GetValue<string>(), action["kwargs"]!.AsObject());
            var id = kwargs["order_id"]!.GetValue<string>();
            var before = await world.OrderAsync(id, ct);
            var result = await DoAsync(name, kwargs, before, ct);
            var refused = action["result"]!.GetValue<string>() != "ok";
            if (IsIdentity(kwargs))
            {
                _swappedForItself.Add(id);
                if (!refused) NotMoved(name, kwargs, id);
                result.Refusal.ShouldNotBeNull($"{Id} {name}").Code.ShouldBe("same_item", Id);
                (await world.OrderAsync(id, ct)).Version.ShouldBe(before.Version, Id);
                count($"{name}: an item for itself, refused");
                continue;
            }

            if (refused)
            {
                result.Refusal.ShouldNotBeNull($"{Id} {name}").Code.ShouldBe("insufficient_funds", Id);
                (await world.OrderAsync(id, ct)).Version.ShouldBe(before.Version, Id);
                count($"{name}: balance too low, refused");
                continue;
            }

            result.Ok.ShouldBeTrue($"{Id} {name}: {result.Refusal}");
            count($"{name}: done");
        }

        foreach (var (id, expected) in task["expected"]!["orders"]!.AsObject())
            if (!_swappedForItself.Contains(id)) Compare(await world.OrderAsync(id, ct), expected!.AsObject());
        foreach (var (method, m) in task["expected"]!["users"]![User]!["payment_methods"]!.AsObject())
        {
            if (m!["balance"] is null) continue;
            (await world.BalanceAsync(method, ct)).ShouldBe(TauFiles.Cents(m["balance"]) + _notMoved.GetValueOrDefault(method), $"{Id} {method}");
        }

        var customer = await world.Get<Comptoir.Ordering.Customers.ICustomerStore>().GetAsync(world.Shop.Id, world.Customers[User], ct);
        customer!.Addresses.First(a => a.Id == "addr_" + User).SamePlace(TauWorld.AddressOf(task["expected"]!["users"]![User]!["address"]!)).ShouldBeTrue(Id);
    }

    private async Task<Result<Order>> DoAsync(string name, JsonObject kwargs, Order order, CancellationToken ct)
    {
        var context = world.ContextOf(User);
        PaymentInstrument Method() => world.Instrument(kwargs["payment_method_id"]!.GetValue<string>());
        return name switch
        {
            "cancel_pending_order" => await world.Get<CancelOrder>().RunAsync(context, order.Id, null, kwargs["reason"]!.GetValue<string>(), null, ct),
            "modify_pending_order_items" => await world.Get<ChangeItems>().RunAsync(context, order.Id, Choices(order, kwargs), new Means(Instrument: Method()), null, null, ct),
            "modify_pending_order_address" => await world.Get<ChangeAddress>().RunAsync(context, order.Id, TauWorld.AddressOf(kwargs), null, ct),
            "modify_pending_order_payment" => await world.Get<ChangePayment>().RunAsync(context, order.Id, Method(), null, ct),
            "return_delivered_order_items" => await world.Get<ReturnItems>().RunAsync(context, order.Id, new(Pieces(order, kwargs["item_ids"]!), "changed_mind"), null, ct, Method()),
            "exchange_delivered_order_items" => await world.Get<ExchangeItems>().RunAsync(context, order.Id, "does_not_fit", Choices(order, kwargs), Method(), null, ct),
            _ => throw new InvalidOperationException(name),
        };
    }

    private void Compare(Order order, JsonObject expected)
    {
        var status = expected["status"]!.GetValue<string>();
        (order.Status switch
        {
            OrderStatus.Confirmed when order.Adjustments.Any(a => a is { Type: "change", Status: Adjustment.Completed }) => "pending (item modified)",
            OrderStatus.Confirmed => "pending",
            OrderStatus.Shipped => "processed",
            OrderStatus.Delivered when order.Returns is [{ Kind: ReturnKind.Exchange, Open: true }] => "exchange requested",
            OrderStatus.Delivered when order.Returns is [{ Open: true }] => "return requested",
            OrderStatus.Delivered => "delivered",
            _ => "cancelled",
        }).ShouldBe(status, Id);
        if (status == "cancelled" && expected["cancel_reason"] is { } reason) order.Events.Last(e => e.Type == "canceled").Description.ShouldBe(reason.GetValue<string>(), Id);

        var canceled = order.Status == OrderStatus.Canceled;
        order.Lines.SelectMany(l => Enumerable.Repeat($"{l.Item.ProductId} {l.Item.VariantId} {l.Item.UnitPrice.Amount} {l.Item.VariantLabel}", canceled ? l.Item.Quantity : l.Remaining)).Order()
            .ShouldBe(expected["items"]!.AsArray().Select(i => $"{i!["product_id"]} {i["item_id"]} {TauFiles.Cents(i["price"])} {LabelOf(i.AsObject())}").Order(), Id);
        var to = order.Fulfilment.Single().Destinations.Single().Address;
        to.SamePlace(TauWorld.AddressOf(expected["address"]!)).ShouldBeTrue($"{Id}: {to}");

        // the benchmark notes movements of nothing too
        History(order).Order().ShouldBe(expected["payment_history"]!.AsArray().Where(h => TauFiles.Cents(h!["amount"]) != 0).Select(h => $"{h!["transaction_type"]} {TauFiles.Cents(h["amount"])} {h["payment_method_id"]}").Order(), Id);
        if (!canceled) order.Totals.Total.ShouldBe(expected["items"]!.AsArray().Sum(i => TauFiles.Cents(i!["price"])), Id);
        if (status.EndsWith("requested", StringComparison.Ordinal)) CompareReturn(order, order.Returns[0], expected);
    }

    private void CompareReturn(Order order, Return made, JsonObject expected)
    {
        var kind = made.Kind == ReturnKind.Exchange ? "exchange" : "return";
        made.Lines.SelectMany(l => Enumerable.Repeat(order.Lines.First(o => o.Item.Id == l.LineId).Item.VariantId, l.Quantity)).Order()
            .ShouldBe(expected[kind + "_items"]!.AsArray().Select(i => i!.GetValue<string>()).Order(), Id);
        world.MethodOf(made.Instrument.ShouldNotBeNull(Id)).ShouldBe(expected[kind + "_payment_method_id"]!.GetValue<string>(), Id);
        if (made.Kind != ReturnKind.Exchange) return;
        made.Replacements.SelectMany(r => Enumerable.Repeat(r.Item.VariantId, r.Item.Quantity)).Order().ShouldBe(expected["exchange_new_items"]!.AsArray().Select(i => i!.GetValue<string>()).Order(), Id);
        made.Difference.ShouldBe(TauFiles.Cents(expected["exchange_price_difference"]), Id);
    }

    private IEnumerable<string> History(Order order)
    {
        var charged = order.Adjustments.SelectMany(a => a.Money).Where(m => m.Kind == OperationKind.Authorize).Select(m => m.PaymentId).ToHashSet();
        foreach (var payment in order.Payments.Where(p => !charged.Contains(p.Id))) yield return $"payment {payment.Captured} {world.MethodOf(payment.Instrument)}";
        foreach (var part in order.Adjustments.Where(a => a.Status == Adjustment.Completed).SelectMany(a => a.Money))
            yield return $"{(part.Kind == OperationKind.Authorize ? "payment" : "refund")} {part.Amount} {world.MethodOf(part.Instrument ?? order.Payments.First(p => p.Id == part.PaymentId).Instrument)}";
    }

    /// <summary>What an action that we refuse would have moved on a gift card.</summary>
    private void NotMoved(string name, JsonObject kwargs, string orderId)
    {
        var method = kwargs["payment_method_id"]!.GetValue<string>();
        if (name != "modify_pending_order_items" || !method.StartsWith("gift_card", StringComparison.Ordinal)) return;
        long Price(JsonNode? item) => files.Products.SelectMany(p => p.Value!["variants"]!.AsObject()).Where(v => v.Key == item!.GetValue<string>()).Select(v => TauFiles.Cents(v.Value!["price"])).First();
        _notMoved[method] = _notMoved.GetValueOrDefault(method) + kwargs["new_item_ids"]!.AsArray().Sum(Price) - kwargs["item_ids"]!.AsArray().Sum(Price);
    }

    private static bool IsIdentity(JsonObject kwargs) => kwargs["new_item_ids"] is JsonArray to && kwargs["item_ids"]!.AsArray().Zip(to).Any(p => p.First!.GetValue<string>() == p.Second!.GetValue<string>());

    private static string LabelOf(JsonObject item) => string.Join(" / ", item["options"]!.AsObject().Select(o => o.Value!.GetValue<string>()));

    private static List<LineQuantity> Pieces(Order order, JsonNode items) =>
        [.. items.AsArray().Select(i => i!.GetValue<string>()).GroupBy(i => i).Select(g => new LineQuantity(order.Lines.First(l => l.Item.VariantId == g.Key).Item.Id, g.Count()))];

    private static List<VariantChoice> Choices(Order order, JsonObject kwargs) =>
        [.. kwargs["item_ids"]!.AsArray().Zip(kwargs["new_item_ids"]!.AsArray()).Select(p => new VariantChoice(order.Lines.First(l => l.Item.VariantId == p.First!.GetValue<string>()).Item.Id, p.Second!.GetValue<string>()))];
}
