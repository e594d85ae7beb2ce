namespace Comptoir.Search.Evaluation;

/// <summary>What one ranking of one query is worth; all from 0 to 1.</summary>
/// <param name="Strict">nDCG@10 with unjudged products counted as of no use.</param>
/// <param name="Condensed">nDCG@10 with unjudged products taken out of the ranking.</param>
/// <param name="FirstRelevant">Reciprocal of the rank of the first relevant product (MRR is its mean).</param>
/// <param name="Recall">Share of the relevant products among the first hundred; null when the query has none.</param>
/// <param name="Judged">Share of the first ten that is judged.</param>
public sealed record QueryScore(string QueryId, string Text, double Strict, double Condensed, double FirstRelevant, double? Recall, double Judged, IReadOnlyList<string> Ranking);

/// <summary>The protocol: gain 2^g − 1 with grades counted from the lowest, discount log2 of rank + 1, the ideal from all judgments of the query.</summary>
public static class Measures
{
    public const int Depth = 10;

    /// <summary>Null for a query that no ranking can gain anything on.</summary>
    public static QueryScore? Of(JudgedQuery query, IReadOnlyList<string> ranking, IReadOnlyDictionary<string, double> grades, double lowest, double relevantFrom)
    {
        var ideal = Gain(grades.Values.OrderDescending().Take(Depth), lowest);
        if (ideal <= 0) return null;
        var strict = Gain(ranking.Take(Depth).Select(p => grades.GetValueOrDefault(p, lowest)), lowest) / ideal;
        var condensed = Gain(ranking.Where(grades.ContainsKey).Take(Depth).Select(p => grades[p]), lowest) / ideal;
        var relevant = grades.Where(g => g.Value >= relevantFrom).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var first = ranking.TakeWhile(p => !relevant.Contains(p)).Count();
        return new QueryScore(
            query.Id,
            query.Text,
            strict,
            condensed,
            first < ranking.Count ? 1.0 / (first + 1) : 0,
            relevant.Count == 0 ? null : ranking.Take(100).Count(relevant.Contains) / (double)relevant.Count,
            ranking.Take(Depth).Count(grades.ContainsKey) / (double)Depth,
            ranking);
    }

    private static double Gain(IEnumerable<double> grades, double lowest)
    {
        double sum = 0;
        var rank = 1;
        foreach (var grade in grades) sum += (Math.Pow(2, Math.Max(0, grade - lowest)) - 1) / Math.Log2(1 + rank++);
        return sum;
    }
}

/// <param name="Low">Lower end of the 95 % bootstrap interval.</param>
public sealed record Estimate(double Mean, double Low, double High)
{
    private const int Samples = 1000;

    /// <summary>Mean with a percentile bootstrap over the queries; the same numbers give the same interval.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return new Estimate(0, 0, 0);
        var random = new Random(20_260);
        var means = new double[Samples];
        for (var s = 0; s < Samples; s++)
        {
            double sum = 0;
            for (var i = 0; i < values.Count; i++) sum += values[random.Next(values.Count)];
            means[s] = sum / values.Count;
        }

        Array.Sort(means);
        return new Estimate(values.Average(), means[(int)(Samples * 0.025)], means[(int)(Samples * 0.975)]);
    }
}
