using System.Diagnostics;
using Comptoir.Search.Evaluation;
using Lucene.Net.Analysis.En;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Comptoir.Commands.Evaluation;

internal static class LucenePeer
{
    public static Contender Open(JudgedSet set)
    {
        var directory = new RAMDirectory();
        var analyzer = new EnglishAnalyzer(LuceneVersion.LUCENE_48);
        var watch = Stopwatch.StartNew();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var product in set.Products)
            {
                writer.AddDocument(new Document
                {
                    new StringField("id", product.Id, Field.Store.YES),
                    new TextField("title", product.Title.In("en"), Field.Store.NO),
                    new TextField("body", Peers.BodyOf(product), Field.Store.NO),
                });
            }

            writer.ForceMerge(1);
        }

        var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        return new Contender("Lucene.NET", Rank, watch.Elapsed, directory.GetSizeInBytes())
        {
            Close = () =>
            {
                reader.Dispose();
                directory.Dispose();
                analyzer.Dispose();
            },
        };

        IReadOnlyList<string> Rank(string text)
        {
            var query = new BooleanQuery();
            foreach (var (field, boost) in new[] { ("title", 2f), ("body", 1f) })
                foreach (var term in Terms(field, text)) query.Add(new TermQuery(new Term(field, term)) { Boost = boost }, Occur.SHOULD);
            return [.. searcher.Search(query, 100).ScoreDocs.Select(d => searcher.Doc(d.Doc).Get("id"))];
        }

        List<string> Terms(string field, string text)
        {
            var terms = new List<string>();
            using var stream = analyzer.GetTokenStream(field, text);
            var term = stream.AddAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
            stream.Reset();
            while (stream.IncrementToken() && terms.Count < 100)
                if (!terms.Contains(term.ToString())) terms.Add(term.ToString());
            stream.End();
            return terms;
        }
    }
}
