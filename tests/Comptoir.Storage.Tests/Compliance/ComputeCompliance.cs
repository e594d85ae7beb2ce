using Comptoir.Compute;
using Comptoir.Compute.Metering;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Compute;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class ComputeCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly Account Cost = new("models:north:USD", "shop", AccountKind.Expense, "usd/9");
    private static readonly Account Owed = new("owed:north:USD", "provider:north", AccountKind.Liability, "usd/9");

    private ComputeStore Compute => new((IDatabase)Stores.Database);

    [Fact]
    public async Task Documents_are_kept_version_by_version_and_many_writers_make_one_next_version()
    {
        (await Compute.GetRevisionAsync("s", None)).ShouldBe(0);
        (await Compute.SaveAsync("s", [new("setup", "setup", 1, [1])], null, None)).ShouldBeTrue();
        var next = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Compute.SaveAsync("s", [new("setup", "setup", 2, [(byte)i])], null, None))));
        next.Count(n => n).ShouldBe(1);
        (await Compute.ReadAsync("s", "setup", None)).ShouldHaveSingleItem().Version.ShouldBe(2);
        (await Compute.GetRevisionAsync("s", None)).ShouldBe(2);
        (await Compute.SaveAsync("s", [new("price", "a", 0, [1]), new("price", "b", 0, [2])], null, None)).ShouldBeTrue();
        (await Compute.SaveAsync("s", [new("price", "a", 0, [3])], null, None)).ShouldBeTrue();
        (await Compute.ReadAsync("s", "price", None)).Select(d => d.Json[0]).ShouldBe([(byte)3, (byte)2]);
        (await Compute.ReadAsync("other", "price", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_and_its_transfers_are_written_together_and_limits_hold_however_many_start_at_once()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Compute.StartAsync("s", Call($"call_{i}"), [new("requests:k", 7, 1, 5), new("tokens:k", 7, 10, 1000)], [Reservation($"call_{i}")], None))));
        started.Count(s => s.Status == StartStatus.Started).ShouldBe(5);
        started.Where(s => s.Status != StartStatus.Started).ShouldAllBe(s => s.Status == StartStatus.RateLimited && s.Key == "requests:k" && s.Available == 0);
        var calls = await Compute.GetCallsAsync("s", new() { State = CallState.Open }, None);
        calls.Count.ShouldBe(5);
        (await Stores.Ledger.GetBalanceAsync("s", Owed.Id, None))!.PendingCredits.ShouldBe(500);
        foreach (var call in calls)
        {
            var ended = call with { State = CallState.Settled, Cost = 40, EndedAt = Some.Now, Usage = new() { Input = 3, Output = 4 }, Contract = "ctr_a" };
            (await Compute.EndAsync("s", ended, [new("tokens:k", 7, -3, 0)], [Reservation(call.Id).ToPost($"{call.Id}:done", 40, Some.Now)], None)).Status.ShouldBe(PostStatus.Posted);
            (await Compute.EndAsync("s", ended, [], [Reservation(call.Id).ToPost($"{call.Id}:done", 40, Some.Now)], None)).Done.ShouldBeTrue("saying it again changes nothing");
        }

        (await Stores.Ledger.GetBalanceAsync("s", Owed.Id, None))!.Balance.ShouldBe(200);
        (await Compute.GetCallsAsync("s", new() { State = CallState.Open }, None)).ShouldBeEmpty();
        (await Compute.FindCallAsync("s", calls[0].Id, None))!.Cost.ShouldBe(40);
        var spend = (await Compute.GetSpendAsync("s", SpendBy.Deployment, Some.Now.AddDays(-1), Some.Now.AddDays(1), None)).ShouldHaveSingleItem();
        (spend.Key, spend.Nano, spend.Calls, spend.Tokens).ShouldBe(("north-small", 200m, 5, 35));
        (await Compute.GetSpendAsync("s", SpendBy.Order, Some.Now.AddDays(-1), Some.Now.AddDays(1), None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_are_kept_until_their_time_and_what_is_over_is_removed()
    {
        await Compute.KeepAnswerAsync("s", "k", "{}"u8.ToArray(), Some.Now.AddMinutes(1), None);
        (await Compute.GetAnswerAsync("s", "k", Some.Now, None)).ShouldNotBeNull();
        (await Compute.GetAnswerAsync("s", "k", Some.Now.AddMinutes(1), None)).ShouldBeNull();
        await Compute.TidyAsync("s", Some.Now.AddMinutes(2), None);
        (await Compute.GetAnswerAsync("s", "k", Some.Now, None)).ShouldBeNull();
    }

    private static CallRecord Call(string id) => new(id, "north-small", "north", "small-1", Some.Now) { Reserved = 100, KeyId = "k", ExpiresAt = Some.Now.AddHours(1) };

    private static Transfer Reservation(string id) => new(id, Cost, Owed, 100, "cost", id, Some.Now) { Phase = TransferPhase.Pending, ExpiresAt = Some.Now.AddHours(1), AtExpiry = AtExpiry.Settle, Cause = $"call:{id}" };
}
