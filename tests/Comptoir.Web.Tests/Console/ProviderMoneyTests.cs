using System.Net;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Web.Tests.Console;

/// <summary>What an operator sees and does where a provider's word and the order's differ, and the page on which the time of taking money is set.</summary>
public sealed class ProviderMoneyTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task An_amount_that_differs_is_shown_accepted_by_who_may_refund_and_audited()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        var part = new MoneyPart("adj_x", OperationKind.Refund, order.Payments[0].Id, 700, State: PaymentStatus.Unknown, Code: Payment.AmountDiffers) { Said = 500 };
        var waiting = order with { Version = order.Version + 1, Adjustments = [new("adj_x", "refund", Adjustment.Pending, world.Clock.GetUtcNow(), [], 700, MovesMoney: true) { Money = [part] }] };
        (await world.Ordering.CommitAsync(new Transition(ConsoleWorld.ShopId) { Order = waiting }, Ct)).Status.ShouldBe(CommitStatus.Committed);

        using var browser = await world.OperatorAsync();
        (await browser.GetStringAsync("/console/returns", Ct)).ShouldContain("the provider names another amount");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/console/orders/{order.Id}/after-sale", Ct));
        page.ShouldContain("We asked for €7.00; the provider answered €5.00");
        var (clerk, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        using (clerk) (await clerk.PostAsync($"/console/orders/{order.Id}/after-sale/money/accept", ConsoleWorld.Form(("about", "adj_x")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync($"/console/orders/{order.Id}/after-sale/money/accept", ConsoleWorld.Form(("about", "adj_x")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await world.Orders.GetAsync(ConsoleWorld.ShopId, order.Id, Ct)).Value!.Refunded.ShouldBe(500);
        (await world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(), 20, Ct)).ShouldContain(e => e.Object == order.Id && e.Action.Contains("accept", StringComparison.Ordinal));
        (await browser.PostAsync($"/console/orders/{order.Id}/after-sale/money/accept", ConsoleWorld.Form(("about", "adj_x")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Money_that_a_provider_denies_an_hour_later_is_put_before_a_person()
    {
        var good = await world.PlaceOrderAsync(("spade", 1));
        var denied = await world.PlaceOrderAsync("lying_capture_token", ("spade", 1));
        denied.Captured.ShouldBeGreaterThan(0);
        await AuditAsync();
        (await OrderAsync(denied)).Disputes.ShouldBeEmpty("an hour has not passed");
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        await AuditAsync();
        await AuditAsync();
        (await OrderAsync(denied)).Disputes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.Amount.ShouldBe(denied.Captured), d => d.Reason.ShouldBe("provider_says_declined"), d => d.State.ShouldBe(DisputeState.Opened));
        (await OrderAsync(good)).Disputes.ShouldBeEmpty();

        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync($"/console/orders/{denied.Id}/after-sale", Ct);
        page.ShouldContain("the provider says that it was not taken");
        (await browser.PostAsync($"/console/orders/{denied.Id}/after-sale/money/lost", ConsoleWorld.Form(("about", "contradiction:" + denied.Payments[0].Id)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await OrderAsync(denied)).Left.ShouldBe(0);
    }

    [Fact]
    public async Task Keys_of_a_provider_are_saved_sealed_and_never_shown_again()
    {
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync("/console/payment-keys/stripe", Ct);
        page.ShouldContain("type=\"password\"");
        var saved = await browser.PostAsync("/console/payment-keys/stripe", ConsoleWorld.Form(("apiKey", "sk_test_very_secret_1234"), ("webhookSecret", "whsec_very_secret")), Ct);
        saved.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await saved.Content.ReadAsStringAsync(Ct));
        var again = await browser.GetStringAsync("/console/payment-keys/stripe", Ct);
        again.ShouldNotContain("very_secret");
        again.ShouldContain("1234");
        (await world.Service<IPaymentStore>().GetSecretsAsync(ConsoleWorld.ShopId, "stripe", Ct))!.ApiKey!.ShouldNotContain("very_secret");
        (await browser.GetAsync("/console/payment-keys/nobody", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_time_of_taking_money_is_set_and_nonsense_is_refused()
    {
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync("/console/payments", Ct);
        (await browser.PostAsync("/console/capture", ConsoleWorld.FormOf(page, ("capture", "Never")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync("/console/capture", ConsoleWorld.FormOf(page, ("capture", "1")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct)).Capture.ShouldBe(CaptureTime.AtShipment);
        (await browser.PostAsync("/console/capture", ConsoleWorld.FormOf(page, ("capture", "AtOrder")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the page was older");
        page = await browser.GetStringAsync("/console/payments", Ct);
        (await browser.PostAsync("/console/capture", ConsoleWorld.FormOf(page, ("capture", "AtOrder")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private async Task<Order> OrderAsync(Order order) => (await world.Orders.GetAsync(ConsoleWorld.ShopId, order.Id, Ct)).Value!;

    private async Task AuditAsync()
    {
        var audit = world.Service<IEnumerable<IJobHandler>>().Single(h => h.Kind == "audit_payments");
        var jobs = world.Service<IJobStore>();
        await jobs.EnsureAsync([new("", audit.Kind, "", world.Clock.GetUtcNow())], Ct);
        foreach (var leased in await jobs.LeaseAsync([audit.Kind], world.Clock.GetUtcNow().AddHours(1), world.Clock.GetUtcNow().AddHours(2), 1, Ct))
        {
            await audit.RunAsync(leased, Ct);
            await jobs.AgainAsync(leased, world.Clock.GetUtcNow() + audit.Every!.Value, null, Ct);
        }
    }
}
