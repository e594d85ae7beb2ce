using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;

namespace Comptoir.Catalog.Feeds;

/// <summary>Brings a feed into a shop: good products in, bad ones listed, what did not change left alone.</summary>
public sealed class FeedImport(ICatalogStore store, TimeProvider time)
{
    /// <summary>Products written together.</summary>
    public const int BatchSize = 1_000;

    /// <summary>Batches handed to the store and not yet answered: reading goes on meanwhile, and the store makes them durable together.</summary>
    private const int BatchesInFlight = 4;

    /// <summary>Problems kept for the report; more are only counted.</summary>
    public const int MaxProblems = 1_000;

    /// <exception cref="FeedFormatException">The file is none of the known formats.</exception>
    public async Task<FeedReport> RunAsync(string path, string shopId, FeedImportOptions options, IProgress<FeedProgress>? progress, CancellationToken ct)
    {
        var shop = (await store.GetShopsAsync(ct)).FirstOrDefault(s => s.Id == shopId) ?? throw new FeedFormatException($"There is no shop '{shopId}'.");
        var started = time.GetTimestamp();
        var problems = new List<FeedProblem>();
        var (refused, warnings) = (0, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var total = new CatalogWriteResult(0, 0, 0, 0, 0);
        using var reader = new FeedReader(path, shop, time.GetUtcNow(), options.MediaBase, Report);
        var batch = new List<FeedEntry>(BatchSize);
        var writing = new Queue<(Task<CatalogWriteResult> Result, List<FeedEntry> Entries)>();
        foreach (var entry in reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (!seen.Add(entry.Product.Id))
            {
                Report(new(Path.GetFileName(path), entry.Line, "id", $"Product '{entry.Product.Id}' stands twice in this file; the first was taken.", Refused: true));
                continue;
            }

            batch.Add(entry);
            if (batch.Count < BatchSize) continue;
            Start();
            if (writing.Count >= BatchesInFlight) await FinishAsync();
        }

        Start();
        while (writing.Count > 0) await FinishAsync();
        if (options.RemoveMissing && !options.DryRun)
        {
            // a row that could not be read may be a product that is still sold, and a file without one is no catalogue
            if (refused > 0 || seen.Count == 0) Report(new(Path.GetFileName(path), 0, null, "Nothing was removed: that needs a file with products of which no row is refused.", Refused: false));
            else total = Add(total, await RemoveMissingAsync(shopId, seen, ct));
        }

        if (reader.GrownShop is { } grown && !options.DryRun)
            await store.SaveShopAsync(shop with { Categories = grown.Categories, Attributes = grown.Attributes }, ct);
        return new(seen.Count, total.Added, total.Changed, total.Unchanged, total.Removed, refused, warnings, problems, time.GetElapsedTime(started));

        void Report(FeedProblem problem)
        {
            if (problem.Refused) refused++;
            else warnings++;
            if (problems.Count < MaxProblems) problems.Add(problem);
        }

        void Start()
        {
            progress?.Report(new(seen.Count, reader.Position, reader.Length));
            if (batch.Count == 0 || options.DryRun)
            {
                batch.Clear();
                return;
            }

            var write = new CatalogBatch(shopId)
            {
                Products = [.. batch.Select(e => e.Product)],
                Stock = [.. batch.SelectMany(e => e.Stock)],
                Reviews = [.. batch.SelectMany(e => e.Reviews)],
            };
            writing.Enqueue((Task.Run(() => store.WriteAsync(write, ct), ct), batch));
            batch = new(BatchSize);
        }

        async Task FinishAsync()
        {
            var (result, entries) = writing.Dequeue();
            var written = await result;
            foreach (var problem in RefusedBy(written, entries)) Report(problem);
            total = Add(total, written);
        }

        IEnumerable<FeedProblem> RefusedBy(CatalogWriteResult result, List<FeedEntry> entries) =>
            result.Refused.Select(id => new FeedProblem(
                Path.GetFileName(path), entries.First(e => e.Product.Id == id).Line, "id", $"A variant or handle of '{id}' belongs to another product.", Refused: true));
    }

    private async Task<CatalogWriteResult> RemoveMissingAsync(string shopId, HashSet<string> seen, CancellationToken ct)
    {
        var missing = new List<string>();
        await foreach (var product in store.ReadProductsAsync(shopId, ct))
            if (product.Active && !seen.Contains(product.Id)) missing.Add(product.Id);
        return missing.Count == 0 ? new(0, 0, 0, 0, 0) : await store.WriteAsync(new CatalogBatch(shopId) { RemovedProductIds = missing }, ct);
    }

    private static CatalogWriteResult Add(CatalogWriteResult a, CatalogWriteResult b) =>
        new(a.Added + b.Added, a.Changed + b.Changed, a.Unchanged + b.Unchanged, a.Removed + b.Removed, a.StockChanged + b.StockChanged);
}

/// <param name="MediaBase">Put before relative image paths.</param>
/// <param name="RemoveMissing">Products that the feed does not mention are taken off sale, unless a row was refused or there is none.</param>
/// <param name="DryRun">Read and check only.</param>
public sealed record FeedImportOptions(string? MediaBase = null, bool RemoveMissing = false, bool DryRun = false);

/// <param name="Products">Read so far.</param>
public sealed record FeedProgress(int Products, long BytesRead, long BytesTotal);

/// <param name="Read">Products that could be read.</param>
/// <param name="Refused">Rows or products left out.</param>
/// <param name="Warnings">Fields left out of products that were taken.</param>
/// <param name="Problems">The first <see cref="FeedImport.MaxProblems"/> of both.</param>
public sealed record FeedReport(int Read, int Added, int Changed, int Unchanged, int Removed, int Refused, int Warnings, IReadOnlyList<FeedProblem> Problems, TimeSpan Elapsed);
