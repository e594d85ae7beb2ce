using System.Net;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Web.Tests.Console;

public sealed class OrderActionTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task Shipping_some_pieces_takes_them_from_stock_and_leaves_the_rest_to_ship()
    {
        var order = await world.PlaceOrderAsync(("spade", 3));
        var before = await world.OnHandAsync("spade");
        using var browser = await world.OperatorAsync();
        var line = order.Lines[0].Item.Id;
        var confirm = await browser.GetStringAsync($"/console/orders/{order.Id}/ship?step=confirm&q.{line}=2&carrier=DHL&tracking=T42", Ct);
        WebUtility.HtmlDecode(confirm).ShouldContain("2 × Spade");
        confirm.ShouldContain("Partly shipped");
        confirm.ShouldContain("zoe@example.org");
        (await world.OnHandAsync("spade")).ShouldBe(before, "asking does nothing");

        var done = await browser.PostAsync($"/console/orders/{order.Id}/ship", ConsoleWorld.FormOf(confirm), Ct);
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var shipped = await OrderAsync(order.Id);
        shipped.Status.ShouldBe(OrderStatus.PartlyShipped);
        shipped.Lines[0].Fulfilled.ShouldBe(2);
        shipped.Events.ShouldContain(e => e.Carrier == "DHL" && e.TrackingNumber == "T42");
        (await world.OnHandAsync("spade")).ShouldBe(before - 2);
        var page = await browser.GetStringAsync(done.Headers.Location, Ct);
        page.ShouldContain("the shipment is recorded");
        (await browser.GetStringAsync(done.Headers.Location, Ct)).ShouldNotContain("the shipment is recorded", customMessage: "it is said once");
    }

    [Fact]
    public async Task A_shipped_order_is_marked_delivered()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var ship = await browser.GetStringAsync($"/console/orders/{order.Id}/ship", Ct);
        ship.ShouldContain("type=\"number\"");
        await DoAsync(browser, $"/console/orders/{order.Id}/ship?step=confirm&q.{order.Lines[0].Item.Id}=1");
        await DoAsync(browser, $"/console/orders/{order.Id}/deliver");
        (await OrderAsync(order.Id)).Status.ShouldBe(OrderStatus.Delivered);
    }

    [Fact]
    public async Task A_refund_gives_back_exactly_what_the_confirmation_said()
    {
        var order = await world.PlaceOrderAsync(("mug-blue", 3));
        using var browser = await world.OperatorAsync();
        await DoAsync(browser, $"/console/orders/{order.Id}/ship?step=confirm&q.{order.Lines[0].Item.Id}=3");
        var stock = await world.OnHandAsync("mug-blue");
        var confirm = await browser.GetStringAsync($"/console/orders/{order.Id}/refund?step=confirm&by=lines&type=return&restock=on&q.{order.Lines[0].Item.Id}=2", Ct);
        WebUtility.HtmlDecode(confirm).ShouldContain("€25.00");
        (await browser.PostAsync($"/console/orders/{order.Id}/refund", ConsoleWorld.FormOf(confirm), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var after = await OrderAsync(order.Id);
        after.Refunded.ShouldBe(2500);
        after.Lines[0].Removed.ShouldBe(2);
        (await world.OnHandAsync("mug-blue")).ShouldBe(stock + 2);
        (await browser.GetStringAsync($"/console/orders/{order.Id}", Ct)).ShouldContain("Partly refunded");
    }

    [Fact]
    public async Task An_amount_is_refunded_up_to_what_was_paid_and_not_above()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var tooMuch = await browser.GetAsync($"/console/orders/{order.Id}/refund?step=confirm&by=amount&type=credit&amount=1000", Ct);
        tooMuch.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await DoAsync(browser, $"/console/orders/{order.Id}/refund?step=confirm&by=amount&type=credit&amount=5%2C50&reason=sorry");
        (await OrderAsync(order.Id)).Refunded.ShouldBe(550);
    }

    [Fact]
    public async Task A_cancelled_order_gives_everything_back_and_can_do_nothing_more()
    {
        await world.Search.FollowAsync(Ct);
        var available = world.Search.Available(ConsoleWorld.ShopId, "spade");
        var order = await world.PlaceOrderAsync(("spade", 2));
        using var browser = await world.OperatorAsync();
        await DoAsync(browser, $"/console/orders/{order.Id}/cancel");
        var after = await OrderAsync(order.Id);
        after.Status.ShouldBe(OrderStatus.Canceled);
        after.Refunded.ShouldBe(order.Captured);
        await world.Search.FollowAsync(Ct);
        world.Search.Available(ConsoleWorld.ShopId, "spade").ShouldBe(available);
        (await browser.GetAsync($"/console/orders/{order.Id}/ship", Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetStringAsync($"/console/orders/{order.Id}", Ct)).ShouldContain("not possible");
    }

    [Fact]
    public async Task A_confirmation_of_an_order_that_changed_meanwhile_does_nothing()
    {
        var order = await world.PlaceOrderAsync(("spade", 2));
        using var browser = await world.OperatorAsync();
        var confirm = await browser.GetStringAsync($"/console/orders/{order.Id}/cancel", Ct);
        await DoAsync(browser, $"/console/orders/{order.Id}/refund?step=confirm&by=amount&type=refund&amount=1");
        var response = await browser.PostAsync($"/console/orders/{order.Id}/cancel", ConsoleWorld.FormOf(confirm), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var again = await response.Content.ReadAsStringAsync(Ct);
        again.ShouldContain("changed while you were looking");
        (await OrderAsync(order.Id)).Status.ShouldBe(OrderStatus.Confirmed);
        (await browser.PostAsync($"/console/orders/{order.Id}/cancel", ConsoleWorld.FormOf(again), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await OrderAsync(order.Id)).Status.ShouldBe(OrderStatus.Canceled);
    }

    [Theory]
    [InlineData("ship?step=confirm")]
    [InlineData("ship?step=confirm&q.LINE=99")]
    [InlineData("ship?step=confirm&q.LINE=-1")]
    [InlineData("ship?step=confirm&q.LINE=9999999999999999999999")]
    [InlineData("refund?step=confirm&by=lines&type=refund&q.LINE=abc")]
    [InlineData("refund?step=confirm&by=amount&type=refund&amount=0")]
    [InlineData("refund?step=confirm&by=amount&type=refund&amount=1.234")]
    [InlineData("refund?step=confirm&by=amount&type=nonsense&amount=1")]
    public async Task What_makes_no_sense_is_explained_and_not_done(string query)
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var response = await browser.GetAsync($"/console/orders/{order.Id}/{query.Replace("LINE", order.Lines[0].Item.Id, StringComparison.Ordinal)}", Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task A_message_that_failed_is_put_in_line_again()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        var message = (await world.Ordering.ListOutboxAsync(ConsoleWorld.ShopId, "email", 50, 0, Ct)).First(m => m.OrderId == order.Id);
        await world.Ordering.SaveOutboxAsync(message with { State = OutboxState.Failed, Attempts = 12, LastError = "no route <to> host", Subject = "Your order", Body = "Thank you & <goodbye>" }, Ct);
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync($"/console/outbox/{message.Id}", Ct);
        page.ShouldContain("Thank you &amp; &lt;goodbye&gt;");
        page.ShouldContain("no route &lt;to&gt; host");
        (await browser.GetStringAsync("/console/outbox?state=failed", Ct)).ShouldContain(message.Id);
        (await browser.GetStringAsync("/console/health", Ct)).ShouldContain("messages could not be sent");
        (await browser.PostAsync($"/console/outbox/{message.Id}/retry", ConsoleWorld.FormOf(page), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var again = (await world.Ordering.ListOutboxAsync(ConsoleWorld.ShopId, "email", 50, 0, Ct)).First(m => m.Id == message.Id);
        again.State.ShouldBe(OutboxState.Waiting);
        again.NextAttemptAt.ShouldBeLessThanOrEqualTo(world.Clock.GetUtcNow());
        again.Body.ShouldBe("Thank you & <goodbye>", "a retry repeats the text");
    }

    private async Task<Order> OrderAsync(string id) => (await world.Ordering.GetOrderAsync(ConsoleWorld.ShopId, id, Ct)).ShouldNotBeNull();

    /// <summary>Asks for the confirmation and confirms it.</summary>
    private static async Task DoAsync(HttpClient browser, string confirmation)
    {
        var page = await browser.GetStringAsync(confirmation, Ct);
        (await browser.PostAsync(confirmation.Split('?')[0], ConsoleWorld.FormOf(page), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}
