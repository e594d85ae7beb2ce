using Microsoft.Playwright;

namespace Comptoir.EndToEnd.Tests;

/// <summary>A headless Chromium that is installed on the machine; tests that need it say plainly when there is none.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var executable = new[] { Environment.GetEnvironmentVariable("CHROMIUM") }.Concat(Places).FirstOrDefault(File.Exists);
        Assert.SkipWhen(executable is null, "No Chromium or Chrome is installed (set CHROMIUM to its path).");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-features=LocalNetworkAccessChecks"] });
        return new(playwright, browser);
    }

    public async Task<IPage> OpenAsync(string address, string locale, bool javaScript = true, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = address, Locale = locale, JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
