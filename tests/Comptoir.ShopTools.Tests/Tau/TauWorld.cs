using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.ShopTools.Tests.Tau;

/// <summary>
/// A shop with the benchmark's goods and some of its users: accounts with their address, gift cards with their balance, and every order placed
/// through a real checkout, then shipped, delivered or cancelled as its status says.
/// </summary>
internal sealed class TauWorld(IServiceProvider services, TauFiles files, string shopId)
{
    private const int Stock = 100_000;
    private readonly ConcurrentDictionary<string, string> _codes = new();

    public Shop Shop { get; } = new() { Id = shopId, Name = "Tau", Languages = ["en"], Currency = "USD", Country = "US", Locations = [new("main", "Main")] };

    /// <summary>Our order id by the benchmark's.</summary>
    public ConcurrentDictionary<string, string> Orders { get; } = new();

    /// <summary>Our customer id by the benchmark's user.</summary>
    public ConcurrentDictionary<string, string> Customers { get; } = new();

    /// <summary>Gift card id by the benchmark's payment method.</summary>
    public ConcurrentDictionary<string, string> Cards { get; } = new();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ShopContext ContextOf(string user) => new(Shop, "en", "US", CallerOf(user));

    public PaymentInstrument Instrument(string method) => _codes.TryGetValue(method, out var code) ? GiftCardProvider.Instrument(code) : TauWallet.Instrument(method);

    /// <summary>The benchmark's payment method of one of our instruments.</summary>
    public string MethodOf(PaymentInstrument instrument) => instrument.HandlerId == TauWallet.Handler ? instrument.Id : Cards.First(c => c.Value == instrument.Id).Key;

