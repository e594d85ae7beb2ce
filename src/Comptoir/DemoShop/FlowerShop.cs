using System.Globalization;
using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using CsvHelper;

namespace Comptoir.DemoShop;

/// <summary>A shop from a folder of CSV files in the form that public UCP clients are tried against (products, inventory, customers, addresses, discounts, promotions, shipping_rates), and where they are there variants (whose further columns are options), payment_handlers and claims.</summary>
internal sealed class FlowerShop(string folder, DateTimeOffset readAt)
{
    private readonly Provenance _source = new("flower-shop", readAt);
    private readonly string _currency = Currency(folder);

    /// <exception cref="FileNotFoundException">The folder lacks products.csv.</exception>
    public (Shop Shop, CatalogBatch Batch, SellingRules Rules, IReadOnlyList<Customer> Customers) Read(string shopId)
    {
        var shop = new Shop
        {
            Id = shopId,
            Name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).Replace('-', ' ').Replace('_', ' ')),
            Tagline = new("Flowers and pots", "Des fleurs et des pots"),
            Languages = ["en", "fr"],
            Currency = _currency,
            Country = "US",
            Email = "hello@flower-shop.example",
            Locations = [new Location("main", "Main")],
        };
        var stock = Rows("inventory.csv").ToDictionary(r => r["product_id"], r => long.Parse(r["quantity"], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var products = Rows("products.csv").ToList();
        var variants = Rows("variants.csv").ToLookup(r => r["product_id"], StringComparer.Ordinal);
        var batch = new CatalogBatch(shopId)
        {
            Products = [.. products.Select(r => Product(r, variants[r["id"]].ToList()))],
        };
        batch = batch with { Stock = [.. batch.Products.SelectMany(p => p.Variants).Select(v => new StockLevel(v.Id, "main", stock.GetValueOrDefault(v.Id), 0, _source))] };
        var rules = new SellingRules
        {
            Shipping = [.. Rows("shipping_rates.csv").Select(r => new ShippingRate(r["id"], r["title"], r["service_level"], r["country_code"] == "default" ? [] : [r["country_code"]], Amount(r["price"])))],
            Promotions = [.. Rows("discounts.csv").Select((r, i) => Code(r, i)), .. Rows("promotions.csv").Select(Automatic)],
            PaymentHandlers =
            [
                new PaymentHandler("mock_payment_handler", "dev.ucp.mock_payment", "2026-01-11", ["card"]),
                .. Rows("payment_handlers.csv").Select(r => new PaymentHandler(r["id"], r["name"], r["version"], r["instrument_types"].Split(' ')) { NotFor = Words(r, "not_for") }),
            ],
            Claims = [.. Rows("claims.csv").Select(r => new EligibilityClaim(r["name"], Words(r, "buyers")))],
            MaxQuantity = 10_000,
        };
        return (shop, batch, rules, Customers(shopId));
    }

    private Product Product(Dictionary<string, string> r, IReadOnlyList<Dictionary<string, string>> variants) => new()
    {
        Id = r["id"],
        Handle = r["id"].Replace('_', '-'),
        Title = r["title"],
        Description = r["title"],
        Options = variants is [var first, ..] ? [.. OptionsOf(first).Select(o => new ProductOption(o.Key, o.Key, [.. variants.Select(v => v[o.Key]).Distinct().Select(l => new OptionValue(l, l))]))] : [],
        Variants = variants.Count == 0
            ? [new Variant { Id = r["id"], Sku = r["id"], Offer = new(new(Amount(r["price"]), _currency)) }]
            : [.. variants.Select(v => new Variant { Id = v["id"], Sku = v["id"], Options = [.. OptionsOf(v).Select(o => new SelectedOption(o.Key, o.Value))], Offer = new(new(Amount(v["price"]), _currency)) })],
        Media = r.GetValueOrDefault("image_url") is { Length: > 0 } url ? [new(url)] : [],
        Source = _source,
    };

    private static Promotion Code(Dictionary<string, string> r, int index) => new()
    {
        Id = $"code-{r["code"].ToLowerInvariant()}",
        Code = r["code"],
        Title = r["description"],
        Type = r["type"],
        Value = Amount(r["value"]),
        Priority = index + 1,
        EligibleIds = Words(r, "eligible_item_ids"),
    };

    private static Promotion Automatic(Dictionary<string, string> r) => new()
    {
        Id = r["id"],
        Title = r["description"],
        Type = r["type"],
        Value = r.GetValueOrDefault("value") is { Length: > 0 } value ? Amount(value) : 0,
        Claim = r.GetValueOrDefault("claim") is { Length: > 0 } claim ? claim : null,
        MinSubtotal = r.GetValueOrDefault("min_subtotal") is { Length: > 0 } least ? Amount(least) : null,
        EligibleIds = r.GetValueOrDefault("eligible_item_ids") is { Length: > 0 } ids ? JsonSerializer.Deserialize<List<string>>(ids)! : [],
    };

    private List<Customer> Customers(string shopId)
    {
        var addresses = Rows("addresses.csv").ToLookup(a => a["customer_id"], StringComparer.Ordinal);
        return
        [
            .. Rows("customers.csv").Select(r =>
            {
                var names = r["name"].Split(' ', 2);
                return new Customer
                {
                    Id = r["id"],
                    ShopId = shopId,
                    Email = r["email"].ToLowerInvariant(),
                    FirstName = names[0],
                    LastName = names.Length > 1 ? names[1] : null,
                    Addresses = [.. addresses[r["id"]].Select(a => new Address(a["id"], names[0], names.Length > 1 ? names[1] : null, a["street_address"], null, a["city"], a["state"], a["postal_code"], a["country"]))],
                    CreatedAt = readAt,
                    Version = 1,
                };
            }),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> OptionsOf(Dictionary<string, string> variant) => variant.Where(c => c.Key is not ("id" or "product_id" or "price"));

    private static string[] Words(Dictionary<string, string> r, string column) => r.GetValueOrDefault(column, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Amount(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Currency(string folder)
    {
        var file = Path.Combine(folder, "conformance_input.json");
        if (!File.Exists(file)) return "USD";
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.TryGetProperty("currency", out var currency) ? currency.GetString() ?? "USD" : "USD";
    }

    private IEnumerable<Dictionary<string, string>> Rows(string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return name == "products.csv" ? throw new FileNotFoundException($"{folder} has no products.csv.") : [];
        var rows = new List<Dictionary<string, string>>();
        using var reader = CsvReader.FromFile(path, CsvReaderOptions.Default with { Separator = ',' }, FileOptions.SequentialScan);
        while (reader.Read())
            rows.Add(reader.Headers.Select((h, i) => (h, i)).ToDictionary(h => h.h.Trim(), h => h.i < reader.FieldCount ? reader.GetString(h.i).Trim() : "", StringComparer.Ordinal));
        return rows;
    }
}
