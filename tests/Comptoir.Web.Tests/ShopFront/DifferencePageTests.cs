using System.Net;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Stripe;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>A difference that is paid on Stripe's page, as far as the shop's own pages go; the payment itself is tested beside the provider.</summary>
public sealed class DifferencePageTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    private const string Page = "https://checkout.stripe.example/c/pay/cs_1";

    [Theory]
    [InlineData("en", "You have yet to pay the difference", "Leave the order as it is")]
    [InlineData("fr", "Il vous reste à payer la différence", "Laisser la commande telle quelle")]
    public async Task An_order_whose_change_waits_for_its_payment_leads_to_the_card_page_and_out_of_it(string language, string words, string stop)
    {
        using var browser = world.Browser(language);
        var path = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        await WaitAsync(path.Split('/')[2]);
        var order = await ShopWorld.PageAsync(browser, path);
        HtmlCheck.Problems(order).ShouldBeEmpty();
        ShopWorld.Visible(order).ShouldContain(words);
        order.ShouldContain($"href=\"{path}/pay\"");

        var first = await ShopWorld.PageAsync(browser, path + "/pay?go=1");
        HtmlCheck.Problems(first).ShouldBeEmpty();
        first.ShouldContain($"http-equiv=\"refresh\" content=\"0; url={Page}\"");
        var again = await ShopWorld.PageAsync(browser, path + "/pay");
        again.ShouldNotContain("http-equiv=\"refresh\"");
        again.ShouldContain($"href=\"{Page}\"");
        ShopWorld.Visible(again).ShouldContain(stop);

        // Stripe does not answer here: nobody knows, so it goes on waiting
        (await ShopWorld.PostAsync(browser, path + "/pay/stop")).ShouldBe(path + "/pay");
        using var back = await browser.GetAsync(path + "/pay/return", ShopWorld.Ct);
        back.Headers.Location!.OriginalString.ShouldBe(path + "/pay");
    }

    [Fact]
    public async Task An_order_of_which_nothing_waits_has_no_payment_page_and_an_unknown_one_is_not_found()
    {
        using var browser = world.Browser();
        var path = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        (await ShopWorld.PageAsync(browser, path)).ShouldNotContain("/pay\"");
        foreach (var step in new[] { "/pay", "/pay/return" })
        {
            using var nothing = await browser.GetAsync(path + step, ShopWorld.Ct);
            nothing.Headers.Location!.OriginalString.ShouldBe(path);
            (await browser.GetAsync("/orders/ord_none" + step, ShopWorld.Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await ShopWorld.PostAsync(browser, path + "/pay/stop")).ShouldBe(path);
    }

    private async Task WaitAsync(string id)
    {
        var order = (await world.Orders.GetAsync(SmallShop.Id, id, ShopWorld.Ct)).Value!;
        var charge = new MoneyPart("pay_wait", OperationKind.Authorize, "pay_wait", 300, StripeOptions.Page, PaymentStatus.RequiresAction, "cs_1") { ActionUrl = Page };
        var waiting = order with { Version = order.Version + 1, Adjustments = [new("adj_wait", "change", Adjustment.Pending, DateTimeOffset.UtcNow, [], -300, MovesMoney: true) { Money = [charge] }] };
        (await world.Ordering.CommitAsync(new Transition(SmallShop.Id) { Order = waiting }, ShopWorld.Ct)).Status.ShouldBe(CommitStatus.Committed);
    }
}
