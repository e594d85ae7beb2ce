using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Storage.Tests;

/// <summary>Things to store, sound unless a test says otherwise.</summary>
internal static class Some
{
    public const string ShopId = "shop";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly Caller Caller = new("shopper", "web");

    public static readonly Totals Totals = new("EUR", 1000, 0, 0, null, 0, 0, 0, 1000, []);

    public static Shop Shop(string id = ShopId) => new() { Id = id, Name = "A shop", Currency = "EUR", Country = "FR" };

    public static Product Product(string id, long price = 1000, params string[] variantIds) => new()
    {
        Id = id,
        Handle = id.ToLowerInvariant(),
        Title = new LocalizedText("Watering can", "Arrosoir"),
        Attributes = new Dictionary<string, AttributeValue> { ["material"] = new EnumerationValue("zinc"), ["volume"] = new NumberValue(5, "l") },
        Variants = [.. (variantIds.Length == 0 ? [id] : variantIds).Select(v => new Variant { Id = v, Sku = "SKU-" + v, Offer = new Offer(new Money(price, "EUR")) })],
        Source = new Provenance("test.csv", Now),
    };

    public static StockLevel Stock(string variantId, long onHand, string location = "main") => new(variantId, location, onHand, 0, new Provenance("test.csv", Now));

    public static LineItem Line(string variantId = "rose") => new()
    {
        Id = "line_1",
        ItemId = variantId,
        ProductId = variantId,
        VariantId = variantId,
        Sku = "SKU-" + variantId,
        Title = "Crème brûlée torch",
        UnitPrice = new Money(500, "EUR"),
        Quantity = 2,
    };

    public static Cart Cart(string id, long version = 1) => new()
    {
        Id = id,
        ShopId = ShopId,
        Version = version,
        Currency = "EUR",
        Language = "fr",
        Lines = [Line()],
        Totals = Totals,
        CreatedAt = Now,
        UpdatedAt = Now,
        ExpiresAt = Now.AddDays(1),
    };

    public static Checkout Checkout(string id, long version = 1, CheckoutStatus status = CheckoutStatus.Incomplete) => new()
    {
        Id = id,
        ShopId = ShopId,
        Version = version,
        Status = status,
        Currency = "EUR",
        Language = "fr",
        Lines = [Line()],
        Totals = Totals,
        Caller = Caller,
        CreatedAt = Now,
        UpdatedAt = Now,
        ExpiresAt = Now.AddDays(1),
    };

    public static Order Order(string id, long version = 1, DateTimeOffset? createdAt = null) => new()
    {
        Id = id,
        ShopId = ShopId,
        Version = version,
        CheckoutId = "chk_" + id,
        Status = OrderStatus.Confirmed,
        Currency = "EUR",
        Language = "fr",
        Lines = [new OrderLine(Line())],
        Buyer = new Buyer("Zoé", "Lefèvre", "Zoe@example.com"),
        Totals = Totals,
        Payments = [new Payment("pay_1", "test", new PaymentInstrument("i", "test", "card"), 1000, Now) { Authorized = 1000, Captured = 1000, State = PaymentStatus.Captured }],
        Caller = Caller,
        CreatedAt = createdAt ?? Now,
        UpdatedAt = Now,
    };

    public static Transfer Sale(string id, long amount = 1000, string reference = "ord_1") =>
        new(id, new Account("psp:test:EUR", "psp:test", AccountKind.Asset, "EUR"), new Account("sales:EUR", "shop", AccountKind.Income, "EUR"), amount, "sale", reference, Now);

    public static OutboxMessage Message(string id, DateTimeOffset? due = null) => new()
    {
        Id = id,
        ShopId = ShopId,
        Kind = "email",
        Topic = "order_placed",
        Target = "zoe@example.com",
        CreatedAt = Now,
        NextAttemptAt = due ?? Now,
    };

    public static Job Job(string key, double minutes = 0) => new(ShopId, "settle", key, Now.AddMinutes(minutes));

    public static IdempotencyRecord Idempotency(string key, string kind = "order", string document = "", string hash = "hash") =>
        new(ShopId, new IdempotencyKey("shopper/complete", key, hash), kind, document, Now);

    public static Customer Customer(string id, string email, long version = 1) => new() { Id = id, ShopId = ShopId, Email = email, Version = version, CreatedAt = Now };

    /// <summary>An order placed with everything that goes with it.</summary>
    public static Transition Purchase(string id, string variantId = "rose", int quantity = 1) => new(ShopId)
    {
        Checkout = Checkout("chk_" + id, status: CheckoutStatus.Completed) with { OrderId = id },
        Order = Order(id),
        Stock = [new StockMove(variantId, quantity)],
        Transfers = [Sale("sale:" + id, reference: id)],
        Outbox = [Message("msg_" + id)],
        Idempotency = Idempotency("key_" + id),
    };
}
