using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>What is there beside buying: the shop itself, its policies, the comparison and the guide.</summary>
public sealed class ShopTests(McpShop shop) : IClassFixture<McpShop>
{
    [Fact]
    public async Task The_server_introduces_the_shop_and_demands_an_explicit_yes()
    {
        await using var client = await shop.ConnectAsync();
        client.ServerInfo!.Name.ShouldBe("comptoir");
        client.ServerInfo.Title.ShouldBe("Lamps & Light");
        client.ServerInstructions!.ShouldContain("explicit yes");
        (await client.ListToolsAsync()).Count.ShouldBe(22);
    }

    [Fact]
    public async Task Only_the_shop_of_the_host_is_searched()
    {
        (await ProductsAsync(null)).ShouldBe(["desk"]);
        (await ProductsAsync("tea.example.org")).ShouldBe([]);

        async Task<IEnumerable<string>> ProductsAsync(string? host)
        {
            var (_, message) = await shop.PostAsync(McpCalls.ToolCall("lookup_catalog", new { catalog = new { ids = new[] { "desk" } } }), r => r.Headers.Host = host);
            return message!["result"]!["structuredContent"]!["products"]!.AsArray().Select(p => (string)p!["id"]!);
        }
    }

    [Theory]
    [InlineData("fr-CA, en;q=0.5", null, "Lampe de bureau")]
    [InlineData("en", null, "Desk lamp")]
    [InlineData("en", "fr", "Lampe de bureau")]
    [InlineData("de", null, "Desk lamp")]
    public async Task The_language_is_the_contexts_else_the_clients_else_the_shops(string accept, string? language, string title)
    {
        await using var client = await shop.ConnectAsync(language: accept);
        var answer = await client.Call("get_product", new { catalog = new { id = "desk", context = language is null ? null : new { language } } });
        ((string)answer["product"]!["title"]!).ShouldBe(title);
    }

    [Fact]
    public async Task Addresses_are_those_by_which_the_public_reaches_the_server_behind_a_proxy()
    {
        var (_, message) = await shop.PostAsync(McpCalls.ToolCall("get_product", new { catalog = new { id = "desk" } }), r => r.Headers.Host = "shops.example.org");
        ((string)message!["result"]!["structuredContent"]!["product"]!["url"]!).ShouldBe("https://shops.example.org/products/desk");
    }

