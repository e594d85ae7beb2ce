using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.Search.Tests;

/// <summary>A small bilingual shop to search in.</summary>
public static class Some
{
    public const string ShopId = "atelier";

    private static readonly Dictionary<string, Dictionary<string, OptionValue>> Values = new()
    {
        ["color"] = Named("blue/bleu navy/bleu·marine green/vert pink/rose raspberry:raspberry·pink/rose·framboise lilac/lilas yellow/jaune silver/argenté white/blanc black/noir camel/camel coral/corail red/rouge"),
        ["material"] = Named("steel/acier beech/hêtre cotton/coton leather/cuir synthetic-leather:synthetic·leather/cuir·synthétique wool/laine polyester/polyester plastic/plastique ash-steel:ash·and·steel/frêne·et·acier"),
        ["size"] = Named("4Y:4·years/4·ans 6Y:6·years/6·ans 8Y:8·years/8·ans"),
        ["gender"] = Named("woman:women/femme man:men/homme unisex:everyone/mixte"),
        ["flavor"] = Named("strawberry/fraise vanilla/vanille"),
    };

    /// <param name="attributes"><c>material=oak,steel waterproof=true capacity=500</c></param>
    /// <param name="options"><c>color=blue,pink size=S,M</c></param>
    public static Product Product(
        string id, string en, string fr, string category, long price, string attributes = "", string options = "", string tags = "", string brand = "Ferrandou",
        string descriptionEn = "", string descriptionFr = "", decimal? rating = null, string? sku = null, string? gtin = null)
    {
        var chosen = Pairs(options).Select(o => (Id: o.Key, Values: o.Value.Split(','))).ToList();
        IEnumerable<List<SelectedOption>> combinations = [[]];
        foreach (var (optionId, values) in chosen)
            combinations = combinations.SelectMany(c => values.Select(v => new List<SelectedOption>([.. c, new SelectedOption(optionId, v)]))).ToList();
        return new Product
        {
            Id = id,
            Handle = id + "-page",
            Title = new LocalizedText(en, fr),
            Description = new LocalizedText(descriptionEn, descriptionFr),
            Brand = brand,
            CategoryId = category,
            Attributes = Pairs(attributes).ToDictionary(a => a.Key, a => Value(a.Key, a.Value)),
            Options = [.. chosen.Select(o => new ProductOption(o.Id, o.Id, [.. o.Values.Select(v => Values.GetValueOrDefault(o.Id)?.GetValueOrDefault(v) ?? new OptionValue(v, v))]))],
            Variants = [.. combinations.Select(c => new Variant
            {
                Id = c.Count == 0 ? id : $"{id}:{string.Join('-', c.Select(o => o.ValueId))}",
                Sku = sku,
                Gtin = gtin,
                Options = c,
                Offer = new Offer(new Money(price, "EUR")),
            })],
            Tags = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Rating = rating is { } r ? new Rating(r, 12) : null,
            Source = new Provenance("test", DateTimeOffset.UnixEpoch),
        };
    }

    public static Shop Shop => new()
    {
        Id = ShopId,
        Name = "Atelier",
        Currency = "EUR",
        Country = "FR",
        IsDefault = true,
        Hosts = ["atelier.example"],
        Languages = ["en", "fr"],
        Categories =
        [
            new("garden", new("Garden", "Jardin")), new("garden-tools", new("Garden tools", "Outils de jardin"), "garden"),
            new("clothes", new("Clothing", "Vêtements")), new("jackets", new("Coats & jackets", "Manteaux et vestes"), "clothes"), new("shoes", new("Shoes", "Chaussures"), "clothes"),
            new("kitchen", new("Kitchen", "Cuisine")), new("food", new("Food & drink", "Épicerie")), new("toys", new("Toys", "Jouets")), new("audio", new("Headphones", "Casques")),
        ],
        Attributes =
        [
            Enumeration("color", "Colour", "Couleur"), Enumeration("material", "Material", "Matière"), Enumeration("size", "Size", "Taille"), Enumeration("gender", "For", "Pour"),
            Enumeration("flavor", "Flavour", "Goût"),
            Boolean("waterproof", "Waterproof", "Imperméable"), Boolean("organic", "Organic", "Bio"), Boolean("wireless", "Wireless", "Sans fil"),
            Boolean("gluten_free", "Gluten-free", "Sans gluten"), Boolean("contains_leather", "Contains leather", "Contient du cuir"), Boolean("sugar_added", "Added sugar", "Sucres ajoutés"),
            Number("capacity", "Capacity", "Contenance", "ml"), Number("length", "Length", "Longueur", "cm"), Number("pieces", "Pieces", "Nombre de pièces", null),
            Number("age_min", "Age from", "Âge minimum", "years"), Number("age_max", "Age to", "Âge maximum", "years"),
        ],
    };

