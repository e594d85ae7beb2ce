using System.Diagnostics.Metrics;
using Comptoir.Storage.Sql;
using Comptoir.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class CommitQueueTests : IDisposable
{
    private readonly SqlitePlace _place = new();
    private readonly SqliteDatabase _database;

    public CommitQueueTests() => _database = _place.OpenDatabase();

    public void Dispose()
    {
        _database.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_together_share_one_commit()
    {
        using var gate = new Gate(_database);
        var rest = Enumerable.Range(0, 50).Select(i => Insert($"k{i}")).ToList();
        _database.GetHealth().Waiting.ShouldBe(50);

        gate.Open();
        await Task.WhenAll(rest);

        var health = _database.GetHealth();
        health.Commits.ShouldBe(2);
        health.MeanGroupSize.ShouldBe(25.5, 0.01);
        health.Bytes.ShouldBeGreaterThan(0);
        health.WalBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task In_a_shared_commit_a_refused_and_a_failing_write_leave_the_others_in_place()
    {
        using var gate = new Gate(_database);
        var before = Insert("before");
        var refused = _database.WriteAsync(async session => (await Add(session, "refused")) with { Keep = false }, CancellationToken.None);
        var failing = _database.WriteAsync(
            async session =>
            {
                await Add(session, "failing");
                await session.ExecuteAsync("insert into counter (shop_id, name, value) values ('s', null, 1)");
            },
            CancellationToken.None);
        var after = Insert("after");

        gate.Open();
        await Task.WhenAll(before, refused, after);

        await Should.ThrowAsync<SqliteException>(() => failing);
        (await Names()).ShouldBe(["after", "before"]);
    }

    [Fact]
    public async Task A_write_that_was_cancelled_before_its_turn_does_not_happen()
    {
        using var gate = new Gate(_database);
        using var cancel = new CancellationTokenSource();
        var withdrawn = Insert("withdrawn", cancel.Token);
        var kept = Insert("kept");

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => withdrawn);
        gate.Open();
        await kept;

        (await Names()).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_its_write_runs_still_learns_its_outcome()
    {
        using var started = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var running = _database.WriteAsync(
            session =>
            {
                started.Set();
                gate.Wait();
                return Add(session, "done");
            },
            cancel.Token);
        started.Wait();

        await cancel.CancelAsync();
        gate.Set();

        (await running).ShouldBe(1);
        (await Names()).ShouldBe(["done"]);
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_for_a_while_is_waited_for()
    {
        using var other = new SqliteConnection($"Data Source={_place.File};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "begin immediate";
        begin.ExecuteNonQuery();

        var write = Insert("patient");
        await Task.Delay(300);
        write.IsCompleted.ShouldBeFalse();
        begin.CommandText = "commit";
        begin.ExecuteNonQuery();

        await write;
        (await Names()).ShouldBe(["patient"]);
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_then_refuses()
    {
        var writes = Enumerable.Range(0, 20).Select(i => Insert($"k{i:00}")).ToList();
        _database.Dispose();

        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(() => Insert("late"));
        await Should.ThrowAsync<ObjectDisposedException>(Names);
        using var again = _place.OpenDatabase();
        (await again.ReadAsync(s => s.NumberAsync("select count(*) from counter"), CancellationToken.None)).ShouldBe(20);
    }

    [Fact]
    public async Task Commits_are_measured()
    {
        long commits = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "Comptoir.Storage") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => { if (instrument.Name == "comptoir.storage.commits") Interlocked.Add(ref commits, value); });
        listener.Start();

        await Insert("measured");

        commits.ShouldBeGreaterThan(0);
    }

    private static async ValueTask<Written<int>> Add(ISqlSession session, string name) => new(await session.ExecuteAsync("insert into counter (shop_id, name, value) values ('s', $1, 1)", name));

    private Task<int> Insert(string name, CancellationToken ct = default) => _database.WriteAsync(session => Add(session, name), ct);

    private Task<List<string>> Names() => _database.ReadAsync(s => s.ListAsync("select name from counter order by name", row => row.GetString(0)), CancellationToken.None);

    /// <summary>Keeps the writer busy, so that what is asked for meanwhile waits. Opens at the end of the test whatever happens.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _open = new();

        public Gate(SqliteDatabase database)
        {
            var reached = new TaskCompletionSource();
            _ = database.WriteAsync(
                _ =>
                {
                    reached.SetResult();
                    _open.Task.Wait();
                    return ValueTask.CompletedTask;
                },
                CancellationToken.None);
            reached.Task.Wait();
        }

        public void Open() => _open.TrySetResult();

        public void Dispose() => Open();
    }
}
