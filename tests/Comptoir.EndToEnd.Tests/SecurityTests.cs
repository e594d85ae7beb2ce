using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>What the whole server gives away: to a browser that enforces its policy, and to whoever reads its log.</summary>
public sealed partial class SecurityTests : IAsyncDisposable
{
    private readonly string _folder = RunningServer.TemporaryFolder();

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_page_of_shop_chat_checkout_account_and_console_breaks_its_content_security_policy()
    {
        await using var server = await RunningServer.StartAsync(Path.Combine(_folder, "shop.db"));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address, "en-GB");
        var violations = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type == "error" && !m.Text.Contains("status of 4", StringComparison.Ordinal)) violations.Add($"{page.Url}: {m.Text}");
        };
        page.PageError += (_, e) => violations.Add($"{page.Url}: {e}");

        foreach (var path in (string[])["/", "/search?q=jacket", "/cart", "/chat", "/account", "/account/register", "/account/erase", "/orders", "/policies/returns", "/no/such/page"]) await VisitAsync(page, path);
        await page.GotoAsync("/search?q=jacket");
        await page.Locator("main article a, main .card a").First.ClickAsync();
        await CheckAsync(page, (await page.ReloadAsync())!);
        await AddAsync(page);
        await VisitAsync(page, "/cart");
        await page.Locator("form[action='/checkout'] button").ClickAsync();
        await Expect(page.Locator("#email")).ToBeVisibleAsync();
        await CheckAsync(page, (await page.ReloadAsync())!);

        await page.GotoAsync("/console");
        await page.FillAsync("#key", server.ConsoleKey);
        await page.Locator("form[action='/console/sign-in'] button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Overview");
        var menu = await page.Locator("nav#menu a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        menu.Length.ShouldBeGreaterThan(15);
        foreach (var path in menu) await VisitAsync(page, path);
        violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_purchase_a_sign_in_a_failed_payment_and_a_refund_leave_nothing_personal_in_the_log()
    {
        var debug = new Dictionary<string, string>
        {
            ["Logging__LogLevel__Default"] = "Debug",
            ["Logging__LogLevel__Microsoft"] = "Debug",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug",
            ["Logging__LogLevel__System"] = "Debug",
        };
        await using var server = await RunningServer.StartAsync(Path.Combine(_folder, "log.db"), debug);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address, "en-GB");

        await page.GotoAsync("/account/register");
        await page.FillAsync("[name=email]", "robin.secret@example.com");
        await page.FillAsync("[name=first]", "Robinette");
        await page.FillAsync("[name=last]", "Quillevere");
        await page.FillAsync("[name=password]", "a very long password");
        await page.Locator("form[action='/account/register'] button").ClickAsync();
        await page.Locator("form[action='/account/sign-out'] button").ClickAsync();
        await page.GotoAsync("/account");
        await page.FillAsync("form[action='/account/sign-in'] [name=email]", "robin.secret@example.com");
        await page.FillAsync("form[action='/account/sign-in'] [name=password]", "a wrong password");
        await page.Locator("form[action='/account/sign-in'] button").ClickAsync();
        await page.FillAsync("form[action='/account/sign-in'] [name=password]", "a very long password");
        await page.Locator("form[action='/account/sign-in'] button").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Robinette");

        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("gift for a gardener under 30"));
        await page.Locator("main article a, main .card a").First.ClickAsync();
        await AddAsync(page);
        await page.Locator("form[action='/checkout'] button").ClickAsync();
        await page.FillAsync("#email", "robin.secret@example.com");
        await page.FillAsync("#first", "Robinette");
        await page.FillAsync("#last", "Quillevere");
        await page.FillAsync("#street", "77 impasse du Secret");
        await page.FillAsync("#postal", "37000");
        await page.FillAsync("#city", "Tours");
        await page.Locator("button[name='do'][value='update']").Last.ClickAsync();
        await Expect(page.Locator("#option input:checked")).ToHaveCountAsync(1);
        await page.Locator("input[name=card][value=decline]").CheckAsync();
        await page.Locator("button.pay").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await page.Locator("input[name=card][value=success]").CheckAsync();
        await page.Locator("button.pay").ClickAsync();
        await Expect(page.Locator("main h1").First).ToContainTextAsync("Thank you");
        var order = page.Url.Split('/').Last().Split('?')[0];

        using var console = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        console.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ConsoleKey);
        var version = VersionField().Match(await console.GetStringAsync($"/console/orders/{order}/refund?step=confirm&type=refund&by=amount&amount=1")).Groups[1].Value;
        var refund = await console.PostAsync($"/console/orders/{order}/refund", new FormUrlEncodedContent([new("version", version), new("type", "refund"), new("by", "amount"), new("amount", "1"), new("reason", "for Robinette")]));
        refund.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Task.Delay(1_500);

        // addresses may carry one-time tokens: the framework's own request log stays off whatever is configured
        server.Output.ShouldNotContain("Request starting");
        foreach (var secret in (string[])["robin.secret", "Robinette", "Quillevere", "impasse du Secret", "4242424242424242", "4000000000000002", "a very long password", "a wrong password"])
            server.Output.ShouldNotContain(secret, Case.Insensitive);
        // the key is told once, to who starts the server
        Regex.Count(server.Output, server.ConsoleKey).ShouldBe(1);
    }

    private static async Task AddAsync(IPage page)
    {
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).First.ClickAsync(),
            r => r.Url.EndsWith("/cart/items", StringComparison.Ordinal));
        await page.GotoAsync("/cart");
    }

    private static async Task VisitAsync(IPage page, string path) => await CheckAsync(page, (await page.GotoAsync(path))!);

    private static async Task CheckAsync(IPage page, IResponse response)
    {
        var headers = await response.AllHeadersAsync();
        headers.ShouldContainKey("content-security-policy", page.Url);
        var policy = headers["content-security-policy"];
        policy.ShouldNotContain("unsafe");
        // the demo lets pages of this machine embed a checkout, and nothing else
        var embeddable = new Uri(page.Url).AbsolutePath is var path && (path.StartsWith("/checkout", StringComparison.Ordinal) || path.StartsWith("/orders", StringComparison.Ordinal));
        policy.ShouldContain(embeddable ? "frame-ancestors 'self' http://localhost:*" : "frame-ancestors 'none'", customMessage: page.Url);
        policy.ShouldContain("base-uri 'none'");
        headers["x-content-type-options"].ShouldBe("nosniff", page.Url);
        headers.ShouldContainKey("referrer-policy", page.Url);
        headers.ShouldContainKey("permissions-policy", page.Url);
    }

    [GeneratedRegex("name=\"version\" value=\"(\\d+)\"")]
    private static partial Regex VersionField();
}
