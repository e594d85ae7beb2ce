using System.Globalization;
using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.DemoShop;

/// <summary>The demo shop's catalogue from its embedded files: options become variants, reviews become ratings.</summary>
internal sealed class DemoCatalog(DateTimeOffset readAt)
{
    private const string Currency = "EUR";
    private const string Prefix = "DemoShop/";

    private static readonly string[] Shelves =
        ["garden", "kitchen", "home", "food", "clothing", "kids", "toys", "outdoor", "sports", "beauty", "electronics", "stationery"];

    private readonly Provenance _source = new("demo", readAt);

    public (Shop Shop, CatalogBatch Batch) Read(Shop shop)
    {
        var files = Shelves.Select(Load).ToList();
        var values = MergeValues(files);
        var batch = new CatalogBatch(shop.Id)
        {
            Products = [.. files.SelectMany(f => f.Products).Select(p => Product(p, values, files))],
            Stock = [.. files.SelectMany(f => f.Products).SelectMany(p => Variants(p).Select(v => new StockLevel(v.Id, shop.Locations[0].Id, v.Stock, 0, _source)))],
            Reviews = [.. files.SelectMany(f => f.Products).SelectMany(Reviews)],
            Policies = Policies(),
        };
        return (shop with { Categories = [.. files.SelectMany(Categories)], Attributes = Definitions(files, values) }, batch);
    }

    private static DemoFile Load(string shelf)
    {
        using var stream = Open($"{shelf}.json");
        return JsonSerializer.Deserialize<DemoFile>(stream, DemoFile.Json)!;
    }

    private static IReadOnlyList<Policy> Policies()
    {
        using var stream = Open("policies.json");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("policies").Deserialize<List<Policy>>(CatalogJson.Default.Options)!;
    }

    private static Stream Open(string name) =>
        typeof(DemoCatalog).Assembly.GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"The demo shop's file {name} is missing.");

    private static IEnumerable<Category> Categories(DemoFile file) =>
    [
        new(file.Category.Id, file.Category.Name, null, file.Category.GoogleTaxonomyId, file.Category.Intro),
        .. file.Subcategories.Select(s => new Category(s.Id, s.Name, file.Category.Id, s.GoogleTaxonomyId)),
    ];

    private static Dictionary<string, Dictionary<string, OptionValue>> MergeValues(List<DemoFile> files)
    {
        var merged = new Dictionary<string, Dictionary<string, OptionValue>>(StringComparer.Ordinal);
        foreach (var (attribute, values) in files.SelectMany(f => f.Values))
        {
            if (!merged.TryGetValue(attribute, out var known)) merged[attribute] = known = new(StringComparer.Ordinal);
            foreach (var (id, value) in values) known.TryAdd(id, new(id, value.Label, value.Swatch));
        }

        return merged;
    }

    private static List<AttributeDefinition> Definitions(List<DemoFile> files, Dictionary<string, Dictionary<string, OptionValue>> values) =>
    [
        .. files.SelectMany(f => f.Attributes).DistinctBy(a => a.Id)
            .Select(a => new AttributeDefinition(a.Id, a.Name, a.AttributeType, a.Unit, values.GetValueOrDefault(a.Id))),
    ];

    private Product Product(DemoProduct p, Dictionary<string, Dictionary<string, OptionValue>> values, List<DemoFile> files)
    {
        OptionValue Value(string attribute, string id) =>
            values.TryGetValue(attribute, out var known) && known.TryGetValue(id, out var value) ? value : new(id, id);

        var definitions = files.SelectMany(f => f.Attributes).DistinctBy(a => a.Id).ToDictionary(a => a.Id, StringComparer.Ordinal);
        var several = p.Options.Count > 0;
        return new Product
        {
            Id = p.Id,
            Handle = p.Id,
            Title = p.Title,
            Description = p.Description,
            Brand = p.Brand,
            CategoryId = p.Category,
            Options = [.. p.Options.Select(o => new ProductOption(o.Id, definitions.TryGetValue(o.Id, out var d) ? d.Name : o.Id, [.. o.Values.Select(v => Value(o.Id, v))]))],
            Variants =
            [
                .. Variants(p).Select(v => new Variant
                {
                    Id = v.Id,
                    Sku = v.Id.ToUpperInvariant(),
                    Options = v.Options,
                    Offer = new(new(v.Price, Currency), p.ListPrice is { } list && list > v.Price ? new Money(list + v.Price - p.Price, Currency) : null),
                    Media = several && v.Options.FirstOrDefault(o => o.OptionId == "color") is { } color && Value("color", color.ValueId).Swatch is { } swatch ? [Picture(p, swatch)] : [],
                }),
            ],
            Attributes = p.Attributes
                .Where(a => p.Options.All(o => o.Id != a.Key))
                .Select(a => (a.Key, Value: Typed(a.Key, a.Value, definitions)))
                .Where(a => a.Value is not null)
                .ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal),
            Tags = p.Tags,
            Media = [Picture(p, p.Options.FirstOrDefault(o => o.Id == "color") is { } colors ? Value("color", colors.Values[0]).Swatch ?? p.PictureColor : p.PictureColor)],
            TaxCategory = p.TaxCategory,
            Rating = p.Reviews.Count > 0 ? new(decimal.Round((decimal)p.Reviews.Average(r => r.Rating), 1), p.Reviews.Count) : null,
            Source = _source,
        };
    }

    private static AttributeValue? Typed(string id, JsonElement value, Dictionary<string, DemoAttribute> definitions) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new BooleanValue(value.GetBoolean()),
        JsonValueKind.Number => new NumberValue(value.GetDecimal(), definitions.GetValueOrDefault(id)?.Unit),
        JsonValueKind.String => new EnumerationValue(value.GetString()!),
        JsonValueKind.Array => new EnumerationValue([.. value.EnumerateArray().Select(v => v.GetString()!)]),
        _ => null,
    };

    private static Media Picture(DemoProduct p, string? color) => new(DemoPictures.Path(p.Picture, color), p.Title);

    private static IEnumerable<(string Id, IReadOnlyList<SelectedOption> Options, long Price, long Stock)> Variants(DemoProduct p)
    {
        IEnumerable<IReadOnlyList<SelectedOption>> combinations = [[]];
        foreach (var option in p.Options)
            combinations = combinations.SelectMany(c => option.Values.Select(v => (IReadOnlyList<SelectedOption>)[.. c, new(option.Id, v)]));
        foreach (var chosen in combinations)
        {
            var id = chosen.Count == 0 ? p.Id : Slug.Id($"{p.Id}-{string.Join('-', chosen.Select(c => c.ValueId))}").ToLowerInvariant();
            yield return (id, chosen, By(p.PriceBy, chosen) ?? p.Price, By(p.StockBy, chosen) ?? p.Stock);
        }
    }

    private static long? By(IReadOnlyDictionary<string, long> rules, IReadOnlyList<SelectedOption> chosen)
    {
        foreach (var option in chosen)
            if (rules.TryGetValue($"{option.OptionId}={option.ValueId}", out var value)) return value;
        return null;
    }

    private static IEnumerable<Review> Reviews(DemoProduct p) =>
        p.Reviews.Select((r, i) => new Review($"{p.Id}-r{i + 1}", p.Id, r.Author, r.Rating, r.Language, r.Title, r.Text, DateTimeOffset.Parse(r.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
}
