using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class CompletionTests
{
    private readonly TestShop _shop = Flowers();

    [Fact]
    public async Task A_paid_checkout_becomes_an_order_with_reserved_stock_ledger_and_messages()
    {
        var ready = await _shop.ReadyAsync(("bouquet_roses", 2), ("pot_ceramic", 1));
        var done = Value(await _shop.CompleteAsync(ready));
        done.Status.ShouldBe(CheckoutStatus.Completed);
        done.OrderNumber.ShouldBe("1001");
        var order = _shop.Store.Orders.ShouldHaveSingleItem();
        order.Id.ShouldBe(done.OrderId);
        order.CheckoutId.ShouldBe(ready.Id);
        order.Captured.ShouldBe(ready.Totals.Total);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 2));
        _shop.Store.Balances().Single(b => b.Account.Id.StartsWith("clearing")).Balance.ShouldBe(ready.Totals.Total);
        _shop.Store.Outbox.Values.Select(m => (m.Kind, m.Topic)).ShouldBe([("email", "order_placed"), ("webhook", "order_placed")], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_chosen_destination_and_option_are_kept_in_the_order()
    {
        var order = await _shop.OrderAsync();
        order.Fulfilment.Single().Groups.Single().Options.ShouldHaveSingleItem().Id.ShouldBe("std-ship");
        order.Fulfilment.Single().Destinations.ShouldHaveSingleItem().Address.Street.ShouldBe("123 Main St");
    }

    [Fact]
    public async Task Credentials_are_stored_nowhere()
    {
        var ready = await _shop.ReadyAsync();
        Value(await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([Card("4242424242424242")]), Agent, null, default));
        var stored = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        stored.Attempt!.Payments.ShouldHaveSingleItem().Instrument.Credential.ShouldBeNull();
        stored.Instruments.ShouldAllBe(i => i.Credential == null);
        stored.Attempt.Payments[0].Display!.LastDigits.ShouldBe("4242");
    }

    [Theory]
    [InlineData("fail_token")]
    [InlineData("some_unknown_token")]
    public async Task A_declined_card_leaves_the_checkout_open_and_releases_the_stock(string token)
    {
        var ready = await _shop.ReadyAsync();
        Refused(await _shop.CompleteAsync(ready, token), RefusalKind.PaymentDeclined).Code.ShouldBe("payment_failed");
        var open = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        open.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
        open.Messages.ShouldContain(m => m.Type == "error" && m.Code == "payment_failed");
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 0));
        _shop.Store.Orders.ShouldBeEmpty();
        _shop.Store.Transfers.ShouldBeEmpty();
        Value(await _shop.CompleteAsync(open)).Status.ShouldBe(CheckoutStatus.Completed);
    }

    [Theory]
    [InlineData("4242424242424242", null)]
    [InlineData("5555 5555 5555 4444", null)]
    [InlineData("4000000000000002", RefusalKind.PaymentDeclined)]
    [InlineData("4000002500003155", RefusalKind.PaymentActionRequired)]
    [InlineData("not a number", RefusalKind.PaymentDeclined)]
    public async Task Test_cards_behave_as_documented(string number, RefusalKind? refusal)
    {
        var ready = await _shop.ReadyAsync();
        var result = await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([Card(number)]), Agent, null, default);
        (result.Refusal is null ? (RefusalKind?)null : result.Refusal.Kind).ShouldBe(refusal);
    }

    [Fact]
    public async Task A_bank_that_asks_the_buyer_hands_over_and_holds_the_stock_until_another_card_pays()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await _shop.CompleteAsync(ready, "action_token"), RefusalKind.PaymentActionRequired).ContinueUrl.ShouldNotBeNull().ShouldStartWith("/pay/test/pay_");
        var open = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        open.Status.ShouldBe(CheckoutStatus.RequiresEscalation);
        open.Messages.ShouldContain(m => m.Severity == "requires_buyer_input");
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 1));
        Value(await _shop.CompleteAsync(open)).Status.ShouldBe(CheckoutStatus.Completed);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 1));
    }

    [Fact]
    public async Task An_unknown_outcome_stays_in_progress_until_the_reconciler_finds_out()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await _shop.CompleteAsync(ready, "timeout_token", Key("k1")), RefusalKind.PaymentPending);
        var open = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        open.Status.ShouldBe(CheckoutStatus.CompleteInProgress);
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(1);
        Refused(await _shop.CompleteAsync(open, key: Key("k2")), RefusalKind.PaymentPending);
        Refused(await _shop.Checkouts.UpdateAsync(_shop.Shop.Id, open.Id, CheckoutInput.From(open), Agent, null, default), RefusalKind.Conflict);
        Refused(await _shop.Checkouts.CancelAsync(_shop.Shop.Id, open.Id, Agent, null, default), RefusalKind.Conflict);

        (await _shop.RunJobsAsync()).ShouldBe(0, "it is still young");
        _shop.Time.Advance(TimeSpan.FromSeconds(30));
        (await _shop.RunJobsAsync()).ShouldBe(1);
        _shop.Store.Orders.ShouldHaveSingleItem();
        var replay = await _shop.CompleteAsync(open, "timeout_token", Key("k1"));
        replay.Replayed.ShouldBeTrue();
        Value(replay).Status.ShouldBe(CheckoutStatus.Completed);
        (await _shop.RunJobsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_that_finds_its_pieces_gone_hears_of_the_order_that_its_twin_made_meanwhile()
    {
        var ready = await _shop.ReadyAsync();
        _shop.Store.BeforeCommit = async transition =>
        {
            if (transition.Checkout!.Status == CheckoutStatus.CompleteInProgress)
            {
                _shop.Store.Stock["bouquet_roses"] = (1000, 1000);
                return;
            }

            _shop.Store.BeforeCommit = null;
            _shop.Store.Stock["bouquet_roses"] = (1000, 0);
            Value(await _shop.CompleteAsync(ready, key: Key("k"))).Status.ShouldBe(CheckoutStatus.Completed);
        };
        Value(await _shop.CompleteAsync(ready, key: Key("k"))).OrderId.ShouldBe(_shop.Store.Orders.ShouldHaveSingleItem().Id);
    }

    [Theory]
    [InlineData("success_token", true)]
    [InlineData("fail_token", false)]
    public async Task A_crash_after_the_charge_loses_neither_order_nor_stock(string token, bool paid)
    {
        var ready = await _shop.ReadyAsync();
        _shop.Store.BeforeCommit = t => t.Checkout!.Status == CheckoutStatus.CompleteInProgress ? Task.CompletedTask : throw new IOException("power cut");
        await Should.ThrowAsync<IOException>(() => _shop.CompleteAsync(ready, token, Key("k")));
        _shop.Store.BeforeCommit = null;
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(1);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await _shop.RunJobsAsync(_shop.NewProcess())).ShouldBe(1);
        _shop.Store.Orders.Count.ShouldBe(paid ? 1 : 0);
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(paid ? 1 : 0);
        var again = await _shop.CompleteAsync(ready, token, Key("k"));
        again.Replayed.ShouldBeTrue();
        again.Ok.ShouldBe(paid);
    }

    [Fact]
    public async Task A_retry_after_a_crash_settles_the_old_attempt_instead_of_charging_again()
    {
        var provider = new CountingProvider();
        var shop = Flowers(provider);
        var ready = await shop.ReadyAsync();
        shop.Store.BeforeCommit = t => t.Order is null ? Task.CompletedTask : throw new IOException("power cut");
        await Should.ThrowAsync<IOException>(() => shop.CompleteAsync(ready, key: Key("k")));
        shop.Store.BeforeCommit = null;
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        var retry = await shop.CompleteAsync(ready, key: Key("k"), by: shop.NewProcess());
        Value(retry).Status.ShouldBe(CheckoutStatus.Completed);
        provider.Attempts.Distinct().Count().ShouldBe(1);
        shop.Store.Orders.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Sixteen_completions_at_once_make_one_order_and_one_charge()
    {
        var provider = new CountingProvider();
        var shop = Flowers(provider);
        var ready = await shop.ReadyAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => shop.CompleteAsync(ready, key: Key($"k{i}")))));
        results.Count(r => r.Ok).ShouldBe(1);
        results.Where(r => !r.Ok).ShouldAllBe(r => r.Refusal!.Kind == RefusalKind.Conflict || r.Refusal.Kind == RefusalKind.PaymentPending);
        provider.Attempts.ShouldHaveSingleItem();
        shop.Store.Orders.ShouldHaveSingleItem();
        shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_buyers_of_the_last_pieces_only_as_many_are_charged_as_there_are_pieces()
    {
        var ready = new List<Checkout>();
        for (var i = 0; i < 8; i++) ready.Add(await _shop.ReadyAsync(("orchid_white", 1)));
        var results = await Task.WhenAll(ready.Select(c => Task.Run(() => _shop.CompleteAsync(c))));
        results.Count(r => r.Ok).ShouldBe(3);
        results.Where(r => !r.Ok).ShouldAllBe(r => r.Refusal!.Kind == RefusalKind.OutOfStock);
        _shop.Store.Stock["orchid_white"].ShouldBe((3, 3));
    }

    [Fact]
    public async Task Stock_that_went_meanwhile_refuses_and_shows_in_the_checkout()
    {
        var ready = await _shop.ReadyAsync(("orchid_white", 2));
        _shop.Store.Stock["orchid_white"] = (1, 0);
        Refused(await _shop.CompleteAsync(ready), RefusalKind.OutOfStock).Message.ShouldContain("Insufficient stock");
        var open = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        open.Status.ShouldBe(CheckoutStatus.Incomplete);
        open.Messages.ShouldContain(m => m.Code == "out_of_stock" && m.Path == "$.line_items[0]");
    }

    [Fact]
    public async Task A_price_that_changed_since_the_update_is_not_charged_unless_the_buyer_agreed_to_it()
    {
        var ready = await _shop.ReadyAsync();
        _shop.Reprice("bouquet_roses", 4000);
        Refused(await _shop.CompleteAsync(ready), RefusalKind.TotalChanged).Message.ShouldContain("$40.00");
        var open = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        open.Totals.Total.ShouldBe(4000);
        open.Messages.ShouldContain(m => m.Code == "price_changed");
        Value(await _shop.CompleteAsync(open, expected: 4000)).Totals.Total.ShouldBe(4000);
    }

    [Fact]
    public async Task Another_total_than_the_one_agreed_to_is_refused()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await _shop.CompleteAsync(ready, expected: 1), RefusalKind.TotalChanged);
        _shop.Store.Orders.ShouldBeEmpty();
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Without_fulfilment_the_refusal_is_the_sentence_that_public_clients_know()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1)));
        var refusal = Refused(await _shop.CompleteAsync(checkout), RefusalKind.NotReady);
        refusal.Message.ShouldContain("Fulfillment address and option must be selected");
    }

    [Fact]
    public async Task An_instrument_is_needed_and_its_handler_must_be_offered()
    {
        var ready = await _shop.ReadyAsync();
        Refused(await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([]), Agent, null, default), RefusalKind.Invalid).Code.ShouldBe("field_required");
        Refused(await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([Token("success_token"), Token("success_token")]), Agent, null, default), RefusalKind.Invalid);
        Refused(await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([Token("success_token") with { HandlerId = "google_pay" }]), Agent, null, default), RefusalKind.Invalid).Message.ShouldContain("google_pay");
        _shop.Store.Rules = _shop.Store.Rules with { PaymentHandlers = [new("other", "other", "1", [])] };
        Refused(await _shop.CompleteAsync(ready), RefusalKind.Invalid).Code.ShouldBe("unknown_payment_handler");
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Completed_cancelled_expired_and_unknown_checkouts_cannot_be_completed()
    {
        var completed = await _shop.ReadyAsync();
        Value(await _shop.CompleteAsync(completed));
        Refused(await _shop.CompleteAsync(completed), RefusalKind.Conflict).Code.ShouldBe("already_completed");
        var canceled = await _shop.ReadyAsync();
        Value(await _shop.Checkouts.CancelAsync(_shop.Shop.Id, canceled.Id, Agent, null, default));
        Refused(await _shop.CompleteAsync(canceled), RefusalKind.Conflict).Code.ShouldBe("canceled");
        var expired = await _shop.ReadyAsync();
        _shop.Time.Advance(TimeSpan.FromHours(7));
        Refused(await _shop.CompleteAsync(expired), RefusalKind.Conflict).Code.ShouldBe("expired");
        Refused(await _shop.CompleteAsync(expired with { Id = "chk_none" }), RefusalKind.NotFound);
    }

    [Fact]
    public async Task A_provider_that_hangs_is_not_waited_for_and_later_decides()
    {
        var provider = new CountingProvider { Hangs = true };
        var shop = Flowers(provider);
        var ready = await shop.ReadyAsync();
        var completing = shop.CompleteAsync(ready);
        await provider.Called.Task.WaitAsync(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 100 && !completing.IsCompleted; i++)
        {
            shop.Time.Advance(TimeSpan.FromSeconds(11));
            await Task.WhenAny(completing, Task.Delay(10));
        }

        Refused(await completing, RefusalKind.PaymentPending);
        provider.Hangs = false;
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.RunJobsAsync()).ShouldBe(1);
        shop.Store.Orders.ShouldBeEmpty("the call never arrived");
        shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
        Value(await shop.CompleteAsync(ready)).Status.ShouldBe(CheckoutStatus.Completed);
    }

    [Fact]
    public async Task A_provider_that_fails_leaves_the_outcome_open()
    {
        var shop = Flowers(new CountingProvider { Fails = true });
        Refused(await shop.CompleteAsync(await shop.ReadyAsync()), RefusalKind.PaymentPending);
        shop.Store.Checkouts.Single().Status.ShouldBe(CheckoutStatus.CompleteInProgress);
    }

    [Fact]
    public async Task What_costs_nothing_needs_no_instrument()
    {
        _shop.Store.Rules = _shop.Store.Rules with { Promotions = [new() { Id = "gift", Title = "Gift", Code = "GIFT", Type = "fixed_amount", Value = 1_000_000 }, .. _shop.Store.Rules.Promotions] };
        var ready = await _shop.UpdateAsync(await _shop.ReadyAsync(), i => i with { DiscountCodes = ["gift"] });
        ready.Totals.Total.ShouldBe(0);
        Value(await _shop.Checkouts.CompleteAsync(_shop.Shop.Id, ready.Id, new([]), Agent, null, default)).Status.ShouldBe(CheckoutStatus.Completed);
        _shop.Store.Transfers.ShouldBeEmpty();
    }

    private sealed class CountingProvider : IPaymentProvider
    {
        private readonly TestPaymentProvider _real = new();

        public List<string> Attempts { get; } = [];

        public bool Hangs { get; set; }

        public bool Fails { get; init; }

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string HandlerId => _real.HandlerId;

        public PaymentInstrument Describe(PaymentInstrument instrument) => _real.Describe(instrument);

        public async Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct)
        {
            // before the test hears of the call: it may end the hanging before this goes on
            var hangs = Hangs;
            lock (Attempts) Attempts.Add(operation.Id);
            Called.TrySetResult();
            await Task.Yield();
            if (Fails) throw new HttpRequestException("no route");
            if (hangs) await new TaskCompletionSource().Task;
            return await _real.AuthorizeAsync(operation, ct);
        }

        public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => _real.CaptureAsync(operation, ct);

        public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => _real.VoidAsync(operation, ct);

        public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => _real.RefundAsync(operation, ct);

        public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => _real.LookUpAsync(operation, ct);
    }
}
