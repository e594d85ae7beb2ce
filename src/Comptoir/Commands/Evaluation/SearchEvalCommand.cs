using System.CommandLine;
using System.Text.Json;
using Comptoir.Search.Evaluation;

namespace Comptoir.Commands.Evaluation;

/// <summary>
/// <c>comptoir eval search</c>: nDCG@10, MRR and recall@100 of the search on judged queries, with intervals; against a saved run, and beside other engines.
/// </summary>
internal static class SearchEvalCommand
{
    public static Command Create()
    {
        Option<string> products = File("--products", "Products: JSON Lines, CSV with a heading, or lines of id, tab, title[, tab, description]; may be .gz.", required: true);
        Option<string?> queries = new("--queries") { Description = "Queries: lines of id, tab, text. Left out when the judgments name the query itself.", HelpName = "file" };
        Option<string> judgments = File("--judgments", "Judgments: lines of query, product, grade (tabs), TREC's four columns, or CSV with query, docid, rating.", required: true);
        Option<string?> run = new("--run") { Description = "Saves this run (rankings and scores by query) to a file.", HelpName = "file" };
        Option<string?> against = new("--against") { Description = "Compares with a saved run, query by query.", HelpName = "file" };
        Option<bool> compare = new("--compare") { Description = "Also runs SQLite FTS5, Lucene.NET and, with --postgres, PostgreSQL on the same data." };
        Option<string?> postgres = new("--postgres") { Description = "PostgreSQL for --compare; a temporary table is used.", HelpName = "connection string" };
        Option<string> language = new("--language") { Description = "Language of the queries.", HelpName = "code", DefaultValueFactory = _ => "en" };
        Option<bool> details = new("--details") { Description = "Also lists every query with its scores, worst first." };
        var command = new Command("search", "Judges the search on products, queries and judgments.") { products, queries, judgments, run, against, compare, postgres, language, details };
        command.SetAction(async (result, ct) =>
        {
            var set = JudgedSet.Read(result.GetValue(products)!, result.GetValue(queries), result.GetValue(judgments)!);
            Console.WriteLine($"{set.Products.Count} products, {set.Queries.Count} queries, {set.Grades.Sum(g => g.Value.Count)} judgments from {set.Lowest:0.##} to {set.Highest:0.##}; relevant from {set.RelevantFrom:0.##}");
            var runs = new List<EvaluationRun>();
            using (var engine = await SearchEvaluation.EngineAsync(set, result.GetValue(language)!, ct)) runs.Add(Measure(set, engine, ct));
            if (result.GetValue(compare))
                foreach (var open in Peers.Openers(set, result.GetValue(postgres)))
                    using (var peer = open()) runs.Add(Measure(set, peer, ct));
            EvaluationReport.Print(set, runs);
            if (result.GetValue(details)) EvaluationReport.PrintQueries(runs[0]);
            if (result.GetValue(against) is { } saved) EvaluationReport.PrintChanges(Load(saved), runs[0]);
            if (result.GetValue(run) is { } path) await Save(path, runs[0], ct);
            return 0;
        });
        return command;
    }

    private static Option<string> File(string name, string description, bool required) => new(name) { Description = description, HelpName = "file", Required = required };

    private static EvaluationRun Measure(JudgedSet set, Contender contender, CancellationToken ct)
    {
        IProgress<int>? progress = Console.IsErrorRedirected ? null : new Progress<int>(n => Console.Error.Write($"\r{contender.Name}: {n} of {set.Queries.Count} queries  "));
        var run = SearchEvaluation.Run(set, contender, progress, ct);
        if (progress is not null) Console.Error.WriteLine();
        return run;
    }

    private static async Task Save(string path, EvaluationRun run, CancellationToken ct)
    {
        await using var file = System.IO.File.Create(path);
        await JsonSerializer.SerializeAsync(file, run.Scores, cancellationToken: ct);
    }

    private static List<QueryScore> Load(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return JsonSerializer.Deserialize<List<QueryScore>>(file) ?? [];
    }
}
