namespace Comptoir.Money.Tests.Traffic;

/// <summary>The latest orders, on which any client may act, several at once.</summary>
internal sealed class Backlog
{
    private const int Most = 40;
    private readonly Lock _gate = new();
    private readonly List<string> _orders = [];

    public void Add(string order)
    {
        lock (_gate)
        {
            _orders.Add(order);
            if (_orders.Count > Most) _orders.RemoveAt(0);
        }
    }

    /// <summary>Null when there is none, or when chance wants nothing done now.</summary>
    public string? Take(Random random)
    {
        lock (_gate) return _orders.Count == 0 || random.Next(3) == 0 ? null : _orders[random.Next(_orders.Count)];
    }
}
