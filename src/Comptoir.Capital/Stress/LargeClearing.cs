using System.Collections.Immutable;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Stress;

/// <summary>
/// The greatest clearing vector (Eisenberg and Noe 2001) of a network of any size, in floating point: payments start at what is owed and only fall,
/// and only those whose receipts fell are looked at again.
/// </summary>
/// <param name="Owed">By party, smallest units.</param>
/// <param name="Gap">By how much the worst equation still misses, smallest units.</param>
/// <param name="Settled">False when the work was cut off; the payments are then too great by more than the tolerance.</param>
public sealed record LargeClearing(ImmutableArray<double> Owed, ImmutableArray<double> Paid, double Gap, bool Settled)
{
    public IEnumerable<int> Defaulting => Enumerable.Range(0, Owed.Length).Where(i => Owed[i] - Paid[i] > Math.Max(1, Owed[i] * 1e-9));

    /// <param name="debts">Each flow is a debt of its payer.</param>
    /// <param name="cash">Outside means by party, zero or more.</param>
    /// <param name="tolerance">Payments are exact to this many smallest units.</param>
    public static LargeClearing Of(FlowNetwork debts, IReadOnlyList<double> cash, double tolerance = 0.01, CancellationToken ct = default)
    {
        if (cash.Any(c => c < 0)) throw new ArgumentException("Cash below zero is a debt to somebody: add whom it is owed to as a party.", nameof(cash));
        var n = debts.Parties.Length;
        var (owed, received) = (new double[n], new double[n]);
        var start = new int[n + 1];
        var (to, share) = (new int[debts.Flows.Length], new double[debts.Flows.Length]);
        for (var f = 0; f < debts.Flows.Length; f++)
        {
            var flow = debts.Flows[f];
            start[flow.From + 1] = f + 1;
            to[f] = flow.To;
            share[f] = flow.Amount;
            owed[flow.From] += flow.Amount;
            received[flow.To] += flow.Amount;
        }

        for (var i = 0; i < n; i++) start[i + 1] = Math.Max(start[i + 1], start[i]);
        for (var f = 0; f < share.Length; f++) share[f] /= owed[debts.Flows[f].From];
        var paid = (double[])owed.Clone();
        var waiting = new Queue<int>();
        var waits = new bool[n];
        for (var i = 0; i < n; i++) Look(i);
        var work = 20_000L * Math.Max(1, debts.Flows.Length / 100);
        while (work > 0 && waiting.TryDequeue(out var node))
        {
            ct.ThrowIfCancellationRequested();
            waits[node] = false;
            var less = paid[node] - Math.Min(owed[node], cash[node] + received[node]);
            if (less <= 0) continue;
            paid[node] -= less;
            for (var f = start[node]; f < start[node + 1]; f++)
            {
                received[to[f]] -= less * share[f];
                Look(to[f]);
            }

            work -= start[node + 1] - start[node] + 1;
        }

        var gap = Enumerable.Range(0, n).Select(i => Math.Max(0, paid[i] - Math.Min(owed[i], cash[i] + received[i]))).DefaultIfEmpty(0).Max();
        return new([.. owed], [.. paid.Select(p => Math.Max(0, p))], gap, waiting.Count == 0);

        void Look(int i)
        {
            if (waits[i] || paid[i] - Math.Min(owed[i], cash[i] + received[i]) <= tolerance) return;
            waits[i] = true;
            waiting.Enqueue(i);
        }
    }
}
