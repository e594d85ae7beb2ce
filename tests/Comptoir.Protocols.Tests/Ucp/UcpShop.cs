using System.Net;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Ordering;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.A2a;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>A real server on a real port over a real SQLite file, with a small flower shop.</summary>
public sealed class UcpShop : IAsyncLifetime
{
    public const string Agent = "https://agent.example/profile";
    public const string Secret = "let-me-in";

    private readonly string _folder = Directory.CreateTempSubdirectory("ucp-").FullName;
    private readonly Action<UcpOptions> _configure;
    private WebApplication _app = null!;

    public UcpShop() : this(_ => { }) { }

    internal UcpShop(Action<UcpOptions> configure) => _configure = configure;

    /// <summary>With the MCP door.</summary>
    public bool Mcp { get; init; }

    public string BaseUrl { get; private set; } = "";

    public IServiceProvider Services => _app.Services;

    public UcpClient Client(string version = UcpVersions.V2026_04_08, string? agent = Agent) => new(BaseUrl, version, agent);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddComptoirStorage(Path.Combine(_folder, "shop.db"))
            .AddSingleton<ProductSearch>()
            .AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>())
            .AddOrdering()
            .AddGiftCards()
            .AddInvoices()
            .WithoutBackgroundWork()
            .AddSingleton<ISecretBox, OpenBox>()
            .AddShopTools()
            .AddUcp(o =>
            {
                o.OpenToAll = true;
                o.RequireReachableProfiles = false;
                o.TestHooksSecret = Secret;
                o.AllowLoopback = true;
                o.PinnedProfiles[Agent] = Profile();
                _configure(o);
            });
        builder.Services.AddAcp().AddA2aDoor();
        if (Mcp) builder.Services.AddMcpDoor();
        _app = builder.Build();
        _app.MapUcp();
        _app.MapAcp();
        if (Mcp) _app.MapMcpDoor();
        _app.MapA2aDoor();
        _app.MapGet("/orders/{id}", (string id) => Results.Content("<p>a page</p>", "text/html"));
        await FillAsync();
        await _app.StartAsync();
        BaseUrl = _app.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A platform's profile with those capabilities (null: all that there are) in 2026-04-08's shape.</summary>
    public static string Profile(string? webhook = null, string version = UcpVersions.V2026_04_08, params string[] capabilities) => Profile([], webhook, version, capabilities);

    /// <summary>A platform's profile that publishes those keys.</summary>
    public static string Profile(IEnumerable<SigningKey> keys, string? webhook = null, string version = UcpVersions.V2026_04_08, params string[] capabilities)
    {
        if (capabilities.Length == 0)
            capabilities = ["checkout", "cart", "catalog.search", "catalog.lookup", "order", "fulfillment", "discount", "buyer_consent"];
        var entries = capabilities.Select(c => $$"""
            "dev.ucp.shopping.{{c}}": [{ "version": "{{version}}" {{(c == "order" && webhook is not null ? $", \"config\": {{ \"webhook_url\": \"{webhook}\" }}" : "")}} }]
            """);
        return $$"""{ "ucp": { "version": "{{version}}", "services": {}, "payment_handlers": {}, "capabilities": { {{string.Join(",", entries)}} } }, "signing_keys": [{{string.Join(",", keys.Select(k => k.PublicJwk.ToJsonString()))}}] }""";
    }

    private async Task FillAsync()
    {
        var catalog = Services.GetRequiredService<ICatalogStore>();
        await catalog.SaveShopAsync(new Shop
        {
            Id = "flowers",
            Name = "Flowers",
            IsDefault = true,
            Languages = ["en", "fr"],
            Currency = "EUR",
            Country = "FR",
            Categories = [new Category("plants", new LocalizedText("Plants", "Plantes"), GoogleTaxonomyId: "2802"), new Category("candles", new LocalizedText("Candles", "Bougies"))],
        }, default);
        var products = new List<Product>
        {
            Simple("rose", "Bouquet of roses", "Bouquet de roses", 3500, "plants") with
            {
                Media = [new Media("/pictures/rose.svg", new LocalizedText("Red roses", "Roses rouges"))],
                Rating = new Rating(4.5m, 12),
            },
            Simple("tulip", "Bunch of tulips", "Botte de tulipes", 3000, "plants"),
            Simple("gardenia", "Gardenia", "Gardénia", 2000, "plants"),
            Pot(),
        };
        products.AddRange(Enumerable.Range(1, 14).Select(i => Simple($"candle-{i:00}", $"Candle number {i}", $"Bougie numéro {i}", 500 + i, "candles")));
        await catalog.WriteAsync(new CatalogBatch("flowers")
        {
            Products = products,
            Stock = [.. products.SelectMany(p => p.Variants).Select(v => new StockLevel(v.Id, "main", v.Id is "gardenia" or "pot-red-l" ? 0 : 500, 0))],
            Policies =
            [
                new Policy("shipping", new LocalizedText("Delivery", "Livraison"), new LocalizedText("Two days.", "Deux jours.")),
                new Policy("returns", new LocalizedText("Returns", "Retours"), new LocalizedText("Thirty days.", "Trente jours.")),
                new Policy("privacy", new LocalizedText("Privacy", "Vie privée"), new LocalizedText("None of it is sold.", "Rien n’est vendu.")),
            ],
        }, default);
        var rules = await Services.GetRequiredService<IOrderingStore>().GetRulesAsync("flowers", default);
        (await Services.GetRequiredService<IOrderingStore>().SaveRulesAsync("flowers", rules with
        {
            Version = rules.Version + 1,
            Shipping =
            [
                new ShippingRate("std", new LocalizedText("Standard delivery", "Livraison standard"), "standard", [], 500),
                new ShippingRate("exp-fr", new LocalizedText("Express (France)", "Express (France)"), "express", ["FR"], 1500, MinDays: 1, MaxDays: 2),
                new ShippingRate("exp-intl", new LocalizedText("International express", "Express international"), "express", [], 2500),
            ],
            Promotions =
            [
                new Promotion { Id = "p1", Title = new LocalizedText("10% off", "10 % de remise"), Code = "TEN", Type = "percentage", Value = 10 },
                new Promotion { Id = "p2", Title = new LocalizedText("5% off tulips", "5 % sur les tulipes"), Code = "TULIP5", Type = "percentage", Value = 5, EligibleIds = ["tulip"] },
                new Promotion { Id = "p3", Title = new LocalizedText("Big order", "Grosse commande"), Type = "fixed_amount", Value = 1000, MinSubtotal = 100_000 },
                new Promotion { Id = "p4", Title = new LocalizedText("Members", "Membres"), Claim = "com.example.member", Type = "fixed_amount", Value = 300 },
                new Promotion { Id = "p5", Title = new LocalizedText("Staff", "Personnel"), Claim = "com.example.staff", Type = "percentage", Value = 50 },
            ],
            Claims = [new EligibilityClaim("com.example.member", []), new EligibilityClaim("com.example.staff", ["@staff.example"])],
            PaymentHandlers =
            [
                new PaymentHandler(TestPaymentProvider.Handler, "dev.comptoir.test_payment", UcpVersions.V2026_01_11, ["card"]),
                new PaymentHandler("shop_pay", "com.shopify.shop_pay", UcpVersions.V2026_01_11, ["shop_pay"], new() { ["shop_id"] = "s1" }),
            ],
        }, default)).ShouldBeTrue();
        await Services.GetRequiredService<ProductSearch>().LoadAsync(null, default);
    }

    private static Product Simple(string id, string english, string french, long price, string category) => new()
    {
        Id = id,
        Handle = id,
        Title = new LocalizedText(english, french),
        Description = new LocalizedText($"{english}, fresh every day.", $"{french}, du jour."),
        CategoryId = category,
        Variants = [new Variant { Id = id, Sku = $"SKU-{id}", Gtin = id == "rose" ? "4006381333931" : null, Offer = new Offer(new Money(price, "EUR")) }],
        Source = new Provenance("test", DateTimeOffset.UnixEpoch),
    };

    /// <summary>Red and blue, small and large, but no large blue one; the large red one is sold out.</summary>
    private static Product Pot()
    {
        Variant Of(string id, string colour, string size, long price) => new()
        {
            Id = id,
            Options = [new SelectedOption("color", colour), new SelectedOption("size", size)],
            Offer = new Offer(new Money(price, "EUR"), colour == "blue" ? new Money(1800, "EUR") : null),
        };
        return new()
        {
            Id = "pot",
            Handle = "clay-pot",
            Title = new LocalizedText("Clay pot", "Pot en terre cuite"),
            CategoryId = "plants",
            Options =
            [
                new ProductOption("color", new LocalizedText("Colour", "Couleur"), [new OptionValue("red", new LocalizedText("Red", "Rouge")), new OptionValue("blue", new LocalizedText("Blue", "Bleu"))]),
                new ProductOption("size", new LocalizedText("Size", "Taille"), [new OptionValue("s", new LocalizedText("Small", "Petit")), new OptionValue("l", new LocalizedText("Large", "Grand"))]),
            ],
            Variants = [Of("pot-red-s", "red", "s", 1500), Of("pot-red-l", "red", "l", 2000), Of("pot-blue-s", "blue", "s", 1600)],
            Source = new Provenance("test", DateTimeOffset.UnixEpoch),
        };
    }
}
