using System.Net;
using System.Text;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Requests that no page of ours would send.</summary>
public sealed class HostileTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    private static readonly string[] Forms =
    [
        "/cart/items", "/cart", "/checkout", "/checkout/chk_x", "/orders", "/orders/ord_x/cancel", "/chat", "/chat/new",
        "/account/sign-in", "/account/send-link", "/account/link", "/account/register", "/account/addresses", "/account/sign-out", "/api/chat",
    ];

    public static TheoryData<string> EveryForm() => [.. Forms];

    [Theory]
    [MemberData(nameof(EveryForm))]
    public async Task A_form_sent_by_another_site_is_refused(string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = world.Address };
        using var crossSite = new HttpRequestMessage(HttpMethod.Post, path) { Content = ShopWorld.Form(("item", "trowel")) };
        crossSite.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await client.SendAsync(crossSite, ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, path) { Content = ShopWorld.Form(("item", "trowel")) };
        foreign.Headers.Add("Origin", "https://evil.example");
        (await client.SendAsync(foreign, ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PostAsync(path, ShopWorld.Form(("item", "trowel")), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_older_browser_that_only_says_its_origin_is_let_in()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = world.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = ShopWorld.Form(("item", "trowel")) };
        request.Headers.Add("Origin", world.Address.GetLeftPart(UriPartial.Authority));
        (await client.SendAsync(request, ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [MemberData(nameof(EveryForm))]
    public async Task Whatever_is_posted_the_answer_is_never_an_error_of_ours(string path)
    {
        using var browser = world.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", "cart=../../etc; session=%00; conversation=x y; lang=zz");
        HttpContent[] bodies =
        [
            new StringContent("", Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("%%%=%zz&&&==&item=%00%ff&quantity=999999999999999999&quantity=-1", Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("item=" + new string('a', 20_000) + "&text=" + new string('b', 30_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent(string.Join('&', Enumerable.Range(0, 3000).Select(i => $"k{i}=v")), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent(new string('x', 200_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("{\"text\":", Encoding.UTF8, "application/json"),
            new StringContent("[[[[1]]]]", Encoding.UTF8, "application/json"),
            new StringContent("{\"text\":5,\"fields\":[]}", Encoding.UTF8, "application/json"),
            new StringContent("not a form", Encoding.UTF8, "text/plain"),
            new StringContent("--b\r\nbroken", Encoding.UTF8, "multipart/form-data"),
        ];
        foreach (var body in bodies)
        {
            var answer = await browser.PostAsync(path, body, ShopWorld.Ct);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path} {body.Headers.ContentType}: {ShopWorld.Visible(await answer.Content.ReadAsStringAsync(ShopWorld.Ct))}");
        }
    }

    [Theory]
    [InlineData("item=trowel&quantity=0")]
    [InlineData("item=trowel&quantity=-5")]
    [InlineData("item=trowel&quantity=100000")]
    [InlineData("item=&quantity=1")]
    [InlineData("item=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task What_cannot_be_added_is_said_on_the_cart_page(string body)
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/cart/items", new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
        html.ShouldContain("role=\"alert\"");
        html.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task More_than_there_is_gets_a_message_and_no_checkout_is_paid()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "seeds"), ("quantity", "5"));
        (await ShopWorld.PageAsync(browser, "/cart")).ShouldContain("note-error");
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        (await ShopWorld.PayAsync(browser, checkout)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Somebody_elses_cart_cookie_of_another_shape_is_no_cart()
    {
        using var browser = world.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", "cart=<script>");
        (await ShopWorld.PageAsync(browser, "/cart")).ShouldContain("Your cart is empty");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public void A_form_never_leads_to_another_host(string path)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        Layout.See.Other(path).ExecuteAsync(http);
        http.Response.Headers.Location.ToString().ShouldBe("/");
    }
}
