using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Storage.Identity;
using Comptoir.Storage.Protocols;
using Comptoir.Storage.Sql;
using Microsoft.Extensions.Options;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class PaymentCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static Invoice Invoice(int n, long amount = 400) => new(Some.ShopId, $"pay_{n}", $"chk_{n}", "cust_1", "EUR", amount, 30);

    [Fact]
    public async Task Credit_is_given_up_to_its_limit_also_to_many_purchases_at_once()
    {
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Stores.Invoices.HoldAsync(Invoice(n), 1000, None)));
        held.Count(i => i is not null).ShouldBe(2);
        var one = held.First(i => i is not null)!;
        (await Stores.Invoices.HoldAsync(one, 0, None)).ShouldNotBeNull("the same purchase again asks for nothing new");
        await Stores.Invoices.ChangeAsync(Some.ShopId, one.PaymentId, i => i with { State = InvoiceState.Void }, None);
        (await Stores.Invoices.HoldAsync(Invoice(99), 1000, None)).ShouldNotBeNull("what is void leaves room");
        (await Stores.Invoices.HoldAsync(Invoice(98) with { CustomerId = "cust_2" }, long.MaxValue, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Invoices_are_numbered_without_gaps_whoever_issues_them()
    {
        for (var n = 0; n < 12; n++) await Stores.Invoices.HoldAsync(Invoice(n), 100_000, None);
        var other = OpenAnother();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => (n % 2 == 0 ? Stores : other).Invoices.ChangeAsync(Some.ShopId, $"pay_{n / 2}", i => i with { State = InvoiceState.Open, DueAt = Some.Now.AddDays(n) }, None)));
        var open = await Stores.Invoices.ListAsync(Some.ShopId, false, 100, None);
        open.Select(i => i.Number!.Value).Order().ShouldBe(Enumerable.Range(1, 12).Select(n => (long)n));
        open.Select(i => i.DueAt).ShouldBeInOrder();
        (await Stores.Invoices.ChangeAsync(Some.ShopId, "pay_none", i => i, None)).ShouldBeNull();
        other.Dispose();
    }

    [Fact]
    public async Task An_event_is_received_once()
    {
        var received = new PaymentEvent("evt_1", "payment_intent.succeeded", PaymentEventKind.Payment);
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", received, Some.Now, None)).ShouldBeTrue();
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", received, Some.Now, None)).ShouldBeFalse();
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "other", received, Some.Now, None)).ShouldBeTrue();
        (await Stores.Payments.ForgetEventsAsync(Some.Now.AddSeconds(1), None)).ShouldBe(2);
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", received, Some.Now, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Housekeeping_forgets_events_that_no_provider_repeats_any_more()
    {
        var database = (IDatabase)Stores.Database;
        var now = database.Time.GetUtcNow();
        var (old, recent) = (new PaymentEvent("evt_old", "refund", PaymentEventKind.Payment), new PaymentEvent("evt_recent", "refund", PaymentEventKind.Payment));
        await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", old, now.AddDays(-31), None);
        await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", recent, now.AddDays(-29), None);
        var job = new LeasedJob(new Job("", "housekeeping", "", now), "token", now.AddMinutes(1));
        await new Housekeeping(database, Stores.Payments, new AccountLinkStore(database), new AgentStore(database), Options.Create(new RetentionOptions())).RunAsync(job, None);
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", recent, now, None)).ShouldBeFalse();
        (await Stores.Payments.ReceiveAsync(Some.ShopId, "stripe", old, now, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Secrets_are_saved_version_by_version()
    {
        (await Stores.Payments.GetSecretsAsync(Some.ShopId, "stripe", None)).ShouldBeNull();
        (await Stores.Payments.SaveSecretsAsync(new(Some.ShopId, "stripe", 1, "a", ["w"]), None)).ShouldBeTrue();
        (await Stores.Payments.SaveSecretsAsync(new(Some.ShopId, "stripe", 1, "b"), None)).ShouldBeFalse();
        (await Stores.Payments.SaveSecretsAsync(new(Some.ShopId, "stripe", 2, "c", ["v", "w"]), None)).ShouldBeTrue();
        (await Stores.Payments.GetSecretsAsync(Some.ShopId, "stripe", None))!.WebhookSecrets.ShouldBe(["v", "w"]);
    }

    [Fact]
    public async Task The_test_provider_remembers_each_operation_once_and_uses_its_script_up()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Stores.TestPayments.ChangeAsync(Some.ShopId, "pay_1",
            p => p is null ? (new TestPayment("pay_1", Some.ShopId, "chk_1", "EUR", 100), true) : (p with { Refunded = p.Refunded + 1 }, false), None)));
        results.Count(first => first).ShouldBe(1);
        (await Stores.TestPayments.FindAsync(Some.ShopId, "pay_1", None))!.Refunded.ShouldBe(7);
        await Stores.TestPayments.ScriptAsync(Some.ShopId, OperationKind.Refund, [TestFault.Decline, TestFault.TimeoutAfter], None);
        (await Stores.TestPayments.NextFaultAsync(Some.ShopId, OperationKind.Authorize, None)).ShouldBe(TestFault.None);
        (await Stores.TestPayments.NextFaultAsync(Some.ShopId, OperationKind.Refund, None)).ShouldBe(TestFault.Decline);
        (await Stores.TestPayments.NextFaultAsync(Some.ShopId, OperationKind.Refund, None)).ShouldBe(TestFault.TimeoutAfter);
        (await Stores.TestPayments.NextFaultAsync(Some.ShopId, OperationKind.Refund, None)).ShouldBe(TestFault.None);
    }
}
