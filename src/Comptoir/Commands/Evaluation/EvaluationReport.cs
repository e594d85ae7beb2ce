using System.Globalization;
using Comptoir.Search.Evaluation;

namespace Comptoir.Commands.Evaluation;

/// <summary>Prints what runs are worth.</summary>
internal static class EvaluationReport
{
    private const int MostChanges = 15;

    public static void Print(JudgedSet set, IReadOnlyList<EvaluationRun> runs)
    {
        var even = set.Queries.ToDictionary(q => q.Id, q => q.IsEven, StringComparer.Ordinal);
        Console.WriteLine();
        Console.WriteLine("engine            queries          nDCG@10 strict         nDCG@10 condensed   MRR        recall@100             judged@10");
        foreach (var run in runs)
        {
            Line(run.Name, "all", run.Scores);
            Line("", "even", [.. run.Scores.Where(s => even[s.QueryId])]);
            Line("", "odd", [.. run.Scores.Where(s => !even[s.QueryId])]);
        }

        Console.WriteLine();
        Console.WriteLine("engine            index s    index MiB   CPU µs/query   mean µs    p50 µs    p99 µs (wall, warm)");
        foreach (var run in runs)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{run.Name,-18}{run.Indexing.TotalSeconds,7:0.00}{run.IndexBytes / 1048576.0,13:0.0}{run.ProcessorMicroseconds,15:0}{run.Microseconds.DefaultIfEmpty().Average(),10:0}{At(run.Microseconds, 0.5),10:0}{At(run.Microseconds, 0.99),10:0}"));
    }

    public static void PrintQueries(EvaluationRun run)
    {
        Console.WriteLine();
        foreach (var s in run.Scores.OrderBy(s => s.Strict))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Strict:0.000} {s.Condensed:0.000} {s.Judged:0.0}  {s.Text}"));
    }

    public static void PrintChanges(IReadOnlyList<QueryScore> before, EvaluationRun after)
    {
        var old = before.ToDictionary(s => s.QueryId, StringComparer.Ordinal);
        var pairs = after.Scores.Where(s => old.ContainsKey(s.QueryId)).Select(s => (Now: s, Gain: s.Strict - old[s.QueryId].Strict)).ToList();
        var gain = Estimate.Of([.. pairs.Select(p => p.Gain)]);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"against the saved run, {pairs.Count} queries: nDCG@10 {gain.Mean:+0.0000;-0.0000} [{gain.Low:+0.0000;-0.0000}, {gain.High:+0.0000;-0.0000}]; {pairs.Count(p => p.Gain > 0.0001)} better, {pairs.Count(p => p.Gain < -0.0001)} worse"));
        foreach (var (now, change) in pairs.Where(p => Math.Abs(p.Gain) > 0.0001).OrderByDescending(p => Math.Abs(p.Gain)).Take(MostChanges))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {change:+0.000;-0.000} to {now.Strict:0.000}  {now.Text}"));
    }

    private static void Line(string name, string part, IReadOnlyList<QueryScore> scores)
    {
        if (scores.Count == 0) return;
        var recall = scores.Where(s => s.Recall is not null).Select(s => s.Recall!.Value).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-18}{part,-5}{scores.Count,6}   {Text(scores.Select(s => s.Strict))}   {Text(scores.Select(s => s.Condensed))}   {scores.Average(s => s.FirstRelevant):0.000}   {Text(recall)}   {scores.Average(s => s.Judged):0.00}"));
    }

    private static string Text(IEnumerable<double> values)
    {
        var e = Estimate.Of([.. values]);
        return string.Create(CultureInfo.InvariantCulture, $"{e.Mean:0.0000} [{e.Low:0.000}, {e.High:0.000}]");
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
