using System.Collections.Immutable;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Circularity;

/// <summary>What a coin meets that follows circular payments for a number of steps.</summary>
/// <param name="LoopsPerStep">Loops closed a step: circular throughput by circular volume.</param>
/// <param name="Error">Half of its 95 % interval, by the spread between 50 stretches of the walk.</param>
/// <param name="Met">Share of the steps at which each loop of up to six parties was closed.</param>
internal sealed record LoopWalk(double LoopsPerStep, double Error, IReadOnlyDictionary<LoopKey, double> Met)
{
    private const int Stretches = 50;
    private const int Longest = 6;
    private const int MostKept = 100_000;

    public static LoopWalk Run(FlowNetwork network, ImmutableArray<double> circular, int[] positive, int steps, int seed, CancellationToken ct)
    {
        var n = network.Parties.Length;
        var start = new int[n + 1];
        foreach (var f in positive) start[network.Flows[f].From + 1]++;
        for (var i = 0; i < n; i++) start[i + 1] += start[i];
        var (heads, sums) = (new int[positive.Length], new double[positive.Length]);
        var next = start.ToArray();
        foreach (var f in positive)
        {
            var from = network.Flows[f].From;
            var at = next[from]++;
            heads[at] = network.Flows[f].To;
            sums[at] = circular[f] + (at > start[from] ? sums[at - 1] : 0);
        }

        // each part of the flow is walked in proportion to its volume
        var (component, count) = StrongComponents.Find(n, i => new ArraySegment<int>(heads, start[i], start[i + 1] - start[i]));
        var volumes = new double[count];
        var homes = new int[count];
        for (var i = 0; i < n; i++)
        {
            if (start[i + 1] == start[i]) continue;
            volumes[component[i]] += sums[start[i + 1] - 1];
            homes[component[i]] = i;
        }

        var total = volumes.Sum();
        var random = new Random(seed);
        var met = new Dictionary<LoopKey, double>();
        var (rate, variance) = (0.0, 0.0);
        for (var c = 0; c < count; c++)
        {
            if (volumes[c] == 0) continue;
            var share = volumes[c] / total;
            var stretch = Math.Max(200, (int)(steps * share / Stretches));
            var depth = new int[n];
            var path = new List<int> { homes[c] };
            depth[homes[c]] = 1;
            var closed = new double[Stretches];
            for (var s = 0; s < Stretches; s++)
            {
                ct.ThrowIfCancellationRequested();
                for (var k = 0; k < stretch; k++)
                {
                    var node = path[^1];
                    var (low, high) = (start[node], start[node + 1] - 1);
                    if (low < high)
                    {
                        var draw = random.NextDouble() * sums[high];
                        while (low < high)
                        {
                            var middle = (low + high) / 2;
                            if (sums[middle] > draw) high = middle;
                            else low = middle + 1;
                        }
                    }

                    var head = heads[low];
                    if (depth[head] == 0)
                    {
                        path.Add(head);
                        depth[head] = path.Count;
                        continue;
                    }

                    closed[s]++;
                    var from = depth[head] - 1;
                    if (path.Count - from <= Longest)
                    {
                        var key = LoopKey.Of(path, from);
                        if (met.TryGetValue(key, out var times)) met[key] = times + share / ((double)stretch * Stretches);
                        else if (met.Count < MostKept) met[key] = share / ((double)stretch * Stretches);
                    }

                    for (var p = path.Count - 1; p > from; p--) depth[path[p]] = 0;
                    path.RemoveRange(from + 1, path.Count - from - 1);
                }
            }

            var mean = closed.Average() / stretch;
            rate += share * mean;
            variance += share * share * closed.Sum(x => (x / stretch - mean) * (x / stretch - mean)) / (Stretches * (Stretches - 1));
        }

        return new(rate, 1.96 * Math.Sqrt(variance), met);
    }
}

/// <summary>A loop by its parties, from the one of least index.</summary>
internal readonly struct LoopKey(ImmutableArray<int> parties) : IEquatable<LoopKey>
{
    public ImmutableArray<int> Parties { get; } = parties;

    public static LoopKey Of(List<int> path, int from)
    {
        var length = path.Count - from;
        var least = 0;
        for (var i = 1; i < length; i++)
            if (path[from + i] < path[from + least]) least = i;
        var parties = ImmutableArray.CreateBuilder<int>(length);
        for (var i = 0; i < length; i++) parties.Add(path[from + (least + i) % length]);
        return new(parties.MoveToImmutable());
    }

    public bool Equals(LoopKey other) => Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    public override bool Equals(object? obj) => obj is LoopKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var p in Parties) hash.Add(p);
        return hash.ToHashCode();
    }
}
