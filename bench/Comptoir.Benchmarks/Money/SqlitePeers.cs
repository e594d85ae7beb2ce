using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Comptoir.Benchmarks.Money;

/// <summary>What SQLite itself does on this disk: one writer that takes what waits and commits it together, and nothing else.</summary>
internal static class SqlitePeers
{
    private const int GroupLimit = 256;

    /// <summary>Commits a second of one row of that many bytes.</summary>
    public static Task<double> GroupedCommitsAsync(string path, int clients, int bytes, int seconds)
    {
        var body = new byte[bytes];
        Random.Shared.NextBytes(body);
        return RunAsync(path, clients, seconds, "create table if not exists t (id integer primary key, body blob not null)", "insert into t (body) values ($1)", 1, _ => [body]);
    }

    /// <summary>Transfers a second into a table with nothing but its key.</summary>
    public static Task<double> TransfersAsync(string path, int clients, int size, int seconds)
    {
        var run = Stopwatch.GetTimestamp();
        return RunAsync(
            path, clients, seconds,
            "create table if not exists t (shop_id text not null, id text not null, debit text not null, credit text not null, asset text not null, amount integer not null, kind text not null, reference text not null, at integer not null, primary key (shop_id, id)) without rowid",
            "insert into t values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", size,
            n => ["bench", $"{run}:{n:x12}", "psp:bench:EUR", "sales:EUR", "EUR", 1250L, "sale", "ord_bench", 1_700_000_000_000_000L]);
    }

    /// <summary>Bytes of all values of all rows.</summary>
    public static long Payload(string path)
    {
        using var connection = Open(path);
        using var list = connection.CreateCommand();
        list.CommandText = "select m.name, group_concat('coalesce(length(cast(' || c.name || ' as blob)), 0)', ' + ') from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' group by m.name";
        var total = 0L;
        using var tables = list.ExecuteReader();
        while (tables.Read())
        {
            using var sum = connection.CreateCommand();
            sum.CommandText = $"select coalesce(sum({tables.GetString(1)}), 0) from {tables.GetString(0)}";
            total += Convert.ToInt64(sum.ExecuteScalar(), CultureInfo.InvariantCulture);
        }

        return total;
    }

    private static async Task<double> RunAsync(string path, int clients, int seconds, string schema, string insert, int rows, Func<long, object[]> values)
    {
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
        var writer = new Thread(() => Write(path, schema, insert, rows, values, waiting.Reader)) { IsBackground = true };
        writer.Start();
        var done = 0L;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await waiting.Writer.WriteAsync(commit);
                await commit.Task;
                Interlocked.Add(ref done, rows);
            }
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        waiting.Writer.Complete();
        writer.Join();
        return done / elapsed;
    }

    private static void Write(string path, string schema, string sql, int rows, Func<long, object[]> values, ChannelReader<TaskCompletionSource> waiting)
    {
        using var connection = Open(path);
        Execute(connection, "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; " + schema);
        using var insert = connection.CreateCommand();
        insert.CommandText = sql;
        var group = new List<TaskCompletionSource>();
        var n = 0L;
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupLimit && waiting.TryRead(out var commit)) group.Add(commit);
            Execute(connection, "begin immediate");
            for (var i = 0; i < group.Count * rows; i++)
            {
                var row = values(n++);
                while (insert.Parameters.Count < row.Length) insert.Parameters.Add(new SqliteParameter { ParameterName = $"${insert.Parameters.Count + 1}" });
                for (var p = 0; p < row.Length; p++) insert.Parameters[p].Value = row[p];
                insert.ExecuteNonQuery();
            }

            Execute(connection, "commit");
            foreach (var commit in group) commit.SetResult();
            group.Clear();
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
