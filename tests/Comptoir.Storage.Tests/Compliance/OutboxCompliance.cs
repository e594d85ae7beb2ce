using Comptoir.Ordering;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class OutboxCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private IOrderingStore Ordering => Stores.Ordering;

    [Fact]
    public async Task A_message_is_leased_when_due_and_then_hidden_until_the_lease_ends()
    {
        await Add(Some.Message("now"), Some.Message("later", Some.Now.AddHours(1)));

        (await Lease(Some.Now)).ShouldBe(["now"]);
        (await Lease(Some.Now.AddSeconds(59))).ShouldBeEmpty();
        (await Lease(Some.Now.AddSeconds(60))).ShouldBe(["now"], "who leased it has died");
    }

    [Fact]
    public async Task Storing_a_message_while_it_is_being_sent_keeps_the_lease_and_a_new_moment_ends_it()
    {
        await Add(Some.Message("m"));
        var leased = (await Ordering.LeaseOutboxAsync(Some.Now, Some.Now.AddMinutes(10), 5, None)).ShouldHaveSingleItem();

        await Ordering.SaveOutboxAsync(leased with { Subject = "Merci", Body = "…" }, None);
        (await Lease(Some.Now.AddMinutes(1))).ShouldBeEmpty();

        await Ordering.SaveOutboxAsync(leased with { Attempts = 1, NextAttemptAt = Some.Now.AddMinutes(2) }, None);
        (await Lease(Some.Now.AddMinutes(1))).ShouldBeEmpty();
        (await Lease(Some.Now.AddMinutes(2))).ShouldBe(["m"]);
    }

    [Fact]
    public async Task Who_lost_the_lease_can_store_nothing_and_who_has_it_can()
    {
        await Add(Some.Message("m"));
        var slow = (await Ordering.LeaseOutboxAsync(Some.Now, Some.Now.AddMinutes(5), 5, None)).ShouldHaveSingleItem();
        var quick = (await Ordering.LeaseOutboxAsync(Some.Now.AddMinutes(6), Some.Now.AddMinutes(11), 5, None)).ShouldHaveSingleItem();
        (await Ordering.SaveOutboxAsync(slow with { Body = "another text" }, None)).ShouldBeFalse();
        (await Ordering.SaveOutboxAsync(quick with { Body = "the text" }, None)).ShouldBeTrue();
        (await Ordering.SaveOutboxAsync(slow with { State = OutboxState.Sent }, None)).ShouldBeFalse();
        (await Ordering.ListOutboxAsync(Some.ShopId, null, 10, 0, None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Body.ShouldBe("the text"), m => m.State.ShouldBe(OutboxState.Waiting));
    }

    [Fact]
    public async Task What_was_sent_is_not_leased_again_and_stays_readable()
    {
        await Add(Some.Message("m"));

        await Ordering.SaveOutboxAsync(Some.Message("m") with { State = OutboxState.Sent, Body = "Bonjour" }, None);

        (await Lease(Some.Now.AddDays(1))).ShouldBeEmpty();
        (await Ordering.ListOutboxAsync(Some.ShopId, "email", 10, 0, None)).ShouldHaveSingleItem().Body.ShouldBe("Bonjour");
        (await Ordering.ListOutboxAsync(Some.ShopId, "webhook", 10, 0, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Concurrent_workers_never_lease_the_same_message()
    {
        using var other = OpenAnother();
        await Add([.. Enumerable.Range(0, 60).Select(i => Some.Message($"m{i}"))]);

        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Ordering : other.Ordering).LeaseOutboxAsync(Some.Now, Some.Now.AddMinutes(1), 7, None))));

        var ids = leases.SelectMany(l => l).Select(m => m.Id).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBe(60);
    }

    [Fact]
    public async Task Each_receiver_gets_its_own_in_order_and_a_failing_one_holds_up_nobody_else()
    {
        OutboxMessage To(string receiver, string id) => Some.Message(id) with { Kind = "webhook", Target = receiver };
        await Add(To("https://a.example", "m1"), To("https://a.example", "m2"), To("https://b.example", "m3"), Some.Message("m4"));

        (await Lease(Some.Now)).ShouldBe(["m1", "m3", "m4"], ignoreOrder: true);
        await Ordering.SaveOutboxAsync(To("https://a.example", "m1") with { Attempts = 1, NextAttemptAt = Some.Now.AddMinutes(10) }, None);
        (await Lease(Some.Now.AddMinutes(5))).ShouldBe(["m3", "m4"], ignoreOrder: true, "the second waits for the first");
        (await Lease(Some.Now.AddMinutes(10))).ShouldBe(["m1", "m3", "m4"], ignoreOrder: true);
        await Ordering.SaveOutboxAsync(To("https://a.example", "m1") with { State = OutboxState.Failed }, None);
        (await Lease(Some.Now.AddMinutes(20))).ShouldContain("m2");
    }

    [Fact]
    public async Task A_receiver_stays_stopped_until_it_is_lifted()
    {
        await Ordering.StopReceiverAsync(Some.ShopId, "https://a.example", Some.Now, None);
        await Ordering.StopReceiverAsync(Some.ShopId, "https://a.example", Some.Now.AddDays(1), None);
        (await Ordering.IsReceiverStoppedAsync(Some.ShopId, "https://a.example", None)).ShouldBeTrue();
        (await Ordering.IsReceiverStoppedAsync(Some.ShopId, "https://b.example", None)).ShouldBeFalse();
        await Ordering.LiftReceiverAsync(Some.ShopId, "https://a.example", None);
        (await Ordering.IsReceiverStoppedAsync(Some.ShopId, "https://a.example", None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_committed_message_wakes_the_sender()
    {
        var woken = Stores.Signal.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);

        await Add(Some.Message("m"));

        await woken.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private Task Add(params OutboxMessage[] messages) => Ordering.CommitAsync(new Transition(Some.ShopId) { Outbox = messages }, None);

    private async Task<List<string>> Lease(DateTimeOffset now) => [.. (await Ordering.LeaseOutboxAsync(now, now.AddMinutes(1), 10, None)).Select(m => m.Id)];
}
