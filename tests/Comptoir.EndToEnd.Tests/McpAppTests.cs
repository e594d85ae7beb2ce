using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Comptoir.EndToEnd.Tests;

/// <summary>The pages of MCP Apps inside a host page that speaks their messages, in a real browser.</summary>
public sealed class McpAppTests
{
    /// <summary>A host as the extension describes it: a sandboxed frame of no origin, messages in JSON-RPC.</summary>
    private const string Host = """
        ({ html, result, locale }) => new Promise(done => {
          document.body.innerHTML = '<iframe id="app" sandbox="allow-scripts" style="width:100%;height:600px"></iframe>';
          const frame = document.getElementById("app");
          window.seen = [];
          window.ran = false;
          addEventListener("message", async event => {
            if (event.source !== frame.contentWindow) return;
            const m = event.data;
            seen.push(m);
            const answer = r => frame.contentWindow.postMessage({ jsonrpc: "2.0", id: m.id, result: r }, "*");
            if (m.method === "ui/initialize") answer({ protocolVersion: "2026-01-26", hostInfo: { name: "test", version: "1" }, hostCapabilities: { serverTools: {}, openLinks: {}, message: {}, updateModelContext: {} }, hostContext: { theme: "light", locale } });
            else if (m.method === "ui/notifications/initialized") { frame.contentWindow.postMessage({ jsonrpc: "2.0", method: "ui/notifications/tool-result", params: result }, "*"); done(); }
            else if (m.method === "tools/call") answer(JSON.parse(await callTool(m.params.name, JSON.stringify(m.params.arguments))));
            else if (m.id !== undefined) answer({});
          });
          frame.srcdoc = html;
        })
        """;

    [Fact]
    public async Task A_shopper_leafs_through_products_and_fills_a_cart_inside_their_assistant()
    {
        await using var server = await RunningServer.StartAsync(Path.Combine(RunningServer.TemporaryFolder(), "a.db"));
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, server, "ui://comptoir/products", await CallAsync(server, "search_catalog", """{"catalog":{"query":"jacket","pagination":{"limit":3}}}"""), "fr-FR");
        var app = page.FrameLocator("#app");
        await app.GetByRole(AriaRole.Button, new() { Name = "Ajouter" }).First.ClickAsync();
        await Assertions.Expect(app.GetByRole(AriaRole.Status)).ToContainTextAsync("est dans le panier.");
        await app.GetByRole(AriaRole.Button, new() { Name = "Ajouter" }).First.ClickAsync();
        var told = await page.WaitForFunctionAsync("() => seen.filter(m => m.method === 'ui/update-model-context').length === 2 && seen.map(m => JSON.stringify(m)).join().match(/cart_[0-9a-z]+/)[0]");
        var cart = await CallAsync(server, "get_cart", $$"""{"id":"{{await told.JsonValueAsync<string>()}}"}""");
        ((int)cart["structuredContent"]!["line_items"]![0]!["quantity"]!).ShouldBe(2);

        page = await OpenAsync(browser, server, "ui://comptoir/cart", cart, "en-GB");
        await page.FrameLocator("#app").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("#app").Locator("main")).ToContainTextAsync("The cart is empty.");
    }

    [Fact]
    public async Task Words_of_a_catalogue_are_never_markup_and_addresses_of_elsewhere_are_not_fetched()
    {
        await using var server = await RunningServer.StartAsync(Path.Combine(RunningServer.TemporaryFolder(), "a.db"));
        await using var browser = await Browser.StartAsync();
        var hostile = JsonNode.Parse("""
            { "content": [], "structuredContent": { "products": [{ "id": "x", "title": "<img src=x onerror=\"parent.postMessage({ran:true},'*')\"><script>parent.postMessage({ran:true},'*')</script>", "url": "javascript:parent.postMessage({ran:true},'*')",
              "variants": [{ "id": "x", "price": { "amount": 100, "currency": "<b>" }, "media": [{ "type": "image", "url": "https://elsewhere.example/spy.png" }] }] }] } }
            """)!;
        var asked = new List<string>();
        var page = await OpenAsync(browser, server, "ui://comptoir/products", hostile, "en-GB", asked);
        var app = page.FrameLocator("#app");
        await Assertions.Expect(app.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("<img src=x");
        (await app.Locator("main img, main script").CountAsync()).ShouldBe(0);
        (await app.GetByRole(AriaRole.Button, new() { Name = "See" }).CountAsync()).ShouldBe(0);
        (await page.EvaluateAsync<bool>("() => seen.some(m => m.ran)")).ShouldBeFalse();
        asked.ShouldNotContain(url => url.Contains("elsewhere.example"));
    }

    private static async Task<IPage> OpenAsync(Browser browser, RunningServer server, string uri, JsonNode result, string locale, List<string>? asked = null)
    {
        var page = await browser.OpenAsync(server.Address, locale);
        await page.GotoAsync("about:blank");
        if (asked is not null) page.Request += (_, request) => asked.Add(request.Url);
        await page.ExposeFunctionAsync("callTool", async (string name, string arguments) => (await CallAsync(server, name, arguments)).ToJsonString());
        var html = (string)(await RpcAsync(server, "resources/read", new JsonObject { ["uri"] = uri }))["contents"]![0]!["text"]!;
        await page.EvaluateAsync($"async json => await ({Host})(JSON.parse(json))", new JsonObject { ["html"] = html, ["result"] = result.DeepClone(), ["locale"] = locale }.ToJsonString());
        return page;
    }

    private static Task<JsonNode> CallAsync(RunningServer server, string tool, string arguments) =>
        RpcAsync(server, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments) });

    private static async Task<JsonNode> RpcAsync(RunningServer server, string method, JsonObject parameters)
    {
        using var response = await server.Http.PostAsJsonAsync("/mcp", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters });
        var message = await response.Content.ReadFromJsonAsync<JsonObject>();
        return message!["result"] ?? throw new InvalidOperationException(message.ToJsonString());
    }
}
