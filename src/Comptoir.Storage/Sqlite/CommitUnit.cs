using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Sqlite;

/// <summary>A write that waits for its turn.</summary>
internal abstract class CommitUnit
{
    private const int Waiting = 0, Started = 1, Withdrawn = 2;

    private int _state;

    /// <summary>False when its caller gave up before.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>Runs inside the group's transaction. True: its changes stay.</summary>
    public abstract bool Run(SqliteSession session);

    /// <summary>Tells the caller; only after the group's commit is on disk.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;
}

internal sealed class CommitUnit<T>(Func<ISqlSession, ValueTask<Written<T>>> work) : CommitUnit
{
    private readonly TaskCompletionSource<T> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;

    public Task<T> Task => _task.Task;

    public override bool Run(SqliteSession session)
    {
        (_value, var keep) = Completed.ValueOf(work(session));
        return keep;
    }

    public override void Complete() => _task.TrySetResult(_value);

    public override void Fail(Exception exception) => _task.TrySetException(exception);

    /// <summary>Takes the write back if it has not started; otherwise its outcome counts.</summary>
    public void Withdraw(CancellationToken ct)
    {
        if (TryWithdraw()) _task.TrySetCanceled(ct);
    }
}
