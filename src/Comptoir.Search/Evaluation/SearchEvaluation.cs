using System.Diagnostics;
using Comptoir.Catalog.Shops;

namespace Comptoir.Search.Evaluation;

/// <summary>Something that ranks products for a text; the engine or a peer.</summary>
/// <param name="Rank">Ids of at most 100 products, best first.</param>
public sealed record Contender(string Name, Func<string, IReadOnlyList<string>> Rank, TimeSpan Indexing, long IndexBytes) : IDisposable
{
    public Action? Close { get; init; }

    public void Dispose() => Close?.Invoke();
}

/// <param name="Scores">One for each query on which something can be gained, in the order of the file.</param>
/// <param name="Microseconds">Wall time of each query, warm, sorted.</param>
/// <param name="ProcessorMicroseconds">Processor time of the whole process per query, warm, garbage collection included.</param>
public sealed record EvaluationRun(string Name, IReadOnlyList<QueryScore> Scores, double[] Microseconds, double ProcessorMicroseconds, TimeSpan Indexing, long IndexBytes);

public static class SearchEvaluation
{
    private const int Listed = 100;

    /// <summary>This engine over the set's products.</summary>
    public static async Task<Contender> EngineAsync(JudgedSet set, string language, CancellationToken ct)
    {
        var shop = new Shop { Id = "judged", Name = "Judged set", Currency = "EUR", Country = "FR", Languages = [language], IsDefault = true };
        var search = new ProductSearch(new EvaluationStore(shop, set.Products), TimeProvider.System);
        var watch = Stopwatch.StartNew();
        await search.LoadAsync(null, ct);
        return new Contender("Comptoir", text => Rank(search, text, language), watch.Elapsed, search.Health.IndexBytes) { Close = search.Dispose };
    }

    /// <summary>Ranks every query twice: once to warm up and to judge, once to time.</summary>
    public static EvaluationRun Run(JudgedSet set, Contender contender, IProgress<int>? progress, CancellationToken ct, int timed = 2000)
    {
        var scores = new List<QueryScore>();
        var done = 0;
        foreach (var query in set.Queries)
        {
            ct.ThrowIfCancellationRequested();
            progress?.Report(++done);
            if (Measures.Of(query, contender.Rank(query.Text), set.Grades[query.Id], set.Lowest, set.RelevantFrom) is { } score) scores.Add(score);
        }

        var again = set.Queries.Take(timed).ToList();
        var times = new double[again.Count];
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            contender.Rank(again[i].Text);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / Math.Max(1, times.Length);
        Array.Sort(times);
        return new EvaluationRun(contender.Name, scores, times, processor, contender.Indexing, contender.IndexBytes);
    }

    private static IReadOnlyList<string> Rank(ProductSearch search, string text, string language) =>
        [.. search.Search(new SearchRequest { ShopId = "judged", Text = text, Language = language, Limit = Listed, WithPartial = true }).Hits.Select(h => h.ProductId)];
}
