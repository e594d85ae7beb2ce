using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>A person buys in a real browser: by pages, by conversation, with and without JavaScript, in both languages.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private readonly string _folder = RunningServer.TemporaryFolder();
    private RunningServer? _server;

    private string Address => _server!.Address;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(20_000);
        _server = await RunningServer.StartAsync(Path.Combine(_folder, "shop.db"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public async Task A_jacket_is_found_and_bought_in_English(bool javaScript, int width)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address, "en-GB", javaScript, width);
        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("waterproof jacket for a 6 year old, not pink"));
        await Expect(page.GetByText("not pink").First).ToBeVisibleAsync();
        await page.Locator("main article a, main .card a").First.ClickAsync();
        await Expect(page.Locator("main h1")).ToContainTextAsync("jacket", new() { IgnoreCase = true });
        await AddAsync(page, "Add to cart");
        await page.Locator("form[action='/checkout'] button").ClickAsync();
        await BuyAsync(page, "Pay €");
        await Expect(page.Locator("main h1").First).ToContainTextAsync("Thank you");
        await Expect(page.GetByText("1001").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_gift_is_found_and_bought_by_pages_in_French()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address, "fr-FR");
        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("cadeau pour un jardinier, moins de 30 €"));
        await page.Locator("main article a, main .card a").First.ClickAsync();
        await AddAsync(page, "Ajouter au panier");
        await page.Locator("form[action='/checkout'] button").ClickAsync();
        await BuyAsync(page, "Payer");
        await Expect(page.Locator("main h1").First).ToContainTextAsync("Merci");
    }

    [Fact]
    public async Task A_gift_is_bought_in_conversation_in_French_only_after_a_yes()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address, "fr-FR");
        await page.Locator("[data-chat-open]").ClickAsync();
        var chat = page.Locator("#chat-panel");
        await SayAsync(chat, "je cherche un cadeau pour un jardinier, moins de 30 €");
        await Expect(chat.GetByText("Savon gommant du jardinier").First).ToBeVisibleAsync();
        await SayAsync(chat, "ajoute le transplantoir forgé");
        await Expect(chat.GetByText("18,90").Last).ToBeVisibleAsync();
        await SayAsync(chat, "je veux commander");
        await chat.Locator("input[name='field.email']").FillAsync("camille@example.fr");
        await chat.Locator("input[name='field.first_name']").FillAsync("Camille");
        await chat.Locator("input[name='field.last_name']").FillAsync("Roy");
        await chat.Locator("input[name='field.street']").FillAsync("3 rue des Lilas");
        await chat.Locator("input[name='field.postal_code']").FillAsync("37000");
        await chat.Locator("input[name='field.city']").FillAsync("Tours");
        await chat.Locator("form:has(input[name='field.email']) button").ClickAsync();
        await chat.Locator("form:has(input[type='radio']) button").Last.ClickAsync();
        var yes = chat.Locator(".confirm .yes-no button").First;
        await Expect(chat.GetByText("23,80").Last).ToBeVisibleAsync();
        await yes.ClickAsync();
        await Expect(chat.GetByText("1001").First).ToBeVisibleAsync();
        await chat.GetByRole(AriaRole.Link, new() { Name = "commande" }).Last.ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("1001");
    }

    private static async Task AddAsync(IPage page, string button)
    {
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync(),
            r => r.Url.EndsWith("/cart/items", StringComparison.Ordinal));
        await page.GotoAsync("/cart");
    }

    private static async Task SayAsync(ILocator chat, string text)
    {
        var turns = await chat.Locator(".bubble.agent").CountAsync();
        await chat.Locator(".chat-form [name='text']").FillAsync(text);
        await chat.Locator(".chat-form button").ClickAsync();
        await Expect(chat.Locator(".bubble.agent:not(.thinking)")).ToHaveCountAsync(turns + 1);
    }

    private static async Task BuyAsync(IPage page, string pay)
    {
        await page.FillAsync("#email", "robin@example.com");
        await page.FillAsync("#first", "Robin");
        await page.FillAsync("#last", "Martin");
        await page.FillAsync("#street", "3 rue des Lilas");
        await page.FillAsync("#postal", "37000");
        await page.FillAsync("#city", "Tours");
        await page.Locator("button[name='do'][value='update']").Last.ClickAsync();
        await Expect(page.Locator("#option input:checked")).ToHaveCountAsync(1);
        await Expect(page.Locator("button.pay")).ToContainTextAsync(pay);
        await page.Locator("button.pay").ClickAsync();
    }
}
