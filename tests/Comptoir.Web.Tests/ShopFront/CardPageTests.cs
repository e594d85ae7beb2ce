using System.Net;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Stripe;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Paying by card on Stripe's page, as far as the shop's own pages go; the payment itself is tested beside the provider.</summary>
public sealed class CardPageTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Fact]
    public async Task A_shop_that_takes_Stripe_offers_its_page_first_and_without_keys_says_that_it_did_not_work()
    {
        var rules = await world.Ordering.GetRulesAsync(SmallShop.Id, ShopWorld.Ct);
        (await world.Ordering.SaveRulesAsync(SmallShop.Id, rules with { Version = rules.Version + 1, PaymentHandlers = [new(StripeOptions.Handler, "com.stripe", "1", ["card"])] }, ShopWorld.Ct)).ShouldBeTrue();
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        var page = await ShopWorld.PageAsync(browser, checkout);
        HtmlCheck.Problems(page).ShouldBeEmpty();
        page.ShouldContain("name=\"card\" value=\"stripe\" checked");
        page.ShouldNotContain("Test cards");
        page.ShouldNotContain("js.stripe.com");
        (await ShopWorld.PayAsync(browser, checkout, card: "stripe")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ShopWorld.PayAsync(browser, checkout, card: "success")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "test cards are not taken here");
    }

    [Theory]
    [InlineData("en", "You enter your card on Stripe’s page")]
    [InlineData("fr", "Vous saisissez votre carte sur la page de Stripe")]
    public async Task Just_after_the_order_the_browser_goes_on_to_the_card_page_and_later_only_by_its_link(string language, string words)
    {
        var created = (await world.Checkouts.CreateAsync(SmallShop.Id, new CheckoutInput { Lines = [new("trowel", 1)] }, new("browser", "web"), null, ShopWorld.Ct)).Value!;
        var now = DateTimeOffset.UtcNow;
        var payment = new Payment("pay_x", StripeOptions.Handler, StripeOptions.Page, 1490, now, PaymentStatus.RequiresAction) { ActionUrl = "https://checkout.stripe.example/c/pay/cs_1" };
        var waiting = created with
        {
            Version = created.Version + 1,
            Status = CheckoutStatus.RequiresEscalation,
            Attempt = new("att_x", [payment], now, Outcome: new(PaymentStatus.RequiresAction, ActionUrl: payment.ActionUrl)),
        };
        (await world.Ordering.CommitAsync(new Transition(SmallShop.Id) { Checkout = waiting }, ShopWorld.Ct)).Status.ShouldBe(CommitStatus.Committed);
        using var browser = world.Browser(language);
        var first = await ShopWorld.PageAsync(browser, $"/checkout/{created.Id}?go=1");
        HtmlCheck.Problems(first).ShouldBeEmpty();
        first.ShouldContain("http-equiv=\"refresh\" content=\"0; url=https://checkout.stripe.example/c/pay/cs_1\"");
        ShopWorld.Visible(first).ShouldContain(words);
        var again = await ShopWorld.PageAsync(browser, $"/checkout/{created.Id}");
        again.ShouldNotContain("http-equiv=\"refresh\"");
        again.ShouldContain("href=\"https://checkout.stripe.example/c/pay/cs_1\"");
    }
}
