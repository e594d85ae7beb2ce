using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Compute;
using Comptoir.Ordering;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Storage;
using Comptoir.Web.Assets;
using Comptoir.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Web.Tests.Console;

/// <summary>The console over real services, a real server and a real database file; only the clock is ours, and nothing works in the background.</summary>
public sealed partial class ConsoleWorld : IAsyncLifetime
{
    public const string Key = "a-long-random-console-key-for-tests";
    public const string ShopId = "shop_test";

    private readonly string _folder = Directory.CreateTempSubdirectory("comptoir-console-").FullName;
    private WebApplication _app = null!;

    internal TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string DatabaseFile => Path.Combine(_folder, "shop.db");

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public ICatalogStore Catalog => _app.Services.GetRequiredService<ICatalogStore>();

    public IOrderingStore Ordering => _app.Services.GetRequiredService<IOrderingStore>();

    public OrderService Orders => _app.Services.GetRequiredService<OrderService>();

    public IConversationStore Conversations => _app.Services.GetRequiredService<IConversationStore>();

    public ProductSearch Search => _app.Services.GetRequiredService<ProductSearch>();

    public IOperatorStore Operators => _app.Services.GetRequiredService<IOperatorStore>();

    public IAuditLog Audit => _app.Services.GetRequiredService<IAuditLog>();

