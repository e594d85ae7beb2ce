using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Ordering;
using Comptoir.Search;
using Comptoir.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.ShopTools.Tests;

/// <summary>Three products in a real database in a temporary folder.</summary>
public sealed class SmallShop : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comptoir-tools").FullName;
    private ServiceProvider? _services;

    public IServiceProvider Services => _services!;

    public Shop Shop { get; } = new()
    {
        Id = "small",
        Name = "Small",
        Languages = ["en", "fr"],
        Currency = "EUR",
        Country = "FR",
        Categories = [new("house", new LocalizedText("House", "Maison")), new("lamps", new LocalizedText("Lamps", "Lampes"), "house")],
        Attributes =
        [
            new("color", new LocalizedText("Colour", "Couleur"), AttributeType.Enumeration, null, new Dictionary<string, OptionValue>
            {
                ["blue"] = new("blue", new LocalizedText("blue", "bleu")),
                ["red"] = new("red", new LocalizedText("red", "rouge")),
            }),
            new("height", new LocalizedText("Height", "Hauteur"), AttributeType.Number, "cm"),
            new("dimmable", new LocalizedText("Dimmable", "Variateur"), AttributeType.Boolean),
        ],
    };

    public ShopContext Context(string language) => new(Shop, language, "FR", new Caller("shopper", "web"));

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddComptoirStorage(Path.Combine(_folder, "shop.db"));
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
        services.AddOrdering().AddGiftCards().AddShopTools();
        _services = services.BuildServiceProvider();
        var store = Get<ICatalogStore>();
        await store.SaveShopAsync(Shop, CancellationToken.None);
        await store.WriteAsync(new CatalogBatch(Shop.Id)
        {
            Products =
            [
                Lamp("desk", "Desk lamp", "Lampe de bureau", ("blue", 4_900, 5_900), ("red", 5_200, null)) with { Attributes = new Dictionary<string, AttributeValue> { ["height"] = new NumberValue(1_234.5m, "cm"), ["dimmable"] = new BooleanValue(true) } },
                Lamp("floor", "Floor lamp", "Lampadaire", ("blue", 9_900, null)) with { Attributes = new Dictionary<string, AttributeValue> { ["height"] = new NumberValue(150), ["dimmable"] = new BooleanValue(true) } },
                Lamp("bare", "Night light", "Veilleuse", ("red", 900, null)) with { Brand = null },
            ],
            Stock = [new("desk-blue", "main", 0, 0), new("desk-red", "main", 7, 0), new("floor-blue", "main", 2, 0)],
            Reviews = [new("r1", "desk", "Ann", 4, "en", null, "Good.", DateTimeOffset.UnixEpoch), new("r2", "desk", "Léa", 5, "fr", null, "Bien.", DateTimeOffset.UnixEpoch)],
        }, CancellationToken.None);
        await Get<ProductSearch>().LoadAsync(null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Product Lamp(string id, string english, string french, params (string Color, long Price, long? Before)[] forms) => new()
    {
        Id = id,
        Handle = id + "-lamp",
        Title = new LocalizedText(english, french),
        Brand = "Lumo",
        CategoryId = "lamps",
        Options = [new ProductOption("color", new LocalizedText("Colour", "Couleur"), [new OptionValue("blue", new LocalizedText("blue", "bleu")), new OptionValue("red", new LocalizedText("red", "rouge"))])],
        Variants = [.. forms.Select(f => new Variant
        {
            Id = $"{id}-{f.Color}",
            Options = [new SelectedOption("color", f.Color)],
            Offer = new Offer(new Money(f.Price, "EUR"), f.Before is { } before ? new Money(before, "EUR") : null),
            Media = [new Media($"/{id}-{f.Color}.svg")],
        })],
        Source = new Provenance("test", DateTimeOffset.UnixEpoch),
    };
}
