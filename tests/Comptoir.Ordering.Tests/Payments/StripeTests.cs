using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

public sealed class StripeTests : IDisposable
{
    private readonly StripeDouble _stripe = new();
    private readonly MemoryPayments _payments = new();
    private readonly TestShop _shop;
    private readonly StripeProvider _provider;
    private readonly StripeWebhooks _webhooks;

    public StripeTests()
    {
        var place = new TestShop(Shops.Flowers());
        var options = new FixedOptions(new() { BaseUrl = "https://stripe.example", ApiKey = "sk_test_double", PublicUrl = "https://flowers.example", WebhookSecrets = ["whsec_new", "whsec_old"] });
        var keys = new StripeKeys(_payments, new PlainBox(), options);
        var client = new StripeClient(_stripe, keys, options, TimeProvider.System);
        _provider = new(client, new StripePage(client), place, options);
        _shop = Flowers(_provider);
        _shop.Store.Rules = _shop.Store.Rules with { PaymentHandlers = [new(StripeOptions.Handler, "com.stripe", "1", ["card"])] };
        _webhooks = new(keys, client, _shop.Time);
    }

    public void Dispose()
    {
        _stripe.Complaints.ShouldBeEmpty();
        _stripe.Dispose();
    }

    private Task<Result<Checkout>> Pay(Checkout checkout, string token, Idempotency.IdempotencyKey? key = null) =>
        _shop.Checkouts.CompleteAsync(_shop.Shop.Id, checkout.Id, new([Instrument(token)]), Agent, key, default);

    private static PaymentInstrument Instrument(string token) => new("i", StripeOptions.Handler, "card", new JsonObject { ["token"] = token }, Selected: true);

    private Task<Result<Checkout>> PayOnPage(Checkout checkout) => _shop.Checkouts.CompleteAsync(_shop.Shop.Id, checkout.Id, new([StripeOptions.Page]), Agent, null, default);

    private JsonObject Session => _stripe.Sessions.Values.ShouldHaveSingleItem();

    private JsonObject Only => _stripe.Intents.Values.ShouldHaveSingleItem();

