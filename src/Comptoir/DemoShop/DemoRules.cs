using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.DemoShop;

/// <summary>The demo shop itself and how it ships, taxes and discounts.</summary>
internal static class DemoRules
{
    public const string ShopId = "demo";

    private const string EuropeanUnion = "AT BE BG HR CY CZ DK EE FI DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

    public static Shop Shop { get; } = new()
    {
        Id = ShopId,
        Name = "Maison Tilleul",
        Tagline = new("A general store for house, garden and everyone in it", "Le magasin général de la maison, du jardin et de toute la famille"),
        Languages = ["en", "fr"],
        Currency = "EUR",
        Country = "FR",
        PricesIncludeTax = true,
        Email = "bonjour@maison-tilleul.example",
        LegalName = "Maison Tilleul SARL (demo)",
        Address = ["12 rue des Tilleuls", "37000 Tours", "France"],
        VatNumber = "FR00 000 000 000",
        Locations = [new Location("tours", "Maison Tilleul, Tours", Pickup: true, "12 rue des Tilleuls", "Tours", "37000", "FR")],
    };

    /// <summary>Standard and reduced VAT in basis points as in force in 2026; the reduced rate is the one for books and food where a country has several.</summary>
    private static readonly (string Country, int Standard, int Reduced)[] Vat =
    [
        ("FR", 2000, 550), ("AT", 2000, 1000), ("BE", 2100, 600), ("BG", 2000, 900), ("HR", 2500, 500), ("CY", 1900, 500), ("CZ", 2100, 1200),
        ("DK", 2500, 2500), ("EE", 2400, 900), ("FI", 2550, 1350), ("DE", 1900, 700), ("GR", 2400, 600), ("HU", 2700, 500), ("IE", 2300, 0),
        ("IT", 2200, 400), ("LV", 2100, 500), ("LT", 2100, 500), ("LU", 1700, 300), ("MT", 1800, 500), ("NL", 2100, 900), ("PL", 2300, 500),
        ("PT", 2300, 600), ("RO", 2100, 1100), ("SK", 2300, 500), ("SI", 2200, 500), ("ES", 2100, 400), ("SE", 2500, 600),
    ];

    public static SellingRules Rules { get; } = new()
    {
        Shipping =
        [
            new("fr-standard", new("Standard delivery", "Livraison standard"), "standard", ["FR"], 490, 6000, 2, 4, "Colissimo"),
            new("fr-express", new("Express delivery", "Livraison express"), "express", ["FR"], 990, null, 1, 1, "Chronopost"),
            new("eu-standard", new("Standard delivery (EU)", "Livraison standard (UE)"), "standard", EuropeanUnion.Split(' '), 990, 12000, 4, 7, "Colissimo"),
            new("world-standard", new("International delivery", "Livraison internationale"), "standard", [], 1990, null, 7, 14, "Colissimo"),
            new("pickup-tours", new("Pick up at the shop in Tours", "Retrait à la boutique de Tours"), "pickup", [], 0, null, 1, 1, null, "pickup", "tours"),
        ],
        Taxes = [.. Vat.SelectMany(v => new[] { new TaxRate(v.Country, null, "standard", v.Standard), new TaxRate(v.Country, null, "reduced", v.Reduced) })],
        Promotions =
        [
            new Promotion { Id = "welcome10", Code = "WELCOME10", Title = new("10% off your first order", "10 % sur votre première commande"), Type = "percentage", Value = 10 },
            new Promotion { Id = "tilleul5", Code = "TILLEUL5", Title = new("€5 off from €40", "5 € offerts dès 40 €"), Type = "fixed_amount", Value = 500, MinSubtotal = 4000, Priority = 2 },
            new Promotion { Id = "port-offert", Code = "PORTOFFERT", Title = new("Free delivery", "Livraison offerte"), Type = "free_shipping", MinSubtotal = 2000, Combinable = false },
        ],
        Subscriptions = [new SubscriptionOffer { Id = "pantry", EligibleIds = ["food-tea", "food-coffee"], Intervals = [new(2, IntervalUnit.Weeks), new(1, IntervalUnit.Months), new(2, IntervalUnit.Months)], Percent = 10 }],
        PaymentHandlers = [new PaymentHandler("mock_payment_handler", "dev.ucp.mock_payment", "2026-01-11", ["card"])],
    };
}
