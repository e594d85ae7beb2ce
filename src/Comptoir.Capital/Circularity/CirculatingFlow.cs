using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// What becomes of a dollar that follows payments in proportion. From flows W, money from outside and what leaks out:
/// T = through each party, Q = W by the payer's T, N = (I − Q)⁻¹. All in fractions; for networks of up to about 40 parties.
/// </summary>
/// <param name="Through">T by party: what came in, or went out if that is more (the difference is taken to come from or go outside).</param>
/// <param name="Onward">Q: row passes on to column, of each dollar that it handles.</param>
public sealed record CirculatingFlow(Rational[] Through, Rational[][] Onward)
{
    /// <param name="flows">Row pays column.</param>
    /// <param name="inflow">From outside, by party; null: what is missing so that each party can pay what it pays.</param>
    /// <param name="outflow">To outside; only used where no inflow is given: T is then the greater of all in and all out.</param>
    public static CirculatingFlow Of(Rational[][] flows, Rational[]? inflow = null, Rational[]? outflow = null)
    {
        var n = flows.Length;
        var into = Enumerable.Range(0, n).Select(j => Rational.Sum(flows.Select(row => row[j])) + (inflow?[j] ?? Rational.Zero)).ToArray();
        var outOf = flows.Select((row, i) => Rational.Sum(row) + (outflow?[i] ?? Rational.Zero)).ToArray();
        var through = inflow is not null ? into : into.Zip(outOf, Rational.Max).ToArray();
        for (var i = 0; i < n; i++)
            if (Rational.Sum(flows[i]) > through[i]) through[i] = outOf[i];
        return new(through, [.. flows.Select((row, i) => row.Select(v => through[i].IsZero ? Rational.Zero : v / through[i]).ToArray())]);
    }

    public Rational TotalThrough => Rational.Sum(Through);

    /// <summary>N; null when a group of parties keeps all its money inside, so that a dollar never leaves it and the sum has no limit.</summary>
    public Rational[][]? Fundamental() => ExactMatrix.Inverse(ExactMatrix.Complement(Onward));

    /// <summary>Total throughflow that a dollar from outside causes when it enters at each party (Leontief multiplier): row sums of N.</summary>
    public Rational[]? Multipliers() => Fundamental()?.Select(row => Rational.Sum(row)).ToArray();

    /// <summary>The chance that a dollar that leaves a party comes back to it: 1 − 1/N_ii, or 1 where it cannot get out.</summary>
    public Rational[] FirstReturns() => [.. Enumerable.Range(0, Through.Length).Select(i => Return(i, Onward[i]))];

    /// <summary>Finn's cycling index: the share of all throughflow that is there because it was there before. Null without flows.</summary>
    public Rational? FinnCycling() =>
        TotalThrough.IsZero ? null : Rational.Sum(Through.Zip(FirstReturns(), (t, r) => t * r)) / TotalThrough;

    /// <summary>Cycled throughflow: the numerator of Finn's index.</summary>
    public Rational CycledThrough() => Rational.Sum(Through.Zip(FirstReturns(), (t, r) => t * r));

    /// <summary>Of a dollar that an investor puts into an investee, what comes back within a number of payments.</summary>
    public Rational ReturnWithin(int investor, int investee, int payments)
    {
        var at = new Rational[Through.Length];
        Array.Fill(at, Rational.Zero);
        at[investee] = Rational.One;
        var returned = Rational.Zero;
        for (var k = 0; k < payments; k++)
        {
            var next = new Rational[at.Length];
            for (var j = 0; j < at.Length; j++)
                next[j] = Rational.Sum(at.Select((v, i) => v.IsZero || Onward[i][j].IsZero ? Rational.Zero : v * Onward[i][j]));
            returned += next[investor];
            next[investor] = Rational.Zero;
            at = next;
        }

        return returned;
    }

    /// <summary>The same without end.</summary>
    public Rational ReturnAtLast(int investor, int investee)
    {
        var start = Enumerable.Repeat(Rational.Zero, Through.Length).ToArray();
        start[investee] = Rational.One;
        return investor == investee ? Return(investor, Onward[investor]) : Return(investor, start);
    }

    /// <summary>The chance to come to a party from a spread of money, by the equations of those who can reach it.</summary>
    private Rational Return(int target, Rational[] spread)
    {
        var reaching = Reaching(target);
        var others = Enumerable.Range(0, Through.Length).Where(i => i != target && reaching[i]).ToArray();
        var direct = spread[target];
        if (others.Length == 0) return direct;
        var system = others.Select(i => others.Select(j => (i == j ? Rational.One : Rational.Zero) - Onward[i][j]).ToArray()).ToArray();
        var hit = ExactMatrix.Solve(system, [.. others.Select(i => new[] { Onward[i][target] })])
            ?? throw new InvalidOperationException("Who can reach a party is not in a closed group without it.");
        return direct + Rational.Sum(others.Select((o, i) => spread[o] * hit[i][0]));
    }

    private bool[] Reaching(int target)
    {
        var reaching = new bool[Through.Length];
        var open = new Stack<int>([target]);
        reaching[target] = true;
        while (open.TryPop(out var to))
            for (var from = 0; from < Through.Length; from++)
                if (!reaching[from] && Onward[from][to].Sign > 0)
                {
                    reaching[from] = true;
                    open.Push(from);
                }

        return reaching;
    }
}
