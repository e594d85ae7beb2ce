using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Watches;
using Microsoft.Extensions.Options;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Automation;

public sealed class WatchTests
{
    private readonly Automations _world = new();

    [Fact]
    public async Task A_price_alert_of_a_guest_tells_nothing_before_its_link_is_followed()
    {
        var watch = Value(await _world.Watches.TellAsync("comptoir", new("pan", 4000, "Zoe@Example.fr", "fr"), Shopper, default));
        _world.Shop.Reprice("pan", 3900);
        await _world.RunAsync();
        _world.Mails("watch_").ShouldBe(["watch_confirm"]);
        await _world.Watches.ConfirmAsync("comptoir", watch.Id, default);
        await _world.RunAsync();
        _world.Mails("watch_").ShouldBe(["watch_confirm", "watch_price"]);
        _world.Shop.Store.Outbox.Values.ShouldAllBe(m => m.Target == "zoe@example.fr");
    }

    [Fact]
    public async Task An_alert_that_nobody_confirms_ends_by_itself()
    {
        var watch = Value(await _world.Watches.TellAsync("comptoir", new("pan", 4000, "zoe@example.fr", "fr"), Shopper, default));
        await _world.PassAsync(TimeSpan.FromDays(8));
        _world.Now(watch).EndReason.ShouldBe("unconfirmed");
        Refused(await _world.Watches.ConfirmAsync("comptoir", watch.Id, default), RefusalKind.Conflict);
    }

