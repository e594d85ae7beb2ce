using System.Net;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Every page that a visitor can open, in both languages, without a script.</summary>
public sealed class PageTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    public static TheoryData<string, string> EveryPage()
    {
        string[] paths =
        [
            "/", "/search", "/search?q=trowel", "/search?q=nothing+of+the+kind+zzz", "/categories/garden", "/categories/garden-tools", "/categories/garden?f.color=blue&max=20",
            "/products/trowel-page", "/products/rain-jacket?variant=jacket-pink-8Y", "/products/pot-page", "/products/hostile-page",
            "/cart", "/orders", "/account", "/account/register", "/account/link?token=abc", "/policies", "/policies/shipping", "/chat", "/chat?about=trowel",
        ];
        var all = new TheoryData<string, string>();
        foreach (var path in paths) foreach (var language in new[] { "en", "fr" }) all.Add(path, language);
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_opens_in_the_browsers_language_and_keeps_the_rules_of_html(string path, string language)
    {
        using var browser = world.Browser(language);
        var html = await ShopWorld.PageAsync(browser, path);
        html.ShouldContain($"<html lang=\"{language}\">");
        HtmlCheck.Problems(html).ShouldBeEmpty();
        html.ShouldNotContain("<script>alert");
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/products/trowel-page", HttpStatusCode.OK)]
    [InlineData("/robots.txt", HttpStatusCode.OK)]
    [InlineData("/products/no-such-thing", HttpStatusCode.NotFound)]
    public async Task A_page_can_be_asked_about_without_its_body(string path, HttpStatusCode status)
    {
        using var browser = world.Browser();
        using var asked = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await browser.SendAsync(asked, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await ShopWorld.PageAsync(browser, path, status)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/products/no-such-thing")]
    [InlineData("/categories/no-such-shelf")]
    [InlineData("/policies/none")]
    [InlineData("/checkout/chk_none")]
    [InlineData("/orders/ord_none")]
    [InlineData("/orders/ord_none/invoice")]
    [InlineData("/nowhere/at/all")]
    public async Task What_does_not_exist_is_a_page_with_status_404(string path)
    {
        using var browser = world.Browser("fr");
        var html = await ShopWorld.PageAsync(browser, path, HttpStatusCode.NotFound);
        html.ShouldContain("Cette page n’est pas dans nos rayons");
        HtmlCheck.Problems(html).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_meets_an_error_gets_no_page()
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        var answer = await client.GetAsync("/nowhere", ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Looking_around_sets_no_cookie()
    {
        using var browser = world.Browser();
        foreach (var path in new[] { "/", "/search?q=trowel", "/products/trowel-page", "/cart", "/chat" })
            (await browser.GetAsync(path, ShopWorld.Ct)).Headers.Contains("Set-Cookie").ShouldBeFalse(path);
    }

    [Fact]
    public async Task A_chosen_language_stays_against_the_browsers_own()
    {
        using var browser = world.Browser("en");
        var first = await browser.GetAsync("/?lang=fr", ShopWorld.Ct);
        first.Headers.GetValues("Set-Cookie").Single().ShouldContain("lang=fr");
        (await ShopWorld.PageAsync(browser, "/products/trowel-page")).ShouldContain("Transplantoir forgé");
    }

    [Fact]
    public async Task A_language_that_the_shop_does_not_speak_is_ignored()
    {
        using var browser = world.Browser("de-DE");
        var answer = await browser.GetAsync("/?lang=xx\"><script>", ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldContain("<html lang=\"en\">");
    }

    [Fact]
    public async Task Pages_say_what_a_browser_may_do_with_them()
    {
        using var browser = world.Browser();
        var headers = (await browser.GetAsync("/", ShopWorld.Ct)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-inline");
        headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        headers.Contains("Referrer-Policy").ShouldBeTrue();
    }

    [Fact]
    public async Task Style_and_script_are_small_compressed_and_never_change_under_their_address()
    {
        using var browser = world.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var plain = await new HttpClient { BaseAddress = world.Address }.GetStringAsync("/", ShopWorld.Ct);
        foreach (var (extension, most) in new[] { ("css", 40_000), ("js", 12_000) })
        {
            var address = System.Text.RegularExpressions.Regex.Match(plain, $"/assets/site\\.[0-9a-f]{{12}}\\.{extension}").Value;
            var answer = await browser.GetAsync(address, ShopWorld.Ct);
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            answer.Content.Headers.ContentEncoding.ShouldContain("br");
            (await new HttpClient { BaseAddress = world.Address }.GetByteArrayAsync(address, ShopWorld.Ct)).Length.ShouldBeLessThan(most);
        }
    }

    [Fact]
    public async Task A_product_page_names_its_price_stock_and_delivery()
    {
        using var browser = world.Browser("fr");
        var text = ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/products/trowel-page"));
        text.ShouldContain("14,90 €");
        text.ShouldContain("au lieu de 19,90 €");
        text.ShouldContain("TTC");
        text.ShouldContain("En stock");
        text.ShouldContain("4,90 €, offerte dès 60,00 €");
        text.ShouldContain("Un vrai bon outil.");
        text.ShouldContain("320 g");
    }

    [Fact]
    public async Task A_sold_out_product_cannot_be_added()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/products/pot-page");
        html.ShouldContain("Sold out");
        html.ShouldNotContain("class=\"add-form\"");
    }

    [Fact]
    public async Task Options_are_links_that_keep_the_other_choices()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/products/rain-jacket?variant=jacket-blue-8Y");
        html.ShouldContain("variant=jacket-pink-8Y");
        html.ShouldContain("variant=jacket-blue-6Y");
        html.ShouldNotContain("variant=jacket-pink-6Y\"><svg");
        html.ShouldContain("€42.00");
        html.ShouldContain("fill=\"#3366aa\"");
        html.ShouldNotContain("red&quot;");
    }

    [Fact]
    public async Task A_product_found_by_its_id_leads_to_its_own_address()
    {
        using var browser = world.Browser();
        var answer = await browser.GetAsync("/products/trowel", ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldStartWith("/products/trowel-page");
    }

    [Fact]
    public async Task The_data_block_for_machines_cannot_be_ended_by_a_products_text()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/products/hostile-page");
        var json = System.Text.RegularExpressions.Regex.Match(html, "<script type=\"application/ld\\+json\">(.*?)</script>").Groups[1].Value;
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        parsed.RootElement.GetProperty("name").GetString().ShouldBe(SmallShop.Hostile);
        parsed.RootElement.GetProperty("offers")[0].GetProperty("price").GetDecimal().ShouldBe(5m);
    }

    [Fact]
    public async Task A_policy_is_formatted_without_html_of_its_own()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/policies/shipping");
        html.ShouldContain("<strong>fast</strong>");
        html.ShouldContain("<td>France</td>");
        html.ShouldContain("href=\"/policies/returns\"");
        html.ShouldNotContain("javascript:alert");
    }

    [Fact]
    public async Task A_policy_that_pages_link_to_and_the_shop_has_not_written_leads_to_those_it_has()
    {
        using var browser = world.Browser();
        var answer = await browser.GetAsync("/policies/terms", ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/policies");
    }

    [Fact]
    public async Task The_home_page_offers_only_requests_that_find_something()
    {
        using var browser = world.Browser();
        var offered = System.Text.RegularExpressions.Regex.Matches(await ShopWorld.PageAsync(browser, "/"), "href=\"(/search\\?q=[^\"]+)\" data-say").Select(m => m.Groups[1].Value).ToList();
        offered.ShouldNotBeEmpty();
        foreach (var address in offered) (await ShopWorld.PageAsync(browser, address)).ShouldNotContain("Nothing fits all of that");
    }

    [Fact]
    public async Task Crawlers_and_agents_are_told_where_everything_is()
    {
        using var browser = world.Browser();
        (await browser.GetStringAsync("/robots.txt", ShopWorld.Ct)).ShouldContain("/sitemap.xml");
        var map = System.Xml.Linq.XDocument.Parse(await browser.GetStringAsync("/sitemap.xml", ShopWorld.Ct));
        map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => new Uri(e.Value).AbsolutePath).ShouldContain("/products/rain-jacket");
        var guide = await browser.GetStringAsync("/llms.txt", ShopWorld.Ct);
        guide.ShouldContain("/.well-known/ucp");
        guide.ShouldContain("/mcp");
        guide.ShouldContain("Petit Tilleul");
    }
}
