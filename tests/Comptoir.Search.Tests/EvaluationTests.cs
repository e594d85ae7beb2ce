using Comptoir.Search.Evaluation;

namespace Comptoir.Search.Tests;

public sealed class EvaluationTests
{
    private static readonly JudgedQuery Query = new("1", "mug");

    [Fact]
    public void Ndcg_follows_the_protocol()
    {
        var grades = new Dictionary<string, double> { ["a"] = 3, ["b"] = 2, ["c"] = 0 };
        var score = Measures.Of(Query, ["x", "a", "b"], grades, lowest: 0, relevantFrom: 2)!;
        // gains 7 and 3 at ranks 2 and 3, ideal at 1 and 2
        var ideal = 7 + 3 / Math.Log2(3);
        score.Strict.ShouldBe((7 / Math.Log2(3) + 3 / Math.Log2(4)) / ideal, 1e-9);
        score.Condensed.ShouldBe(1, 1e-9);
        score.FirstRelevant.ShouldBe(0.5);
        score.Recall.ShouldBe(1);
    }

    [Fact]
    public void Grades_are_counted_from_the_lowest() =>
        Measures.Of(Query, ["b"], new Dictionary<string, double> { ["a"] = 3, ["b"] = 1 }, lowest: 1, relevantFrom: 2.5)!.Strict.ShouldBe(0);

    [Fact]
    public void A_query_without_a_useful_product_is_left_out() =>
        Measures.Of(Query, ["a"], new Dictionary<string, double> { ["a"] = 0 }, 0, 2).ShouldBeNull();

    [Fact]
    public void An_interval_holds_its_mean_and_is_the_same_again()
    {
        var values = Enumerable.Range(0, 50).Select(i => i % 7 / 7.0).ToList();
        var estimate = Estimate.Of(values);
        estimate.Mean.ShouldBeInRange(estimate.Low, estimate.High);
        estimate.ShouldBe(Estimate.Of(values));
    }

    [Theory]
    [InlineData("1\ta\t3\n1\tb\t1\n", true)]
    [InlineData("1 0 a 3\n1 0 b 1\n", true)]
    [InlineData("query,docid,rating\nsteel mug,a,3\nsteel mug,b,1\n", false)]
    public async Task All_shapes_of_judgments_are_read(string judgments, bool withQueries)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string Put(string name, string text)
            {
                var path = Path.Combine(folder.FullName, name);
                File.WriteAllText(path, text);
                return path;
            }

            var products = Put("p.jsonl", """
                {"id":"a","title":"Steel mug","supplier":"Ferrandou","attr_t_colour":"blue","price":1200}
                {"id":"b","title":"Mug tree, steel hooks"}
                """);
            var set = JudgedSet.Read(products, withQueries ? Put("q.tsv", "1\tsteel mug\n") : null, Put("j", judgments));
            set.Products[0].Brand.ShouldBe("Ferrandou");
            using var engine = await SearchEvaluation.EngineAsync(set, "en", TestContext.Current.CancellationToken);
            var run = SearchEvaluation.Run(set, engine, null, TestContext.Current.CancellationToken);
            run.Scores.ShouldHaveSingleItem().Strict.ShouldBe(1, 1e-9);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
