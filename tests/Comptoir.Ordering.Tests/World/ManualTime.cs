namespace Comptoir.Ordering.Tests.World;

/// <summary>A clock that moves when told; its timers fire then.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _elapsed;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state)) { Due = dueTime == Timeout.InfiniteTimeSpan ? null : _elapsed + dueTime };
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        _now += by;
        _elapsed += by;
        List<ManualTimer> due;
        lock (_gate) due = [.. _timers.Where(t => t.Due <= _elapsed)];
        foreach (var timer in due)
        {
            timer.Due = null;
            timer.Fire();
        }
    }

    /// <summary>The clock on the wall is set to another time; timers count on as if nothing had happened.</summary>
    public void Jump(TimeSpan by) => _now += by;

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
