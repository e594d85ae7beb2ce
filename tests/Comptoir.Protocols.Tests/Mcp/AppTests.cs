using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Protocols.Mcp.Tools;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>The pages of MCP Apps as a host receives them, prompts, completions and products as resources.</summary>
public sealed partial class AppTests(McpShop shop) : IClassFixture<McpShop>
{
    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    public async Task Every_page_that_a_tool_names_can_be_read_and_needs_nothing_from_elsewhere(string version)
    {
        await using var client = await shop.ConnectAsync(version, "fr");
        var pages = ToolList.All.Select(t => (string?)t.Meta?["ui"]?["resourceUri"]).OfType<string>().Distinct().ToList();
        pages.Count.ShouldBe(3);
        foreach (var uri in pages)
        {
            var page = (TextResourceContents)(await client.ReadResourceAsync(uri)).Contents.Single();
            page.MimeType.ShouldBe("text/html;profile=mcp-app");
            page.Text.ShouldContain("<html lang=\"fr\">");
            page.Meta!["ui"]!["csp"]!["connectDomains"]!.AsArray().ShouldBeEmpty();
            page.Meta["ui"]!["csp"]!["resourceDomains"]!.AsArray().Select(d => (string?)d).ShouldBe([shop.Endpoint.GetLeftPart(UriPartial.Authority)]);
            Regex.Matches(page.Text, """(src|href)\s*=""").ShouldBeEmpty();
            foreach (var (element, directive) in (ReadOnlySpan<(string, string)>)[("script", "script-src"), ("style", "style-src")])
            {
                var inline = Regex.Match(page.Text, $"<{element}[^>]*>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
                page.Text.ShouldContain($"{directive} 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline)))}'");
            }

            Unsafe().IsMatch(page.Text).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task The_server_says_that_it_has_pages_and_that_it_completes()
    {
        await using var client = await shop.ConnectAsync();
        client.ServerCapabilities.Extensions!.ShouldContainKey("io.modelcontextprotocol/ui");
        client.ServerCapabilities.Completions.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("en", "Help me find a gift at Lamps & Light for my sister, for 30 euros at most.")]
    [InlineData("fr", "Aide-moi à trouver un cadeau chez Lamps & Light pour my sister, pour 30 euros au plus.")]
    public async Task A_journey_takes_over_what_the_person_added(string language, string start)
    {
        await using var client = await shop.ConnectAsync();
        var got = await client.GetPromptAsync("find_a_gift", new Dictionary<string, object?> { ["recipient"] = "my sister", ["budget"] = "30 euros", ["language"] = language });
        ((TextContentBlock)got.Messages.Single().Content).Text.ShouldStartWith(start);
    }

    [Fact]
    public async Task Every_journey_names_only_tools_that_there_are_in_both_languages()
    {
        await using var client = await shop.ConnectAsync();
        var known = ToolList.All.Select(t => t.Name).Append("cart_id").ToHashSet();
        foreach (var prompt in await client.ListPromptsAsync())
        {
            foreach (var language in (string[])["en", "fr"])
            {
                var text = ((TextContentBlock)(await client.GetPromptAsync(prompt.Name, new Dictionary<string, object?> { ["language"] = language })).Messages.Single().Content).Text;
                Names().Matches(text).Select(m => m.Value).ShouldBeSubsetOf(known, $"{prompt.Name} {language}");
                text.ShouldContain(language == "fr" ? "Parle français" : "Speak English");
            }
        }
    }

    [Theory]
    [InlineData("""{"ref":{"type":"ref/resource","uri":"shop://policies/{id}"},"argument":{"name":"id","value":"re"}}""", "returns")]
    [InlineData("""{"ref":{"type":"ref/resource","uri":"shop://products/{id}"},"argument":{"name":"id","value":"desk"}}""", "desk")]
    [InlineData("""{"ref":{"type":"ref/prompt","name":"shop_assistant"},"argument":{"name":"language","value":"f"}}""", "fr")]
    [InlineData("""{"ref":{"type":"ref/prompt","name":"shop_assistant"},"argument":{"name":"language","value":"x"}}""", null)]
    [InlineData("""{"ref":{"type":"ref/resource","uri":"shop://nothing/{id}"},"argument":{"name":"id","value":"a"}}""", null)]
    public async Task An_argument_is_completed_from_what_the_shop_has(string parameters, string? first)
    {
        var (status, message) = await shop.PostAsync(McpCalls.Rpc("completion/complete", JsonNode.Parse(parameters)));
        status.ShouldBe(200);
        message!["result"]!["completion"]!["values"]!.AsArray().Select(v => (string?)v).FirstOrDefault().ShouldBe(first, message.ToJsonString());
    }

    [Theory]
    [InlineData("""{"ref":{"type":"ref/prompt","name":"none"},"argument":{"name":"a","value":""}}""")]
    [InlineData("""{"ref":{"type":"ref/else"},"argument":{"name":"a","value":""}}""")]
    [InlineData("""{"argument":{"name":"a","value":""}}""")]
    [InlineData("""{"ref":{"type":"ref/prompt","name":"compare"}}""")]
    [InlineData("""{"ref":7,"argument":{"name":7,"value":[]}}""")]
    public async Task A_completion_of_nothing_is_refused(string parameters)
    {
        var (status, message) = await shop.PostAsync(McpCalls.Rpc("completion/complete", JsonNode.Parse(parameters)));
        status.ShouldBeLessThan(500);
        ((int)message!["error"]!["code"]!).ShouldBeOneOf(-32602, -32600);
    }

    [Fact]
    public async Task A_product_can_be_read_by_its_handle_and_an_unknown_one_is_not_there()
    {
        await using var client = await shop.ConnectAsync(language: "fr");
        var text = ((TextResourceContents)(await client.ReadResourceAsync("shop://products/cord")).Contents.Single()).Text;
        text.ShouldStartWith("# Câble textile");
        text.ShouldContain("- blue (`cord-blue`)\u00a0: 15,00\u00a0€, en stock");
        await Should.ThrowAsync<ModelContextProtocol.McpProtocolException>(async () => await client.ReadResourceAsync("shop://products/nowhere"));
    }

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|localStorage")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\b[a-z]+(?:_[a-z]+)+\b")]
    private static partial Regex Names();
}
