namespace Comptoir.Compute.Contracts;

/// <summary>How a commitment is being spent and where that leads. Amounts in units of the contract's currency.</summary>
/// <param name="Due">What should have been spent by now: the schedule's last date, or in proportion to the time that has passed.</param>
/// <param name="Forecast">Spent at the end, if it goes on as it did; null with fewer than seven days to go by.</param>
/// <param name="ExhaustedAt">When all of it will have been spent, when that is before the end.</param>
public sealed record Pace(CommitmentClause Clause, decimal Committed, decimal Spent, decimal Due, Interval? Forecast, DateTimeOffset Until, DateTimeOffset? ExhaustedAt)
{
    private const int LeastDays = 7;
    private const int MostDays = 91;

    /// <summary>Two-sided 80 % of a normal distribution.</summary>
    private const double Eighty = 1.2816;

    public decimal Left => Math.Max(0, Committed - Spent);

    /// <summary>What will not have been spent, by the forecast; null without one.</summary>
    public Interval? Shortfall => Forecast is not { } f ? null
        : new(Math.Max(0, Committed - f.Expected), Math.Max(0, Committed - f.High), Math.Max(0, Committed - f.Low));

    /// <summary>Money would be lost as it goes: spend here first.</summary>
    public bool Behind => Left > 0 && (Forecast is { } f ? f.Expected < Committed : Spent < Due);

    /// <summary>It will be gone before the end: no reason to hurry.</summary>
    public bool Ahead => Left == 0 || ExhaustedAt is not null;

    /// <summary>
    /// The mean of up to 13 weeks goes on; its spread comes from whole weeks where there are three, since days of a week differ, and counts twice:
    /// for the days to come and for the mean itself, which is known from few days only.
    /// </summary>
    public static Pace? Of(ContractStanding standing, DateTimeOffset at)
    {
        if (standing.Commitment(at) is not { } clause) return null;
        var (terms, until) = (standing.Terms, standing.Terms.UntilOf(clause));
        var from = terms.FromOf(clause);
        var passed = (decimal)((at - from) / (until - from));
        var due = clause.Schedule.Count > 0 ? clause.Schedule.LastOrDefault(s => s.At <= at)?.Amount ?? 0 : decimal.Round(clause.Amount * Math.Clamp(passed, 0, 1), 2);
        var days = standing.Daily.TakeLast(MostDays).Select(d => (double)d).ToArray();
        var left = Math.Max(0, (until - at).TotalDays);
        if (days.Length < LeastDays) return new(clause, clause.Amount, standing.Spent, due, null, until, null);
        var (mean, variance) = (days.Average(), DailyVariance(days));
        var expected = (double)standing.Spent + (mean * left);
        var spread = Eighty * Math.Sqrt((variance * left) + (variance * left * left / days.Length));
        var forecast = new Interval(Money(expected), Money(Math.Max((double)standing.Spent, expected - spread)), Money(expected + spread));
        var rest = (double)(clause.Amount - standing.Spent);
        DateTimeOffset? gone = rest <= 0 ? at : mean > 0 && rest / mean < left ? at.AddDays(rest / mean) : null;
        return new(clause, clause.Amount, standing.Spent, due, forecast, until, gone);
    }

    private static double DailyVariance(double[] days)
    {
        var weeks = days.Reverse().Chunk(7).Where(w => w.Length == 7).Select(w => w.Sum()).ToArray();
        return weeks.Length >= 3 ? Variance(weeks) / 7 : Variance(days);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1);
    }

    private static decimal Money(double value) => decimal.Round((decimal)Math.Min(value, 1e18), 2);
}

/// <summary>A number with the bounds between which it lies in four cases of five.</summary>
public sealed record Interval(decimal Expected, decimal Low, decimal High);
