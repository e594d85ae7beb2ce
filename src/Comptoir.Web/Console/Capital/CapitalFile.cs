using Comptoir.Capital.Deals;
using Comptoir.Capital.Formats;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Capital;

/// <summary>The configured file of deals, read again when it changes.</summary>
internal sealed class CapitalFile(IOptions<CapitalOptions> options)
{
    private const long LargestFile = 64L * 1024 * 1024;

    private sealed record Read((DateTime Deals, DateTime Parties) Written, DealBook Book);

    private volatile Read? _last;

    /// <summary>Null when none is configured.</summary>
    public async Task<DealBook?> BookAsync(CancellationToken ct)
    {
        var (deals, parties) = (options.Value.DealsFile, options.Value.PartiesFile);
        if (deals.Length == 0) return null;
        try
        {
            var written = (File.GetLastWriteTimeUtc(deals), parties.Length > 0 ? File.GetLastWriteTimeUtc(parties) : default);
            if (_last is { } last && last.Written == written) return last.Book;
            if (new FileInfo(deals).Length > LargestFile) return Refused("The file of deals is too large.");
            var known = parties.Length > 0 ? PartyCsv.Read(await File.ReadAllTextAsync(parties, ct)) : ([], []);
            var read = DealFiles.Read(deals, await File.ReadAllTextAsync(deals, ct));
            var book = DealBook.Of(read.Deals, [.. known.Refused, .. read.Refused], known.Parties);
            _last = new(written, book);
            return book;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused("The configured file of deals cannot be read.");
        }
    }

    private static DealBook Refused(string why) => DealBook.Of([], [new(0, "", "", why)]);
}
