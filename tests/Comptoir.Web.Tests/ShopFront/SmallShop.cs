using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Ordering;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>A shop with one of everything that a page must cope with: variants, a reduction, nothing in stock, and texts that try to break out.</summary>
internal static class SmallShop
{
    public const string Id = "shop_test";
    public const string Hostile = "<script>alert(1)</script>\"'><b>bold";

    private static readonly Provenance Source = new("test", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    public static async Task SeedAsync(ICatalogStore catalog, IOrderingStore ordering, CancellationToken ct)
    {
        await catalog.SaveShopAsync(Shop(), ct);
        var products = Products();
        var result = await catalog.WriteAsync(new CatalogBatch(Id)
        {
            Products = products,
            Stock = [.. products.SelectMany(p => p.Variants).Select(v => new StockLevel(v.Id, "main", v.Id switch { "pot" => 0, "seeds" => 2, _ => 100 }, 0))],
            Reviews =
            [
                new Review("r1", "trowel", "Léa M.", 5, "fr", "Solide", "Un vrai bon outil.", Source.ReadAt),
                new Review("r2", "trowel", Hostile, 2, "en", Hostile, Hostile, Source.ReadAt),
            ],
            Policies =
            [
                new Policy("shipping", new LocalizedText("Delivery", "Livraison"), new LocalizedText(
                    "# Delivery\n\nWe ship **fast**.\n\n<script>alert(1)</script>\n\n[bad](javascript:alert(1)) [good](/policies/returns)\n\n| Where | Price |\n|:--|--:|\n| France | €4.90 |",
                    "Nous expédions **vite**.")),
                new Policy("returns", new LocalizedText("Returns", "Retours"), new LocalizedText("Thirty days.", "Trente jours.")),
            ],
        }, ct);
        result.Added.ShouldBe(products.Count);
        (await ordering.SaveRulesAsync(Id, Rules(), ct)).ShouldBeTrue();
    }

    private static Catalog.Shops.Shop Shop() => new()
    {
        Id = Id,
        Name = "Petit Tilleul",
        Tagline = new LocalizedText("A small test of a shop", "Une petite boutique d’essai"),
        IsDefault = true,
        Languages = ["en", "fr"],
        Currency = "EUR",
        Country = "FR",
        PricesIncludeTax = true,
        LegalName = "Petit Tilleul SARL",
        Address = ["12 rue des Tilleuls", "37000 Tours"],
        VatNumber = "FR00123456789",
        Locations = [new Location("main", "Tours", Pickup: true, Street: "12 rue des Tilleuls", City: "Tours", PostalCode: "37000", Country: "FR")],
        Categories =
        [
            new Category("garden", new LocalizedText("Garden", "Jardin"), Intro: new LocalizedText("Things that grow.", "Ce qui pousse.")),
            new Category("garden-tools", new LocalizedText("Garden tools", "Outils de jardin"), "garden"),
            new Category("kids", new LocalizedText("Children", "Enfants")),
        ],
        Attributes =
        [
            new AttributeDefinition("color", new LocalizedText("Colour", "Couleur"), AttributeType.Enumeration, Values: new Dictionary<string, OptionValue>
            {
                ["blue"] = new("blue", new LocalizedText("blue", "bleu"), "#3366aa"),
                ["pink"] = new("pink", new LocalizedText("pink", "rose"), "#ee88aa"),
            }),
            new AttributeDefinition("waterproof", new LocalizedText("Waterproof", "Imperméable"), AttributeType.Boolean),
            new AttributeDefinition("weight", new LocalizedText("Weight", "Poids"), AttributeType.Number, "g"),
        ],
    };

    private static SellingRules Rules() => new()
    {
        Shipping =
        [
            new ShippingRate("fr-standard", new LocalizedText("Standard", "Standard"), "standard", ["FR"], 490, 6000, 2, 4),
            new ShippingRate("fr-express", new LocalizedText("Express", "Express"), "express", ["FR"], 990, null, 1, 1),
            new ShippingRate("world", new LocalizedText("Abroad", "Étranger"), "standard", ["DE"], 1990, null, 4, 7),
        ],
        Taxes = [new TaxRate("FR", null, "standard", 2000), new TaxRate("DE", null, "standard", 1900)],
        Promotions = [new Promotion { Id = "sprout", Title = new LocalizedText("Ten percent off", "Dix pour cent"), Code = "SPROUT10", Type = "percentage", Value = 10 }],
        PaymentHandlers = [new PaymentHandler(TestPaymentProvider.Handler, "dev.ucp.mock", "2026-04-08", ["card"])],
        Version = 1,
    };

    private static List<Product> Products() =>
    [
        One("trowel", "Forged hand trowel", "Transplantoir forgé", "garden-tools", 1490, list: 1990, rating: new Rating(4.4m, 12), tags: ["bestseller", "gift", "gardener"]),
        One("pot", "Terracotta pot", "Pot en terre cuite", "garden", 990),
        One("seeds", "Tomato seeds", "Graines de tomate", "garden", 350, tags: ["new"]),
        One("gloves", "Leather gloves", "Gants en cuir", "garden-tools", 2490, rating: new Rating(3.9m, 4)),
        One("hostile", Hostile, Hostile, "kids", 500),
        Jacket(),
    ];

    private static Product One(string id, string english, string french, string category, long price, long? list = null, Rating? rating = null, string[]? tags = null) => new()
    {
        Id = id,
        Handle = id + "-page",
        Title = new LocalizedText(english, french),
        Description = new LocalizedText($"{english}, well made.\nSecond line.", $"{french}, bien fait."),
        Brand = "Ferrandou",
        CategoryId = category,
        Variants = [new Variant { Id = id, Sku = id.ToUpperInvariant(), Offer = new Offer(new Money(price, "EUR"), list is { } was ? new Money(was, "EUR") : null) }],
        Attributes = new Dictionary<string, AttributeValue> { ["weight"] = new NumberValue(320, "g") },
        Tags = tags ?? [],
        Media = [new Media($"/pictures/{id}.svg?c=4c7a4a")],
        Rating = rating,
        Source = Source,
    };

    private static Product Jacket()
    {
        string[] colors = ["blue", "pink"], sizes = ["6Y", "8Y"];
        return new Product
        {
            Id = "jacket",
            Handle = "rain-jacket",
            Title = new LocalizedText("Rain jacket", "Veste de pluie"),
            Description = new LocalizedText("Keeps children dry.", "Garde les enfants au sec."),
            CategoryId = "kids",
            Options =
            [
                new ProductOption("color", new LocalizedText("Colour", "Couleur"), [new OptionValue("blue", new LocalizedText("blue", "bleu"), "#3366aa"), new OptionValue("pink", new LocalizedText("pink", "rose"), "red\"><script>")]),
                new ProductOption("size", new LocalizedText("Size", "Taille"), [new OptionValue("6Y", new LocalizedText("6 years", "6 ans")), new OptionValue("8Y", new LocalizedText("8 years", "8 ans"))]),
            ],
            Variants =
            [
                .. colors.SelectMany(_ => sizes, (c, s) => new Variant
                {
                    Id = $"jacket-{c}-{s}",
                    Options = [new SelectedOption("color", c), new SelectedOption("size", s)],
                    Offer = new Offer(new Money(s == "6Y" ? 3900 : 4200, "EUR")),
                    Attributes = new Dictionary<string, AttributeValue> { ["color"] = new EnumerationValue(c) },
                }),
            ],
            Attributes = new Dictionary<string, AttributeValue> { ["waterproof"] = new BooleanValue(true) },
            Media = [new Media("/pictures/jacket.svg?c=3366aa")],
            Source = Source,
        };
    }
}