    /// <summary>Every endpoint of the console that changes something.</summary>
    public IReadOnlyList<RouteEndpoint> Changes =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/console", StringComparison.Ordinal) == true)
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(m => m is not ("GET" or "HEAD")) == true)];

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(l => l.AddProvider(new FaultsToTestOutput()));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddComptoirStorage(Path.Combine(_folder, "shop.db"));
        builder.Services.AddCompute();
        builder.Services.AddSingleton<ProductSearch>();
        builder.Services.AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
        builder.Services.AddOrdering().AddGiftCards().AddInvoices().AddStripe();
        foreach (var background in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Comptoir.Ordering", StringComparison.Ordinal) == true).ToArray())
            builder.Services.Remove(background);
        builder.Services.AddComptoirConsole(o => o.Key = Key);
        _app = builder.Build();
        _app.UseRouting();
        SiteAssets.Map(_app);
        _app.MapConsole();
        await SeedAsync();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A browser that has not signed in: keeps cookies, follows nothing, sends what browsers send.</summary>
    public HttpClient Browser(string language = "en")
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(_app.Urls.First()) };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    public async Task<HttpClient> OperatorAsync(string language = "en")
    {
        var browser = Browser(language);
        (await browser.PostAsync("/console/sign-in", Form(("key", Key), ("lang", language)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>A program with the personal key of a new operator.</summary>
    public async Task<(HttpClient Client, Operator Operator)> ProgramAsync(OperatorRole role)
    {
        var key = Guid.NewGuid().ToString("N");
        var one = new Operator { Id = "op_" + key, Name = $"A {role}", Role = role, KeyHash = ConsoleOptions.HashOf(key), CreatedAt = Clock.GetUtcNow(), Version = 1 };
        (await Operators.SaveAsync(one, Ct)).ShouldBeTrue();
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (client, one);
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>The fields of the page's POST form as a browser would send them, with some changed.</summary>
    public static FormUrlEncodedContent FormOf(string html, params (string Name, string Value)[] changes)
    {
        var form = PostForm().Matches(html).Select(m => m.Value).Single(f => !f.Contains("/sign-out", StringComparison.Ordinal));
        var fields = new List<KeyValuePair<string, string>>();
        foreach (Match input in Input().Matches(form))
        {
            var tag = input.Value;
            if (Attribute(tag, "type") is "checkbox" or "radio" && !tag.Contains(" checked", StringComparison.Ordinal)) continue;
            fields.Add(new(Attribute(tag, "name")!, Attribute(tag, "value") ?? ""));
        }

        fields.AddRange(TextArea().Matches(form).Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value))));
        fields.AddRange(Select().Matches(form).Select(m => KeyValuePair.Create(
            WebUtility.HtmlDecode(m.Groups[1].Value),
            Option().Matches(m.Groups[2].Value).OrderByDescending(o => o.Value.Contains(" selected", StringComparison.Ordinal)).Select(o => WebUtility.HtmlDecode(o.Groups[1].Value)).FirstOrDefault() ?? "")));
        foreach (var (name, value) in changes)
        {
            fields.RemoveAll(f => f.Key == name);
            fields.Add(new(name, value));
        }

        return new FormUrlEncodedContent(fields);
    }

    /// <summary>A paid order of one agent.</summary>
    public Task<Order> PlaceOrderAsync(params (string Item, int Quantity)[] items) => PlaceOrderAsync("success_token", items);

    public Task<Order> PlaceOrderAsync(string token, params (string Item, int Quantity)[] items) =>
        PlaceOrderAsync(new PaymentInstrument("pi", TestPaymentProvider.Handler, "card", new JsonObject { ["type"] = "token", ["token"] = token }, Selected: true), null, items);

    public async Task<Order> PlaceOrderAsync(PaymentInstrument instrument, string? customerId, params (string Item, int Quantity)[] items)
    {
        var checkouts = _app.Services.GetRequiredService<CheckoutService>();
        var agent = new Caller("https://agent.example/profile", "ucp", "https://agent.example/profile", "https://agent.example/hook", customerId);
        var input = new CheckoutInput
        {
            Lines = [.. items.Select(i => new LineRequest(i.Item, i.Quantity))],
            Buyer = new Buyer("Zoé", "Müller <b>", "zoe@example.org"),
            Country = "FR",
            Language = "en",
            Fulfilment = [new(null, "shipping", null, [new Address("home", "Zoé", "Müller", "1 rue de la Paix", null, "Paris", null, "75002", "FR")], "home", [])],
        };
        var created = (await checkouts.CreateAsync(ShopId, input, agent, null, Ct)).Value.ShouldNotBeNull();
        var option = created.Fulfilment[0].Groups[0].Options[0].Id;
        var chosen = CheckoutInput.From(created) with { Fulfilment = [new(created.Fulfilment[0].Id, "shipping", null, [], created.Fulfilment[0].SelectedDestinationId, [new(null, option)])] };
        var ready = (await checkouts.UpdateAsync(ShopId, created.Id, chosen, agent, null, Ct)).Value.ShouldNotBeNull();
        var done = await checkouts.CompleteAsync(ShopId, ready.Id, new CompleteInput([instrument]), agent, null, Ct);
        done.Refusal.ShouldBeNull();
        return (await Ordering.GetOrderAsync(ShopId, done.Value!.OrderId!, Ct)).ShouldNotBeNull();
    }

    public async Task<long> OnHandAsync(string variantId) => (await Catalog.ReadStockAsync(ShopId, [variantId], Ct)).Sum(l => l.OnHand);

    private async Task SeedAsync()
    {
        var source = new Provenance("test", Clock.GetUtcNow());
        var shop = new Comptoir.Catalog.Shops.Shop
        {
            Id = ShopId,
            Name = "Test & Co",
            IsDefault = true,
            Languages = ["en", "fr"],
            Currency = "EUR",
            Country = "FR",
            PricesIncludeTax = true,
            Tagline = new LocalizedText("Good things", "De bonnes choses"),
            Locations = [new Location("main", "Main"), new Location("lyon", "Lyon", Pickup: true, City: "Lyon", Country: "FR")],
            Categories = [new Category("garden", new LocalizedText("Garden", "Jardin")), new Category("kitchen", new LocalizedText("Kitchen", "Cuisine"))],
        };
        await Catalog.SaveShopAsync(shop, Ct);
        await Catalog.SaveShopAsync(shop with { Id = "shop_other", Name = "Other", IsDefault = false, Hosts = ["other.example"] }, Ct);
        Product Simple(string id, string en, string fr, long price) => new()
        {
            Id = id,
            Handle = id,
            Title = new LocalizedText(en, fr),
            Description = new LocalizedText("About " + en, "À propos de " + fr),
            CategoryId = "garden",
            Brand = "Verdi",
            Variants = [new Variant { Id = id, Sku = "SKU-" + id, Offer = new Offer(new Money(price, "EUR")) }],
            Source = source,
        };
        var mug = Simple("mug", "Mug <i>deluxe</i>", "Tasse", 1250) with
        {
            Options = [new ProductOption("color", new LocalizedText("Colour", "Couleur"), [new OptionValue("blue", new LocalizedText("Blue", "Bleu")), new OptionValue("red", new LocalizedText("Red", "Rouge"))])],
            Variants =
            [
                new Variant { Id = "mug-blue", Sku = "MUG-B", Options = [new SelectedOption("color", "blue")], Offer = new Offer(new Money(1250, "EUR"), new Money(1500, "EUR")) },
                new Variant { Id = "mug-red", Sku = "MUG-R", Options = [new SelectedOption("color", "red")], Offer = new Offer(new Money(1350, "EUR")) },
            ],
        };
        await Catalog.WriteAsync(new CatalogBatch(ShopId)
        {
            Products = [Simple("spade", "Spade", "Bêche", 2990), Simple("rake", "Rake", "Râteau", 1990), mug, Simple("old", "Old thing", "Vieille chose", 500) with { Active = false }],
            Stock = [new StockLevel("spade", "main", 40, 0), new StockLevel("rake", "main", 3, 0), new StockLevel("mug-blue", "main", 20, 0), new StockLevel("mug-blue", "lyon", 4, 0)],
            Policies = [new Policy("returns", new LocalizedText("Returns", "Retours"), new LocalizedText("Within **30 days**.", "Sous **30 jours**."))],
        }, Ct);
        await Ordering.SaveRulesAsync(ShopId, new SellingRules
        {
            Version = 1,
            Shipping = [new ShippingRate("std", new LocalizedText("Standard", "Standard"), "standard", [], 490, 5000, 2, 4, "La Poste")],
            Taxes = [new TaxRate("FR", null, "standard", 2000)],
            Promotions = [new Promotion { Id = "promo_ten", Title = new LocalizedText("Ten off", "Dix de moins"), Code = "TEN", Type = "percentage", Value = 10 }],
            PaymentHandlers = [new PaymentHandler(TestPaymentProvider.Handler, "dev.comptoir.test", "2026-04-08", ["card"])],
        }, Ct);
        await Conversations.SaveAsync(new Conversation("conv_1", ShopId, 1, "fr", null, null, "{}", [new ConversationTurn(Clock.GetUtcNow(), "une bêche <script>", "Voici une bêche.", ["find: bêche"], 4.2)], Clock.GetUtcNow(), Clock.GetUtcNow()), Ct);
        await Search.LoadAsync(null, Ct);
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"""\s{name}="([^"]*)" """.TrimEnd()) is { Success: true } m ? WebUtility.HtmlDecode(m.Groups[1].Value) : null;

    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex PostForm();

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea [^>]*?name=\"([^\"]*)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex TextArea();

    [GeneratedRegex("<select [^>]*?name=\"([^\"]*)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Option();
}
