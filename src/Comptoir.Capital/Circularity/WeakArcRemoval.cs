using System.Collections.Immutable;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// Loops taken out one weakest flow at a time (Ulanowicz 1983): the weakest flow of any loop is split over the loops through it
/// by their circuit probabilities and taken from them, until no loop is left. An older split than balanced flow forwarding, kept for comparison.
/// </summary>
/// <param name="Cycled">What was taken out, row to column.</param>
/// <param name="ByLength">Cycled volume by the number of parties of a loop, from 1.</param>
/// <param name="Cycles">Loops at the start.</param>
/// <param name="Removals">Weakest flows taken (nexuses).</param>
public sealed record WeakArcRemoval(Rational[][] Cycled, ImmutableArray<Rational> ByLength, int Cycles, int Removals)
{
    public Rational Volume => Rational.Sum(Cycled.SelectMany(row => row));

    /// <param name="flows">Row pays column.</param>
    /// <param name="through">Throughflow of each party, for the circuit probabilities.</param>
    /// <param name="mostLoops">Refuses to begin with more loops than this.</param>
    /// <returns>Null when there are more loops than allowed.</returns>
    public static WeakArcRemoval? Of(Rational[][] flows, Rational[] through, int mostLoops = 5_000, CancellationToken ct = default)
    {
        var n = flows.Length;
        var found = SimpleCycles.Find([.. flows.Select(row => (IReadOnlyList<int>)[.. Enumerable.Range(0, n).Where(j => row[j].Sign > 0)])], most: mostLoops, ct: ct);
        if (!found.Complete) return null;
        var left = flows.Select(row => row.ToArray()).ToArray();
        var cycled = flows.Select(row => row.Select(_ => Rational.Zero).ToArray()).ToArray();
        var byLength = Enumerable.Repeat(Rational.Zero, n).ToArray();
        var open = found.Cycles.Select(c => (Parties: c, Arcs: Arcs(c))).ToList();
        var removals = 0;
        while (open.Count > 0)
        {
            var weakest = open.SelectMany(c => c.Arcs).Distinct().OrderBy(a => left[a.From][a.To]).ThenBy(a => a).First();
            var amount = left[weakest.From][weakest.To];
            var nexus = open.Where(c => c.Arcs.Contains(weakest)).ToArray();
            var chances = nexus.Select(c => c.Arcs.Aggregate(Rational.One, (p, a) => p * flows[a.From][a.To] / through[a.From])).ToArray();
            var all = Rational.Sum(chances);
            for (var k = 0; k < nexus.Length; k++)
            {
                var part = amount * chances[k] / all;
                foreach (var (from, to) in nexus[k].Arcs)
                {
                    left[from][to] -= part;
                    cycled[from][to] += part;
                }

                byLength[nexus[k].Arcs.Length - 1] += part * nexus[k].Arcs.Length;
            }

            removals++;
            open = [.. open.Where(c => c.Arcs.All(a => left[a.From][a.To].Sign > 0))];
        }

        return new(cycled, [.. byLength], found.Cycles.Length, removals);
    }

    private static ImmutableArray<(int From, int To)> Arcs(ImmutableArray<int> cycle) =>
        [.. cycle.Select((c, i) => (c, cycle[(i + 1) % cycle.Length]))];
}