    [Fact]
    public async Task A_search_shows_three_variants_without_repeating_the_text_and_the_product_shows_all()
    {
        await using var client = await shop.ConnectAsync();
        var found = (await client.Call("search_catalog", new { catalog = new { query = "blue textile cord" } }))["products"]![0]!;
        found["variants"]!.AsArray().Count.ShouldBe(3);
        ((string)found["variants"]![0]!["id"]!).ShouldBe("cord-blue");
        ((string)found["variants"]![0]!["description"]!["plain"]!).ShouldBe("blue");
        ((string)found["description"]!["plain"]!).ShouldStartWith("Textile cord");
        var product = (await client.Call("get_product", new { catalog = new { id = "cord" } }))["product"]!;
        product["variants"]!.AsArray().Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_question_is_answered_in_the_words_of_the_policy()
    {
        await using var client = await shop.ConnectAsync();
        var answer = await client.Call("search_shop_policies_and_faqs", new { query = "How long can I return a lamp?" });
        ((string)answer["passages"]![0]!["policy_id"]!).ShouldBe("returns");
        ((string)answer["passages"]![0]!["text"]!).ShouldContain("30 days");
        (await client.Call("search_shop_policies_and_faqs", new { query = "quantum chromodynamics" }))["passages"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_answer_follows_the_language_of_the_context()
    {
        await using var client = await shop.ConnectAsync();
        var answer = await client.Call("search_shop_policies_and_faqs", new { query = "retourner une lampe", context = new { language = "fr" } });
        ((string)answer["passages"]![0]!["text"]!).ShouldContain("30 jours");
    }

    [Fact]
    public async Task A_comparison_shows_prices_what_differs_and_what_is_not_sold_here()
    {
        await using var client = await shop.ConnectAsync();
        var answer = await client.Call("compare_products", new { ids = new[] { "desk", "night", "sencha" } });
        answer["products"]!.AsArray().Select(p => (long)p!["price"]!["amount"]!).ShouldBe([4900, 1990]);
        var brand = answer["rows"]!.AsArray().Single(r => (string?)r!["name"] == "Brand")!;
        brand["values"]!.AsArray().Select(v => (string?)v).ShouldBe(["Maison Clair", "Ombre"]);
        ((bool)brand["differs"]!).ShouldBeTrue();
        answer["unknown_ids"]!.AsArray().Select(v => (string?)v).ShouldBe(["sencha"]);
    }

    [Theory]
    [InlineData("2026-07-28", "en")]
    [InlineData("2025-11-25", "fr")]
    public async Task Every_listed_resource_can_be_read_in_the_clients_language(string version, string language)
    {
        await using var client = await shop.ConnectAsync(version, language);
        var resources = await client.ListResourcesAsync();
        resources.Select(r => r.Uri).ShouldBe(["shop://description", "ui://comptoir/products", "ui://comptoir/cart", "ui://comptoir/order", "shop://policies/returns", "shop://policies/shipping"]);
        (await client.ListResourceTemplatesAsync()).Select(t => t.UriTemplate).ShouldBe(["shop://policies/{id}", "shop://products/{id}"]);
        var texts = new List<string>();
        foreach (var resource in resources.Where(r => r.Uri.StartsWith("shop://", StringComparison.Ordinal)))
        {
            var content = (TextResourceContents)(await client.ReadResourceAsync(resource.Uri)).Contents.Single();
            content.MimeType.ShouldBe("text/markdown");
            content.Uri.ShouldBe(resource.Uri);
            texts.Add(content.Text);
        }

        texts[0].ShouldContain(language == "fr" ? "- Devise\u00a0: EUR" : "- Currency: EUR");
        texts[1].ShouldContain(language == "fr" ? "sous **30 jours**" : "within **30 days**");
    }

    [Theory]
    [InlineData("2026-07-28", -32602)]
    [InlineData("2025-11-25", -32002)]
    public async Task A_resource_that_is_not_there_is_an_error_with_its_address(string version, int code)
    {
        await using var client = await shop.ConnectAsync(version);
        var error = await Should.ThrowAsync<McpProtocolException>(async () => await client.ReadResourceAsync("shop://policies/../secrets"));
        ((int)error.ErrorCode).ShouldBe(code);
        error.Data["uri"].ShouldBe("shop://policies/../secrets");
    }

    [Theory]
    [InlineData("en", null, "explicit yes", "Ask me what I am looking for")]
    [InlineData("fr", null, "oui explicite", "Demande-moi ce que je cherche")]
    [InlineData("fr", "une lampe rouge", "oui explicite", "Je cherche\u00a0: une lampe rouge")]
    public async Task The_guide_speaks_the_language_asked_for_and_waits_for_a_yes(string language, string? wish, string yes, string start)
    {
        await using var client = await shop.ConnectAsync();
        (await client.ListPromptsAsync()).Select(p => p.Name).ShouldBe(["shop_assistant", "find_a_gift", "compare", "track_an_order", "return_something"]);
        var arguments = new Dictionary<string, object?> { ["language"] = language };
        if (wish is not null) arguments["wish"] = wish;
        var text = ((TextContentBlock)(await client.GetPromptAsync("shop_assistant", arguments)).Messages.Single().Content).Text;
        text.ShouldContain(yes);
        text.ShouldContain(start);
        text.ShouldContain("complete_checkout");
        text.ShouldNotContain("\\u");
    }

    [Fact]
    public async Task A_prompt_that_is_not_there_is_an_error()
    {
        await using var client = await shop.ConnectAsync();
        var error = await Should.ThrowAsync<McpProtocolException>(async () => await client.GetPromptAsync("no_such"));
        error.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
    }
}
