using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>A real server on a real port over a real SQLite file, with two shops: lamps (the default) and, under its own host name, tea.</summary>
public sealed class McpShop : IAsyncLifetime
{
    public const string OldAgent = "https://agent.example/old";
    public const string FutureAgent = "https://agent.example/future";
    public const string Agent = "https://agent.example/profile";

    private readonly string _folder = Directory.CreateTempSubdirectory("mcp-").FullName;
    private readonly Action<UcpOptions> _configure;
    private WebApplication _app = null!;

    public McpShop() : this(_ => { }) { }

    internal McpShop(Action<UcpOptions> configure) => _configure = configure;

    public Uri Endpoint { get; private set; } = null!;

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
            .WithoutBackgroundWork()
            .AddSingleton<ISecretBox, OpenBox>()
            .AddShopTools()
            .AddUcp(o =>
            {
                o.OpenToAll = true;
                o.RequireReachableProfiles = false;
                o.AllowLoopback = true;
                o.PublicUrl = "https://shops.example.org";
                o.PinnedProfiles[Agent] = Profile("2026-04-08", "checkout", "cart", "catalog.search", "catalog.lookup", "order", "fulfillment", "discount");
                o.PinnedProfiles[OldAgent] = Profile("2026-04-08", "checkout");
                o.PinnedProfiles[FutureAgent] = Profile("2031-01-01", "checkout");
                _configure(o);
            })
            .AddMcpDoor(o => o.AllowedOrigins.Add("https://assistant.example"));
        _app = builder.Build();
        _app.MapMcpDoor();
        await FillAsync(_app.Services);
        await _app.StartAsync();
        Endpoint = new Uri(new Uri(_app.Urls.Single()), "/mcp");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The client of the official SDK.</summary>
    public Task<McpClient> ConnectAsync(string? version = null, string language = "en") => McpClient.CreateAsync(
        new HttpClientTransport(new()
        {
            Endpoint = Endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Accept-Language"] = language },
        }),
        new() { ProtocolVersion = version });

    private static string Profile(string version, params string[] capabilities) => $$"""
        { "ucp": { "version": "{{version}}", "services": {}, "payment_handlers": {}, "capabilities": {
          {{string.Join(",", capabilities.Select(c => $$"""
            "dev.ucp.shopping.{{c}}": [{ "version": "{{version}}" }]
            """))}}
        } } }
        """;

    private static async Task FillAsync(IServiceProvider services)
    {
        var catalog = services.GetRequiredService<ICatalogStore>();
        await catalog.SaveShopAsync(Lamps(), default);
        await catalog.SaveShopAsync(new Shop { Id = "tea", Name = "Tea house", Hosts = ["tea.example.org"], Currency = "EUR", Country = "FR" }, default);
        List<Product> lamps =
        [
            Lamp("desk", "Desk lamp", "Lampe de bureau", 4900, "Maison Clair"),
            Lamp("night", "Night light", "Veilleuse", 1990, "Ombre"),
            Lamp("sold-out", "Paper lantern", "Lanterne en papier", 1200, null),
            Cord(),
        ];
        await catalog.WriteAsync(new CatalogBatch("lamps")
        {
            Products = lamps,
            Stock = [.. lamps.SelectMany(p => p.Variants).Select(v => new StockLevel(v.Id, "main", v.Id == "sold-out" ? 0 : 50, 0))],
            Policies =
            [
                new Policy("returns", new LocalizedText("Returns", "Retours"), new LocalizedText("You can return a lamp within **30 days**.", "Vous pouvez retourner une lampe sous **30 jours**.")),
                new Policy("shipping", new LocalizedText("Delivery", "Livraison"), new LocalizedText("Delivery takes two days.", "La livraison prend deux jours.")),
            ],
        }, default);
        await catalog.WriteAsync(new CatalogBatch("tea")
        {
            Products = [Lamp("sencha", "Sencha", "Sencha", 900, null)],
            Stock = [new StockLevel("sencha", "main", 5, 0)],
        }, default);
        var ordering = services.GetRequiredService<IOrderingStore>();
        var rules = await ordering.GetRulesAsync("lamps", default);
        (await ordering.SaveRulesAsync("lamps", rules with
        {
            Version = rules.Version + 1,
            Shipping = [new ShippingRate("std", new LocalizedText("Standard", "Standard"), "standard", [], 490)],
            PaymentHandlers = [new PaymentHandler(TestPaymentProvider.Handler, "dev.comptoir.test_payment", "2026-04-08", ["card"])],
        }, default)).ShouldBeTrue();
        await services.GetRequiredService<ProductSearch>().LoadAsync(null, default);
    }

    private static Shop Lamps() => new()
    {
        Id = "lamps",
        Name = "Lamps & Light",
        Tagline = new LocalizedText("Light for every room.", "De la lumière pour chaque pièce."),
        IsDefault = true,
        Languages = ["en", "fr"],
        Currency = "EUR",
        Country = "FR",
        PricesIncludeTax = true,
        LegalName = "Lamps SARL",
        Address = ["1 rue de la Paix", "75002 Paris"],
        Email = "bonjour@lamps.example",
        Categories = [new Category("lamps", new LocalizedText("Lamps", "Lampes"))],
    };

    /// <summary>One product in five colours.</summary>
    private static Product Cord()
    {
        string[] colours = ["red", "blue", "green", "black", "white"];
        return Lamp("cord", "Textile cord", "Câble textile", 1500, null) with
        {
            Options = [new ProductOption("color", "Colour", [.. colours.Select(c => new OptionValue(c, c))])],
            Variants = [.. colours.Select(c => new Variant { Id = $"cord-{c}", Options = [new SelectedOption("color", c)], Offer = new Offer(new Money(1500, "EUR")) })],
        };
    }

    private static Product Lamp(string id, string english, string french, long price, string? brand) => new()
    {
        Id = id,
        Handle = id,
        Title = new LocalizedText(english, french),
        Description = new LocalizedText($"{english}, made to last.", $"{french}, faite pour durer."),
        CategoryId = "lamps",
        Brand = brand,
        Variants = [new Variant { Id = id, Sku = $"SKU-{id}", Offer = new Offer(new Money(price, "EUR")) }],
        Source = new Provenance("test", DateTimeOffset.UnixEpoch),
    };
}
