using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>The console buys over each door as an agent would, shows what was said, and leaves nothing behind.</summary>
public sealed class TryTests : IAsyncLifetime
{
    private readonly string _folder = RunningServer.TemporaryFolder();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Path.Combine(_folder, "demo.db"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_purchase_over_each_door_is_shown_call_by_call_and_cancelled()
    {
        using var browser = await SignedInAsync();
        foreach (var (door, call) in new[] { ("ucp", "/complete"), ("mcp", "complete_checkout"), ("a2a", "complete_checkout"), ("acp", "delegate_payment"), ("page", "ec_version=2026-04-08") })
        {
            var html = await TryAsync(browser, door);
            html.ShouldContain("The order is cancelled.", customMessage: door);
            html.ShouldContain(call, customMessage: door);
            html.ShouldNotContain("Authorization: Bearer •••a", customMessage: door);
            if (door is "ucp" or "mcp" or "a2a") html.ShouldContain("Signature-Input: sig1=", customMessage: door);
            var order = Regex.Match(html, "/console/orders/(ord_[0-9a-f]+)").Groups[1].Value;
            (await browser.GetStringAsync($"console/orders/{order}")).ShouldContain("Cancelled", customMessage: door);
        }
    }

    [Fact]
    public async Task Stock_is_as_before_the_trial()
    {
        using var browser = await SignedInAsync();
        var html = await TryAsync(browser, "ucp");
        var item = Regex.Match(WebUtility.HtmlDecode(html), "\"item\": \\{\\s*\"id\": \"([^\"]+)\"").Groups[1].Value;
        var before = await AvailableAsync(item);
        await TryAsync(browser, "acp");
        (await AvailableAsync(item)).ShouldBe(before);
    }

    private async Task<string> AvailableAsync(string item)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "ucp/2026-04-08/catalog/lookup") { Content = new StringContent(new JsonObject { ["ids"] = new JsonArray(item) }.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("UCP-Agent", "profile=\"https://agent.example/profile.json\"");
        using var response = await _server.Http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["products"]![0]!["variants"]!.AsArray().Select(v => v!["availability"]!.ToJsonString()).Aggregate((a, b) => a + b);
    }

    private static async Task<string> TryAsync(HttpClient browser, string door)
    {
        using var answer = await browser.PostAsync("console/agents/try", new FormUrlEncodedContent([new("door", door)]));
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _server.Http.BaseAddress };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        browser.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var entered = await browser.PostAsync("console/sign-in", new FormUrlEncodedContent([new("key", _server.ConsoleKey), new("next", "/console")]));
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }
}
