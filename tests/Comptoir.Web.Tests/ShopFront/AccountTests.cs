using System.Net;
using System.Text.Json;

namespace Comptoir.Web.Tests.ShopFront;

public sealed class AccountTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    private const string Password = "linden tree 12";

    [Fact]
    public async Task Registering_signs_in_signing_out_ends_it_and_the_password_opens_it_again()
    {
        using var browser = world.Browser();
        await RegisterAsync(browser, "ada@example.org");
        var account = await ShopWorld.PageAsync(browser, "/account");
        HtmlCheck.Problems(account).ShouldBeEmpty();
        account.ShouldContain("Hello Ada");
        await ShopWorld.PostAsync(browser, "/account/sign-out");
        (await ShopWorld.PageAsync(browser, "/account")).ShouldContain("action=\"/account/sign-in\"");
        (await ShopWorld.PostAsync(browser, "/account/sign-in", ("email", "ADA@example.org"), ("password", Password))).ShouldBe("/account");
        (await ShopWorld.PageAsync(browser, "/account")).ShouldContain("Hello Ada");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/account/register", ShopWorld.Form(("email", "cookie@example.org"), ("password", Password)), ShopWorld.Ct);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        using var browser = world.Browser();
        await RegisterAsync(browser, "bo@example.org");
        using var other = world.Browser();
        var wrong = await other.PostAsync("/account/sign-in", ShopWorld.Form(("email", "bo@example.org"), ("password", "no no no no")), ShopWorld.Ct);
        var unknown = await other.PostAsync("/account/sign-in", ShopWorld.Form(("email", "nobody@example.org"), ("password", "no no no no")), ShopWorld.Ct);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync(ShopWorld.Ct)).Replace("bo@", "nobody@", StringComparison.Ordinal)
            .ShouldBe(await unknown.Content.ReadAsStringAsync(ShopWorld.Ct));
    }

    [Fact]
    public async Task A_mailed_link_signs_in_once_and_only_by_its_button()
    {
        using var browser = world.Browser("fr");
        await RegisterAsync(browser, "link@example.org");
        using var other = world.Browser("fr");
        (await other.PostAsync("/account/send-link", ShopWorld.Form(("email", "link@example.org")), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var mail = (await world.Ordering.ListOutboxAsync(SmallShop.Id, "email", 50, 0, ShopWorld.Ct)).First(m => m.Target == "link@example.org");
        var link = new Uri(JsonDocument.Parse(mail.Data!).RootElement.GetProperty("link").GetString()!);
        link.Authority.ShouldBe(world.Address.Authority);
        // a mail scanner opens it: nothing happens
        var page = await ShopWorld.PageAsync(other, link.PathAndQuery);
        page.ShouldContain("Me connecter");
        var token = System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!;
        (await ShopWorld.PostAsync(other, "/account/link", ("token", token))).ShouldBe("/account");
        (await other.PostAsync("/account/link", ShopWorld.Form(("token", token)), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_saved_address_fills_the_next_checkout_and_the_order_appears_in_the_account()
    {
        using var browser = world.Browser();
        await RegisterAsync(browser, "home@example.org");
        await ShopWorld.PostAsync(browser, "/account/addresses", ("first", "Ada"), ("last", "Lovelace"), ("street", "5 quai du Port"), ("postal", "13002"), ("city", "Marseille"), ("country", "FR"));
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "trowel"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        var page = await ShopWorld.PageAsync(browser, checkout);
        page.ShouldContain("value=\"5 quai du Port\"");
        page.ShouldContain("value=\"home@example.org\"");
        (await ShopWorld.PayAsync(browser, checkout, "home@example.org")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ShopWorld.PageAsync(browser, "/account")).ShouldContain("href=\"/orders/ord_");
    }

    [Theory]
    [InlineData("", "linden tree 12")]
    [InlineData("no address", "linden tree 12")]
    [InlineData("short@example.org", "short")]
    public async Task A_registration_that_cannot_be_keeps_what_was_typed(string email, string password)
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/account/register", ShopWorld.Form(("email", email), ("password", password), ("first", "Keep me")), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
        html.ShouldContain("value=\"Keep me\"");
        html.ShouldNotContain("linden tree 12");
    }

    private static async Task RegisterAsync(HttpClient browser, string email) =>
        (await ShopWorld.PostAsync(browser, "/account/register", ("email", email), ("password", Password), ("first", "Ada"), ("last", "Lovelace"))).ShouldBe("/account");
}
