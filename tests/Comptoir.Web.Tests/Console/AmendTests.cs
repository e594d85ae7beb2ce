using System.Net;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Orders;

namespace Comptoir.Web.Tests.Console;

/// <summary>An operator changes an order for its buyer.</summary>
public sealed class AmendTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Theory]
    [InlineData("en", "Change for the buyer")]
    [InlineData("fr", "Modifier pour l’acheteur")]
    public async Task An_operator_corrects_the_address_of_an_order_that_was_not_sent(string language, string title)
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync(language);
        (await browser.GetStringAsync("/console/orders/" + order.Id, Ct)).ShouldContain($"/console/orders/{order.Id}/amend");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/console/orders/{order.Id}/amend", Ct));
        page.ShouldContain(title);
        page.ShouldContain("1 rue de la Paix");
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/address", ConsoleWorld.Form(("street", "2 rue de la Paix"), ("city", "Paris"), ("postal", "75002")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await OrderAsync(order)).Fulfilment[0].Destinations[0].Address.Street.ShouldBe("2 rue de la Paix");
        var wrong = await browser.PostAsync($"/console/orders/{order.Id}/amend/address", ConsoleWorld.Form(("street", ""), ("city", "<b>")), Ct);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync(Ct)).ShouldContain("&lt;b&gt;");
    }

    [Fact]
    public async Task Items_are_changed_for_others_that_cost_no_more_and_for_dearer_ones_only_by_the_buyer()
    {
        var order = await world.PlaceOrderAsync(("mug-blue", 1));
        var product = world.Search.FindProduct(ConsoleWorld.ShopId, "mug")!;
        var other = product.Variants.First(v => v.Id != "mug-blue");
        var dearer = other.Offer.Price.Amount > product.Variants.First(v => v.Id == "mug-blue").Offer.Price.Amount;
        using var browser = await world.OperatorAsync();
        var answer = await browser.PostAsync($"/console/orders/{order.Id}/amend/items", ConsoleWorld.Form(("v." + order.Lines[0].Item.Id, other.Id)), Ct);
        answer.StatusCode.ShouldBe(dearer ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        (await OrderAsync(order)).Lines.Single(l => l.Remaining > 0).Item.VariantId.ShouldBe(dearer ? "mug-blue" : other.Id);
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/items", ConsoleWorld.Form(("v." + order.Lines[0].Item.Id, "spade")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/items", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_gift_card_takes_the_place_of_what_was_paid_and_nothing_chosen_changes_nothing()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        var card = (await world.Service<GiftCardService>().GiveAsync(ConsoleWorld.ShopId, 500_00, order.Currency, "a test", null, "en", Ct)).Value!;
        using var browser = await world.OperatorAsync();
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/payment", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/payment", ConsoleWorld.Form(("gift", card.Code)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await OrderAsync(order)).Payments.Select(p => (p.HandlerId, Paid: p.Left > 0)).ShouldBe([("mock_payment_handler", false), ("gift_card", true)]);
    }

    [Fact]
    public async Task Who_may_not_refund_gets_no_form_for_it_and_what_was_sent_cannot_be_changed()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        var (reader, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        using (reader)
        {
            (await reader.GetStringAsync($"/console/orders/{order.Id}/amend", Ct)).ShouldNotContain($"/amend/");
            (await reader.PostAsync($"/console/orders/{order.Id}/amend/address", ConsoleWorld.Form(("street", "x"), ("city", "y")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await world.Orders.ShipAsync(ConsoleWorld.ShopId, order.Id, null, null, null, new("operator", "console"), Ct)).Ok.ShouldBeTrue();
        using var browser = await world.OperatorAsync();
        (await browser.GetStringAsync($"/console/orders/{order.Id}/amend", Ct)).ShouldNotContain("/amend/");
        (await browser.PostAsync($"/console/orders/{order.Id}/amend/address", ConsoleWorld.Form(("street", "x"), ("city", "y")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.GetAsync("/console/orders/ord_none/amend", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Order> OrderAsync(Order order) => (await world.Orders.GetAsync(ConsoleWorld.ShopId, order.Id, Ct)).Value!;
}
