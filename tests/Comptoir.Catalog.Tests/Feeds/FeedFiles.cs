using System.IO.Compression;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Tests.Feeds;

/// <summary>A feed in a temporary file and what reading it gives.</summary>
internal static class FeedFiles
{
    public static Shop Shop { get; } = new() { Id = "s", Name = "S", Currency = "EUR", Country = "FR", Languages = ["en", "fr"] };

    public static (List<FeedEntry> Entries, List<FeedProblem> Problems, Shop? Grown) Read(string name, string content, Shop? shop = null, string? mediaBase = null)
    {
        var path = Write(name, content);
        try
        {
            var problems = new List<FeedProblem>();
            using var reader = new FeedReader(path, shop ?? Shop, DateTimeOffset.UnixEpoch, mediaBase, problems.Add);
            var entries = reader.Read().ToList();
            return (entries, problems, reader.GrownShop);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static string Write(string name, string content)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-{name}");
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllText(path, content);
            return path;
        }

        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var writer = new StreamWriter(zip);
        writer.Write(content);
        return path;
    }
}
