using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using FsCheck;
using FsCheck.Fluent;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.AfterSale;

public sealed class AfterSaleProperties(ITestOutputHelper output)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _done = new();

    [Fact]
    public void Whatever_is_done_after_the_sale_pieces_money_stock_and_books_agree()
    {
        Check();
        foreach (var (what, times) in _done.OrderBy(d => d.Key, StringComparer.Ordinal)) output.WriteLine($"{times,5}  {what}");
    }

    private void Check() => Prop.ForAll(
        (from included in Gen.Elements(true, false)
         from promotion in Gen.Elements(null, "percentage", "fixed_amount")
         from steps in Gen.Choose(0, 999_999).ArrayOf(24)
         select (included, promotion, steps)).ToArbitrary(), x =>
         {
             var shop = new AfterSaleShop(x.included, x.promotion, p => p with { RestockingBasisPoints = x.steps.Length % 2 == 0 ? 0 : 1_000 });
             RunAsync(shop, x.steps).GetAwaiter().GetResult();
         }).Check(Config.QuickThrowOnFailure.WithMaxTest(int.Parse(Environment.GetEnvironmentVariable("AFTER_SALE_RUNS") ?? "25", System.Globalization.CultureInfo.InvariantCulture)));

    private async Task RunAsync(AfterSaleShop shop, int[] steps)
    {
        var orders = new List<Order> { await shop.DeliveredAsync(("shirt-s", 4), ("shirt-m", 2), ("book", 2)), await shop.World.OrderAsync(("shirt-l", 2), ("mask", 1)) };
        shop.Judge();
        foreach (var step in steps)
        {
            var before = await shop.ReadAsync(orders[step % 2]);
            await StepAsync(shop, before, step / 2);
            shop.Judge();
            var after = await shop.ReadAsync(before);
            if (after.Version == before.Version) continue;
            var what = after.Adjustments.LastOrDefault() is { } a && before.Adjustments.All(b => b.Id != a.Id) ? $"{a.Type} {a.Status}" : after.Returns.LastOrDefault()?.State.ToString() ?? after.Events.LastOrDefault()?.Type ?? "";
            _done.AddOrUpdate(what, 1, (_, n) => n + 1);
        }
    }

    /// <summary>One wish of whichever kind the number says; a refusal is as good as anything.</summary>
    private static async Task StepAsync(AfterSaleShop shop, Order order, int n)
    {
        var (kind, rest) = (n % 12, n / 12);
        var line = order.Lines[rest % order.Lines.Count];
        var quantity = 1 + (rest / 7 % 3);
        IReadOnlyList<LineQuantity> pieces = [new(line.Item.Id, quantity)];
        var back = order.Returns.LastOrDefault(r => r.Open) ?? order.Returns.LastOrDefault();
        if (kind is 4 or 6) line = order.Lines.FirstOrDefault(l => l.Item.ProductId == "shirt" && l.Remaining > 0) ?? line;
        if (kind is 4 or 6) (quantity, pieces) = (1, [new(line.Item.Id, 1)]);
        var size = $"shirt-{"sml"[rest / 5 % 3]}";
        var fails = rest % 5 == 0;
        switch (kind)
        {
            case 0: await shop.World.Orders.ShipAsync(shop.ShopId, order.Id, pieces, null, null, AfterSaleShop.Operator, default); break;
            case 1: await shop.World.Orders.ShipAsync(shop.ShopId, order.Id, null, null, null, AfterSaleShop.Operator, default); break;
            case 2: if (order.Shipments.Count > 0) await shop.World.Orders.MoveShipmentAsync(shop.ShopId, order.Id, order.Shipments[rest % order.Shipments.Count].Id, ShipmentState.Delivered, AfterSaleShop.Operator, default); break;
            case 3: await shop.Amendments.CancelLinesAsync(shop.ShopId, order.Id, pieces, null, Shopper, null, default); break;
            case 4: await shop.Amendments.ChangeItemsAsync(shop.ShopId, order.Id, [new(line.Item.Id, size, quantity)], new(Instrument: Token(fails ? "fail_token" : "success_token")), null, Shopper, null, default); break;
            case 5: await shop.Returns.RequestAsync(shop.ShopId, order.Id, new(pieces, rest % 2 == 0 ? "changed_mind" : "damaged"), Shopper, null, default); break;
            case 6: await shop.Returns.RequestAsync(shop.ShopId, order.Id, new(pieces, "does_not_fit", ReturnKind.Exchange, Exchanges: [new(line.Item.Id, size, quantity)]), Shopper, null, default); break;
            case 7: if (back is not null) await shop.Returns.InspectAsync(shop.ShopId, order.Id, back.Id, Found(back, rest), default); break;
            case 8: if (back is not null) await shop.Returns.PayAsync(shop.ShopId, order.Id, back.Id, Token(fails ? "fail_token" : "success_token"), null, default); break;
            case 9: await shop.Amendments.LowerPriceAsync(shop.ShopId, order.Id, line.Item.Id, 1 + (rest % 900), null, AfterSaleShop.Operator, null, default); break;
            case 10: await shop.Withdrawals.ConfirmAsync(shop.ShopId, order.Id, new("Ada", "ada@example.com", rest % 3 == 0 ? null : pieces), Shopper, null, default); break;
            default:
                if (back is not null && rest % 2 == 0) await shop.Returns.RejectAsync(shop.ShopId, order.Id, back.Id, "no", default);
                else if (rest % 7 == 1) await shop.World.Orders.CancelAsync(shop.ShopId, order.Id, null, Shopper, null, default);
                else if (rest % 7 == 3) await shop.Amendments.ChangePaymentAsync(shop.ShopId, order.Id, Token("success_token") with { Id = "other" }, Shopper, null, default);
                else await shop.World.Orders.RefundAsync(shop.ShopId, order.Id, "refund", [], 1 + (rest % 300), false, null, AfterSaleShop.Operator, null, default);
                break;
        }
    }

    private static List<Inspected> Found(Return back, int n) =>
        [.. back.Lines.Select((l, i) => (n + i) % 3 == 0 && l.Quantity > 0 ? new Inspected(l.LineId, l.Quantity - 1, n % 2, 1 - (n % 2), 40, "scratched") : new Inspected(l.LineId, l.Quantity))];
}