    [Theory]
    [InlineData("pm_ok")]
    [InlineData("spt_ok")]
    public async Task A_payment_method_or_a_shared_token_pays_and_the_fee_is_booked(string token)
    {
        Value(await Pay(await _shop.ReadyAsync(), token)).Status.ShouldBe(CheckoutStatus.Completed);
        var order = _shop.Store.Orders.ShouldHaveSingleItem();
        order.Payments.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Captured.ShouldBe(3500), p => p.Fee.ShouldBe(74), p => p.Reference.ShouldBe("pi_1"));
        _shop.Store.Balances().Single(b => b.Account.Id == "clearing:stripe:USD").Balance.ShouldBe(3500 - 74);
        ((string?)Only["metadata"]!["comptoir_cause"]).ShouldBe(order.CheckoutId);
    }

    [Fact]
    public async Task A_decline_is_told_with_the_banks_reason_and_nothing_is_sold()
    {
        Refused(await Pay(await _shop.ReadyAsync(), "pm_declined"), RefusalKind.PaymentDeclined);
        _shop.Store.Checkouts.Single().Attempt!.Outcome!.Code.ShouldBe("insufficient_funds");
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4242424242424242")]
    [InlineData("pm_x; drop")]
    public async Task What_is_no_token_of_Stripe_never_reaches_it(string token)
    {
        Refused(await Pay(await _shop.ReadyAsync(), token), RefusalKind.PaymentDeclined);
        _stripe.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_buyers_bank_asks_and_coming_back_makes_the_order()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await Pay(ready, "pm_3ds"), RefusalKind.PaymentActionRequired).ContinueUrl.ShouldBe("https://hooks.stripe.example/pi_1");
        ((string?)Only["next_action"]!["redirect_to_url"]!["return_url"]).ShouldBe($"https://flowers.example/checkout/{ready.Id}/return");
        Refused(await _shop.Checkouts.ResumeAsync("flowers", ready.Id, default), RefusalKind.PaymentActionRequired);
        _stripe.Confirm("pi_1");
        Value(await _shop.Checkouts.ResumeAsync("flowers", ready.Id, default)).Status.ShouldBe(CheckoutStatus.Completed);
        _shop.Store.Orders.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Locks_limits_and_failures_are_tried_again_with_the_same_key(int status)
    {
        _stripe.Faults.Enqueue(status);
        Value(await Pay(await _shop.ReadyAsync(), "pm_ok"));
        _stripe.Log.Where(l => l.StartsWith("POST", StringComparison.Ordinal)).ShouldSatisfyAllConditions(l => l.Count().ShouldBe(2), l => l.Distinct().Count().ShouldBe(1));
        _stripe.Intents.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_charge_charges_once()
    {
        _stripe.Faults.Enqueue("drop after");
        Value(await Pay(await _shop.ReadyAsync(), "pm_ok"));
        _stripe.Intents.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("drop after", true)]
    [InlineData("drop before", false)]
    public async Task When_no_answer_ever_comes_the_outcome_is_found_out_later(string fault, bool charged)
    {
        for (var i = 0; i < 3; i++) _stripe.Faults.Enqueue(fault);
        var ready = await _shop.ReadyAsync();
        Refused(await Pay(ready, "pm_ok"), RefusalKind.PaymentPending);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJobsAsync();
        _shop.Store.Orders.Count.ShouldBe(charged ? 1 : 0);
        _stripe.Intents.Values.Count(i => (string?)i["status"] == "succeeded").ShouldBe(charged ? 1 : 0);
    }

    [Fact]
    public async Task While_the_search_lags_a_charge_that_arrived_is_not_taken_for_lost()
    {
        for (var i = 0; i < 3; i++) _stripe.Faults.Enqueue("drop after");
        _stripe.SearchLags = true;
        Refused(await Pay(await _shop.ReadyAsync(), "pm_ok"), RefusalKind.PaymentPending);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJobsAsync();
        _shop.Store.Checkouts.Single().Status.ShouldBe(CheckoutStatus.CompleteInProgress);
        _stripe.SearchLags = false;
        _shop.Time.Advance(TimeSpan.FromMinutes(10));
        await _shop.RunJobsAsync();
        _shop.Store.Orders.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_charge_that_comes_after_it_was_given_up_cannot_be_carried_out_any_more()
    {
        var operation = new PaymentOperation("pay_1", OperationKind.Authorize, "flowers", "pay_1", "chk_1", new Money(1000, "USD"), null, Instrument("pm_ok"), CaptureNow: true);
        (await _provider.LookUpAsync(operation, default)).Status.ShouldBe(PaymentStatus.NotFound);
        (await _provider.AuthorizeAsync(operation, default)).Status.ShouldBe(PaymentStatus.Unknown);
        (await _provider.LookUpAsync(operation, default)).Status.ShouldBe(PaymentStatus.Voided);
        _stripe.Intents.Values.ShouldAllBe(i => (long)i["amount_received"]! == 0);
    }

    [Fact]
    public async Task Captured_at_shipment_in_part_and_refunded_it_stays_true_to_Stripe()
    {
        _shop.Store.Rules = _shop.Store.Rules with { Capture = CaptureTime.AtShipment };
        Value(await Pay(await _shop.ReadyAsync(("bouquet_roses", 3)), "pm_ok"));
        var order = _shop.Store.Orders.ShouldHaveSingleItem();
        (order.Captured, order.Held).ShouldBe((0, 10500));
        var line = order.Lines[0].Item.Id;
        (Value(await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [new(line, 1)], null, false, null, Agent, null, default)).Held).ShouldBe(7000);
        var shipped = Value(await _shop.Orders.ShipAsync("flowers", order.Id, null, null, null, Agent, default));
        (shipped.Captured, (long)Only["amount_received"]!).ShouldBe((7000, 7000));
        var back = Value(await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Agent, Key("r"), default));
        (back.Refunded, (long)Only["latest_charge"]!["amount_refunded"]!).ShouldBe((500, 500));
        _shop.Store.Balances().Single(b => b.Account.Id == "receivable:stripe:USD").Balance.ShouldBe(0);
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_given_once()
    {
        Value(await Pay(await _shop.ReadyAsync(), "pm_ok"));
        for (var i = 0; i < 3; i++) _stripe.Faults.Enqueue("drop after");
        var order = _shop.Store.Orders.Single();
        Refused(await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Agent, Key("r"), default), RefusalKind.PaymentPending);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJobsAsync();
        _shop.Store.Orders.Single().Refunded.ShouldBe(500);
        ((long)Only["latest_charge"]!["amount_refunded"]!).ShouldBe(500);
        (await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Agent, Key("r"), default)).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_key_that_works_nobody_is_left_waiting()
    {
        _stripe.ApiKey = "another";
        Refused(await Pay(await _shop.ReadyAsync(), "pm_ok"), RefusalKind.PaymentDeclined);
        (await _provider.TestAsync("flowers", default)).ShouldBe("Invalid API Key provided.");
        _stripe.ApiKey = "sk_test_double";
        (await _provider.TestAsync("flowers", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_of_the_console_win_over_the_configuration()
    {
        _stripe.ApiKey = "sk_of_console";
        await _payments.SaveSecretsAsync(new("flowers", StripeOptions.Handler, 1, "sk_of_console"), default);
        Value(await Pay(await _shop.ReadyAsync(), "pm_ok"));
    }

    [Fact]
    public async Task A_webhook_makes_the_waiting_checkout_an_order_once_whatever_is_repeated()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await Pay(ready, "pm_3ds"), RefusalKind.PaymentActionRequired);
        _stripe.Confirm("pi_1");
        var inbox = new PaymentInbox(_payments, _shop.Store, [_webhooks], _shop.Time, NullLogger<PaymentInbox>.Instance);
        foreach (var (type, secret) in new[] { ("payment_intent.succeeded", "whsec_old"), ("payment_intent.requires_action", "whsec_new"), ("payment_intent.succeeded", "whsec_old") })
        {
            (await Deliver(inbox, type, secret)).ShouldBe(InboxAnswer.Taken);
            await _shop.RunJobsAsync();
            _shop.Store.Orders.ShouldHaveSingleItem().Captured.ShouldBe(3500);
        }

        (await Deliver(inbox, "payment_intent.succeeded", "whsec_forged")).ShouldBe(InboxAnswer.NotGenuine);
        (await Deliver(inbox, "payment_intent.succeeded", "whsec_new", TimeSpan.FromMinutes(-6))).ShouldBe(InboxAnswer.NotGenuine);
        (await Deliver(inbox, "customer.created", "whsec_new")).ShouldBe(InboxAnswer.Taken);
        (await inbox.ReceiveAsync("flowers", "nobody", "{}"u8.ToArray(), _ => null, default)).ShouldBe(InboxAnswer.Unknown);
    }

    [Theory]
    [InlineData(CaptureTime.AtOrder)]
    [InlineData(CaptureTime.AtShipment)]
    public async Task A_buyer_enters_the_card_on_Stripes_page_and_coming_back_makes_the_order(CaptureTime capture)
    {
        _shop.Store.Rules = _shop.Store.Rules with { Capture = capture };
        var ready = await _shop.ReadyAsync();
        var asked = Refused(await PayOnPage(ready), RefusalKind.PaymentActionRequired);
        asked.ContinueUrl.ShouldBe("https://checkout.stripe.example/c/pay/cs_test_1");
        Session.ShouldSatisfyAllConditions(s => ((long)s["amount_total"]!).ShouldBe(3500), s => ((string?)s["success_url"]).ShouldBe($"https://flowers.example/checkout/{ready.Id}/return"), s => ((string?)s["metadata"]!["comptoir_cause"]).ShouldBe(ready.Id));
        Refused(await _shop.Checkouts.ResumeAsync("flowers", ready.Id, default), RefusalKind.PaymentActionRequired);
        _stripe.PayOnPage("cs_test_1");
        Value(await _shop.Checkouts.ResumeAsync("flowers", ready.Id, default)).Status.ShouldBe(CheckoutStatus.Completed);
        var order = _shop.Store.Orders.ShouldHaveSingleItem();
        (order.Captured, order.Held).ShouldBe(capture == CaptureTime.AtOrder ? (3500, 0) : (0, 3500));
        order.Payments[0].Reference.ShouldBe("pi_2");
        Value(await _shop.Orders.ShipAsync("flowers", order.Id, null, null, null, Agent, default)).Captured.ShouldBe(3500);
        Value(await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Agent, null, default)).Refunded.ShouldBe(500);
        ((long)Only["latest_charge"]!["amount_refunded"]!).ShouldBe(500);
    }

    [Fact]
    public async Task A_page_whose_address_was_lost_is_found_again_and_there_is_only_one()
    {
        for (var i = 0; i < 3; i++) _stripe.Faults.Enqueue("drop after");
        var ready = await _shop.ReadyAsync();
        Refused(await PayOnPage(ready), RefusalKind.PaymentPending);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJobsAsync();
        Refused(await _shop.Checkouts.ResumeAsync("flowers", ready.Id, default), RefusalKind.PaymentActionRequired).ContinueUrl.ShouldEndWith("cs_test_1");
        _stripe.Sessions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_buyer_who_never_pays_ends_the_page_and_gives_the_flowers_back()
    {
        Refused(await PayOnPage(await _shop.ReadyAsync()), RefusalKind.PaymentActionRequired);
        _shop.Time.Advance(TimeSpan.FromMinutes(31));
        await _shop.RunJobsAsync();
        ((string?)Session["status"]).ShouldBe("expired");
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
        _shop.Store.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_made_at_the_last_moment_is_an_order_although_the_page_was_to_be_ended()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await PayOnPage(ready), RefusalKind.PaymentActionRequired);
        _stripe.PayOnPage("cs_test_1");
        _shop.Time.Advance(TimeSpan.FromMinutes(31));
        await _shop.RunJobsAsync();
        _shop.Store.Orders.ShouldHaveSingleItem().Captured.ShouldBe(3500);
    }

    [Theory]
    [InlineData("payment_intent", "id status currency amount_received amount_capturable latest_charge next_action last_payment_error metadata")]
    [InlineData("charge", "amount_refunded balance_transaction payment_intent metadata")]
    [InlineData("balance_transaction", "currency fee")]
    [InlineData("refund", "id status amount created metadata payment_intent")]
    [InlineData("dispute", "id status amount reason created payment_intent balance_transactions evidence_details")]
    [InlineData("checkout.session", "id status url payment_intent metadata")]
    [InlineData("event", "id type data")]
    public void Every_member_that_Comptoir_reads_is_published(string name, string members)
    {
        foreach (var member in members.Split(' ')) StripeShapes.Has(name, member).ShouldBeTrue($"{name}.{member}");
    }

    [Theory]
    [InlineData("charge.refunded")]
    [InlineData("refund.created")]
    public async Task A_refund_made_in_Stripes_dashboard_reaches_the_order_and_one_that_fails_leaves_it_again(string type)
    {
        Value(await Pay(await _shop.ReadyAsync(), "pm_ok"));
        var refund = _stripe.RefundInDashboard("pi_1", 500);
        await TellAsync(type, type == "charge.refunded" ? _stripe.ChargeOf("pi_1") : refund);
        _shop.Store.Orders.Single().Refunded.ShouldBe(500);
        refund["status"] = "failed";
        await TellAsync("refund.failed", refund);
        _shop.Store.Orders.Single().ShouldSatisfyAllConditions(o => o.Refunded.ShouldBe(0), o => o.Adjustments.Select(a => a.Amount).ShouldBe([500, -500]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":1,"type":{}}""")]
    [InlineData("""{"id":"evt","type":"payment_intent.succeeded","data":[]}""")]
    public async Task A_signed_body_that_makes_no_sense_is_refused_or_ignored(string body)
    {
        var inbox = new PaymentInbox(_payments, _shop.Store, [_webhooks], _shop.Time, NullLogger<PaymentInbox>.Instance);
        var bytes = Encoding.UTF8.GetBytes(body);
        await inbox.ReceiveAsync("flowers", StripeOptions.Handler, bytes, _ => SignedDelivery.Header(bytes, "whsec_new", _shop.Time.GetUtcNow()), default);
        _shop.Store.Jobs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1")]
    [InlineData("t=abc,v1=00")]
    [InlineData("t=99999999999999999999,v1=zz")]
    [InlineData("t=253402300800,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_header_that_is_no_signature_is_not_genuine(string? header) =>
        SignedDelivery.IsGenuine("{}"u8, header, ["s"], _shop.Time.GetUtcNow()).ShouldBeFalse();

    private async Task TellAsync(string type, JsonObject about)
    {
        await Deliver(new PaymentInbox(_payments, _shop.Store, [_webhooks], _shop.Time, NullLogger<PaymentInbox>.Instance), type, "whsec_new", about: about);
        var job = (await _shop.Store.LeaseAsync([RefundJob.JobKind], _shop.Time.GetUtcNow(), _shop.Time.GetUtcNow() + TimeSpan.FromMinutes(1), 10, default)).ShouldHaveSingleItem();
        await new RefundJob([_webhooks], new(_shop.Store, [_provider], _shop.Time), _shop.Store, _shop.Time).RunAsync(job, default);
        await _shop.Store.DoneAsync(job, default);
    }

    private Task<InboxAnswer> Deliver(PaymentInbox inbox, string type, string secret, TimeSpan signed = default, JsonObject? about = null)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["id"] = "evt_" + type, ["type"] = type, ["data"] = new JsonObject { ["object"] = (about ?? Only).DeepClone() } }.ToJsonString());
        var header = SignedDelivery.Header(body, secret, _shop.Time.GetUtcNow() + signed);
        return inbox.ReceiveAsync("flowers", StripeOptions.Handler, body, name => name == "Stripe-Signature" ? header : null, default);
    }
}
