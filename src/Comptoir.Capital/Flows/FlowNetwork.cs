using System.Collections.Immutable;

namespace Comptoir.Capital.Flows;

/// <summary>All that one party pays another in a view.</summary>
/// <param name="From">Index of the payer in <see cref="FlowNetwork.Parties"/>.</param>
/// <param name="Amount">Whole smallest units, greater than zero.</param>
/// <param name="Deals">Ids of the deals that make it up.</param>
public sealed record Flow(int From, int To, long Amount, ImmutableArray<string> Deals);

/// <summary>
/// Who pays whom how much: parties in alphabetical order and one flow a pair, in the order of payer and payee,
/// so that nothing depends on the order of rows in a file.
/// </summary>
public sealed class FlowNetwork
{
    private readonly int[] _outStart;
    private readonly int[] _inStart;
    private readonly int[] _inFlows;

    private FlowNetwork(ImmutableArray<string> parties, ImmutableArray<Flow> flows)
    {
        (Parties, Flows) = (parties, flows);
        _outStart = new int[parties.Length + 1];
        _inStart = new int[parties.Length + 1];
        foreach (var flow in flows)
        {
            _outStart[flow.From + 1]++;
            _inStart[flow.To + 1]++;
        }

        for (var i = 0; i < parties.Length; i++)
        {
            _outStart[i + 1] += _outStart[i];
            _inStart[i + 1] += _inStart[i];
        }

        _inFlows = new int[flows.Length];
        var next = _inStart.ToArray();
        for (var f = 0; f < flows.Length; f++) _inFlows[next[flows[f].To]++] = f;
    }

    public ImmutableArray<string> Parties { get; }

    /// <summary>In the order of payer, then payee.</summary>
    public ImmutableArray<Flow> Flows { get; }

    /// <summary>The sum of all flows, smallest units.</summary>
    public long Total => Flows.Sum(f => f.Amount);

    /// <exception cref="ArgumentException">An amount is not positive.</exception>
    /// <exception cref="OverflowException">The sum of all amounts does not fit 63 bits.</exception>
    public static FlowNetwork Of(IEnumerable<(string From, string To, long Amount, string Deal)> contracts, IEnumerable<string>? alsoParties = null)
    {
        var sums = new Dictionary<(string, string), (long Amount, List<string> Deals)>();
        var names = new SortedSet<string>(alsoParties ?? [], StringComparer.Ordinal);
        var total = 0L;
        foreach (var (from, to, amount, deal) in contracts)
        {
            if (amount <= 0) throw new ArgumentException($"A flow is greater than zero, not {amount} ({deal}).", nameof(contracts));
            total = checked(total + amount);
            names.Add(from);
            names.Add(to);
            var sum = sums.TryGetValue((from, to), out var known) ? known : (0, []);
            sum.Deals.Add(deal);
            sums[(from, to)] = (sum.Amount + amount, sum.Deals);
        }

        var parties = names.ToImmutableArray();
        var index = new Dictionary<string, int>(parties.Length, StringComparer.Ordinal);
        for (var i = 0; i < parties.Length; i++) index[parties[i]] = i;
        var flows = sums.Select(s => new Flow(index[s.Key.Item1], index[s.Key.Item2], s.Value.Amount, [.. s.Value.Deals.Order(StringComparer.Ordinal)]))
            .OrderBy(f => f.From).ThenBy(f => f.To).ToImmutableArray();
        return new(parties, flows);
    }

    public int IndexOf(string party) => Parties.BinarySearch(party, StringComparer.Ordinal);

    /// <summary>Indexes of the flows that a party pays.</summary>
    public IEnumerable<int> Out(int party) => Enumerable.Range(_outStart[party], _outStart[party + 1] - _outStart[party]);

    /// <summary>Indexes of the flows that a party receives.</summary>
    public ArraySegment<int> In(int party) => new(_inFlows, _inStart[party], _inStart[party + 1] - _inStart[party]);

    public long Paid(int party) => Out(party).Sum(f => Flows[f].Amount);

    public long Received(int party) => In(party).Sum(f => Flows[f].Amount);

    /// <summary>The flow from one party to another; null when there is none.</summary>
    public Flow? Between(int from, int to) => Out(from).Select(f => Flows[f]).FirstOrDefault(f => f.To == to);

    /// <summary>What goes net from payers to receivers: the sum of what each party pays more than it receives.</summary>
    public long NetOutflow()
    {
        var balance = new long[Parties.Length];
        foreach (var flow in Flows)
        {
            balance[flow.From] += flow.Amount;
            balance[flow.To] -= flow.Amount;
        }

        return balance.Where(b => b > 0).Sum();
    }
}
