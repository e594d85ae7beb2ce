using System.CommandLine;
using System.Diagnostics;
using Comptoir.Search;

namespace Comptoir.Commands;

/// <summary><c>comptoir reindex</c>: builds the search index from the database as a start would, and says how big and how fast it is.</summary>
internal static class ReindexCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data("comptoir.db");
        var command = new Command("reindex", "Builds the search index from the database and reports its size; a check of the data, since every start builds it anew.") { data };
        command.SetAction(async (result, ct) =>
        {
            await using var services = Server.OpenStores(result.GetValue(data)!, make: false);
            var search = services.GetRequiredService<ProductSearch>();
            var watch = Stopwatch.StartNew();
            await search.LoadAsync(Console.IsErrorRedirected ? null : new Progress<int>(n => Console.Error.Write($"\r{n} products")), ct);
            var health = search.Health;
            Console.WriteLine($"{health.Products} products, {health.Variants} variants indexed in {watch.Elapsed.TotalSeconds:0.00} s; index {health.IndexBytes / 1024.0 / 1024.0:0.0} MiB ({(health.Products == 0 ? 0 : health.IndexBytes / health.Products)} bytes a product).");
            return 0;
        });
        return command;
    }
}
