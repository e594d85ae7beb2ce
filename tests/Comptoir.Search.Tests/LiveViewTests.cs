using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;

namespace Comptoir.Search.Tests;

public sealed class LiveViewTests
{
    [Fact]
    public async Task A_changed_product_is_found_by_its_new_words_only()
    {
        var (search, store) = await Some.Loaded();
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("trowel", "Bulb planter", "Plantoir à bulbes", "garden-tools", 2200)] }, default);
        (await search.FollowAsync(default)).ShouldBe(1);
        Ids(search, "plantoir").ShouldBe(["trowel"]);
        Ids(search, "transplantoir forgé").ShouldNotContain("trowel");
        search.Health.Products.ShouldBe(Some.Catalogue.Count);
    }

    [Fact]
    public async Task A_removed_or_inactive_product_is_gone_everywhere()
    {
        var (search, store) = await Some.Loaded();
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { RemovedProductIds = ["honey"], Products = [Some.Catalogue.Single(p => p.Id == "jam") with { Active = false }] }, default);
        await search.FollowAsync(default);
        Ids(search, "honey jam miel confiture").ShouldBeEmpty();
        search.FindProduct(Some.ShopId, "honey").ShouldBeNull();
        search.FindItem(Some.ShopId, "jam").ShouldBeNull();
        search.FindByHandle(Some.ShopId, "honey-page").ShouldBeNull();
        search.Products(Some.ShopId).ShouldNotContain(p => p.Id == "jam");
    }

    [Fact]
    public async Task Stock_changes_are_seen_without_reading_products()
    {
        var (search, store) = await Some.Loaded();
        var reads = store.ProductReads;
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [new StockLevel("honey", "main", 5, 5), new StockLevel("spade", "main", 3, 1)] }, default);
        await search.FollowAsync(default);
        store.ProductReads.ShouldBe(reads);
        search.Available(Some.ShopId, "honey").ShouldBe(0);
        search.Available(Some.ShopId, "spade").ShouldBe(2);
        search.Stock(Some.ShopId, "spade").ShouldHaveSingleItem().OnHand.ShouldBe(3);
        Ids(search, "spade in stock").ShouldBe(["spade"]);
        Ids(search, "honey in stock").ShouldNotContain("honey");
    }

    [Fact]
    public async Task A_new_shop_and_new_names_are_followed()
    {
        var (search, store) = await Some.Loaded();
        await store.SaveShopAsync(Some.Shop with { Id = "other", IsDefault = false, Hosts = ["other.example"] }, default);
        await store.WriteAsync(new CatalogBatch("other") { Products = [Some.Catalogue[0]] }, default);
        await store.SaveShopAsync(Some.Shop with { Categories = [.. Some.Shop.Categories.Where(c => c.Id != "food"), new("food", new("Pantry", "Garde-manger"))] }, default);
        await search.FollowAsync(default);
        search.Shops.Select(s => s.Id).ShouldBe([Some.ShopId, "other"]);
        search.ShopForHost("OTHER.example")!.Id.ShouldBe("other");
        search.ShopForHost("nowhere.example")!.Id.ShouldBe(Some.ShopId);
        search.FindProduct("other", "trowel").ShouldNotBeNull();
        Ids(search, "pantry").ShouldContain("honey");
    }

    [Fact]
    public async Task Many_small_changes_keep_few_segments_and_every_product()
    {
        var (search, store) = await Some.Loaded();
        for (var i = 0; i < 200; i++)
        {
            await store.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product($"new{i % 60}", $"Novelty {i} zebra", $"Nouveauté {i} zèbre", "toys", 1000 + i)] }, default);
            await search.FollowAsync(default);
        }

        search.Health.Products.ShouldBe(Some.Catalogue.Count + 60);
        Search(search, "zebra").Total.ShouldBe(60);
        Search(search, "zebra 199").Hits[0].ProductId.ShouldBe("new19");
        search.Products(Some.ShopId).Select(p => p.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task A_new_brand_is_understood_after_following()
    {
        var (search, store) = await Some.Loaded();
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("x", "Desk lamp", "Lampe de bureau", "kitchen", 4900, brand: "Zolkiev")] }, default);
        await search.FollowAsync(default);
        search.Understand(Some.ShopId, "zolkiev lamp", "en").Brands.ShouldBe(["Zolkiev"]);
    }

    [Fact]
    public async Task Items_are_resolved_by_every_kind_of_id()
    {
        var (search, _) = await Some.Loaded();
        foreach (var id in new[] { "earbuds", "earbuds:white", "ORP-EB200", "orp-eb200", "4006381333931", "earbuds-page" })
            search.FindItem(Some.ShopId, id)!.Value.Product.Id.ShouldBe("earbuds", id);
        search.FindItem(Some.ShopId, "earbuds:black")!.Value.Variant.Id.ShouldBe("earbuds:black");
        search.FindItem("no-such-shop", "earbuds").ShouldBeNull();
    }

    [Fact]
    public async Task A_product_is_resolved_to_its_first_variant_in_stock()
    {
        var (search, store) = await Some.Loaded();
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [new StockLevel("earbuds:white", "main", 0, 0)] }, default);
        await search.FollowAsync(default);
        search.FindItem(Some.ShopId, "earbuds")!.Value.Variant.Id.ShouldBe("earbuds:black");
        Search(search, "earbuds").Hits[0].VariantId.ShouldBe("earbuds:black");
    }

    [Fact]
    public async Task The_price_is_judged_on_the_fitting_variant()
    {
        var (search, store) = await Some.Loaded();
        var product = Some.Product("lamp", "Paper lamp", "Lampe en papier", "kitchen", 1000, options: "color=red,black");
        await store.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [product with { Variants = [product.Variants[0], product.Variants[1] with { Offer = new Offer(new Money(9000, "EUR")) }] }] }, default);
        await search.FollowAsync(default);
        Ids(search, "red paper lamp under 20 euros").ShouldBe(["lamp"]);
        Search(search, "black paper lamp under 20 euros").Hits.ShouldAllBe(h => h.VariantId == "lamp:red");
    }

    [Fact]
    public async Task Searches_run_while_the_catalogue_changes()
    {
        var (search, store) = await Some.Loaded();
        using var stop = new CancellationTokenSource();
        var errors = 0;
        var searches = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var result = Search(search, "gift under 40 euros");
                // an unchanged product is in every snapshot
                if (result.Hits.All(h => h.ProductId != "enamel-mug")) Interlocked.Increment(ref errors);
                if (search.FindItem(Some.ShopId, "enamel-mug") is null) Interlocked.Increment(ref errors);
                Interlocked.Increment(ref searches);
            }
        })).ToArray();
        for (var i = 0; i < 150; i++)
        {
            await store.WriteAsync(new CatalogBatch(Some.ShopId)
            {
                Products = [Some.Product($"c{i % 20}", $"Gift number {i}", $"Cadeau numéro {i}", "toys", 1500, tags: "gift")],
                Stock = [new StockLevel("trowel", "main", i, 0)],
            }, default);
            await Task.WhenAll(search.FollowAsync(default), search.FollowAsync(default));
        }

        stop.Cancel();
        await Task.WhenAll(readers);
        errors.ShouldBe(0);
        searches.ShouldBeGreaterThan(0);
        search.Available(Some.ShopId, "trowel").ShouldBe(149);
    }

    [Fact]
    public async Task An_unknown_shop_has_nothing()
    {
        var (search, _) = await Some.Loaded();
        search.Search(new SearchRequest { ShopId = "nowhere", Text = "mug" }).ShouldBe(SearchResult.Empty);
        search.Suggest("nowhere", "m", "en").ShouldBeEmpty();
        search.Similar("nowhere", "mug").ShouldBeEmpty();
    }

    private static SearchResult Search(ProductSearch search, string text) => search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text, Limit = 250 });

    private static List<string> Ids(ProductSearch search, string text) => [.. Search(search, text).Hits.Select(h => h.ProductId)];
}
