using System.Threading.Channels;
using Comptoir.Catalog;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Sqlite;

/// <summary>
/// The one writer. It takes all writes that wait, runs one after the other and commits them together, so that many
/// callers share one flush to disk. A caller hears of its write only when that flush is done.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    /// <summary>Most writes of one commit; bounds how long the first of them waits.</summary>
    private const int GroupLimit = 256;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>Work longer than this is followed by a breath, in which another process can take its turn.</summary>
    private static readonly TimeSpan LongTurn = TimeSpan.FromMilliseconds(10);

    /// <param name="Done">Units whose callers are told when the commit is on disk.</param>
    /// <param name="Kept">How many of them changed something.</param>
    private sealed record Outcome(IReadOnlyList<CommitUnit> Done, int Kept, bool Announced);

    private readonly SqliteSession _session;
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;
    private readonly StorageTelemetry _telemetry;
    private readonly Channel<CommitUnit> _waiting = Channel.CreateBounded<CommitUnit>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Thread _thread;
    private long _commits;
    private long _units;
    private double _lastCommit;

    public CommitQueue(SqliteSession session, ChangeSignal signal, TimeProvider time)
    {
        _session = session;
        _signal = signal;
        _time = time;
        _telemetry = new StorageTelemetry(() => _waiting.Reader.Count);
        _thread = new Thread(Run) { IsBackground = true, Name = "comptoir storage writer" };
        _thread.Start();
    }

    public (long Commits, long Units, int Waiting, double LastCommitMilliseconds) Figures =>
        (Interlocked.Read(ref _commits), Interlocked.Read(ref _units), _waiting.Reader.Count, Volatile.Read(ref _lastCommit));

    /// <summary>Completes when the write is on disk, or with its exception when nothing of it is. Cancelling withdraws a write that has not started.</summary>
    public async Task<T> RunAsync<T>(Func<ISqlSession, ValueTask<Written<T>>> work, CancellationToken ct)
    {
        var unit = new CommitUnit<T>(work);
        try
        {
            await _waiting.Writer.WriteAsync(unit, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        await using var withdrawal = ct.UnsafeRegister(_ => unit.Withdraw(ct), null);
        return await unit.Task;
    }

    /// <summary>Finishes what waits, then stops.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _telemetry.Dispose();
    }

    private void Run()
    {
        var group = new List<CommitUnit>(GroupLimit);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupLimit && _waiting.Reader.TryRead(out var unit))
                if (unit.TryStart()) group.Add(unit);
            if (group.Count > 0) Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<CommitUnit> group)
    {
        using var activity = StorageTelemetry.Activities.StartActivity("storage.commit");
        activity?.SetTag("comptoir.storage.group_size", group.Count);
        Outcome outcome;
        bool longTurn;
        try
        {
            _session.BeginWrite(LockPatience, _time);
            var start = _time.GetTimestamp();
            if (TryTogether(group) is { } together)
            {
                outcome = together;
            }
            else
            {
                _session.RollBack();
                _session.BeginWrite(LockPatience, _time);
                outcome = Apart(group);
            }

            longTurn = _time.GetElapsedTime(start) > LongTurn;
            if (outcome.Kept > 0) Flush(outcome.Kept);
            else _session.RollBack();
        }
        catch (Exception e)
        {
            // Nothing of the group is on disk; each caller is told so, and the writer goes on.
            _session.RollBack();
            foreach (var unit in group) unit.Fail(e);
            return;
        }

        foreach (var unit in outcome.Done) unit.Complete();
        if (outcome.Announced) _signal.Raise();
        if (longTurn) Thread.Sleep(2);
    }

    /// <summary>
    /// Runs the units one after the other. Null: one of them must be undone without the others. Savepoints for all would make SQLite copy
    /// every page that each of them changes, and that is seldom needed.
    /// </summary>
    private Outcome? TryTogether(List<CommitUnit> group)
    {
        var (kept, announced) = (0, false);
        foreach (var unit in group)
        {
            _session.Announced = false;
            var before = _session.Changes;
            bool keep;
            try
            {
                keep = unit.Run(_session);
            }
            catch (Exception) when (_session.InTransaction)
            {
                return null;
            }

            if (keep)
            {
                kept++;
                announced |= _session.Announced;
            }
            else if (_session.Changes != before)
            {
                return null;
            }
        }

        return new(group, kept, announced);
    }

    /// <summary>Runs each unit in its savepoint. One that fails is told, and the group goes on without it.</summary>
    private Outcome Apart(List<CommitUnit> group)
    {
        var done = new List<CommitUnit>(group.Count);
        var (kept, announced) = (0, false);
        foreach (var unit in group)
        {
            _session.Execute("savepoint unit");
            _session.Announced = false;
            try
            {
                if (unit.Run(_session))
                {
                    kept++;
                    announced |= _session.Announced;
                }
                else
                {
                    _session.Execute("rollback to unit");
                }

                done.Add(unit);
            }
            catch (Exception e) when (_session.InTransaction)
            {
                _session.Execute("rollback to unit");
                unit.Fail(e);
            }

            _session.Execute("release unit");
        }

        return new(done, kept, announced);
    }

    private void Flush(int units)
    {
        var start = _time.GetTimestamp();
        _session.Commit();
        var milliseconds = _time.GetElapsedTime(start).TotalMilliseconds;
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
        Volatile.Write(ref _lastCommit, milliseconds);
        _telemetry.Committed(units, milliseconds);
    }
}
