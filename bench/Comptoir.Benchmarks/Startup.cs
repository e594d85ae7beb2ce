using Comptoir.EndToEnd.Tests;

namespace Comptoir.Benchmarks;

/// <summary>Start of the demo to its first answered page, on an empty database and on one that is there; resident memory after 200 pages and searches.</summary>
internal static class Startup
{
    public static async Task RunAsync(int runs)
    {
        var (first, again, memory) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < runs; i++)
        {
            var folder = RunningServer.TemporaryFolder();
            await using (var server = await RunningServer.StartAsync(Path.Combine(folder, "a.db")))
            {
                first.Add(server.StartTime.TotalSeconds);
                for (var n = 0; n < 100; n++)
                {
                    (await server.Http.GetAsync("/")).Dispose();
                    (await server.Http.GetAsync($"/search?q={(n % 2 == 0 ? "lamp" : "cadeau+jardinier")}")).Dispose();
                }

                memory.Add(server.ResidentBytes / 1024.0 / 1024.0);
            }

            await using (var server = await RunningServer.StartAsync(Path.Combine(folder, "a.db"))) again.Add(server.StartTime.TotalSeconds);
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"start to first answered page, new database:      median {Figures.Median(first):0.00} s, worst {first.Max():0.00} s of {runs}");
        Console.WriteLine($"start to first answered page, existing database: median {Figures.Median(again):0.00} s, worst {again.Max():0.00} s of {runs}");
        Console.WriteLine($"resident memory after 200 requests:              median {Figures.Median(memory):0} MiB, worst {memory.Max():0} MiB");
    }
}
