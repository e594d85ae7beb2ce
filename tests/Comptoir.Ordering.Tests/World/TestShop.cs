using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Tests.World;

/// <summary>A shop with everything real but the disk and the clock.</summary>
internal sealed class TestShop : ILiveCatalog
{
    private readonly Dictionary<string, Product> _products = [];
    private readonly Dictionary<string, Product> _stored = [];

    public TestShop((Shop Shop, SellingRules Rules, IReadOnlyList<(Product Product, long Stock)> Goods) of, params IPaymentProvider[] providers)
    {
        Shop = of.Shop;
        Store.Rules = of.Rules;
        foreach (var (product, stock) in of.Goods)
        {
            _products[product.Id] = product;
            foreach (var variant in product.Variants) Store.Stock[variant.Id] = (stock, 0);
        }

        Providers = providers.Length > 0 ? providers : [new TestPaymentProvider()];
        Carts = new CartService(Store, this, Time);
        Checkouts = NewProcess();
        Orders = new OrderService(Store, Providers, Time);
        Customers = new CustomerService(Store, Store, new MemoryAttempts(), Time) { PasswordIterations = 1_000 };
    }

    public static Caller Agent { get; } = new("https://agent.example/profile.json", "ucp", "https://agent.example/profile.json", "https://agent.example/hook");

    public static Caller Shopper { get; } = new("secret", "web");

    public Shop Shop { get; }

    public MemoryStore Store { get; } = new();

    public ManualTime Time { get; } = new(Shops.Now);

    public IReadOnlyList<IPaymentProvider> Providers { get; }

    public CartService Carts { get; }

    public CheckoutService Checkouts { get; }

    public OrderService Orders { get; }

    public CustomerService Customers { get; }

    public static TestShop Flowers(params IPaymentProvider[] providers) => new(Shops.Flowers(), providers);

    public static TestShop French(params IPaymentProvider[] providers) => new(Shops.Comptoir(), providers);

    public CheckoutService NewProcess() => new(Store, Store, this, Providers, Time);

    /// <summary>Does the jobs of payments that are due, as a process just started would; returns how many there were.</summary>
    public Task<int> RunJobsAsync(CheckoutService? by = null) => JobsNow.RunAsync(Store, by ?? Checkouts, Orders, Providers, Time);

    public Shop? FindShop(string shopId) => shopId == Shop.Id ? Shop : null;

    public (Product Product, Variant Variant)? FindItem(string shopId, string id) =>
        _products.TryGetValue(id, out var p) ? p.Active ? (p, p.Variants[0]) : null
        : _products.Values.FirstOrDefault(x => x.Active && x.FindVariant(id) is not null) is { } of ? (of, of.FindVariant(id)!) : null;

    public long Available(string shopId, string variantId) => Store.Available(variantId);

    /// <param name="indexed">False: the database has it, this process's index not yet.</param>
    public void Reprice(string id, long price, bool indexed = true)
    {
        _stored[id] = _products[id] with { Variants = [_products[id].Variants[0] with { Offer = new(new Money(price, Shop.Currency)) }] };
        if (indexed) _products[id] = _stored[id];
        Store.Changed.Enqueue(id);
    }

    public void Restock(string id, long onHand)
    {
        Store.Stock[id] = (Math.Max(onHand, Store.Stock[id].Reserved), Store.Stock[id].Reserved);
        Store.Changed.Enqueue(id);
    }

    public Product? Stored(string id) => _stored.GetValueOrDefault(id) ?? _products.GetValueOrDefault(id);

    public void Withdraw(string id) => _products[id] = _products[id] with { Active = false };

    public static CheckoutInput Input(params (string Item, int Quantity)[] items) => new() { Lines = [.. items.Select(i => new LineRequest(i.Item, i.Quantity))] };

    public static readonly Address Springfield = new(null, Street: "123 Main St", City: "Springfield", Region: "IL", PostalCode: "62704", Country: "US");

    public static MethodRequest Shipping(Address? to = null, string? option = null, string? destination = null) =>
        new(null, "shipping", null, to is null ? [] : [to], destination ?? to?.Id, option is null ? [] : [new(null, option)]);

    public async Task<Checkout> CreateAsync(CheckoutInput input, Caller? caller = null) =>
        Value(await Checkouts.CreateAsync(Shop.Id, input, caller ?? Agent, null, default));

    public async Task<Checkout> UpdateAsync(Checkout checkout, Func<CheckoutInput, CheckoutInput> change, Caller? caller = null) =>
        Value(await Checkouts.UpdateAsync(Shop.Id, checkout.Id, change(CheckoutInput.From(checkout)), caller ?? Agent, null, default));

    /// <summary>A checkout of an agent that lacks nothing.</summary>
    public async Task<Checkout> ReadyAsync(params (string Item, int Quantity)[] items)
    {
        var option = Store.Rules.Shipping[0].Id;
        var checkout = await CreateAsync(Input(items.Length > 0 ? items : [("bouquet_roses", 1)]) with
        {
            Buyer = new("Ada", "Byron", "ada@example.com"),
            Fulfilment = [Shipping(Springfield with { Id = "dest_1", Country = Shop.Country, Region = null }, option)],
        });
        checkout.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
        return checkout;
    }

    public async Task<Order> OrderAsync(params (string Item, int Quantity)[] items)
    {
        var done = Value(await CompleteAsync(await ReadyAsync(items)));
        return Value(await Orders.GetAsync(Shop.Id, done.OrderId!, default));
    }

    public Task<Result<Checkout>> CompleteAsync(Checkout checkout, string token = "success_token", IdempotencyKey? key = null, long? expected = null, CheckoutService? by = null) =>
        (by ?? Checkouts).CompleteAsync(Shop.Id, checkout.Id, new([Token(token)], expected), Agent, key, default);

    public static PaymentInstrument Token(string token) =>
        new("instr_1", TestPaymentProvider.Handler, "card", new JsonObject { ["type"] = "token", ["token"] = token }, new("Visa", "1234"));

    public static PaymentInstrument Card(string number) =>
        new("instr_card", TestPaymentProvider.Handler, "card", new JsonObject { ["type"] = "card", ["number"] = number, ["cvc"] = "123" });

    public static IdempotencyKey Key(string key, string hash = "h1") => new("agent complete", key, hash);

    public static T Value<T>(Result<T> result)
        where T : class
    {
        result.Refusal.ShouldBeNull();
        return result.Value!;
    }

    public static Refusal Refused<T>(Result<T> result, RefusalKind kind)
        where T : class
    {
        result.Refusal.ShouldNotBeNull().Kind.ShouldBe(kind);
        return result.Refusal;
    }
}
