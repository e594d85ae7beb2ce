using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Tests.World;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>
/// Some processes over one store, buyers who repeat what was not answered, a provider and receivers that fail, and chance, which
/// kills processes and moves the clock: all of it drawn from one seed.
/// </summary>
internal sealed class SimulatedWorld
{
    private readonly Random _random;
    private readonly List<SimulatedProcess> _processes = [];
    private readonly Life _outside = new();
    private bool _calm;
    private bool _ended;
    private int _hoursBehind;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        Scheduler = new Scheduler(_random);
        Shop = TestShop.French();
        Shop.Store.Stock["pan"] = (4, 0);
        Shop.Store.Stock["book"] = (9, 0);
        Provider = new SimulatedProvider(_random);
        Channels = [new("webhook", _random, Shop.Time), new("email", _random, Shop.Time)];
    }

    public Scheduler Scheduler { get; }

    public TestShop Shop { get; }

    public SimulatedProvider Provider { get; }

    public IReadOnlyList<SimulatedChannel> Channels { get; }

    public List<string> Findings { get; } = [];

    public int Kills { get; private set; }

    /// <summary>Plays the whole story to its end; the findings say what was wrong with it.</summary>
    public IReadOnlyList<string> Run()
    {
        try
        {
            Play();
        }
        catch (Exception e)
        {
            Findings.Add(e.ToString());
        }

        return Findings;
    }

    private void Play()
    {
        var buyers = new List<Task>();
        Outside(() =>
        {
            Start();
            if (_random.Next(2) == 0) Start();
            buyers.AddRange(Enumerable.Range(0, _random.Next(2, 5)).Select(n => new SimulatedBuyer(this, _random, n).RunAsync()));
            _ = ChanceAsync();
        });
        Scheduler.RunUntil(() => Scheduler.Steps > 700 || buyers.TrueForAll(b => b.IsCompleted), 2_000);
        Calm();
        Scheduler.RunUntil(() => buyers.TrueForAll(b => b.IsCompleted), 30_000);
        foreach (var buyer in buyers) buyer.GetAwaiter().GetResult();
        var end = new TaskCompletionSource();
        Outside(() => _ = EndAsync(end));
        Scheduler.RunUntil(() => end.Task.IsCompleted, 60_000);
        end.Task.GetAwaiter().GetResult();
        Findings.AddRange(Judgement.Of(this));
        _outside.Kill();
    }

    /// <summary>Asks one of the processes; null: it died or the connection broke, and what came of it is not known.</summary>
    public async Task<Result<T>?> AskAsync<T>(Func<SimulatedProcess, Task<Result<T>>> ask)
        where T : class
    {
        while (_processes.Count == 0) await PauseAsync(1);
        var process = _processes[_random.Next(_processes.Count)];
        var answer = ask(process);
        await Task.WhenAny(answer, process.Life.Died);
        if (!answer.IsCompleted || (!_calm && _random.Next(12) == 0)) return null;
        return await answer;
    }

    public Task PauseAsync(int steps) => Scheduler.PauseAsync(_outside, steps);

    private void Start()
    {
        var process = new SimulatedProcess(this, new Life());
        _processes.Add(process);
        foreach (var work in process.Background) _ = RepeatAsync(process, work);
    }

    private async Task RepeatAsync(SimulatedProcess process, Func<Task> work)
    {
        while (true)
        {
            await Scheduler.PauseAsync(process.Life, 25);
            try
            {
                await work();
            }
            catch (Exception e)
            {
                Findings.Add($"Background work failed: {e}");
            }
        }
    }

    /// <summary>Kills, starts again, moves the clock.</summary>
    private async Task ChanceAsync()
    {
        while (!_ended)
        {
            await PauseAsync(6);
            var time = Shop.Time;
            switch (_calm ? 99 : _random.Next(40))
            {
                case < 4 when _processes.Count > 0:
                    var victim = _processes[_random.Next(_processes.Count)];
                    _processes.Remove(victim);
                    victim.Life.Kill();
                    Kills++;
                    break;
                case < 4: Start(); break;
                case < 7 when _processes.Count < 3: Start(); break;
                case 7: Leap(TimeSpan.FromDays(1)); break;
                case 8:
                    time.Jump(TimeSpan.FromHours(-1));
                    _hoursBehind++;
                    break;
                case < 14: time.Advance(TimeSpan.FromSeconds(_random.Next(5, 45))); break;
                default: time.Advance(TimeSpan.FromMilliseconds(_calm ? _random.Next(1_000, 20_000) : _random.Next(1, 900))); break;
            }
        }
    }

    /// <summary>From here on nothing fails any more and the clock is right: all that was begun must find its end.</summary>
    private void Calm()
    {
        if (_hoursBehind > 0) Leap(TimeSpan.FromHours(_hoursBehind));
        (_calm, Provider.Calm) = (true, true);
        foreach (var channel in Channels) channel.Calm = true;
        Outside(Start);
    }

    private void Leap(TimeSpan by)
    {
        Shop.Time.Jump(by);
        foreach (var channel in Channels) channel.Leaped = true;
    }

    /// <summary>One last process alone does all that is left to do.</summary>
    private async Task EndAsync(TaskCompletionSource end)
    {
        try
        {
            _ended = true;
            foreach (var running in _processes) running.Life.Kill();
            var process = new SimulatedProcess(this, new Life());
            for (var i = 0; i < 4; i++)
            {
                Shop.Time.Advance(TimeSpan.FromHours(2));
                await process.RunJobsAsync();
                foreach (var order in Shop.Store.Orders) await process.Orders.RecordAsync(order.ShopId, order.Id, [], [], TestShop.Agent, CancellationToken.None);
            }

            for (var i = 0; i < 40 && Shop.Store.Outbox.Values.Any(m => m.State == OutboxState.Waiting); i++)
            {
                Shop.Time.Advance(TimeSpan.FromHours(7));
                await process.Delivery.RunOnceAsync(CancellationToken.None);
            }

            end.SetResult();
        }
        catch (Exception e)
        {
            end.SetException(e);
        }
    }

    private void Outside(Action act)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Scheduler);
        act();
        SynchronizationContext.SetSynchronizationContext(before);
    }
}
