using System.Diagnostics;
using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.Servers;
using Comptoir.Money.Tests.Traffic;
using Comptoir.Money.Tests.Witness;

namespace Comptoir.Money.Tests;

/// <summary>
/// Clients buy and operators act without pause while a server is killed at random moments and started again on the same database.
/// After each kill the books are judged as they were left; at the end everything that was open must have found its end.
/// </summary>
/// <param name="ports">One for each node; empty: free ones that change with every start.</param>
internal sealed class KillProof(IPlace place, int seed, int clients = 16, int nodes = 1, IReadOnlyList<int>? ports = null)
{
    /// <summary>An attempt is looked after when it is 20 seconds old, and again when the lease of one who died doing that has ended.</summary>
    private static readonly TimeSpan Reconciled = TimeSpan.FromSeconds(160);

    /// <summary>The longest pause between two looks at a payment, which only a clock that was set can make of a young one, and its lease.</summary>
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(11);

    private readonly Cluster _cluster = new();
    private readonly Journal _journal = new();
    private readonly Random _random = new(seed);
    private readonly List<string> _findings = [];

    /// <summary>Set forward and back while one node runs; several nodes must agree on the time.</summary>
    private readonly ClockSetting? _clock = nodes == 1 ? new(place.Folder) : null;

    /// <summary>Does something else than to kill a node in a round; false: not in this one.</summary>
    public Func<int, Task<bool>>? Disturb { get; init; }

    /// <summary>Address of a load balancer before the nodes; null: the clients take turns.</summary>
    public string? Balancer
    {
        get => _cluster.Balancer;
        init => _cluster.Balancer = value;
    }

    public string Counts => _journal.Counts;

    /// <summary>Sentences on what is wrong; empty when all held.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(int kills)
    {
        await using var receiver = await Receiver.StartAsync(seed, _journal);
        using var stop = new CancellationTokenSource();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        for (var i = 0; i < nodes; i++) await StartAsync(ports?[i] ?? 0);
        var (running, backlog) = (true, new Backlog());
        var buyers = Enumerable.Range(0, clients).Select(c => new Buyer(seed, c, receiver.Agent(c), new Door(_cluster, http, _journal, stop.Token), _journal, backlog)).ToList();
        var traffic = buyers.Select(b => Task.Run(() => b.RunAsync(() => Volatile.Read(ref running), stop.Token))).ToList();
        try
        {
            for (var kill = 1; kill <= kills && _findings.Count == 0; kill++)
            {
                await WorkAsync();
                JumpInTime();
                if (Disturb is { } disturb && await disturb(kill)) await JudgeAsync($"after disturbance {kill}", running: true);
                else await KillAsync(kill);
                if (traffic.Find(t => t.IsFaulted) is { } broken) await broken;
            }

            Volatile.Write(ref running, false);
            receiver.Calm = true;

            // what was put off while the clock was ahead falls due when it has got there
            _clock?.Set(_clock.Farthest + PutOff);
            if (_findings.Count == 0) await SettleAsync(traffic, buyers, receiver);
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var node in _cluster.Nodes) await node.DisposeAsync();
        }

