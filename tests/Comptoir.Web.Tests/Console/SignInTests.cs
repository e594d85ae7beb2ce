using System.Net;
using System.Net.Http.Headers;

namespace Comptoir.Web.Tests.Console;

public sealed class SignInTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task Nothing_of_the_console_is_reached_without_the_key()
    {
        using var browser = world.Browser();
        foreach (var path in PageTests.Paths)
        {
            var response = await browser.GetAsync(path, Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            response.Headers.Location!.ToString().ShouldStartWith("/console/sign-in");
        }

        (await browser.GetAsync("/console/no/such/page", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.PostAsync("/console/settings", ConsoleWorld.Form(("name", "Stolen")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.Catalog.GetShopsAsync(Ct)).ShouldNotContain(s => s.Name == "Stolen");
    }

    [Fact]
    public async Task The_key_opens_a_session_whose_cookie_no_script_and_no_other_site_can_use()
    {
        using var browser = world.Browser();
        var response = await browser.PostAsync("/console/sign-in", ConsoleWorld.Form(("key", ConsoleWorld.Key)), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe("/console");
        foreach (var cookie in response.Headers.GetValues("Set-Cookie").Select(c => c.ToLowerInvariant()))
        {
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("samesite=strict");
            cookie.ShouldContain("path=/console");
            cookie.ShouldNotContain(ConsoleWorld.Key);
        }

        (await browser.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours()
    {
        using var browser = await world.OperatorAsync();
        world.Clock.Advance(TimeSpan.FromHours(11.9));
        (await browser.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Clock.Advance(TimeSpan.FromHours(0.2));
        (await browser.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        using var browser = await world.OperatorAsync();
        using var other = world.Browser();
        var cookie = ((HttpClientHandler)typeof(HttpMessageInvoker).GetField("_handler", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(browser)!)
            .CookieContainer.GetCookieHeader(new Uri(browser.BaseAddress!, "/console"));
        (await browser.PostAsync("/console/sign-out", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        other.DefaultRequestHeaders.Add("Cookie", cookie);
        (await other.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Five_wrong_keys_make_even_the_right_one_wait_a_minute()
    {
        using var signedIn = await world.OperatorAsync(); // forgets the wrong keys of other tests
        using var browser = world.Browser();
        for (var i = 0; i < 5; i++) (await SignIn(browser, "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SignIn(browser, ConsoleWorld.Key)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var program = world.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleWorld.Key);
        (await program.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        (await SignIn(browser, ConsoleWorld.Key)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_program_may_send_the_key_as_a_bearer_token_and_needs_no_browser_headers()
    {
        using var program = world.Browser();
        program.DefaultRequestHeaders.Clear();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleWorld.Key);
        (await program.GetAsync("/console/orders", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        (await program.GetAsync("/console/orders", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("//evil.example/console")]
    [InlineData("https://evil.example/")]
    [InlineData("/console/\\evil")]
    [InlineData("/account")]
    public async Task The_way_back_after_signing_in_stays_inside_the_console(string next)
    {
        using var browser = world.Browser();
        var response = await browser.PostAsync("/console/sign-in", ConsoleWorld.Form(("key", ConsoleWorld.Key), ("next", next)), Ct);
        response.Headers.Location!.ToString().ShouldBe("/console");
    }

    [Fact]
    public async Task A_page_asked_for_before_signing_in_is_shown_after_it()
    {
        using var browser = world.Browser();
        var asked = await browser.GetAsync("/console/stock?show=low", Ct);
        var page = await browser.GetStringAsync(asked.Headers.Location, Ct);
        var response = await browser.PostAsync("/console/sign-in", ConsoleWorld.FormOf(page, ("key", ConsoleWorld.Key)), Ct);
        response.Headers.Location!.ToString().ShouldBe("/console/stock?show=low");
    }

    [Fact]
    public void A_key_kept_as_its_hash_opens_and_no_key_at_all_opens_nothing()
    {
        new Comptoir.Web.Console.ConsoleOptions { KeyHash = Comptoir.Web.Console.ConsoleOptions.HashOf("k") }.Opens("k").ShouldBeTrue();
        new Comptoir.Web.Console.ConsoleOptions { KeyHash = Comptoir.Web.Console.ConsoleOptions.HashOf("k") }.Opens("l").ShouldBeFalse();
        new Comptoir.Web.Console.ConsoleOptions().Opens("").ShouldBeFalse();
        new Comptoir.Web.Console.ConsoleOptions { Key = "" }.Opens("").ShouldBeFalse();
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    public async Task A_form_sent_by_another_site_is_refused(string? site, string? origin)
    {
        using var browser = await world.OperatorAsync();
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (site is not null) browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        if (origin is not null) browser.DefaultRequestHeaders.Add("Origin", origin);
        (await browser.PostAsync("/console/settings", ConsoleWorld.Form(("name", "Stolen")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("/console/sign-out", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_browser_that_sends_only_its_origin_may_post()
    {
        using var browser = await world.OperatorAsync();
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.DefaultRequestHeaders.Add("Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        (await browser.PostAsync("/console/sign-out", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string key) => browser.PostAsync("/console/sign-in", ConsoleWorld.Form(("key", key)), Ct);
}
