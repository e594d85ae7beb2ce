using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;

namespace Comptoir.Ordering.Tests.AfterSale;

/// <summary>A shop with a shirt in three sizes of different prices, a book and a mask that is not taken back, and everything that comes after the sale.</summary>
internal sealed class AfterSaleShop
{
    public AfterSaleShop(bool taxIncluded = true, string? promotion = null, Func<ReturnPolicy, ReturnPolicy>? policy = null, params IPaymentProvider[] providers)
    {
        var (shop, rules, _) = Shops.Comptoir();
        var returns = new ReturnPolicy { Exclusions = [new("mask", "hygiene")] };
        World = new TestShop((
            shop with { PricesIncludeTax = taxIncluded, Languages = ["en", "fr"] },
            rules with { Returns = policy?.Invoke(returns) ?? returns, Promotions = promotion is null ? [] : [new Promotion { Id = "P", Title = "P", Type = promotion, Value = promotion == "percentage" ? 15 : 777 }] },
            [(Shirt(), 50), (Shops.Product("book", 1055, "EUR", "reduced"), 50), (Shops.Product("mask", 999, "EUR"), 50)]), providers);
        Amendments = new(World.Store, World, World.Providers, World.Time);
        Returns = new(World.Store, World, World.Providers, World.Time);
        Withdrawals = new(World.Store, Returns, World.Providers, World.Time);
        Disputes = new(World.Store, World.Providers, World.Time);
    }

    public static Caller Operator { get; } = new("operator", "console");

    public TestShop World { get; }

    public AmendmentService Amendments { get; }

    public ReturnService Returns { get; }

    public WithdrawalService Withdrawals { get; }

    public DisputeService Disputes { get; }

    public string ShopId => World.Shop.Id;

    public async Task<Order> ReadAsync(Order order) => TestShop.Value(await World.Orders.GetAsync(ShopId, order.Id, default));

    /// <summary>An order that was shipped and delivered in one parcel.</summary>
    public async Task<Order> DeliveredAsync(params (string Item, int Quantity)[] items)
    {
        var order = await World.OrderAsync(items);
        TestShop.Value(await World.Orders.ShipAsync(ShopId, order.Id, null, "DHL", "T1", Operator, default));
        return TestShop.Value(await World.Orders.DeliverAsync(ShopId, order.Id, Operator, default));
    }

    public static string Line(Order order, string variant) => order.Lines.First(l => l.Item.VariantId == variant).Item.Id;

    /// <summary>Refunds ≤ captured, pieces conserved, stock ≥ 0 and equal to what is known of it, the ledger equal to the payments.</summary>
    public void Judge()
    {
        var orders = World.Store.Orders;
        foreach (var order in orders)
        {
            order.Payments.ShouldAllBe(p => p.Refunded >= 0 && p.Refunded <= p.Captured);
            order.Lines.ShouldAllBe(l => l.Removed >= 0 && l.Fulfilled >= 0 && l.Removed + l.Fulfilled <= l.Item.Quantity);
            foreach (var line in order.Lines)
            {
                var open = order.Returns.Where(r => r.Open).Sum(r => r.PiecesOf(line.Item.Id));
                open.ShouldBeLessThanOrEqualTo(line.Fulfilled);
            }

            var t = order.Totals;
            t.Total.ShouldBe(t.Subtotal - t.ItemsDiscount - t.Discount + (t.Fulfilment ?? 0) + t.Tax + t.Fee);
            order.Lines.Sum(l => l.Item.Subtotal).ShouldBe(t.Subtotal);
            order.Lines.Sum(l => l.Item.Discount).ShouldBe(t.ItemsDiscount + t.Discount);
        }

        foreach (var (variant, (onHand, reserved)) in World.Store.Stock)
        {
            var toShip = orders.Where(o => o.Status != OrderStatus.Canceled).SelectMany(o => o.Lines).Where(l => l.Item.VariantId == variant).Sum(l => l.ToShip);
            var aside = orders.SelectMany(o => o.Returns).Where(r => r is { Open: true, State: not ReturnState.Requested }).SelectMany(r => r.Replacements).Where(r => r.Item.VariantId == variant).Sum(r => r.Item.Quantity);
            reserved.ShouldBe(toShip + aside, variant);
            onHand.ShouldBeGreaterThanOrEqualTo(reserved, variant);
        }

        var balances = World.Store.Balances();
        var clearing = balances.Where(b => b.Account.Id.StartsWith("clearing:", StringComparison.Ordinal) || b.Account.Id.StartsWith("disputes:", StringComparison.Ordinal)).Sum(b => b.Balance);

        // what the provider kept for itself
        clearing += balances.Where(b => b.Account.Id.StartsWith("payment_costs:", StringComparison.Ordinal)).Sum(b => b.Balance);
        clearing.ShouldBe(orders.Sum(o => o.Captured - o.Refunded));
        var income = balances.Where(b => b.Account.Kind is Comptoir.Ledger.Accounts.AccountKind.Income or Comptoir.Ledger.Accounts.AccountKind.Liability).ToList();
        income.ShouldAllBe(b => b.Balance >= 0);
        var losses = balances.Where(b => b.Account.Id.StartsWith("dispute_losses:", StringComparison.Ordinal)).Sum(b => b.Balance);
        (income.Sum(b => b.Balance) - losses).ShouldBe(clearing);
    }

    private static Product Shirt() => new()
    {
        Id = "shirt",
        Handle = "shirt",
        Title = "Shirt",
        Options = [new ProductOption("size", "Size", [new("s", "S"), new("m", "M"), new("l", "L")])],
        Variants = [Size("s", 2990), Size("m", 3190), Size("l", 3490)],
        CategoryId = "home",
        Source = new("test", Shops.Now),
    };

    private static Variant Size(string size, long price) => new() { Id = "shirt-" + size, Options = [new("size", size)], Offer = new(new Money(price, "EUR")) };
}
