using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>Gift cards and store credit on the checkout page, by plain forms.</summary>
public sealed class WalletTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Theory]
    [InlineData("en", "Gift card ending in", "Left to pay €9.80")]
    [InlineData("fr", "Carte cadeau se terminant par", "Reste à payer 9,80 €")]
    public async Task A_gift_card_pays_its_balance_and_the_card_the_rest(string language, string name, string rest)
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser(language);
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, card.Code);
        var page = await ShopWorld.PageAsync(browser, checkout);
        HtmlCheck.Problems(page).ShouldBeEmpty();
        ShopWorld.Visible(page).ShouldContain(name);
        ShopWorld.Visible(page).ShouldContain(rest);
        page.ShouldNotContain(card.Code);
        var order = await PaidAsync(browser, checkout);
        order.Payments.Select(p => (p.HandlerId, p.Captured)).ShouldBe([("gift_card", 10_00L), ("mock_payment_handler", 9_80L)]);
        (await world.Services.GetRequiredService<GiftCardService>().BalanceAsync(card.Card, ShopWorld.Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task Gift_cards_that_cover_everything_need_no_card_and_keep_what_is_left()
    {
        var (small, large) = (await CardAsync(5_00), await CardAsync(50_00));
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, small.Code.ToLowerInvariant().Replace('-', ' '));
        await TypeAsync(browser, checkout, large.Code);
        var page = await ShopWorld.PageAsync(browser, checkout);
        page.ShouldNotContain("name=\"card\"");
        ShopWorld.Visible(page).ShouldContain("€35.20 will be left on it");
        var order = await PaidAsync(browser, checkout, card: "");
        order.Payments.Select(p => p.Captured).ShouldBe([5_00, 14_80]);
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/orders/" + order.Id)).ShouldContain("Paid by gift card ending in " + large.Card.LastDigits + ": €14.80");
        (await world.Services.GetRequiredService<GiftCardService>().BalanceAsync(large.Card, ShopWorld.Ct)).ShouldBe(35_20);
    }

    [Fact]
    public async Task A_code_typed_beside_the_pay_button_is_put_on_first_and_nothing_is_charged()
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        var answer = await ShopWorld.PayAsync(browser, checkout, changes: ("gift", card.Code));
        answer.Headers.Location!.OriginalString.ShouldBe(checkout + "#payment");
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, checkout)).ShouldContain("Left to pay €9.80");
    }

    [Fact]
    public async Task A_card_taken_off_again_leaves_the_whole_to_pay()
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, card.Code);
        await ShopWorld.PostAsync(browser, checkout, ("means", "drop." + card.Card.LastDigits), ("country", "FR"));
        (await ShopWorld.PageAsync(browser, checkout)).ShouldNotContain("drop.");
        (await PaidAsync(browser, checkout)).Payments.Single().HandlerId.ShouldBe("mock_payment_handler");
    }

    [Fact]
    public async Task Unknown_empty_and_blocked_cards_are_refused_at_the_field()
    {
        var (spent, blocked) = (await CardAsync(1), await CardAsync(10_00));
        await world.Services.GetRequiredService<GiftCardService>().SetActiveAsync(SmallShop.Id, blocked.Card.Id, false, ShopWorld.Ct);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, spent.Code);
        await PaidAsync(browser, checkout);
        checkout = await StartAsync(browser, "gloves");
        foreach (var (code, words) in new[] { ("AAAA-BBBB-CCCC-DDDD", "no gift card"), ("<script>", "no gift card"), (spent.Code, "Nothing is left"), (blocked.Code, "cannot be used") })
        {
            var answer = await browser.PostAsync(checkout, ShopWorld.Form(("gift", code), ("country", "FR")), ShopWorld.Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var page = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
            HtmlCheck.Problems(page).ShouldBeEmpty();
            page.ShouldContain("id=\"gift-error\"");
            ShopWorld.Visible(page).ShouldContain(words);
        }
    }

    [Fact]
    public async Task A_card_that_was_spent_elsewhere_meanwhile_is_not_made_up_for_without_asking()
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, card.Code);
        using var other = world.Browser();
        var elsewhere = await StartAsync(other, "gloves");
        await TypeAsync(other, elsewhere, card.Code);
        await PaidAsync(other, elsewhere);
        var answer = await ShopWorld.PayAsync(browser, checkout, changes: ("rest", "980"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ShopWorld.Visible(await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldContain("€19.80 are left to pay now");
    }

    [Fact]
    public async Task A_decline_gives_the_gift_card_back_and_it_stays_on_the_checkout()
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await TypeAsync(browser, checkout, card.Code);
        (await ShopWorld.PayAsync(browser, checkout, card: "decline", changes: ("rest", "980"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await world.Services.GetRequiredService<GiftCardService>().BalanceAsync(card.Card, ShopWorld.Ct)).ShouldBe(10_00);
        (await PaidAsync(browser, checkout)).Payments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_codes_cookie_is_out_of_reach_of_scripts_and_of_other_pages_and_ends_with_the_order()
    {
        var card = await CardAsync(10_00);
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        var put = await browser.PostAsync(checkout, ShopWorld.Form(("gift", card.Code), ("country", "FR")), ShopWorld.Ct);
        var cookie = put.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("means=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("path=" + checkout);
        var paid = await ShopWorld.PayAsync(browser, checkout);
        paid.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("means=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_credit_is_shown_to_its_customer_and_pays_when_asked_for()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/account/register", ("email", "credit@example.org"), ("password", "linden tree 12"), ("first", "Ada"));
        await GiveAsync("credit@example.org", 12_00);
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/account")).ShouldContain("Your store credit: €12.00");
        var checkout = await StartAsync(browser, "trowel");
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, checkout)).ShouldContain("Use my store credit of €12.00");
        await ShopWorld.PostAsync(browser, checkout, ("means", "credit"), ("country", "FR"));
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, checkout)).ShouldContain("Left to pay €7.80");
        (await PaidAsync(browser, checkout, email: "credit@example.org")).Payments.Select(p => (p.HandlerId, p.Captured)).ShouldBe([("store_credit", 12_00L), ("mock_payment_handler", 7_80L)]);
        (await ShopWorld.PageAsync(browser, "/account")).ShouldNotContain("Your store credit");
    }

    [Fact]
    public async Task Who_is_not_signed_in_cannot_spend_store_credit()
    {
        using var browser = world.Browser();
        var checkout = await StartAsync(browser, "trowel");
        await ShopWorld.PostAsync(browser, checkout, ("means", "credit"), ("country", "FR"));
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, checkout)).ShouldNotContain("Store credit");
        (await PaidAsync(browser, checkout)).Payments.Single().HandlerId.ShouldBe("mock_payment_handler");
    }

    private async Task<IssuedGiftCard> CardAsync(long amount) =>
        (await world.Services.GetRequiredService<GiftCardService>().GiveAsync(SmallShop.Id, amount, "EUR", "a test", null, "en", ShopWorld.Ct)).Value!;

    private async Task GiveAsync(string email, long amount)
    {
        var customer = await world.Services.GetRequiredService<ICustomerStore>().FindByEmailAsync(SmallShop.Id, email, ShopWorld.Ct);
        var credit = world.Services.GetRequiredService<StoreCreditProvider>();
        await credit.CreditAsync(new PaymentOperation("op_" + email, OperationKind.Credit, SmallShop.Id, "op_" + email, "test", new Money(amount, "EUR"), null, credit.InstrumentFor(SmallShop.Id, customer!.Id)), ShopWorld.Ct);
    }

    private static async Task<string> StartAsync(HttpClient browser, string item)
    {
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", item));
        return (await ShopWorld.PostAsync(browser, "/checkout")).Split('#')[0];
    }

    private static async Task TypeAsync(HttpClient browser, string checkout, string code) =>
        (await ShopWorld.PostAsync(browser, checkout, ("gift", code), ("means", "gift"), ("country", "FR"))).ShouldEndWith("#payment");

    private async Task<Order> PaidAsync(HttpClient browser, string checkout, string card = "success", string email = "zoe@example.org")
    {
        var rest = Regex.Match(await ShopWorld.PageAsync(browser, checkout), "name=\"rest\" value=\"(\\d+)\"").Groups[1].Value;
        var paid = await ShopWorld.PayAsync(browser, checkout, email, card, ("rest", rest));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther, ShopWorld.Visible(await paid.Content.ReadAsStringAsync(ShopWorld.Ct)));
        return (await world.Orders.GetAsync(SmallShop.Id, paid.Headers.Location!.OriginalString.Split('/', '?')[2], ShopWorld.Ct)).Value!;
    }
}
