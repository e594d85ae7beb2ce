using System.CommandLine;
using System.IO.Compression;
using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;

namespace Comptoir.Commands;

/// <summary><c>comptoir export</c>: a shop's catalogue as JSON Lines.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to; .jsonl or .jsonl.gz." };
        var data = SharedOptions.Data("comptoir.db");
        var shop = SharedOptions.Shop();
        var command = new Command("export", "Writes a shop's products, stock and reviews as JSON Lines that import reads back.") { file, data, shop };
        command.SetAction(async (result, ct) =>
        {
            await using var services = Server.OpenStores(result.GetValue(data)!, make: false);
            var store = services.GetRequiredService<ICatalogStore>();
            var shops = await store.GetShopsAsync(ct);
            var id = result.GetValue(shop) ?? (shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault())?.Id;
            if (id is null || shops.All(s => s.Id != id))
            {
                Console.Error.WriteLine(id is null ? "The database holds no shop." : $"There is no shop '{id}'.");
                return 2;
            }

            var path = result.GetValue(file)!.FullName;
            await using var raw = File.Create(path);
            await using Stream output = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionLevel.Optimal) : new BufferedStream(raw, 1 << 16);
            var count = await FeedExport.WriteAsync(store, id, output, new Progress<int>(n => Console.Error.Write($"\r{n} products")), ct);
            Console.Error.WriteLine($"\r{count} products written to {path}");
            return 0;
        });
        return command;
    }
}
