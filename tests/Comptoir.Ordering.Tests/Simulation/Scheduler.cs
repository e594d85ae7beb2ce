using System.Runtime.CompilerServices;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>
/// Runs everything that waits on one thread, each time what the seed picks among all that could go on. What belongs to a process
/// that has died is never gone on with: all that it had in memory is lost.
/// </summary>
internal sealed class Scheduler(Random random) : SynchronizationContext
{
    private readonly List<Action> _ready = [];

    public int Steps { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => _ready.Add(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>A point where anything else may happen first.</summary>
    public StepAwaitable Step(Life life) => new(this, life);

    public async Task PauseAsync(Life life, int steps)
    {
        for (var i = 0; i < steps; i++) await Step(life);
    }

    /// <summary>Runs until <paramref name="done"/>; throws when nothing can go on or it takes too long.</summary>
    public void RunUntil(Func<bool> done, int limit)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            for (var stop = Steps + limit; !done(); Steps++)
            {
                if (_ready.Count == 0) throw new InvalidOperationException("Everything waits and nothing can go on.");
                if (Steps > stop) throw new InvalidOperationException($"No end after {limit} steps.");
                var pick = random.Next(_ready.Count);
                var next = _ready[pick];
                _ready[pick] = _ready[^1];
                _ready.RemoveAt(_ready.Count - 1);
                next();
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    internal readonly struct StepAwaitable(Scheduler scheduler, Life life) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public StepAwaitable GetAwaiter() => this;

        public void GetResult() { }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation)
        {
            var mine = life;
            scheduler._ready.Add(() =>
            {
                if (!mine.Dead) continuation();
            });
        }
    }
}

/// <summary>Whether a process, or the world outside of all processes, still lives.</summary>
internal sealed class Life
{
    private readonly TaskCompletionSource _died = new();

    public bool Dead { get; private set; }

    public Task Died => _died.Task;

    public void Kill()
    {
        Dead = true;
        _died.TrySetResult();
    }
}
