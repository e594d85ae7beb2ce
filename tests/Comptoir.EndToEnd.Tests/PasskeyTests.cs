using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>Operators sign in with passkeys of a virtual authenticator in a real browser.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private readonly string _folder = RunningServer.TemporaryFolder();
    private RunningServer? _server;

    /// <summary>Passkeys belong to a host name; an IP address has none.</summary>
    private string Address => _server!.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

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

    [Fact]
    public async Task An_owner_adds_a_passkey_invites_a_clerk_with_another_and_takes_it_away_again()
    {
        await using var browser = await Browser.StartAsync();
        var owner = await WithAuthenticatorAsync(browser);
        await owner.GotoAsync("/console");
        await owner.FillAsync("#key", _server!.ConsoleKey);
        await owner.Locator("form[action='/console/sign-in'] button[type=submit]").ClickAsync();
        await owner.GotoAsync("/console/access");
        await owner.FillAsync("#passkey-name", "Laptop");
        await owner.Locator("form[action='/console/access/passkeys'] button").ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Status)).ToContainTextAsync("added");
        await Expect(owner.Locator("td").Filter(new() { HasText = "localhost" }).First).ToBeVisibleAsync();
        await Picture(owner, "passkey-added");

        await owner.Locator(".top form[action='/console/sign-out'] button").ClickAsync();
        await Picture(owner, "sign-in");
        await owner.Locator("form[data-passkey] button").ClickAsync();
        await Expect(owner.Locator("h1")).ToContainTextAsync("Overview");

        await owner.GotoAsync("/console/operators");
        await Picture(owner, "operators");
        await owner.FillAsync("#f-name", "Camille");
        await owner.SelectOptionAsync("#f-role", "Clerk");
        await owner.Locator("form[action='/console/operators'] button").ClickAsync();
        var link = await owner.Locator("code.secret").InnerTextAsync();

        var clerk = await WithAuthenticatorAsync(browser);
        await clerk.GotoAsync(link);
        await Picture(clerk, "invitation");
        await clerk.Locator("form[data-passkey] button").ClickAsync();
        await Expect(clerk.Locator("h1")).ToContainTextAsync("Overview");
        await clerk.GotoAsync("/console/settings");
        await Expect(clerk.Locator("form[action='/console/settings'] button[type=submit]")).ToHaveCountAsync(0);
        await Picture(clerk, "clerk-settings");
        (await clerk.EvaluateAsync<int>("fetch('/console/settings', { method: 'POST', body: new URLSearchParams({ name: 'Stolen' }) }).then(r => r.status)")).ShouldBe(403);

        await owner.GotoAsync("/console/operators");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Camille" }).ClickAsync();
        await owner.Locator("form[action*='/passkeys/'] button").ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Status)).ToContainTextAsync("removed");
        await clerk.Locator(".top form[action='/console/sign-out'] button").ClickAsync();
        await clerk.Locator("form[data-passkey] button").ClickAsync();
        await Expect(clerk.GetByRole(AriaRole.Alert).First).ToContainTextAsync("not known");

        await owner.GotoAsync("/console/audit");
        await Expect(owner.Locator("tbody")).ToContainTextAsync("sign-in.passkey");
        await Picture(owner, "audit");
    }

    private async Task<IPage> WithAuthenticatorAsync(Browser browser)
    {
        var page = await browser.OpenAsync(Address, "en-GB");
        var violations = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Text.Contains("Content Security Policy", StringComparison.Ordinal)) violations.Add(m.Text);
        };
        page.Close += (_, _) => violations.ShouldBeEmpty();
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return page;
    }

    /// <summary>Kept for a look where SCREENSHOTS names a folder.</summary>
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
