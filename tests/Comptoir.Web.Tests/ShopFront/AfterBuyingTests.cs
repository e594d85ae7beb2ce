using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Ordering again, another means of payment, the way back from the bank, and the address at which providers tell.</summary>
public sealed class AfterBuyingTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Fact]
    public async Task The_same_is_ordered_again_beside_what_is_in_the_cart()
    {
        using var browser = world.Browser();
        var order = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "trowel"));
        (await ShopWorld.PageAsync(browser, order)).ShouldContain($"action=\"{order}/again\"");
        (await ShopWorld.PostAsync(browser, order + "/again")).ShouldBe("/cart");
        var cart = await ShopWorld.PageAsync(browser, "/cart");
        System.Text.RegularExpressions.Regex.Matches(cart, "name=\"q\\.[^\"]+\" type=\"number\" inputmode=\"numeric\" value=\"(\\d+)\"").Select(m => m.Groups[1].Value).ShouldBe(["2", "1"]);
    }

    [Fact]
    public async Task Without_a_cart_ordering_again_makes_one_and_an_unknown_order_is_not_found()
    {
        using var buyer = world.Browser();
        var order = (await ShopWorld.BuyAsync(buyer, "gloves")).Split('?')[0];
        using var other = world.Browser("fr");
        await ShopWorld.PostAsync(other, order + "/again");
        ShopWorld.Visible(await ShopWorld.PageAsync(other, "/cart")).ShouldContain("24,90");
        (await other.PostAsync("/orders/ord_none/again", ShopWorld.Form(), ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en", "Means of payment")]
    [InlineData("fr", "Moyen de paiement")]
    public async Task An_open_order_is_paid_by_a_gift_card_instead_and_the_card_gets_its_money_back(string language, string heading)
    {
        var card = (await world.Services.GetRequiredService<GiftCardService>().GiveAsync(SmallShop.Id, 100_00, "EUR", "a test", null, "en", ShopWorld.Ct)).Value!;
        using var browser = world.Browser(language);
        var order = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        var page = await ShopWorld.PageAsync(browser, order + "/change");
        HtmlCheck.Problems(page).ShouldBeEmpty();
        ShopWorld.Visible(page).ShouldContain(heading);
        (await ShopWorld.PostAsync(browser, order + "/change/payment", ("gift", card.Code))).ShouldBe(order);
        var paid = (await world.Orders.GetAsync(SmallShop.Id, order.Split('/')[2], ShopWorld.Ct)).Value!;
        paid.Payments.Select(p => (p.HandlerId, p.Left)).ShouldBe([("mock_payment_handler", 0L), ("gift_card", 29_80L)]);
    }

    [Fact]
    public async Task A_means_that_is_missing_too_small_or_declined_changes_nothing()
    {
        var small = (await world.Services.GetRequiredService<GiftCardService>().GiveAsync(SmallShop.Id, 1_00, "EUR", "a test", null, "en", ShopWorld.Ct)).Value!;
        using var browser = world.Browser();
        var order = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        foreach (var field in new[] { ("card", ""), ("gift", small.Code), ("gift", "AAAABBBBCCCCDDDD"), ("card", "decline") })
        {
            var answer = await browser.PostAsync(order + "/change/payment", ShopWorld.Form(field), ShopWorld.Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, field.ToString());
            (await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldContain("role=\"alert\"");
        }

        (await world.Orders.GetAsync(SmallShop.Id, order.Split('/')[2], ShopWorld.Ct)).Value!.Payments.ShouldHaveSingleItem().Left.ShouldBe(29_80);
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("refuse")]
    public async Task The_bank_page_asks_once_and_the_way_back_says_what_the_provider_says(string answer)
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        (await ShopWorld.PayAsync(browser, checkout, card: "action")).Headers.Location!.OriginalString.ShouldBe(checkout.Split('#')[0] + "?go=1");
        var wait = await ShopWorld.PageAsync(browser, checkout);
        HtmlCheck.Problems(wait).ShouldBeEmpty();
        var bank = System.Text.RegularExpressions.Regex.Match(wait, "href=\"(/pay/test/[^\"]+)\"").Groups[1].Value;
        HtmlCheck.Problems(await ShopWorld.PageAsync(browser, bank)).ShouldBeEmpty();

        // coming back without an answer changes nothing
        (await browser.GetAsync(checkout.Split('#')[0] + "/return", ShopWorld.Ct)).Headers.Location!.OriginalString.ShouldBe(checkout.Split('#')[0]);
        var back = await ShopWorld.PostAsync(browser, bank, ("do", answer));
        back.ShouldEndWith("/return");
        var end = (await browser.GetAsync(back, ShopWorld.Ct)).Headers.Location!.OriginalString;
        if (answer == "confirm") end.ShouldStartWith("/orders/ord_");
        else (await ShopWorld.PageAsync(browser, end)).ShouldContain("name=\"card\"");
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, bank)).ShouldContain("no longer waits");
    }

    [Fact]
    public async Task Pages_of_payments_that_do_not_exist_are_not_found()
    {
        using var browser = world.Browser();
        foreach (var path in new[] { "/pay/test/none", "/pay/test/" + new string('x', 200), "/checkout/chk_none/return", $"/checkout/{new string('x', 200)}/return" })
            (await browser.GetAsync(path, ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task A_providers_event_is_taken_when_it_is_genuine_and_only_makes_a_job_due()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = (await ShopWorld.PostAsync(browser, "/checkout")).Split('#')[0];
        await ShopWorld.PayAsync(browser, checkout, card: "action");
        var waiting = (await world.Checkouts.GetAsync(SmallShop.Id, checkout.Split('/')[2], ShopWorld.Ct)).Value!.Attempt!.Payments[0];
        var payment = (await world.Services.GetRequiredService<ITestPaymentMemory>().FindAsync(SmallShop.Id, waiting.Id, ShopWorld.Ct))!;
        var delivery = TestPaymentWebhooks.Delivery(payment, payment.Events[^1], DateTimeOffset.UtcNow);
        (await SendAsync("mock_payment_handler", (string)delivery["body"]!, (string)delivery["signature"]!)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync("mock_payment_handler", (string)delivery["body"]!, (string)delivery["signature"]!)).ShouldBe(HttpStatusCode.OK, "a repetition is taken too");
        (await world.Services.GetRequiredService<IJobStore>().FindAsync(SmallShop.Id, "settle_checkout", checkout.Split('/')[2], ShopWorld.Ct)).ShouldNotBeNull().DueAt.ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);
        (await world.Checkouts.GetAsync(SmallShop.Id, checkout.Split('/')[2], ShopWorld.Ct)).Value!.OrderId.ShouldBeNull();
        (await SendAsync("mock_payment_handler", (string)delivery["body"]! + " ", (string)delivery["signature"]!)).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync("mock_payment_handler", "{}", "")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync("nobody", "{}", "t=1,v1=00")).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync("mock_payment_handler", new string('x', 300_000), "t=1,v1=00")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<HttpStatusCode> SendAsync(string handler, string body, string signature)
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("Test-Signature", signature);
        return (await client.PostAsync("/webhooks/payments/" + handler, content, ShopWorld.Ct)).StatusCode;
    }
}
