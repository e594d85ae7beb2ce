using System.Text.RegularExpressions;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.Web.ShopPages;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Comptoir.Web.Tests.ShopFront;

public sealed class SearchTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Fact]
    public async Task Wishes_in_a_sentence_become_chips_that_can_be_taken_away()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/search?q=tool+under+%E2%82%AC20");
        html.ShouldContain("Remove: up to €20.00");
        ShopWorld.Visible(html).ShouldNotContain("Leather gloves");
    }

    [Theory]
    [InlineData("/search?not-word=red&not-word=RED&no.color=pink&no.color=blue", "en", "not red|not pink|not blue")]
    [InlineData("/search?no.color=pink&not-word=rose&no.waterproof=true", "fr", "pas rose|pas imperméable")]
    public async Task What_is_not_wanted_is_one_chip_a_label_in_the_language_of_the_page(string address, string language, string labels)
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, $"{address}&lang={language}");
        Regex.Matches(html, "class=\"chip removable\" href=\"([^\"]*)\"[^>]*>([^<]+) <").Select(m => m.Groups[2].Value).ShouldBe(labels.Split('|'));
    }

    [Fact]
    public async Task One_chip_takes_away_every_shade_of_a_colour()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/search?q=jacket+not+pink&not-word=rosy");
        var chip = Regex.Matches(html, "class=\"chip removable\" href=\"([^\"]*)\"[^>]*>not pink <").ShouldHaveSingleItem();
        chip.Groups[1].Value.ShouldNotContain("no.color");
        chip.Groups[1].Value.ShouldContain("not-word=rosy");
    }

    [Fact]
    public async Task A_price_limit_of_the_filter_form_is_in_whole_euros()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/search?min=14&max=15");
        html.ShouldContain("Forged hand trowel");
        html.ShouldNotContain("Leather gloves");
        html.ShouldNotContain("Tomato seeds");
    }

    [Fact]
    public async Task A_shelf_shows_its_own_goods_and_those_of_the_shelves_below()
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/categories/garden");
        html.ShouldContain("Forged hand trowel");
        html.ShouldContain("Tomato seeds");
        html.ShouldNotContain("Rain jacket");
    }

    [Theory]
    [InlineData("?q=" + "%00%01%0a" + "&page=-3&sort=bogus&min=abc&max=-1&age=900&rating=77&for=%3Cb%3E")]
    [InlineData("?page=99999999999999999999&price=..&price=5..1&r.weight=x..y&r.weight=1e400..")]
    [InlineData("?f.=x&no.=y&f.color=&cat=&brand=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&not-word=%27")]
    [InlineData("?cat=nope&f.nope=nope&stock=maybe&max=99999999999999999999999")]
    public async Task Whatever_stands_in_the_address_a_search_answers(string query)
    {
        using var browser = world.Browser();
        var html = await ShopWorld.PageAsync(browser, "/search" + query);
        HtmlCheck.Problems(html).ShouldBeEmpty();
        html.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Hundreds_of_parameters_are_bounded()
    {
        using var browser = world.Browser();
        var query = string.Join('&', Enumerable.Range(0, 500).Select(i => $"f.a{i}=v{i}"));
        await ShopWorld.PageAsync(browser, "/search?" + query);
    }

    [Property(MaxTest = 60)]
    public void An_address_read_back_is_the_same_search(string text, ushort min, ushort max, byte age, bool stock, string brand)
    {
        var wishes = new Constraints
        {
            Brands = Clean(brand) is { } b ? [b] : [],
            Attributes = [new AttributeConstraint("color", ["blue", "a b&c=d"]), new AttributeConstraint("weight", [], min, max)],
            Exclusions = [new Exclusion("attribute", "color", "pink"), new Exclusion("word", "", "plastic")],
            PriceMin = min,
            PriceMax = max,
            Age = age % 100,
            InStockOnly = stock,
        };
        var address = new SearchAddress("/search", Clean(text) ?? "", wishes, SortOrder.Rating, 3);
        var query = new QueryCollection(QueryHelpers.ParseQuery(new Uri("http://x" + address.Url).Query));
        SearchAddress.Read("/search", query, "EUR").Url.ShouldBe(address.Url);
    }

    private static string? Clean(string? text) => Comptoir.Web.Security.BoundedForm.Clean(text is null ? null : new string([.. text.Where(c => !char.IsSurrogate(c))]), 90);
}
