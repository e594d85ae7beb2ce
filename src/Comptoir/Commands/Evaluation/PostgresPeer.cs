using System.Diagnostics;
using Comptoir.Search.Evaluation;
using Npgsql;

namespace Comptoir.Commands.Evaluation;

internal static class PostgresPeer
{
    public static Contender Open(JudgedSet set, string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        var watch = Stopwatch.StartNew();
        Run("create temporary table judged (id text, words tsvector)");
        Run("create temporary table judged_text (id text, title text, body text)");
        using (var copy = connection.BeginBinaryImport("copy judged_text from stdin (format binary)"))
        {
            foreach (var product in set.Products)
            {
                copy.StartRow();
                copy.Write(product.Id);
                copy.Write(product.Title.In("en").Replace("\0", ""));
                copy.Write(Peers.BodyOf(product).Replace("\0", ""));
            }

            copy.Complete();
        }

        Run("insert into judged select id, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', left(body, 200000)), 'B') from judged_text");
        Run("create index on judged using gin (words)");
        Run("analyze judged");
        var indexing = watch.Elapsed;
        var query = new NpgsqlCommand("select id from judged, to_tsquery('english', $1) q where words @@ q order by ts_rank('{0,0,0.5,1}', words, q) desc limit 100", connection);
        query.Parameters.Add(new NpgsqlParameter<string>());
        return new Contender("PostgreSQL", Rank, indexing, 0)
        {
            Close = () =>
            {
                query.Dispose();
                connection.Dispose();
            },
        };

        IReadOnlyList<string> Rank(string text)
        {
            var words = string.Join(" | ", Peers.WordsOf(text));
            var ids = new List<string>();
            if (words.Length == 0) return ids;
            query.Parameters[0].Value = words;
            using var reader = query.ExecuteReader();
            while (reader.Read()) ids.Add(reader.GetString(0));
            return ids;
        }

        void Run(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            command.ExecuteNonQuery();
        }
    }
}
