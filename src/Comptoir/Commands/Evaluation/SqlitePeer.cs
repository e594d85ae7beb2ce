using System.Diagnostics;
using Comptoir.Search.Evaluation;
using Microsoft.Data.Sqlite;

namespace Comptoir.Commands.Evaluation;

internal static class SqlitePeer
{
    public static Contender Open(JudgedSet set)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var watch = Stopwatch.StartNew();
        Run("create virtual table p using fts5(id unindexed, title, body, tokenize = 'porter unicode61')");
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into p values ($1, $2, $3)";
            var (id, title, body) = (insert.Parameters.Add("$1", SqliteType.Text), insert.Parameters.Add("$2", SqliteType.Text), insert.Parameters.Add("$3", SqliteType.Text));
            foreach (var product in set.Products)
            {
                (id.Value, title.Value, body.Value) = (product.Id, product.Title.In("en"), Peers.BodyOf(product));
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var indexing = watch.Elapsed;
        var query = connection.CreateCommand();
        query.CommandText = "select id from p where p match $1 order by bm25(p, 0, 2, 1) limit 100";
        var match = query.Parameters.Add("$1", SqliteType.Text);
        return new Contender("SQLite FTS5", Rank, indexing, 0)
        {
            Close = () =>
            {
                query.Dispose();
                connection.Dispose();
            },
        };

        IReadOnlyList<string> Rank(string text)
        {
            match.Value = string.Join(" OR ", Peers.WordsOf(text).Select(w => $"\"{w}\""));
            var ids = new List<string>();
            if ((string)match.Value == "") return ids;
            using var reader = query.ExecuteReader();
            while (reader.Read()) ids.Add(reader.GetString(0));
            return ids;
        }

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