    [Fact]
    public async Task A_flapping_price_sends_one_mail_a_day_at_most_and_only_after_it_rose_in_between()
    {
        await _world.TellAsync(4000);
        for (var i = 0; i < 20; i++)
        {
            _world.Shop.Reprice("pan", i % 2 == 0 ? 3900 : 4800);
            await _world.PassAsync(TimeSpan.FromMinutes(5));
        }

        _world.Mails("watch_price").Count.ShouldBe(1);
        _world.Shop.Reprice("pan", 3900);
        await _world.PassAsync(TimeSpan.FromHours(20));
        _world.Mails("watch_price").Count.ShouldBe(1);
        await _world.PassAsync(TimeSpan.FromHours(5));
        _world.Mails("watch_price").Count.ShouldBe(2);
        for (var day = 0; day < 5; day++)
        {
            // it stays low, or falls further: that was said already
            _world.Shop.Reprice("pan", 3800 - day);
            await _world.PassAsync(TimeSpan.FromDays(1));
        }

        _world.Mails("watch_price").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stock_alert_tells_when_it_is_back_and_again_after_it_was_gone()
    {
        _world.Shop.Restock("pan", 0);
        Refused(await _world.Watches.TellAsync("comptoir", new("book", null, "zoe@example.fr", "en"), Shopper, default), RefusalKind.Conflict).Code.ShouldBe("already_true");
        await _world.TellAsync(null);
        await _world.RunAsync();
        _world.Mails("watch_stock").ShouldBeEmpty();
        _world.Shop.Restock("pan", 3);
        await _world.RunAsync();
        _world.Shop.Restock("pan", 2);
        await _world.PassAsync(TimeSpan.FromDays(2));
        _world.Mails("watch_stock").Count.ShouldBe(1);
        _world.Shop.Restock("pan", 0);
        await _world.RunAsync();
        _world.Shop.Restock("pan", 1);
        await _world.RunAsync();
        _world.Mails("watch_stock").Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_bought_once_when_the_total_with_delivery_is_within_the_limit()
    {
        var watch = await _world.BuyAsync(_world.Wish(4200));
        await _world.RunAsync();
        _world.Orders.ShouldBeEmpty();
        _world.Shop.Reprice("pan", 3700);
        await _world.RunAsync();
        _world.Shop.Reprice("pan", 3600);
        await _world.PassAsync(TimeSpan.FromDays(30));
        var order = _world.Orders.ShouldHaveSingleItem();
        order.Totals.Total.ShouldBe(3700 + 390);
        order.Caller.Channel.ShouldBe("automation");
        _world.Now(watch).EndReason.ShouldBe("bought");
        var mandate = _world.Shop.Store.Mandates.ShouldHaveSingleItem();
        mandate.Uses.ShouldHaveSingleItem().OrderId.ShouldBe(order.Id);
        mandate.RevokedAt.ShouldNotBeNull();
        _world.Mails("watch_").ShouldBe(["watch_confirm", "watch_bought"]);
        _world.Mails("order_placed").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_price_within_the_limit_whose_total_is_not_is_told_and_tried_again_only_when_it_falls_further()
    {
        var watch = await _world.BuyAsync(_world.Wish(4000));
        _world.Shop.Reprice("pan", 3900);
        await _world.RunAsync();
        for (var i = 0; i < 5; i++)
        {
            _world.Shop.Restock("pan", 30 + i);
            await _world.RunAsync();
        }

        _world.Now(watch).Attempts.ShouldBe(1);
        _world.Now(watch).Log.Select(l => l.What).ShouldContain("over_limit");
        _world.Mails("watch_over_limit").Count.ShouldBe(1);
        _world.Shop.Reprice("pan", 3610);
        await _world.RunAsync();
        _world.Orders.ShouldHaveSingleItem().Totals.Total.ShouldBe(4000);
    }

    [Fact]
    public async Task A_declined_card_ends_the_request_with_word_of_it_and_no_second_try()
    {
        var watch = await _world.BuyAsync(_world.Wish(9000, token: "fail_token"));
        await _world.RunAsync();
        _world.Shop.Reprice("pan", 1000);
        await _world.PassAsync(TimeSpan.FromDays(2));
        _world.Orders.ShouldBeEmpty();
        _world.Shop.Store.Stock["pan"].Reserved.ShouldBe(0);
        _world.Now(watch).ShouldSatisfyAllConditions(w => w.State.ShouldBe(WatchState.Ended), w => w.EndReason.ShouldBe("payment_failed"), w => w.Attempts.ShouldBe(1));
        _world.Mails("watch_").ShouldBe(["watch_confirm", "watch_declined"]);
        _world.Shop.Store.Mandates.Single().Uses.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_without_an_answer_is_found_out_and_bought_once()
    {
        var watch = await _world.BuyAsync(_world.Wish(9000, token: "timeout_token"));
        await _world.RunAsync();
        _world.Now(watch).Attempt.ShouldNotBeNull();
        _world.Shop.Store.Mandates.Single().Uses.ShouldHaveSingleItem().OrderId.ShouldBeNull();
        await _world.PassAsync(TimeSpan.FromSeconds(21));
        await _world.PassAsync(TimeSpan.FromSeconds(21));
        _world.Orders.ShouldHaveSingleItem();
        _world.Now(watch).EndReason.ShouldBe("bought");
    }

    [Fact]
    public async Task Nothing_is_bought_after_it_was_stopped_or_its_day_is_over()
    {
        var stopped = await _world.BuyAsync(_world.Wish(4200));
        Value(await _world.Watches.StopAsync("comptoir", stopped.Id, "link", default));
        Value(await _world.Watches.StopAsync("comptoir", stopped.Id, "link", default));
        var expired = await _world.BuyAsync(_world.Wish(4200, until: DateOnly.FromDateTime(_world.Shop.Time.GetUtcNow().UtcDateTime).AddDays(2)));
        await _world.PassAsync(TimeSpan.FromDays(3));
        _world.Shop.Reprice("pan", 1000);
        await _world.PassAsync(TimeSpan.FromDays(3));
        _world.Orders.ShouldBeEmpty();
        _world.Now(expired).EndReason.ShouldBe("expired");
        _world.Mails("watch_").ShouldBe(["watch_confirm", "watch_stopped", "watch_confirm", "watch_expired"]);
        _world.Shop.Store.Mandates.ShouldAllBe(m => m.RevokedAt != null);
    }

    [Fact]
    public async Task A_node_whose_index_lags_waits_for_it_instead_of_missing_the_price()
    {
        var watch = await _world.BuyAsync(_world.Wish(4200));
        _world.Shop.Reprice("pan", 3700, indexed: false);
        await _world.RunAsync();
        _world.Now(watch).Attempts.ShouldBe(0);
        _world.Shop.Reprice("pan", 3700);
        await _world.PassAsync(TimeSpan.FromSeconds(2));
        _world.Orders.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_yes_sent_twice_is_one_consent_and_another_text_is_none()
    {
        var wish = _world.Wish(4200);
        var hash = Value(await _world.Watches.ProposeBuyAsync("comptoir", wish, Shopper, default)).Terms.Hash;
        Refused(await _world.Watches.BuyWhenAsync("comptoir", wish with { HighestTotal = 9900 }, hash, Shopper, default), RefusalKind.Conflict).Code.ShouldBe("consent_changed");
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _world.Watches.BuyWhenAsync("comptoir", wish, hash, Shopper, default)));
        both.Select(b => Value(b).Id).Distinct().ShouldHaveSingleItem();
        var mandate = _world.Shop.Store.Mandates.ShouldHaveSingleItem();
        mandate.Terms.Payment.Reference.ShouldBe("kept_None");
        mandate.Terms.Text.ShouldContain("42,00\u00a0€ ou moins");
    }

    [Fact]
    public async Task What_is_wrong_with_a_wish_is_said_and_nothing_is_stored()
    {
        async Task<string> Wrong(PurchaseWish wish) => (await _world.Watches.ProposeBuyAsync("comptoir", wish, Shopper, default)).Refusal.ShouldNotBeNull().Code;
        var wish = _world.Wish(4200);
        (await Wrong(wish with { ItemId = "unknown" })).ShouldBe("not_found");
        (await Wrong(wish with { Pieces = 0 })).ShouldBe("invalid_quantity");
        (await Wrong(wish with { HighestTotal = 0 })).ShouldBe("invalid_limit");
        (await Wrong(wish with { HighestTotal = long.MaxValue })).ShouldBe("invalid_limit");
        (await Wrong(wish with { Until = DateOnly.MinValue })).ShouldBe("invalid_date");
        (await Wrong(wish with { Buyer = new("Zoé") })).ShouldBe("invalid_email");
        (await Wrong(wish with { Address = Automations.Lyon with { Street = null } })).ShouldBe("field_required");
        (await Wrong(wish with { Instrument = wish.Instrument with { HandlerId = "other" } })).ShouldBe("unknown_payment_handler");
        _world.Shop.Store.Mandates.ShouldBeEmpty();
        Refused(await _world.Watches.TellAsync("comptoir", new("pan", 4800, "zoe@example.fr", "fr"), Shopper, default), RefusalKind.Conflict).Code.ShouldBe("already_true");
        Refused(await _world.Watches.TellAsync("comptoir", new("pan", 4000, "nobody", "fr"), Shopper, default), RefusalKind.Invalid).Code.ShouldBe("invalid_email");
    }

    [Fact]
    public async Task An_address_cannot_be_flooded_with_questions()
    {
        for (var i = 0; i < 5; i++) Value(await _world.Watches.TellAsync("comptoir", new("pan", 1000 + i, "zoe@example.fr", "fr"), Shopper, default));
        Value(await _world.Watches.TellAsync("comptoir", new("pan", 1000, "zoe@example.fr", "fr"), Shopper, default));
        Refused(await _world.Watches.TellAsync("comptoir", new("pan", 2000, "zoe@example.fr", "fr"), Shopper, default), RefusalKind.Conflict).Code.ShouldBe("too_many");
        _world.Mails("watch_confirm").Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("fr", "Arrêter\u00a0:", "Bonjour,")]
    [InlineData("en", "Stop this:", "Hello,")]
    public async Task Every_letter_has_a_link_that_stops_it(string language, string stop, string hello)
    {
        var watch = Value(await _world.Watches.TellAsync("comptoir", new("pan", 4000, "zoe@example.fr", language, LinkBase: "https://comptoir.example"), Shopper, default));
        var mail = _world.Shop.Store.Outbox.Values.Single();
        var written = await new EmailChannel(_world.Shop, new Options(), _world.Shop.Time).RenderAsync(mail, null, default);
        written.Unsubscribe.ShouldBe($"https://comptoir.example/requests/{watch.Id}/stop?key={watch.Key}");
        written.Body.ShouldNotBeNull().ShouldSatisfyAllConditions(b => b.ShouldContain(stop), b => b.ShouldContain(hello), b => b.ShouldContain(written.Unsubscribe!));
    }

    private sealed class Options : IOptionsMonitor<EmailOptions>
    {
        public EmailOptions CurrentValue { get; } = new();

        public EmailOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<EmailOptions, string?> listener) => null;
    }
}