    public async Task LoadAsync(IReadOnlyCollection<string> users, CancellationToken ct)
    {
        var catalog = Get<ICatalogStore>();
        await catalog.SaveShopAsync(Shop, ct);
        var variants = files.Products.SelectMany(p => p.Value!["variants"]!.AsObject()).ToList();
        await catalog.WriteAsync(new CatalogBatch(Shop.Id) { Products = [.. files.Products.Select(p => ProductOf(p.Value!.AsObject()))], Stock = [.. variants.Select(v => new StockLevel(v.Key, "main", Stock, 0))] }, ct);
        var rules = await Get<IOrderingStore>().GetRulesAsync(Shop.Id, ct);
        await Get<IOrderingStore>().SaveRulesAsync(Shop.Id, rules with { Shipping = [new("std", "Standard", "standard", [], 0)], Returns = new() { BuyerPaysPostage = false }, Version = rules.Version + 1 }, ct);
        await Get<ProductSearch>().LoadAsync(null, ct);

        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = ct }, async (user, _) => await LoadUserAsync(user, files.Users[user]!.AsObject(), ct));

        // what the benchmark calls unavailable can be in old orders and in no new one
        var held = (await catalog.ReadStockAsync(Shop.Id, null, ct)).ToDictionary(s => s.VariantId);
        await catalog.WriteAsync(new CatalogBatch(Shop.Id) { Stock = [.. variants.Where(v => !v.Value!["available"]!.GetValue<bool>()).Select(v => new StockLevel(v.Key, "main", held[v.Key].Reserved, 0))] }, ct);
        await Get<ProductSearch>().FollowAsync(ct);
    }

    public async Task<long> BalanceAsync(string method, CancellationToken ct) =>
        (await Get<ILedgerStore>().GetBalanceAsync(Shop.Id, $"gift_card:{Cards[method]}:USD", ct))!.Available;

    public async Task<Order> OrderAsync(string id, CancellationToken ct) => (await Get<OrderService>().GetAsync(Shop.Id, Orders[id], ct)).Value!;

    private async Task LoadUserAsync(string user, JsonObject record, CancellationToken ct)
    {
        var customer = new Customer
        {
            Id = "cust_" + user,
            ShopId = Shop.Id,
            Email = record["email"]!.GetValue<string>(),
            FirstName = record["name"]!["first_name"]!.GetValue<string>(),
            LastName = record["name"]!["last_name"]!.GetValue<string>(),
            Addresses = [AddressOf(record["address"]!) with { Id = "addr_" + user }],
            CreatedAt = DateTimeOffset.UnixEpoch,
            Version = 1,
        };
        (await Get<ICustomerStore>().SaveAsync(customer, ct)).ShouldBeTrue();
        Customers[user] = customer.Id;
        var orders = record["orders"]!.AsArray().Select(o => o!.GetValue<string>()).ToList();
        foreach (var (method, m) in record["payment_methods"]!.AsObject())
        {
            if (m!["source"]!.GetValue<string>() != "gift_card") continue;

            // the card holds what is on it now and what the orders take from it; what they give back is levelled below
            var spent = orders.SelectMany(o => files.Orders[o]!["payment_history"]!.AsArray()).Where(h => h!["payment_method_id"]!.GetValue<string>() == method && h["transaction_type"]!.GetValue<string>() == "payment")
                .Sum(h => TauFiles.Cents(h!["amount"]));
            var issued = await Get<GiftCardService>().GiveAsync(Shop.Id, Math.Max(1, TauFiles.Cents(m["balance"]) + spent), "USD", "tau", null, "en", ct);
            _codes[method] = issued.Value.ShouldNotBeNull($"{method} {spent}: {issued.Refusal}").Code;
            Cards[method] = issued.Value.Card.Id;
        }

        foreach (var id in orders) await LoadOrderAsync(id, user, customer, files.Orders[id]!.AsObject(), ct);

        // cancelled orders gave back what they took, so that the cards were fuller for a while
        foreach (var (method, card) in Cards.Where(c => record["payment_methods"]!.AsObject().ContainsKey(c.Key)))
        {
            var over = await BalanceAsync(method, ct) - TauFiles.Cents(record["payment_methods"]![method]!["balance"]);
            if (over > 0) (await Get<LedgerService>().PostAsync(Shop.Id, [Take(card, over)], ct)).Done.ShouldBeTrue();
        }
    }

    private async Task LoadOrderAsync(string id, string user, Customer customer, JsonObject record, CancellationToken ct)
    {
        var address = AddressOf(record["address"]!) with { Id = "to" };
        var input = new CheckoutInput
        {
            Lines = [.. record["items"]!.AsArray().Select(i => new LineRequest(i!["item_id"]!.GetValue<string>(), 1))],
            Buyer = new Buyer(customer.FirstName, customer.LastName, customer.Email),
            Fulfilment = [new MethodRequest(null, "shipping", null, [address], "to", [new GroupRequest(null, "std")])],
        };
        var checkout = (await Get<CheckoutService>().CreateAsync(Shop.Id, input, CallerOf(user), null, ct)).Value.ShouldNotBeNull();
        var method = record["payment_history"]![0]!["payment_method_id"]!.GetValue<string>();
        var completed = await Get<CheckoutService>().CompleteAsync(Shop.Id, checkout.Id, new([Instrument(method)], TauFiles.Cents(record["payment_history"]![0]!["amount"])), CallerOf(user), null, ct);
        var order = completed.Value.ShouldNotBeNull($"{id}: {completed.Refusal}").OrderId!;
        Orders[id] = order;
        var orders = Get<OrderService>();
        switch (record["status"]!.GetValue<string>())
        {
            case "processed":
                (await orders.ShipAsync(Shop.Id, order, null, null, Tracking(record), CallerOf(user), ct)).Ok.ShouldBeTrue();
                break;
            case "delivered":
                (await orders.ShipAsync(Shop.Id, order, null, null, Tracking(record), CallerOf(user), ct)).Ok.ShouldBeTrue();
                (await orders.DeliverAsync(Shop.Id, order, CallerOf(user), ct)).Ok.ShouldBeTrue();
                break;
            case "cancelled":
                (await orders.CancelAsync(Shop.Id, order, "no longer needed", CallerOf(user), null, ct)).Ok.ShouldBeTrue();
                break;
        }
    }

    private Comptoir.Ledger.Transfers.Transfer Take(string card, long amount) => new(
        $"{card}:level", new($"gift_card:{card}:USD", $"card:{card}", Comptoir.Ledger.Accounts.AccountKind.Liability, "USD") { Limit = Comptoir.Ledger.Accounts.AccountLimit.NotBelowZero },
        new("goodwill:USD", "shop", Comptoir.Ledger.Accounts.AccountKind.Expense, "USD"), amount, "gift_card", card, DateTimeOffset.UtcNow);

    private Caller CallerOf(string user) => new("tau:" + user, "ucp", CustomerId: "cust_" + user);

    private static string Tracking(JsonObject order) => order["fulfillments"]![0]!["tracking_id"]![0]!.GetValue<string>();

    public static Address AddressOf(JsonNode a) => new(
        null, Street: a["address1"]!.GetValue<string>(), Extended: a["address2"]!.GetValue<string>(), City: a["city"]!.GetValue<string>(), Region: a["state"]!.GetValue<string>(), PostalCode: a["zip"]!.GetValue<string>(), Country: "US");

    private static Product ProductOf(JsonObject p)
    {
        var id = p["product_id"]!.GetValue<string>();
        var variants = p["variants"]!.AsObject().Select(v => v.Value!.AsObject()).ToList();
        var options = variants[0]["options"]!.AsObject().Select(o => o.Key).ToList();
        return new()
        {
            Id = id,
            Handle = "tau-" + id,
            Title = p["name"]!.GetValue<string>(),
            Options = [.. options.Select(o => new ProductOption(o, o, [.. variants.Select(v => v["options"]![o]!.GetValue<string>()).Distinct().Select(v => new OptionValue(v, v))]))],
            Variants =
            [
                .. variants.Select(v => new Variant
                {
                    Id = v["item_id"]!.GetValue<string>(),
                    Options = [.. options.Select(o => new SelectedOption(o, v["options"]![o]!.GetValue<string>()))],
                    Offer = new(new Money(TauFiles.Cents(v["price"]), "USD")),
                }),
            ],
            Source = new("tau", DateTimeOffset.UnixEpoch),
        };
    }
}