    public static IReadOnlyList<Product> Catalogue { get; } =
    [
        Product("trowel", "Forged hand trowel", "Transplantoir forgé", "garden-tools", 1890, "material=steel,beech", tags: "gift gardener", rating: 4.6m, descriptionEn: "A solid blade for planting bulbs.", descriptionFr: "Une lame solide pour planter des bulbes."),
        Product("gloves", "Planting gloves", "Gants de plantation", "garden-tools", 890, "material=cotton", "size=S,M,L", "gift gardener", rating: 4.1m),
        Product("secateurs", "Bypass secateurs", "Sécateur à lame franche", "garden-tools", 4490, "material=steel", tags: "gardener", descriptionEn: "Cuts roses cleanly."),
        Product("spade", "Digging spade", "Bêche", "garden-tools", 5990, "material=ash-steel", tags: "gardener gift"),
        Product("soap", "Gardener's soap", "Savon du jardinier", "garden", 750, tags: "gift gardener organic", descriptionFr: "Décrasse les mains après le jardin."),
        Product("pot", "Terracotta pot", "Pot en terre cuite", "garden", 1490, "capacity=3000", tags: "gardener"),
        Product("watering-can", "Zinc watering can", "Arrosoir en zinc", "garden", 3990, "capacity=9000 material=steel", "color=green,silver"),
        Product("kids-jacket", "Waterproof jacket with hood", "Veste imperméable à capuche", "jackets", 5490, "waterproof=true age_min=4 age_max=10 gender=unisex", "color=pink,lilac,navy size=4Y,6Y,8Y", "child", "Plouvette", rating: 4.4m),
        Product("pink-coat", "Pink raincoat", "Ciré rose", "jackets", 4790, "waterproof=true age_min=4 age_max=8", "size=4Y,6Y", "child", "Plouvette"),
        Product("dotted-coat", "Dotted raincoat", "Ciré à pois", "jackets", 4590, "waterproof=true age_min=4 age_max=8 color=pink,white", "size=4Y,6Y", "child", "Plouvette"),
        Product("city-coat", "City raincoat", "Imperméable de ville", "jackets", 12900, "waterproof=true gender=woman material=polyester", "color=yellow,navy size=S,M,L", "woman"),
        Product("leather-jacket", "Leather jacket", "Blouson en cuir", "jackets", 29900, "waterproof=false gender=man material=leather contains_leather=true", "size=M,L,XL", "man"),
        Product("wool-coat", "Wool coat", "Manteau en laine", "jackets", 24900, "gender=woman material=wool", "color=camel,black size=36,38", "woman"),
        Product("work-jacket", "Cotton work jacket", "Veste de travail en coton", "jackets", 7500, "gender=unisex material=cotton", "color=blue size=S,M,L", "gift man woman"),
        Product("hiking-boots", "Hiking boots", "Chaussures de randonnée", "shoes", 16900, "waterproof=true gender=unisex material=leather contains_leather=true", "size=38,39,40,42"),
        Product("running-shoes", "Women's running shoes", "Chaussures de running femme", "shoes", 9900, "gender=woman material=polyester", "color=coral,black size=37,38,39", "woman"),
        Product("sneakers", "Canvas trainers", "Baskets en toile", "shoes", 6900, "gender=unisex material=cotton", "color=white,navy size=38,39,42"),
        Product("synthetic-boots", "Synthetic leather boots", "Bottines en cuir synthétique", "shoes", 8900, "gender=woman material=synthetic-leather contains_leather=false", "size=38,39", "woman vegan"),
        Product("mug", "Stoneware mug", "Tasse en grès", "kitchen", 2190, "capacity=300", "color=blue,green", "gift cook"),
        Product("enamel-mug", "Enamel mug", "Mug émaillé", "kitchen", 1290, "capacity=350", "color=navy,white", "gift cook", rating: 4.8m),
        Product("pan", "Carbon steel pan", "Poêle en acier", "kitchen", 3990, "material=steel length=28", tags: "cook gift"),
        Product("big-pan", "Cast-iron casserole", "Cocotte en fonte", "kitchen", 17900, "capacity=5000", "color=red,black", "cook"),
        Product("knife", "Chef's knife", "Couteau de chef", "kitchen", 8900, "material=steel length=20", tags: "cook gift", rating: 3.2m),
        Product("spices", "Six spices for the cook", "Six épices pour cuisiner", "kitchen", 2490, tags: "gift cook"),
        Product("bottle", "Steel bottle", "Gourde en inox", "kitchen", 2990, "capacity=500 material=steel", "color=green,black"),
        Product("big-bottle", "Large steel bottle", "Grande gourde en inox", "kitchen", 3490, "capacity=1500 material=steel"),
        Product("plastic-box", "Plastic lunch box", "Boîte repas en plastique", "kitchen", 990, "material=plastic"),
        Product("steel-box", "Steel lunch box", "Boîte repas en inox", "kitchen", 2490, "material=steel", "color=pink,silver", "teenager"),
        Product("green-tea", "Green tea", "Thé vert", "food", 950, "organic=true", tags: "gift organic"),
        Product("black-tea", "Black tea", "Thé noir", "food", 850, "organic=true"),
        Product("tea-tin", "Tea tin", "Boîte à thé", "kitchen", 1590, options: "color=green,red"),
        Product("honey", "Acacia honey", "Miel d'acacia", "food", 990, tags: "gift", rating: 4.9m),
        Product("jam", "Strawberry jam", "Confiture de fraise", "food", 650, "sugar_added=true flavor=strawberry"),
        Product("puree", "Apple spread, no added sugar", "Purée de pomme sans sucres ajoutés", "food", 590, "sugar_added=false", descriptionEn: "Sugar-free and delicious."),
        Product("biscuits", "Butter biscuits", "Biscuits au beurre", "food", 590, "gluten_free=false sugar_added=true"),
        Product("gf-biscuits", "Almond biscuits", "Biscuits aux amandes", "food", 790, "gluten_free=true sugar_added=true"),
        Product("blocks", "Wooden blocks", "Cubes en bois", "toys", 3490, "age_min=1 age_max=6 material=beech pieces=60", tags: "gift baby child", rating: 4.7m),
        Product("puzzle", "World map puzzle", "Puzzle carte du monde", "toys", 1990, "age_min=6 age_max=12 pieces=250", tags: "gift child"),
        Product("big-puzzle", "Greenhouse puzzle", "Puzzle La Serre", "toys", 2490, "age_min=10 age_max=99 pieces=1000", tags: "gift gardener teenager"),
        Product("rattle", "Wooden rattle", "Hochet en bois", "toys", 1290, "age_min=0.25 age_max=2 material=beech", tags: "baby gift"),
        Product("earbuds", "True wireless earbuds", "Écouteurs sans fil", "audio", 7900, "wireless=true", "color=white,black", "gift", "Orphonie", rating: 4.2m, sku: "ORP-EB200", gtin: "4006381333931"),
        Product("headphones", "Noise-cancelling headphones", "Casque à réduction de bruit", "audio", 17900, "wireless=true", "color=black", "gift", "Orphonie", rating: 4.6m),
        Product("wired", "Wired studio headphones", "Casque filaire de studio", "audio", 12900, "wireless=false", brand: "Orphonie"),
    ];

