using System.Diagnostics;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Storage.Sqlite;
using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

/// <summary>A process that places orders until it is killed, and prints the id of each that was confirmed to it.</summary>
internal static class CommittingProcess
{
    public const string Verb = "place-orders-until-killed";

    private const int Callers = 8;

    public static async Task<int> RunAsync(string file, string seed)
    {
        var signal = new ChangeSignal();
        using var stores = Stores.Over(SqliteDatabase.Open(file, signal, TimeProvider.System), signal);
        var confirmed = TextWriter.Synchronized(Console.Out);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var id = $"ord_{seed}_{caller}_{i}";
                var result = await stores.Ordering.CommitAsync(Some.Purchase(id), CancellationToken.None);
                if (result.Status != CommitStatus.Committed) throw new InvalidOperationException(result.ToString());
                confirmed.WriteLine(id);
                confirmed.Flush();
            }
        })));
        return 0;
    }

    public static Process Start(string file, string seed)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommittingProcess).Assembly.Location, Verb, file, seed]) { RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
