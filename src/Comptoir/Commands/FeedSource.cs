using Comptoir.Protocols.Acp.Feeds;

namespace Comptoir.Commands;

/// <summary>What is imported: a file, or the products of an ACP feed, fetched into a file of its own that goes away afterwards.</summary>
internal sealed class FeedSource : IDisposable
{
    private const string Marker = "/feeds/";
    private readonly DirectoryInfo? _fetched;

    private FeedSource(FileInfo file, string? fault = null, DirectoryInfo? fetched = null) => (File, Fault, _fetched) = (file, fault, fetched);

    public FileInfo File { get; }

    /// <summary>Why there is nothing to import, for people; null: there is.</summary>
    public string? Fault { get; }

    public static async Task<FeedSource> OpenAsync(string source, CancellationToken ct)
    {
        if (!source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            var file = new FileInfo(source);
            return new(file, file.Exists ? null : $"There is no file {file.FullName}.");
        }

        var nothing = new FileInfo("feed");
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)) return new(nothing, "A feed is fetched over https.");
        var at = address.AbsoluteUri.LastIndexOf(Marker, StringComparison.Ordinal);
        var id = at < 0 ? "" : address.AbsoluteUri[(at + Marker.Length)..].TrimEnd('/');
        if (id.EndsWith("/products", StringComparison.Ordinal)) id = id[..^"/products".Length];
        if (id.Length == 0 || id.Contains('/') || id.Contains('?')) return new(nothing, "The address must end in /feeds/ID, as ACP's feed API has it.");
        if (Environment.GetEnvironmentVariable("COMPTOIR_FEED_KEY") is not { Length: > 0 } key) return new(nothing, "COMPTOIR_FEED_KEY is not set.");

        var folder = Directory.CreateTempSubdirectory("comptoir-feed-");
        var fetched = new FileInfo(Path.Combine(folder.FullName, "feed.json"));
        using var http = new HttpClient { BaseAddress = new Uri(address.AbsoluteUri[..(at + 1)]), Timeout = TimeSpan.FromMinutes(10) };
        try
        {
            await using var stream = fetched.Create();
            await new AcpFeedClient(http, key).ReadAsync(Uri.UnescapeDataString(id), stream, ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            folder.Delete(recursive: true);
            return new(nothing, e.Message);
        }

        return new(fetched, null, folder);
    }

    public void Dispose() => _fetched?.Delete(recursive: true);
}