        return [.. _findings];
    }

    private async Task<Node> StartAsync(int port)
    {
        var node = Node.Launch(place.Data, port: port, clock: _clock);
        await node.ReadyAsync();
        _cluster.Add(node);
        return node;
    }

    /// <summary>Mostly until something was done again since the last kill, sometimes not even that.</summary>
    private async Task WorkAsync()
    {
        var enough = _journal.Length + (_random.Next(6) == 0 ? 0 : _random.Next(4, 60));
        for (var i = 0; i < 500 && _journal.Length < enough; i++) await Task.Delay(20);
        await Task.Delay(_random.Next(0, 100));
    }

    /// <summary>Now and then the clock is set: by a little, by more than a lease lasts, by more than a retry waits.</summary>
    private void JumpInTime()
    {
        if (_clock is null || _random.Next(2) == 0) return;
        _clock.Set(TimeSpan.FromSeconds(_random.Next(5) switch { 0 => 0, 1 => _random.Next(-5, 6), 2 => _random.Next(-120, 121), 3 => _random.Next(-900, 901), _ => _random.Next(-3600, 7200) }));
        _journal.Count("clock settings");
    }

    private async Task KillAsync(int kill)
    {
        var node = _cluster.Nodes[_random.Next(_cluster.Nodes.Count)];
        var port = ports is null ? 0 : new Uri(node.Address).Port;
        await node.KillAsync();
        _cluster.Remove(node);
        await JudgeAsync($"after kill {kill}", running: nodes > 1);
        await node.DisposeAsync();

        // now and then the next one dies while it starts
        if (_random.Next(8) == 0)
        {
            await using var early = Node.Launch(place.Data, clock: _clock);
            await Task.Delay(_random.Next(20, 900));
            await early.KillAsync();
        }

        var next = await StartAsync(port);
        await NothingIsStuckAsync(kill, next);
    }

    private async Task JudgeAsync(string when, bool running)
    {
        // what was acknowledged before the books are read must be in them
        var acknowledged = _journal.Acknowledged;
        var books = await place.ReadAsync(running);
        _findings.AddRange(Invariants.Check(books, acknowledged).Concat(_journal.Faults).Take(20).Select(f => $"{when}: {f}"));
    }

    /// <summary>A payment without an outcome is settled soon after a server is there to ask for it; no lease reaches further than leases do.</summary>
    private async Task NothingIsStuckAsync(int kill, Node server)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            // by the server's clock; a lease may have been taken, and a second look put off, when that was farthest ahead
            var (now, farthest) = (_clock?.Now ?? DateTimeOffset.UtcNow, DateTimeOffset.UtcNow + (_clock?.Farthest ?? TimeSpan.Zero));
            var stuck = await place.StuckAsync(now - Reconciled, _clock is null ? now - Reconciled : farthest + PutOff, farthest + TimeSpan.FromMinutes(6));
            if (stuck.Count == 0) return;
            if (watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                _findings.AddRange(stuck.Select(s => $"after kill {kill}: {s}"));
                _findings.Add(server.Output);
                return;
            }

            await Task.Delay(200);
        }
    }

    /// <summary>Traffic ends, every open completion is asked for again, every message arrives.</summary>
    private async Task SettleAsync(IReadOnlyList<Task> traffic, IReadOnlyList<Buyer> buyers, Receiver receiver)
    {
        await Task.WhenAll(traffic).WaitAsync(TimeSpan.FromMinutes(2));
        var watch = Stopwatch.StartNew();
        while (buyers.Any(b => b.Open > 0) && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.WhenAll(buyers.Select(b => b.AskAgainAsync(TimeSpan.FromSeconds(1))));
            await Task.Delay(500);
        }

        if (buyers.Sum(b => b.Open) is > 0 and var open) _findings.Add($"{open} completions never had an outcome.");

        // what a killed process had leased waits for its lease, what failed for its pause, a decline for a second look: here that time passes at once
        while (watch.Elapsed < TimeSpan.FromMinutes(4))
        {
            await place.ExecuteAsync("update outbox set lease_until = 0, next_attempt_at = 0 where state = 'Waiting'");
            await place.ExecuteAsync("update job set lease_token = null, due_at = 1 where kind = 'check_decline'");
            await Task.Delay(1_000);
            var books = await place.ReadAsync(running: true);
            if (books.Outbox.All(m => m.State != "Waiting") && !Invariants.Provider(books, over: true).Any()) break;
        }

        await JudgeAsync("at the end", running: true);
        _findings.AddRange(Invariants.Provider(await place.ReadAsync(running: true), over: true));
        _findings.AddRange(await WholeBook.CheckAsync(place.Data));
        var end = await place.ReadAsync(running: true);
        foreach (var message in end.Outbox.Where(m => m.Kind == "webhook"))
        {
            if (message.State != "Sent") _findings.Add($"Event {message.Id} of {message.Document.OrderId} is {message.State} after {message.Document.Attempts} attempts.");
            else if (!receiver.Taken.ContainsKey(message.Id)) _findings.Add($"Event {message.Id} counts as sent and never arrived.");
        }

        foreach (var checkout in end.Checkouts.Where(c => c.Status == "CompleteInProgress")) _findings.Add($"{checkout.Id} is still in progress.");
        foreach (var checkout in end.Checkouts.Where(c => c.Status is not ("Completed" or "Canceled") && c.Document.ExpiresAt > (_clock?.Now ?? DateTimeOffset.UtcNow).AddHours(25))) _findings.Add($"{checkout.Id} stays open until {checkout.Document.ExpiresAt:u}.");
    }
}
