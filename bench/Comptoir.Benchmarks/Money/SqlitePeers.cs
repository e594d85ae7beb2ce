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
        return RunAsync(path, clients, seconds, body);
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

    private static async Task<double> RunAsync(string path, int clients, int seconds, byte[] body)
    {
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
        var writer = new Thread(() => Write(path, body, waiting.Reader)) { IsBackground = true };
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
                Interlocked.Increment(ref done);
            }
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        waiting.Writer.Complete();
        writer.Join();
        return done / elapsed;
    }

    private static void Write(string path, byte[] body, ChannelReader<TaskCompletionSource> waiting)
    {
        using var connection = Open(path);
        Execute(connection, "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; create table t (id integer primary key, body blob not null)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into t (body) values ($1)";
        insert.Parameters.AddWithValue("$1", body);
        var group = new List<TaskCompletionSource>();
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupLimit && waiting.TryRead(out var commit)) group.Add(commit);
            Execute(connection, "begin immediate");
            for (var i = 0; i < group.Count; i++) insert.ExecuteNonQuery();
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
