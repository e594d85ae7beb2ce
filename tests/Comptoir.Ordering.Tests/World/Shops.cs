using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Tests.World;

internal static class Shops
{
    public static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero); // a Friday

    public static Product Product(string id, long price, string currency, string tax = "standard", string? category = null, LocalizedText? title = null) => new()
    {
        Id = id,
        Handle = id.Replace('_', '-'),
        Title = title ?? id,
        Variants = [new Variant { Id = id, Offer = new(new Money(price, currency)) }],
        TaxCategory = tax,
        CategoryId = category,
        Source = new("test", Now),
    };

    /// <summary>The public clients' flower shop: dollars, no tax table.</summary>
    public static (Shop Shop, SellingRules Rules, IReadOnlyList<(Product Product, long Stock)> Goods) Flowers() => (
        new Shop { Id = "flowers", Name = "Flowers", Currency = "USD", Country = "US", Languages = ["en", "fr"], Email = "shop@flowers.example" },
        new SellingRules
        {
            Shipping =
            [
                new("std-ship", "Standard Shipping", "standard", [], 500, MinDays: 2, MaxDays: 4),
                new("exp-ship-us", "Express Shipping (US)", "express", ["US"], 1500),
                new("exp-ship-intl", "International Express", "express", [], 2500),
            ],
            Promotions =
            [
                new Promotion { Id = "10OFF", Title = "10% Off", Code = "10OFF", Type = "percentage", Value = 10 },
                new Promotion { Id = "WELCOME20", Title = "20% Off", Code = "WELCOME20", Type = "percentage", Value = 20 },
                new Promotion { Id = "FIXED500", Title = "$5.00 Off", Code = "FIXED500", Type = "fixed_amount", Value = 500 },
                new Promotion { Id = "OLD", Title = "Old", Code = "OLD", Type = "percentage", Value = 50, EndsAt = Now.AddDays(-1) },
                new Promotion { Id = "SOON", Title = "Soon", Code = "SOON", Type = "percentage", Value = 50, StartsAt = Now.AddDays(1) },
                new Promotion { Id = "ALONE", Title = "Alone", Code = "ALONE", Type = "percentage", Value = 50, Combinable = false },
                new Promotion { Id = "BIG", Title = "Big", Code = "BIG", Type = "percentage", Value = 50, MinSubtotal = 1_000_000 },
                new Promotion { Id = "POTS", Title = "Pots", Code = "POTS", Type = "percentage", Value = 50, EligibleIds = ["pot_ceramic"] },
                new Promotion { Id = "promo_1", Title = "Free Shipping on orders over $100", Type = "free_shipping", MinSubtotal = 10000 },
                new Promotion { Id = "promo_2", Title = "Free Shipping on Rose Bouquets", Type = "free_shipping", EligibleIds = ["bouquet_roses"] },
            ],
            PaymentHandlers = [new(TestPaymentProvider.Handler, "dev.comptoir.test", "1", ["card", "token"])],
        },
        [(Product("bouquet_roses", 3500, "USD", title: "Bouquet of Red Roses"), 1000), (Product("pot_ceramic", 1500, "USD"), 2000), (Product("orchid_white", 4500, "USD"), 3), (Product("gardenias", 2000, "USD", title: "Gardenias"), 0)]);

    /// <summary>A French shop: euros with tax included, pick-up, two categories.</summary>
    public static (Shop Shop, SellingRules Rules, IReadOnlyList<(Product Product, long Stock)> Goods) Comptoir() => (
        new Shop
        {
            Id = "comptoir",
            Name = "Le Comptoir",
            Currency = "EUR",
            Country = "FR",
            Languages = ["fr", "en"],
            PricesIncludeTax = true,
            Hosts = ["comptoir.example"],
            Categories = [new("home", "Home"), new("kitchen", "Kitchen", "home")],
            Locations = [new("main", "Entrepôt"), new("paris", "Boutique de Paris", true, "1 rue de Rivoli", "Paris", "75001", "FR")],
        },
        new SellingRules
        {
            Shipping =
            [
                new("std", new LocalizedText("Standard delivery", "Livraison standard"), "standard", [], 590, FreeFrom: 5000, MinDays: 2, MaxDays: 4),
                new("relay", new LocalizedText("Pick-up point", "Point relais"), "relay", ["FR"], 390),
            ],
            Taxes = [new("FR", null, "standard", 2000), new("FR", null, "reduced", 550), new("DE", null, "standard", 1900)],
            PaymentHandlers = [new(TestPaymentProvider.Handler, "dev.comptoir.test", "1", ["card", "token"])],
        },
        [(Product("pan", 4800, "EUR", category: "kitchen", title: new LocalizedText("Pan", "Poêle")), 50), (Product("book", 1055, "EUR", tax: "reduced", title: new LocalizedText("Book", "Livre")), 50)]);
}
