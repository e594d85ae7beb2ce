using System.Net;
using Comptoir.Ordering;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Watches;

namespace Comptoir.Web.Tests.Console;

/// <summary>What an operator does about invoices, and about what shoppers asked to be told or bought.</summary>
public sealed class InvoiceAndRequestTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task Credit_is_given_an_order_is_placed_on_it_and_its_transfer_is_recorded_once()
    {
        var customers = world.Service<ICustomerStore>();
        (await customers.SaveAsync(new Customer { Id = "cust_firm", ShopId = ConsoleWorld.ShopId, Email = "firm@example.org", Version = 1 }, Ct)).ShouldBeTrue();
        using var browser = await world.OperatorAsync();
        (await PostAsync("/console/invoices/credit", ("email", "nobody@example.org"), ("limit", "100"), ("days", "14"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync("/console/invoices/credit", ("email", "firm@example.org"), ("limit", "-1"), ("days", "14"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync("/console/invoices/credit", ("email", "firm@example.org"), ("limit", "500,00"), ("days", "14"))).ShouldBe(HttpStatusCode.SeeOther);
        (await customers.GetAsync(ConsoleWorld.ShopId, "cust_firm", Ct))!.ShouldSatisfyAllConditions(c => c.CreditLimit.ShouldBe(500_00), c => c.PaymentDays.ShouldBe(14));

        var rules = await world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct);
        (await world.Ordering.SaveRulesAsync(ConsoleWorld.ShopId, rules with { Version = rules.Version + 1, PaymentHandlers = [.. rules.PaymentHandlers, new(InvoiceProvider.Handler, "com.example.invoice", "1", ["invoice"])] }, Ct)).ShouldBeTrue();
        var order = await world.PlaceOrderAsync(new PaymentInstrument("i", InvoiceProvider.Handler, "invoice", Selected: true), "cust_firm", ("spade", 1));
        var payment = order.Payments.Single();
        (order.Captured, payment.Held).ShouldBe((0, order.Totals.Total));
        await IssueAsync();
        (await browser.GetStringAsync("/console/invoices", Ct)).ShouldContain($"/console/invoices/{payment.Id}/paid");

        // a clerk may not record money
        var (reader, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        using (reader) (await reader.PostAsync($"/console/invoices/{payment.Id}/paid", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        for (var i = 0; i < 2; i++) (await PostAsync($"/console/invoices/{payment.Id}/paid")).ShouldBe(HttpStatusCode.SeeOther);
        (await world.Orders.GetAsync(ConsoleWorld.ShopId, order.Id, Ct)).Value!.Captured.ShouldBe(order.Totals.Total);
        (await browser.GetStringAsync("/console/invoices", Ct)).ShouldNotContain($"/console/invoices/{payment.Id}/paid");
        (await browser.GetStringAsync("/console/invoices?all=1", Ct)).ShouldContain(order.Id);
        var told = (await world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(), 20, Ct)).Where(e => e.Object == payment.Id).ToList();
        told.Count(e => e.Outcome == AuditEntry.Done).ShouldBe(1, "the second time nothing was done");
        (await PostAsync("/console/invoices/nothing/paid")).ShouldBe(HttpStatusCode.SeeOther);

        async Task<HttpStatusCode> PostAsync(string path, params (string, string)[] fields) => (await browser.PostAsync(path, ConsoleWorld.Form(fields), Ct)).StatusCode;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_request_is_listed_shown_with_its_log_and_stopped_once_by_who_may(string language)
    {
        var watches = world.Service<WatchService>();
        var asked = (await watches.TellAsync(ConsoleWorld.ShopId, new("spade", 100, $"ada.{language}@example.org", "en"), new("browser", "web"), Ct)).Value.ShouldNotBeNull();
        using var browser = await world.OperatorAsync(language);
        (await browser.GetStringAsync("/console/requests", Ct)).ShouldContain($"/console/requests/{asked.Id}");
        (await browser.GetStringAsync("/console/requests?kind=subscription", Ct)).ShouldNotContain(asked.Id);
        var page = await browser.GetStringAsync($"/console/requests/{asked.Id}", Ct);
        page.ShouldContain($"ada.{language}@example.org");
        page.ShouldContain($"/console/requests/{asked.Id}/stop");

        var (reader, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        using (reader)
        {
            (await reader.PostAsync($"/console/requests/{asked.Id}/stop", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await reader.GetStringAsync($"/console/requests/{asked.Id}", Ct)).ShouldNotContain("/stop");
        }

        (await browser.PostAsync($"/console/requests/{asked.Id}/stop", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var stopped = (await watches.GetAsync(ConsoleWorld.ShopId, asked.Id, Ct)).Value!;
        stopped.Log.ShouldContain(e => e.Detail == "console" || e.What.Contains("stop", StringComparison.OrdinalIgnoreCase));
        (await browser.GetStringAsync($"/console/requests/{asked.Id}", Ct)).ShouldNotContain($"/console/requests/{asked.Id}/stop");
        (await browser.PostAsync($"/console/requests/{asked.Id}/stop", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await watches.GetAsync(ConsoleWorld.ShopId, asked.Id, Ct)).Value!.Version.ShouldBe(stopped.Version, "it was stopped already");
        foreach (var nothing in new[] { "wch_none", "sub_none", new string('x', 200) }) (await browser.GetAsync("/console/requests/" + nothing, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task IssueAsync()
    {
        var jobs = world.Service<IJobStore>();
        var issue = world.Service<IEnumerable<IJobHandler>>().Single(h => h.Kind == "issue_invoice");
        foreach (var leased in await jobs.LeaseAsync([issue.Kind], world.Clock.GetUtcNow().AddDays(1), world.Clock.GetUtcNow().AddDays(2), 10, Ct))
        {
            await issue.RunAsync(leased, Ct);
            await jobs.DoneAsync(leased, Ct);
        }
    }
}
