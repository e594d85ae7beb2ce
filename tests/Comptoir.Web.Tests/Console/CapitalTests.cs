using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Comptoir.Web.Tests.Console;

public sealed class CapitalTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task Every_figure_of_the_ten_questions_opens_to_its_rows_and_their_sources()
    {
        using var browser = await world.OperatorAsync();
        var html = await browser.GetStringAsync("/console/capital?conditional=yes", Ct);
        Regex.Count(html, "<li class=\"card\">").ShouldBe(10);
        var links = Regex.Matches(html, "href=\"(/console/capital/deals\\?[^\"]*ids=[^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).ToArray();
        links.Length.ShouldBeGreaterThan(6);
        links.ShouldAllBe(l => l.Contains("conditional=yes"));
        (await browser.GetStringAsync(links[0], Ct)).ShouldContain("https://gazette.example/");
    }

    [Fact]
    public async Task Pictures_and_answers_are_files_that_other_programs_read()
    {
        using var browser = await world.OperatorAsync();
        foreach (var picture in new[] { "sankey", "loops", "matrix", "timeline", "cascade" })
        {
            var svg = XDocument.Parse(await browser.GetStringAsync($"/console/capital/pictures/{picture}.svg", Ct));
            svg.Root!.Attribute("aria-label")!.Value.ShouldNotBeEmpty();
            svg.Descendants().Select(d => d.Name.LocalName).ShouldContain("pattern");
        }

        XDocument.Parse(await browser.GetStringAsync("/console/capital/network.graphml", Ct)).Root!.Name.LocalName.ShouldBe("graphml");
        JsonDocument.Parse(await browser.GetStringAsync("/console/capital/loops/answer.json", Ct)).RootElement.GetProperty("deals").GetArrayLength().ShouldBeGreaterThan(5);
        (await browser.GetStringAsync("/console/capital/loops/answer.csv", Ct)).ShouldContain("low_assumes");
        foreach (var format in new[] { "csv", "json", "beancount", "hledger", "graphml" }) (await browser.GetStringAsync($"/console/capital/deals.{format}", Ct)).ShouldContain("Northlight");
    }

    [Theory]
    [InlineData("/console/capital?basis=99&as-of=nonsense&role=%00&pays=abc&fails=%3Cscript%3E&source=../etc", HttpStatusCode.OK)]
    [InlineData("/console/capital/deals?ids=%3Cb%3E,,,;drop", HttpStatusCode.OK)]
    [InlineData("/console/capital/stress?pays=999999999999&fails=Northlight", HttpStatusCode.OK)]
    [InlineData("/console/capital/nope", HttpStatusCode.NotFound)]
    [InlineData("/console/capital/pictures/sankey.png", HttpStatusCode.NotFound)]
    [InlineData("/console/capital/pictures/9.svg", HttpStatusCode.NotFound)]
    [InlineData("/console/capital/deals.exe", HttpStatusCode.NotFound)]
    [InlineData("/console/capital/loops/answer.xml", HttpStatusCode.NotFound)]
    public async Task Whatever_an_address_says_is_answered(string path, HttpStatusCode status)
    {
        using var browser = await world.OperatorAsync();
        var response = await browser.GetAsync(path, Ct);
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldNotContain("<script>");
    }
}
