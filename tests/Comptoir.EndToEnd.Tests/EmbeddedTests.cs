using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>A shop's checkout and cart inside another application's page, in a real browser, over two origins.</summary>
public sealed class EmbeddedTests : IAsyncLifetime
{
    private const string Delegated = "&ec_delegate=payment.instruments_change,payment.credential,fulfillment.address_change,window.open";

    private const string Answers = """
        (() => {
          const card = (description) => ({ id: "i1", handler_id: "mock_payment_handler", type: "card", selected: true, display: { description } });
          const lyon = { id: "new", first_name: "Ada", last_name: "Byron", street_address: "12 quai des Célestins", address_locality: "Lyon", postal_code: "69002", address_country: "FR" };
          return {
            "ec.ready": () => ({ checkout: { payment: { instruments: [card("Visa •••• 1111")] } } }),
            "ec.payment.instruments_change_request": () => ({ checkout: { payment: { instruments: [card("Mastercard •••• 4444")] } } }),
            "ec.payment.credential_request": ({ checkout }) => ({ checkout: { payment: { instruments: [{ ...checkout.payment.instruments[0], credential: { type: "token", token: window.token } }] } } }),
            "ec.fulfillment.address_change_request": ({ checkout }) => ({ checkout: { fulfillment: { methods: checkout.fulfillment.methods.map((m) => ({ ...m, selected_destination_id: "new", destinations: [lyon] })) } } }),
          };
        })()
        """;

    private readonly string _folder = RunningServer.TemporaryFolder();
    private RunningServer? _server;
    private EmbeddingApplication? _application;

    private string Shop => _server!.Address;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(20_000);
        _server = await RunningServer.StartAsync(Path.Combine(_folder, "shop.db"));
        _application = await EmbeddingApplication.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null) await _application.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_application_hears_the_start_every_change_and_the_order_of_a_checkout_that_its_buyer_finishes_on_the_shops_page()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_application!.Address, "en-GB");
        var shop = await EmbeddingApplication.EmbedAsync(page, $"{await CheckoutAsync()}?ec_version=2026-04-08");
        (await HearsAsync(page, "ec.ready"))["delegate"]!.AsArray().ShouldBeEmpty();
        ((string?)(await HearsAsync(page, "ec.start"))["checkout"]!["status"]).ShouldBe("ready_for_complete");
        await shop.Locator("#first").FillAsync("Robin");
        await shop.Locator("button[data-update]").ClickAsync();
        ((string?)(await HearsAsync(page, "ec.buyer.change"))["checkout"]!["buyer"]!["first_name"]).ShouldBe("Robin");
        await shop.Locator("button.pay").ClickAsync();
        var order = (string)(await HearsAsync(page, "ec.complete"))["checkout"]!["order"]!["id"]!;
        await Expect(shop.Locator("main h1").First).ToContainTextAsync("Thank you");
        (await new UcpClient(_server!.Http).GetOrderAsync(order))["checkout_id"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_application_that_takes_over_payment_and_address_is_asked_for_both_and_the_page_shows_no_means_of_its_own()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_application!.Address, "en-GB");
        var shop = await EmbeddingApplication.EmbedAsync(page, $"{await CheckoutAsync()}?ec_version=2026-04-08{Delegated}", Answers);
        (await HearsAsync(page, "ec.ready"))["delegate"]!.AsArray().Count.ShouldBe(4);
        await Expect(shop.GetByText("Visa •••• 1111")).ToBeVisibleAsync();
        await Expect(shop.Locator("#card")).ToBeHiddenAsync();
        await Expect(shop.Locator("#street")).ToBeHiddenAsync();

        await shop.GetByRole(AriaRole.Button, new() { Name = "Change address" }).ClickAsync();
        await Expect(shop.GetByText("12 quai des Célestins")).ToBeVisibleAsync();
        (await HearsAsync(page, "ec.fulfillment.change"))["checkout"]!["fulfillment"]!.ToJsonString().ShouldContain("69002");
        await shop.GetByRole(AriaRole.Button, new() { Name = "Change payment method" }).ClickAsync();
        await Expect(shop.GetByText("Mastercard •••• 4444")).ToBeVisibleAsync();
        (await HearsAsync(page, "ec.payment.change")).ToJsonString().ShouldContain("4444");
        await shop.Locator("aside.summary a[href='/policies/terms']").ClickAsync();
        ((string?)(await HearsAsync(page, "ec.window.open_request"))["url"]).ShouldStartWith(Shop);

        await page.EvaluateAsync("window.token = 'fail_token'");
        await shop.Locator("button.pay").ClickAsync();
        await Expect(shop.Locator("#payment [role=alert]")).ToContainTextAsync("declined");
        await page.EvaluateAsync("window.token = 'success_token'");
        await shop.Locator("button.pay").ClickAsync();
        var done = await HearsAsync(page, "ec.complete");
        done.ToJsonString().ShouldNotContain("success_token");
        await Expect(shop.Locator("main h1").First).ToContainTextAsync("Thank you");
    }

    [Fact]
    public async Task The_application_hears_what_its_buyer_does_to_a_cart_and_that_they_want_to_check_out()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_application!.Address, "en-GB");
        var cart = await new UcpClient(_server!.Http).CreateCartAsync(await ItemAsync());
        var shop = await EmbeddingApplication.EmbedAsync(page, $"{(string)cart["continue_url"]!}?ep_version=2026-04-08");
        (await HearsAsync(page, "ep.cart.start"))["cart"]!["line_items"]!.AsArray().Count.ShouldBe(1);
        await shop.Locator("input[type=number]").FillAsync("3");
        await shop.Locator("input[type=number]").PressAsync("Enter");
        ((int)(await HearsAsync(page, "ep.cart.line_items.change"))["cart"]!["line_items"]![0]!["quantity"]!).ShouldBe(3);
        await shop.Locator("[data-to-checkout] button").ClickAsync();
        ((int)(await HearsAsync(page, "ep.cart.complete"))["cart"]!["line_items"]![0]!["quantity"]!).ShouldBe(3);
    }

    [Fact]
    public async Task A_release_that_is_not_spoken_ends_with_an_error_and_a_way_on()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_application!.Address, "en-GB");
        await EmbeddingApplication.EmbedAsync(page, $"{await CheckoutAsync()}?ec_version=2031-01-01");
        var error = await HearsAsync(page, "ec.error");
        ((string?)error["messages"]![0]!["code"]).ShouldBe("not_supported_error");
        ((string?)error["continue_url"]).ShouldStartWith(Shop);
    }

    private static async Task<JsonNode> HearsAsync(IPage page, string method) => JsonNode.Parse(await EmbeddingApplication.HearsAsync(page, method))!;

    private async Task<string> ItemAsync() =>
        (string)(await new UcpClient(_server!.Http).SearchAsync("trowel"))["products"]![0]!["variants"]![0]!["id"]!;

    /// <summary>Address of a checkout that lacks nothing but the payment.</summary>
    private async Task<string> CheckoutAsync() => (string)(await new UcpClient(_server!.Http).ReadyAsync(await ItemAsync()))["continue_url"]!;
}
