using System.Net;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Rules;
using Comptoir.Search;

namespace Comptoir.Web.Tests.Console;

public sealed class EditingTests : IAsyncLifetime
{
    private readonly ConsoleWorld _world = new();
    private HttpClient _browser = null!;

    private static CancellationToken Ct => ConsoleWorld.Ct;

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        _browser = await _world.OperatorAsync();
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _world.DisposeAsync();
    }

    [Fact]
    public async Task A_product_edited_here_is_found_and_sold_as_edited_at_once()
    {
        var response = await EditAsync("/console/products/spade", ("title.en", "Trenching spade"), ("title.fr", "Louchet"), ("v0.price", "31.50"), ("v0.list", "35"), ("v0.gtin", "4006381333931"), ("tags", "digging, clay"), ("stock|lyon|spade", "7"));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var hit = _world.Search.Search(new SearchRequest { ShopId = ConsoleWorld.ShopId, Text = "trenching spade" }).Hits.ShouldHaveSingleItem();
        var product = _world.Search.FindProduct(ConsoleWorld.ShopId, hit.ProductId)!;
        product.Title.In("fr").ShouldBe("Louchet");
        product.Variants[0].Offer.Price.Amount.ShouldBe(3150);
        product.Variants[0].Offer.ListPrice!.Value.Amount.ShouldBe(3500);
        product.Variants[0].Gtin.ShouldBe("4006381333931");
        product.Tags.ShouldBe(["digging", "clay"]);
        product.Source.Source.ShouldBe("console");
        _world.Search.Available(ConsoleWorld.ShopId, "spade").ShouldBe(47);
    }

    [Fact]
    public async Task A_claim_is_made_with_those_it_is_true_of_and_a_promotion_may_ask_for_it()
    {
        (await EditAsync("/console/claims/new", ("name", "Member!"), ("buyers", "not an address"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await EditAsync("/console/claims/new", ("name", "com.example.member"), ("buyers", "ada@example.com\n@school.example"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).Claims.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Name.ShouldBe("com.example.member"), c => c.Buyers.ShouldBe(["ada@example.com", "@school.example"]));
        var promotion = (await RulesAsync()).Promotions[0].Id;
        (await EditAsync($"/console/promotions/{promotion}", ("claim", "com.example.unknown"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await EditAsync($"/console/promotions/{promotion}", ("claim", "com.example.member"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).Promotions.Single(p => p.Id == promotion).Claim.ShouldBe("com.example.member");
    }

    [Fact]
    public async Task A_means_of_payment_is_kept_from_products()
    {
        var handler = (await RulesAsync()).PaymentHandlers[0].Id;
        (await EditAsync($"/console/payments/{handler}", ("notFor", "mug, spade"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).PaymentHandlers.Single(h => h.Id == handler).NotFor.ShouldBe(["mug", "spade"]);
    }

    [Fact]
    public async Task A_product_becomes_a_gift_card_and_stays_one_until_the_box_is_unticked()
    {
        (await EditAsync("/console/products/mug", ("gift", "on"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await EditAsync("/console/products/mug")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _world.Search.FindProduct(ConsoleWorld.ShopId, "mug")!.IsGiftCard.ShouldBeTrue();
    }

    [Fact]
    public async Task Saving_a_product_unchanged_changes_nothing_of_it()
    {
        var before = (await _world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["mug"], Ct)).Single();
        (await EditAsync("/console/products/mug")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var after = (await _world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["mug"], Ct)).Single();
        CatalogText(after with { Source = before.Source }).ShouldBe(CatalogText(before));
    }

    [Fact]
    public async Task A_product_taken_off_sale_leaves_the_shop_and_can_come_back()
    {
        var page = await _browser.GetStringAsync("/console/products/rake", Ct);
        var fields = (await ConsoleWorld.FormOf(page).ReadAsStringAsync(Ct)).Replace("&active=on", "", StringComparison.Ordinal);
        (await _browser.PostAsync("/console/products/rake", new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _world.Search.FindProduct(ConsoleWorld.ShopId, "rake").ShouldBeNull();
        (await _browser.GetStringAsync("/console/products?show=inactive", Ct)).ShouldContain("/console/products/rake");
        (await EditAsync("/console/products/rake", ("active", "on"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _world.Search.FindProduct(ConsoleWorld.ShopId, "rake").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_product_is_on_sale_with_its_stock()
    {
        var response = await EditAsync("/console/products/new", ("title.en", "Watering can"), ("title.fr", "Arrosoir"), ("v0.price", "24,90"), ("stock|main|new", "12"));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var product = _world.Search.Products(ConsoleWorld.ShopId).Single(p => p.Title.In("en") == "Watering can");
        product.Handle.ShouldStartWith("watering-can-");
        _world.Search.Available(ConsoleWorld.ShopId, product.Variants[0].Id).ShouldBe(12);
    }

    [Fact]
    public async Task An_import_between_opening_and_saving_a_product_is_not_overwritten_silently()
    {
        var page = await _browser.GetStringAsync("/console/products/spade", Ct);
        var imported = (await _world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["spade"], Ct)).Single() with { Brand = "Imported" };
        await _world.Catalog.WriteAsync(new CatalogBatch(ConsoleWorld.ShopId) { Products = [imported] }, Ct);
        var response = await _browser.PostAsync("/console/products/spade", ConsoleWorld.FormOf(page, ("title.en", "Mine")), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await response.Content.ReadAsStringAsync(Ct);
        again.ShouldContain("changed this product while you were editing");
        again.ShouldContain("value=\"Mine\"");
        (await _world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["spade"], Ct)).Single().Brand.ShouldBe("Imported");
        (await _browser.PostAsync("/console/products/spade", ConsoleWorld.FormOf(again), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["spade"], Ct)).Single().Title.In("en").ShouldBe("Mine");
    }

    [Fact]
    public async Task Counts_edited_in_the_stock_table_are_written_and_the_others_left_alone()
    {
        var page = await _browser.GetStringAsync("/console/stock", Ct);
        await _world.Catalog.WriteAsync(new CatalogBatch(ConsoleWorld.ShopId) { Stock = [new StockLevel("spade", "main", 33, 0)] }, Ct);
        (await _browser.PostAsync("/console/stock", ConsoleWorld.FormOf(page, ("stock|main|rake", "25")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.OnHandAsync("rake")).ShouldBe(25);
        (await _world.OnHandAsync("spade")).ShouldBe(33, "an unchanged field does not undo what an import wrote");
        _world.Search.Available(ConsoleWorld.ShopId, "rake").ShouldBe(25);
    }

    [Fact]
    public async Task A_count_that_somebody_else_changed_is_not_overwritten_silently()
    {
        var page = await _browser.GetStringAsync("/console/stock", Ct);
        await _world.Catalog.WriteAsync(new CatalogBatch(ConsoleWorld.ShopId) { Stock = [new StockLevel("rake", "main", 8, 0)] }, Ct);
        var response = await _browser.PostAsync("/console/stock", ConsoleWorld.FormOf(page, ("stock|main|rake", "25")), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _world.OnHandAsync("rake")).ShouldBe(8);
        (await _browser.PostAsync("/console/stock", ConsoleWorld.FormOf(await response.Content.ReadAsStringAsync(Ct)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.OnHandAsync("rake")).ShouldBe(25);
    }

    [Fact]
    public async Task A_promotion_is_made_edited_and_deleted()
    {
        (await EditAsync("/console/promotions/new", ("title.en", "Spring"), ("title.fr", "Printemps"), ("code", "SPRING"), ("type", "fixed_amount"), ("value", "5"), ("min", "40"), ("ends", "2026-12-31T23:59"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var made = (await RulesAsync()).Promotions.Single(p => p.Code == "SPRING");
        made.Value.ShouldBe(500);
        made.MinSubtotal.ShouldBe(4000);
        made.EndsAt.ShouldBe(new DateTimeOffset(2026, 12, 31, 23, 59, 0, TimeSpan.Zero));
        (await EditAsync($"/console/promotions/{made.Id}", ("value", "6"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).Promotions.Single(p => p.Code == "SPRING").Value.ShouldBe(600);
        var confirm = await _browser.GetStringAsync($"/console/promotions/{made.Id}/delete", Ct);
        (await _browser.PostAsync($"/console/promotions/{made.Id}/delete", ConsoleWorld.FormOf(confirm), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).Promotions.Select(p => p.Code).ShouldBe(["TEN"]);
    }

    [Fact]
    public async Task Rules_that_somebody_else_saved_meanwhile_are_not_lost()
    {
        var page = await _browser.GetStringAsync("/console/promotions/promo_ten", Ct);
        var rules = await RulesAsync();
        (await _world.Ordering.SaveRulesAsync(ConsoleWorld.ShopId, rules with { Version = rules.Version + 1, MaxQuantity = 7 }, Ct)).ShouldBeTrue();
        var response = await _browser.PostAsync("/console/promotions/promo_ten", ConsoleWorld.FormOf(page, ("value", "20")), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await response.Content.ReadAsStringAsync(Ct);
        again.ShouldContain("Somebody else changed the shop rules");
        (await _browser.PostAsync("/console/promotions/promo_ten", ConsoleWorld.FormOf(again), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var saved = await RulesAsync();
        saved.Promotions.Single().Value.ShouldBe(20);
        saved.MaxQuantity.ShouldBe(7);
    }

    [Fact]
    public async Task Shipping_taxes_and_payment_handlers_are_saved()
    {
        (await EditAsync("/console/shipping/new", ("title.en", "Express"), ("level", "express"), ("countries", "fr, be"), ("price", "9.90"), ("min", "1"), ("max", "1"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await EditAsync("/console/taxes", ("t1.country", "*"), ("t1.category", "standard"), ("t1.rate", "5,5"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await EditAsync("/console/payments/new", ("id", "pay2"), ("name", "com.example.pay"), ("handlerVersion", "1"), ("instruments", "card, token"), ("config", """{"a":1}"""))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var rules = await RulesAsync();
        rules.Shipping.Single(s => s.ServiceLevel == "express").Countries.ShouldBe(["FR", "BE"]);
        rules.Taxes.ShouldContain(new TaxRate("*", null, "standard", 550));
        rules.PaymentHandlers.Single(h => h.Id == "pay2").Config!["a"]!.GetValue<int>().ShouldBe(1);
        (await EditAsync("/console/taxes", ("t0.country", ""))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RulesAsync()).Taxes.Select(t => t.Country).ShouldBe(["*"]);
    }

    [Fact]
    public async Task A_policy_is_previewed_without_being_saved_and_then_saved()
    {
        var page = await _browser.GetStringAsync("/console/policies/returns", Ct);
        var preview = await _browser.PostAsync("/console/policies/returns", ConsoleWorld.FormOf(page, ("text.en", "Now **60 days** <script>alert(1)</script> [x](javascript:alert(1))"), ("preview", "1")), Ct);
        preview.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await preview.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("<strong>60 days</strong>");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("href=\"javascript");
        (await _world.Catalog.GetPoliciesAsync(ConsoleWorld.ShopId, Ct)).Single().Text.In("en").ShouldBe("Within **30 days**.");
        (await EditAsync("/console/policies/returns", ("text.en", "Now **60 days**."))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.Catalog.GetPoliciesAsync(ConsoleWorld.ShopId, Ct)).Single().Text.In("en").ShouldBe("Now **60 days**.");
    }

    [Fact]
    public async Task Shop_settings_are_saved_and_the_live_shop_knows_them()
    {
        (await EditAsync("/console/settings", ("name", "Chez Test"), ("email", "hello@test.example"), ("address", "1 rue X\n75000 Paris"), ("hosts", "shop.test.example"), ("languages", "fr, en"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var shop = _world.Search.ShopForHost("shop.test.example").ShouldNotBeNull();
        shop.Name.ShouldBe("Chez Test");
        shop.Languages.ShouldBe(["fr", "en"]);
        shop.Address.ShouldBe(["1 rue X", "75000 Paris"]);
        shop.Categories.Count.ShouldBe(2, "what the form does not show is kept");
    }

    private async Task<SellingRules> RulesAsync() => await _world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct);

    /// <summary>Opens a page and sends its form back with some fields changed.</summary>
    private async Task<HttpResponseMessage> EditAsync(string path, params (string Name, string Value)[] changes)
    {
        var page = await _browser.GetStringAsync(path, Ct);
        return await _browser.PostAsync(path, ConsoleWorld.FormOf(page, changes), Ct);
    }

    private static string CatalogText(Product product) => System.Text.Json.JsonSerializer.Serialize(product, CatalogJson.Default.Product);
}
