using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Protocols.Identity;
using Comptoir.Storage;
using Microsoft.Extensions.DependencyInjection;
using Price = Comptoir.Catalog.Offers.Money;

namespace Comptoir.Money.Tests.Places;

/// <summary>A shop small enough to start quickly, with everything that moves money: two tax rates, shipping, discounts, scarce goods.</summary>
internal static class TinyShop
{
    public const string Id = "tiny";

    public const string Handler = TestPaymentProvider.Handler;

    /// <summary>Pieces on hand at the start; of some there are few, so that buyers compete for the last ones.</summary>
    public static IReadOnlyDictionary<string, long> Stock { get; } = new Dictionary<string, long>
    {
        ["cup"] = 1_000_000,
        ["tea"] = 1_000_000,
        ["book"] = 1_000_000,
        ["vase"] = 1_000_000,
        ["lamp"] = 40,
        ["chair"] = 7,
        ["stamp"] = 1_000_000,
        ["shirt-s"] = 1_000_000,
        ["shirt-m"] = 1_000_000,
        ["shirt-l"] = 25,
    };

    /// <summary>How many have an account and have let every platform shop in their name.</summary>
    public const int Customers = 3;

    /// <summary>With which a platform shops in the name of one of them.</summary>
    public static string AccessToken(int customer) => $"token-of-a-customer-{customer}";

    private static readonly (string Id, long Price, string Tax)[] Goods =
        [("cup", 1299, "standard"), ("tea", 455, "reduced"), ("book", 1901, "reduced"), ("vase", 4999, "standard"), ("lamp", 7750, "standard"), ("chair", 12900, "standard"), ("stamp", 1, "standard")];

    public static async Task OpenAsync(string data)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddComptoirStorage(data);
        await using var provider = services.BuildServiceProvider();
        var catalog = provider.GetRequiredService<ICatalogStore>();
        await catalog.SaveShopAsync(
            new Shop
            {
                Id = Id,
                Name = "Tiny",
                IsDefault = true,
                Languages = ["en", "fr"],
                Currency = "EUR",
                Country = "FR",
                PricesIncludeTax = true,
                Locations = [new Location("main", "Main")],
            },
            CancellationToken.None);
        var source = new Provenance("test", DateTimeOffset.UnixEpoch);
        await catalog.WriteAsync(
            new CatalogBatch(Id)
            {
                Products =
                [
                    new Product
                    {
                        Id = "shirt",
                        Handle = "shirt",
                        Title = "shirt",
                        TaxCategory = "standard",
                        Source = source,
                        Options = [new ProductOption("size", "Size", [new("s", "S"), new("m", "M"), new("l", "L")])],
                        Variants = [Shirt("s", 2490), Shirt("m", 2490), Shirt("l", 2790)],
                    },
                    .. Goods.Select(g => new Product
                    {
                        Id = g.Id, Handle = g.Id, Title = g.Id, TaxCategory = g.Tax, Source = source,
                        Variants = [new Variant { Id = g.Id, Offer = new Offer(new Price(g.Price, "EUR")) }],
                    }),
                ],
                Stock = [.. Stock.Select(s => new StockLevel(s.Key, "main", s.Value, 0, source))],
            },
            CancellationToken.None);
        var rules = new SellingRules
        {
            Version = 1,
            Shipping = [new("standard", "Standard", "standard", [], 490, 6000, 2, 4), new("express", "Express", "express", ["FR"], 990, null, 1, 1)],
            Taxes = [new("FR", null, "standard", 2000), new("FR", null, "reduced", 550), new("DE", null, "standard", 1900), new("DE", null, "reduced", 700)],
            Promotions =
            [
                new Promotion { Id = "ten", Code = "TEN", Title = "10 %", Type = "percentage", Value = 10 },
                new Promotion { Id = "five", Code = "FIVE", Title = "5 €", Type = "fixed_amount", Value = 500, MinSubtotal = 2000 },
            ],
            PaymentHandlers = [new PaymentHandler(Handler, "dev.ucp.mock_payment", "2026-01-11", ["card"])],
        };
        if (!await provider.GetRequiredService<IOrderingStore>().SaveRulesAsync(Id, rules, CancellationToken.None)) throw new InvalidOperationException("The rules were there already.");
        await AddCustomersAsync(provider);
    }

    private static Variant Shirt(string size, long price) => new() { Id = $"shirt-{size}", Options = [new("size", size)], Offer = new Offer(new Price(price, "EUR")) };

    /// <summary>As after their yes to a platform, but that their tokens last and are known.</summary>
    private static async Task AddCustomersAsync(IServiceProvider provider)
    {
        var links = provider.GetRequiredService<IAccountLinkStore>();
        var (now, far) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        await links.SaveClientAsync(new LinkClient { ShopId = Id, Id = "platform", Version = 1, Name = "Platform", RedirectUris = ["https://platform.example/back"], CreatedAt = now }, CancellationToken.None);
        for (var i = 0; i < Customers; i++)
        {
            var customer = new Customer { Id = $"cust_{i}", ShopId = Id, Email = $"customer{i}@example.com", Version = 1, VerifiedAt = now, CreatedAt = now };
            await provider.GetRequiredService<ICustomerStore>().SaveAsync(customer, CancellationToken.None);
            var link = new AccountLink { ShopId = Id, Id = $"link_{i}", CustomerId = customer.Id, ClientId = "platform", Scopes = LinkScopes.All, At = now };
            var code = new LinkToken(link, LinkTokenKind.Code, AccountLinks.HashOfSecret($"code {i}"), far);
            await links.AddTokenAsync(code, CancellationToken.None);
            await links.ExchangeAsync(code, [new LinkToken(link, LinkTokenKind.Access, AccountLinks.HashOfSecret(AccessToken(i)), far)], now, CancellationToken.None);
        }
    }
}
