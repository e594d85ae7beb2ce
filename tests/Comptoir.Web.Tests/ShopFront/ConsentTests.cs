using System.Net;
using System.Web;
using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Linking an assistant, as a customer sees it.</summary>
public sealed class ConsentTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    private const string Password = "linden tree 12";
    private const string Callback = "https://helper.example/back";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; // RFC 7636, appendix B

    private AccountLinks Links => world.Services.GetRequiredService<AccountLinks>();

    [Fact]
    public async Task A_customer_reads_what_is_asked_says_yes_and_goes_back_with_a_code()
    {
        var client = await ClientAsync();
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/account/register", ("email", "yes@example.org"), ("password", Password));
        var answer = await browser.GetAsync(Address(client), ShopWorld.Ct);
        var page = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        HtmlCheck.Problems(page).ShouldBeEmpty();
        ShopWorld.Visible(page).ShouldContain("Helper could then");
        ShopWorld.Visible(page).ShouldContain("see all your orders");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self' https://helper.example;");

        var back = new Uri(await ShopWorld.PostAsync(browser, Address(client), ("decision", "allow")));
        back.GetLeftPart(UriPartial.Path).ShouldBe(Callback);
        var query = HttpUtility.ParseQueryString(back.Query);
        (query["state"], query["iss"]).ShouldBe(("a&b", world.Address.GetLeftPart(UriPartial.Authority)));
        (await Links.RedeemAsync(client, query["code"]!, Callback, Verifier, ShopWorld.Ct)).ShouldNotBeNull();

        var account = await ShopWorld.PageAsync(browser, "/account/agents");
        HtmlCheck.Problems(account).ShouldBeEmpty();
        ShopWorld.Visible(account).ShouldContain("Helper");
        (await ShopWorld.PostAsync(browser, "/account/agents", ("unlink", client.Id))).ShouldBe("/account/agents");
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/account/agents")).ShouldContain("No assistant is linked");
    }

    [Fact]
    public async Task A_no_gives_nothing_but_the_answer_that_it_was_no()
    {
        var client = await ClientAsync();
        using var browser = world.Browser("fr");
        await ShopWorld.PostAsync(browser, "/account/register", ("email", "non@example.org"), ("password", Password));
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, Address(client))).ShouldContain("Lier votre compte à Helper ?");
        var query = HttpUtility.ParseQueryString(new Uri(await ShopWorld.PostAsync(browser, Address(client), ("decision", "deny"))).Query);
        (query["error"], query["state"], query["code"]).ShouldBe(("access_denied", "a&b", null));
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_or_opens_an_account_and_then_reads_what_is_asked()
    {
        var client = await ClientAsync();
        using var first = world.Browser();
        var page = await ShopWorld.PageAsync(first, Address(client));
        HtmlCheck.Problems(page).ShouldBeEmpty();
        page.ShouldNotContain("decision");
        var query = Address(client)["/oauth2/authorize".Length..];
        (await ShopWorld.PostAsync(first, "/oauth2/register" + query, ("new-email", "new@example.org"), ("new-password", Password))).ShouldBe(Address(client));
        (await ShopWorld.PageAsync(first, Address(client))).ShouldContain("decision");
        using var later = world.Browser();
        (await later.PostAsync("/oauth2/sign-in" + query, ShopWorld.Form(("email", "new@example.org"), ("password", "wrong wrong")), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ShopWorld.PostAsync(later, "/oauth2/sign-in" + query, ("email", "new@example.org"), ("password", Password))).ShouldBe(Address(client));
    }

    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("redirect_uri", "https://evil.example/back")]
    [InlineData("redirect_uri", "https://helper.example/back/")]
    public async Task A_request_of_nobody_knows_whom_sends_the_customer_nowhere(string member, string value)
    {
        var client = await ClientAsync();
        using var browser = world.Browser();
        var answer = await browser.GetAsync(Address(client, (member, value)), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
        HtmlCheck.Problems(await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_without_proof_is_sent_back_with_the_reason()
    {
        var client = await ClientAsync();
        using var browser = world.Browser();
        var answer = await browser.GetAsync(Address(client, ("code_challenge_method", "plain")), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var query = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        (query["error"], query["iss"]).ShouldBe(("invalid_request", world.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Another_site_cannot_say_yes_for_a_customer()
    {
        var client = await ClientAsync();
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/account/register", ("email", "csrf@example.org"), ("password", Password));
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        (await browser.PostAsync(Address(client), ShopWorld.Form(("decision", "allow")), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_test_customer_agrees_only_while_the_test_hooks_are_open()
    {
        await world.Services.GetRequiredService<ICustomerStore>().SaveAsync(new Customer { Id = Ids.New("cust", TimeProvider.System), ShopId = SmallShop.Id, Email = "robot@example.org", Language = "en", CreatedAt = DateTimeOffset.UtcNow, Version = 1 }, ShopWorld.Ct);
        var client = await ClientAsync("robot@example.org");
        using var browser = world.Browser();
        (await browser.GetAsync(Address(client), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.OK, "a page to sign in, not a code");
    }

    private async Task<LinkClient> ClientAsync(string? testCustomer = null)
    {
        var client = new LinkClient { ShopId = SmallShop.Id, Id = Ids.New("app", TimeProvider.System), Version = 1, Name = "Helper", RedirectUris = [Callback], CreatedAt = DateTimeOffset.UtcNow, TestCustomer = testCustomer };
        (await world.Services.GetRequiredService<IAccountLinkStore>().SaveClientAsync(client, ShopWorld.Ct)).ShouldBeTrue();
        return client;
    }

    private static string Address(LinkClient client, params (string Name, string Value)[] changes)
    {
        var members = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = client.Id,
            ["redirect_uri"] = Callback,
            ["scope"] = LinkScopes.ReadOrders,
            ["state"] = "a&b",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) members[name] = value;
        return "/oauth2/authorize?" + string.Join('&', members.Select(m => $"{m.Key}={Uri.EscapeDataString(m.Value)}"));
    }
}
