using Comptoir.Ordering;
using Comptoir.Ordering.Jobs;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class JobCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private const string Kind = "settle";

    private IJobStore Jobs => Stores.Jobs;

    [Fact]
    public async Task A_job_is_taken_when_it_is_due_and_hidden_until_its_lease_ends()
    {
        await Jobs.ScheduleAsync(Some.Job("a") with { Data = "{}" }, None);
        await Jobs.ScheduleAsync(Some.Job("later", minutes: 60), None);

        var leased = (await Lease(0)).ShouldHaveSingleItem();
        leased.Job.ShouldBe(Some.Job("a") with { Data = "{}", Attempts = 1 });
        (await Lease(0.9)).ShouldBeEmpty();
        (await Lease(1)).ShouldHaveSingleItem().Job.Attempts.ShouldBe(2, "who had it has died");
        (await Jobs.LeaseAsync(["other"], Some.Now.AddDays(1), Some.Now.AddDays(2), 9, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_lost_a_lease_can_neither_end_nor_keep_nor_delay_what_another_has_taken()
    {
        await Jobs.ScheduleAsync(Some.Job("a"), None);
        var dead = (await Lease(0)).ShouldHaveSingleItem();
        var alive = (await Lease(1)).ShouldHaveSingleItem();

        (await Jobs.DoneAsync(dead, None)).ShouldBeFalse();
        (await Jobs.RenewAsync(dead, Some.Now.AddDays(1), None)).ShouldBeFalse();
        (await Jobs.AgainAsync(dead, Some.Now.AddDays(1), "late", None)).ShouldBeFalse();
        (await Commit(new Transition(Some.ShopId) { Cart = Some.Cart("c"), DoneJobs = [JobEnd.Of(dead)] })).ShouldBe(CommitStatus.LeaseLost);
        (await Stores.Ordering.GetCartAsync(Some.ShopId, "c", None)).ShouldBeNull();

        (await Commit(new Transition(Some.ShopId) { Cart = Some.Cart("c"), DoneJobs = [JobEnd.Of(alive)] })).ShouldBe(CommitStatus.Committed);
        (await Jobs.FindAsync(Some.ShopId, Kind, "a", None)).ShouldBeNull();
        (await Jobs.DoneAsync(alive, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_renewed_lease_holds_longer()
    {
        await Jobs.ScheduleAsync(Some.Job("a"), None);
        var leased = (await Lease(0)).ShouldHaveSingleItem();

        (await Jobs.RenewAsync(leased, Some.Now.AddMinutes(5), None)).ShouldBeTrue();

        (await Lease(4.9)).ShouldBeEmpty();
        (await Lease(5)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Scheduling_again_brings_a_job_forward_and_never_puts_it_off()
    {
        await Jobs.ScheduleAsync(Some.Job("a", minutes: 10) with { Data = "first" }, None);
        await Jobs.ScheduleAsync(Some.Job("a", minutes: 20), None);
        (await Jobs.FindAsync(Some.ShopId, Kind, "a", None))!.ShouldBe(Some.Job("a", minutes: 10) with { Data = "first" });

        await Jobs.ScheduleAsync(Some.Job("a", minutes: 5) with { Data = "second" }, None);
        (await Jobs.FindAsync(Some.ShopId, Kind, "a", None))!.ShouldBe(Some.Job("a", minutes: 5) with { Data = "second" });

        await Jobs.EnsureAsync([Some.Job("a"), Some.Job("b")], None);
        (await Lease(0)).ShouldHaveSingleItem().Job.Key.ShouldBe("b");
    }

    [Fact]
    public async Task What_is_scheduled_while_it_is_being_done_is_done_once_more_and_not_at_the_same_time()
    {
        await Jobs.ScheduleAsync(Some.Job("a"), None);
        var first = (await Lease(0)).ShouldHaveSingleItem();

        await Jobs.ScheduleAsync(Some.Job("a", minutes: 30), None);
        await Jobs.ScheduleAsync(Some.Job("a", minutes: 3), None);
        (await Lease(0.5)).ShouldBeEmpty();
        (await Jobs.DoneAsync(first, None)).ShouldBeTrue();

        (await Lease(2.9)).ShouldBeEmpty();
        (await Lease(3)).ShouldHaveSingleItem().Job.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_job_comes_again_and_counts_its_attempts_and_one_that_recurs_counts_anew()
    {
        await Jobs.ScheduleAsync(Some.Job("a"), None);
        (await Jobs.AgainAsync((await Lease(0)).Single(), Some.Now.AddMinutes(2), "the provider is away", None)).ShouldBeTrue();
        (await Lease(1.9)).ShouldBeEmpty();
        var second = (await Lease(2)).ShouldHaveSingleItem();
        second.Job.Attempts.ShouldBe(2);

        (await Jobs.AgainAsync(second, Some.Now.AddMinutes(9), null, None)).ShouldBeTrue();
        (await Lease(9)).ShouldHaveSingleItem().Job.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_begins_ends_and_recurs_with_the_transition_that_causes_it_or_not_at_all()
    {
        await Commit(new Transition(Some.ShopId) { Cart = Some.Cart("c"), Jobs = [Some.Job("a"), Some.Job("b")] });
        (await Commit(new Transition(Some.ShopId) { Cart = Some.Cart("c"), Jobs = [Some.Job("never")], DoneJobs = [new JobEnd(Kind, "b")] })).ShouldBe(CommitStatus.VersionConflict);
        (await Jobs.FindAsync(Some.ShopId, Kind, "never", None)).ShouldBeNull();

        var leased = await Lease(0);
        leased.Select(l => l.Job.Key).ShouldBe(["a", "b"], ignoreOrder: true);
        var a = leased.Single(l => l.Job.Key == "a");
        (await Commit(new Transition(Some.ShopId) { Cart = Some.Cart("c", 2), DoneJobs = [JobEnd.Of(a), new JobEnd(Kind, "b")], Jobs = [Some.Job("a", minutes: 60)] })).ShouldBe(CommitStatus.Committed);

        (await Jobs.FindAsync(Some.ShopId, Kind, "b", None)).ShouldBeNull();
        (await Jobs.DoneAsync(a, None)).ShouldBeFalse("the transition has ended it already");
        (await Jobs.FindAsync(Some.ShopId, Kind, "a", None))!.DueAt.ShouldBe(Some.Now.AddMinutes(60));
    }

    [Fact]
    public async Task Jobs_of_two_shops_do_not_touch_each_other()
    {
        await Jobs.ScheduleAsync(Some.Job("a"), None);
        await Jobs.ScheduleAsync(Some.Job("a") with { ShopId = "other" }, None);

        (await Jobs.RemoveAsync("other", Kind, "a", None)).ShouldBeTrue();
        (await Jobs.RemoveAsync("other", Kind, "a", None)).ShouldBeFalse();
        (await Lease(0)).ShouldHaveSingleItem().Job.ShopId.ShouldBe(Some.ShopId);
    }

    [Fact]
    public async Task Concurrent_runners_never_take_the_same_job()
    {
        using var other = OpenAnother();
        await Commit(new Transition(Some.ShopId) { Jobs = [.. Enumerable.Range(0, 60).Select(i => Some.Job($"j{i}"))] });

        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? Stores : other).Jobs.LeaseAsync([Kind], Some.Now, Some.Now.AddMinutes(1), 7, None))));

        var keys = leases.SelectMany(l => l).Select(l => l.Job.Key).ToList();
        keys.ShouldBeUnique();
        keys.Count.ShouldBe(60);
    }

    [Fact]
    public async Task A_job_that_is_due_wakes_the_runners()
    {
        await QuietAsync();
        var woken = Stores.Signal.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);

        await Commit(new Transition(Some.ShopId) { Jobs = [Some.Job("a") with { DueAt = TimeProvider.System.GetUtcNow() }] });

        await woken.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private Task<IReadOnlyList<LeasedJob>> Lease(double minutes) => Jobs.LeaseAsync([Kind, "another"], Some.Now.AddMinutes(minutes), Some.Now.AddMinutes(minutes + 1), 10, None);

    private async Task<CommitStatus> Commit(Transition transition) => (await Stores.Ordering.CommitAsync(transition, None)).Status;
}
