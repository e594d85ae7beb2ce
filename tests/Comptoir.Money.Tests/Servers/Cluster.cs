namespace Comptoir.Money.Tests.Servers;

/// <summary>The nodes that serve one place, as a load balancer sees them: requests go to one that runs, in turn.</summary>
internal sealed class Cluster
{
    private readonly Lock _gate = new();
    private readonly List<Node> _nodes = [];
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _turn;

    public IReadOnlyList<Node> Nodes
    {
        get
        {
            lock (_gate) return [.. _nodes];
        }
    }

    /// <summary>Address of a balancer that stands before the nodes; null: the clients take turns themselves.</summary>
    public string? Balancer { get; set; }

    public void Add(Node node)
    {
        lock (_gate)
        {
            _nodes.Add(node);
            _change.TrySetResult();
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Remove(Node node)
    {
        lock (_gate) _nodes.Remove(node);
    }

    /// <summary>Waits while none runs.</summary>
    public async Task<string> NextAsync(CancellationToken ct)
    {
        if (Balancer is { } balancer) return balancer;
        while (true)
        {
            Task change;
            lock (_gate)
            {
                var running = _nodes.Where(n => n.Running).ToList();
                if (running.Count > 0) return running[_turn++ % running.Count].Address;
                change = _change.Task;
            }

            await Task.WhenAny(change, Task.Delay(200, ct));
            ct.ThrowIfCancellationRequested();
        }
    }
}
