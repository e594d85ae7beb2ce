using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using Comptoir.Web.Security;
using Comptoir.Web.Security.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>A small shop on a real server, real services and a real database file; nothing works in the background.</summary>
public sealed partial class ShopWorld : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comptoir-shop-").FullName;
    private WebApplication _app = null!;

    /// <summary>Settings to start with.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public CheckoutService Checkouts => _app.Services.GetRequiredService<CheckoutService>();

    public OrderService Orders => _app.Services.GetRequiredService<OrderService>();

    public IOrderingStore Ordering => _app.Services.GetRequiredService<IOrderingStore>();

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton(Proxies.From(builder.Configuration));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        builder.Services.AddComptoirStorage(Path.Combine(_folder, "shop.db"));
        builder.Services.AddSingleton<ProductSearch>();
        builder.Services.AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
        builder.Services.AddSingleton(KeyRingKey.From(null, null)).AddComptoirSecrets();
        builder.Services.AddOrdering().AddGiftCards().AddInvoices().AddStripe();
        foreach (var background in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Comptoir.Ordering", StringComparison.Ordinal) == true).ToArray())
            builder.Services.Remove(background);
        builder.Services.AddShopTools();
        builder.Services.AddComptoirAgent();
        builder.Services.AddComptoirWeb(o => o.Demo = true);
        _app = builder.Build();
        _app.MapShopFront();
        await SmallShop.SeedAsync(_app.Services.GetRequiredService<ICatalogStore>(), Ordering, Ct);
        await _app.Services.GetRequiredService<ProductSearch>().LoadAsync(null, Ct);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A browser without script: keeps cookies, follows nothing by itself, says where its requests come from.</summary>
    public HttpClient Browser(string language = "en")
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    public static async Task<string> PageAsync(HttpClient browser, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await browser.GetAsync(path, Ct);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(expected, $"{path}\n{html[..Math.Min(600, html.Length)]}");
        return html;
    }

    /// <summary>Posts a form that succeeds; returns where it leads.</summary>
    public static async Task<string> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        var answer = await browser.PostAsync(path, Form(fields), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, Visible(await answer.Content.ReadAsStringAsync(Ct)));
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>What a person reads on a page: its text without tags, with one space between words.</summary>
    public static string Visible(string html) =>
        Space().Replace(WebUtility.HtmlDecode(Tag().Replace(Hidden().Replace(html, " "), " ")), " ").Trim();

    /// <summary>Puts a thing into the cart, fills in the checkout and pays; returns the order page's address.</summary>
    public static async Task<string> BuyAsync(HttpClient browser, string item, string email = "zoe@example.org", string card = "success")
    {
        await PostAsync(browser, "/cart/items", ("item", item));
        var checkout = (await PostAsync(browser, "/checkout")).Split('#')[0];
        return await PayAsync(browser, checkout, email, card) is { StatusCode: HttpStatusCode.SeeOther } paid
            ? paid.Headers.Location!.OriginalString
            : throw new InvalidOperationException("The payment was refused.");
    }

    public static async Task<HttpResponseMessage> PayAsync(HttpClient browser, string checkout, string email = "zoe@example.org", string card = "success", params (string Name, string Value)[] changes)
    {
        var shown = ShownTotal().Match(await PageAsync(browser, checkout)).Groups[1].Value;
        var option = ChosenOption().Match(await PageAsync(browser, checkout)).Groups[1].Value;
        var fields = new Dictionary<string, string>
        {
            ["email"] = email,
            ["first"] = "Zoé",
            ["last"] = "Martin",
            ["method"] = "shipping",
            ["street"] = "12 rue des Tilleuls",
            ["postal"] = "37000",
            ["city"] = "Tours",
            ["country"] = "FR",
            ["option"] = option,
            ["card"] = card,
            ["shown"] = shown,
            ["do"] = "pay",
        };
        foreach (var (name, value) in changes) fields[name] = value;
        return await browser.PostAsync(checkout, new FormUrlEncodedContent(fields), Ct);
    }

    [GeneratedRegex("name=\"shown\" value=\"(\\d+)\"")]
    private static partial Regex ShownTotal();

    [GeneratedRegex("name=\"option\" value=\"([^\"]+)\" checked")]
    private static partial Regex ChosenOption();

    [GeneratedRegex("<(script|style|head)\\b.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("[\\s\\u00a0\\u202f]+")]
    private static partial Regex Space();
}