    /// <summary>The catalogue above, ten of each variant (none of the spade), loaded.</summary>
    public static async Task<(ProductSearch Search, MemoryCatalog Store)> Loaded()
    {
        var store = new MemoryCatalog();
        await store.SaveShopAsync(Shop, default);
        await store.WriteAsync(new CatalogBatch(ShopId) { Products = Catalogue, Stock = Stock(Catalogue) }, default);
        var search = new ProductSearch(store, TimeProvider.System);
        await search.LoadAsync(null, default);
        return (search, store);
    }

    public static IReadOnlyList<StockLevel> Stock(IEnumerable<Product> products) =>
        [.. products.SelectMany(p => p.Variants.Select(v => new StockLevel(v.Id, "main", p.Id == "spade" ? 0 : 10, 0)))];

    private static Dictionary<string, OptionValue> Named(string list) => list.Split(' ').Select(entry =>
    {
        var names = (entry.Contains(':') ? entry[(entry.IndexOf(':') + 1)..] : entry).Replace('·', ' ').Split('/');
        var id = entry.Contains(':') ? entry[..entry.IndexOf(':')] : names[0].Replace(' ', '-');
        return new OptionValue(id, new LocalizedText(names[0], names[1]));
    }).ToDictionary(v => v.Id);

    private static AttributeDefinition Enumeration(string id, string en, string fr) => new(id, new(en, fr), AttributeType.Enumeration, null, Values[id]);

    private static AttributeDefinition Boolean(string id, string en, string fr) => new(id, new(en, fr), AttributeType.Boolean);

    private static AttributeDefinition Number(string id, string en, string fr, string? unit) => new(id, new(en, fr), AttributeType.Number, unit);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => new KeyValuePair<string, string>(p[..p.IndexOf('=')], p[(p.IndexOf('=') + 1)..]));

    private static AttributeValue Value(string id, string value) => value switch
    {
        "true" => new BooleanValue(true),
        "false" => new BooleanValue(false),
        _ when decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) && id is not "size" => new NumberValue(number),
        _ => new EnumerationValue(value.Split(',')),
    };
}
