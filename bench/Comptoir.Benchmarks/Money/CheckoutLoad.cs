using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Search;
using Comptoir.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Benchmarks.Money;

/// <summary>One node's services over a database, without HTTP, and buyers who create a checkout and complete it.</summary>
internal sealed class CheckoutLoad : IAsyncDisposable
{
    private const string ShopId = "bench";
    private const int Products = 40;
    private static readonly Caller Caller = new("bench", "ucp");

    private readonly ServiceProvider _services;
    private readonly CheckoutService _checkouts;
    private long _next;

    private CheckoutLoad(ServiceProvider services) => (_services, _checkouts) = (services, services.GetRequiredService<CheckoutService>());

    /// <param name="Commits">Writes that a caller waited for; on SQLite several share a flush.</param>
    /// <param name="P50">Milliseconds of complete.</param>
    /// <param name="Rewritten">Bytes of documents that a checkout wrote and wrote over.</param>
    internal sealed record Outcome(double Seconds, int Checkouts, int Refused, long Commits, long Flushes, double P50, double P99, long Rewritten, double ProcessorSeconds)
    {
        /// <summary>Milliseconds of processor time of this process; a database server's own are not in it.</summary>
        public double ProcessorEach => Checkouts == 0 ? 0 : 1000 * ProcessorSeconds / Checkouts;

        public double CommitsEach => Checkouts == 0 ? 0 : (double)Commits / Checkouts;
    }

    /// <summary>Opens a database and makes the shop in it if need be: shelves so deep that stock is never the limit.</summary>
    public static async Task<CheckoutLoad> OpenAsync(string database)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddComptoirStorage(database).AddOrdering();
        // the test provider stands for somebody outside: what it remembers is not this database's work
        services.AddSingleton<ITestPaymentMemory, TestPaymentMemory>();
        services.AddSingleton<ProductSearch>().AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
        var provider = services.BuildServiceProvider();
        var catalog = provider.GetRequiredService<ICatalogStore>();
        if ((await catalog.GetShopsAsync(default)).Count == 0)
        {
            await catalog.SaveShopAsync(new Shop { Id = ShopId, Name = "Bench", Currency = "EUR", Country = "FR", IsDefault = true }, default);
            var now = TimeProvider.System.GetUtcNow();
            await catalog.WriteAsync(
                new CatalogBatch(ShopId)
                {
                    Products = [.. Enumerable.Range(0, Products).Select(i => Product(i, now))],
                    Stock = [.. Enumerable.Range(0, Products).Select(i => new StockLevel($"item-{i}", "main", 1_000_000_000, 0))],
                },
                default);
        }

        var search = provider.GetRequiredService<ProductSearch>();
        await search.LoadAsync(null, default);
        return new(provider);
    }

    /// <summary>So many checkouts that the compiler is done with what it compiles: PostgreSQL's own programs need none either.</summary>
    public async Task WarmUpAsync(int clients)
    {
        for (var done = 0; done < 6000;) done += (await RunAsync(clients, 1)).Checkouts;
    }

    /// <param name="pause">What each client waits after a checkout, so that the machine is not full; its times are then those of the work and not of the queue.</param>
    public async Task<Outcome> RunAsync(int clients, int seconds, TimeSpan pause = default)
    {
        var before = _services.GetRequiredService<IStorageHealth>().GetHealth();
        var (times, refused, rewritten) = (new ConcurrentBag<double>(), 0, 0L);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var (milliseconds, bytes) = await BuyAsync();
                if (milliseconds > 0) times.Add(milliseconds);
                else Interlocked.Increment(ref refused);
                Interlocked.Exchange(ref rewritten, bytes);
                if (pause > TimeSpan.Zero) await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()));
            }
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        var after = _services.GetRequiredService<IStorageHealth>().GetHealth();
        double[] sorted = [.. times.Order()];
        return new(
            elapsed, sorted.Length, refused, after.Units - before.Units, after.Commits - before.Commits,
            sorted.Length == 0 ? 0 : Figures.Percentile(sorted, 0.5), sorted.Length == 0 ? 0 : Figures.Percentile(sorted, 0.99), rewritten,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Milliseconds of complete, 0 when refused; bytes of the checkout that was written twice before its last form.</summary>
    private async Task<(double Milliseconds, long Bytes)> BuyAsync()
    {
        var n = Interlocked.Increment(ref _next);
        var created = await _checkouts.CreateAsync(
            ShopId, new CheckoutInput { Lines = [new LineRequest($"item-{n % Products}", 1)], Buyer = new Buyer("Ada", "Bench", $"buyer{n % 5000}@example.com") }, Caller, Key("create", n), default);
        if (!created.Ok) throw new InvalidOperationException(created.Refusal!.Message);
        var start = Stopwatch.GetTimestamp();
        var token = new JsonObject { ["type"] = "token", ["token"] = "success_token" };
        var paid = await _checkouts.CompleteAsync(
            ShopId, created.Value.Id, new CompleteInput([new PaymentInstrument("card", TestPaymentProvider.Handler, "token", token, Selected: true)], created.Value.Totals.Total), Caller, Key("complete", n), default);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (paid.Ok ? milliseconds : 0, 2 * System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(created.Value).Length);
    }

    private static IdempotencyKey Key(string operation, long n) => new($"bench/{operation}", $"{Environment.ProcessId}-{Stopwatch.GetTimestamp()}-{n}", new string('0', 64));

    private static Product Product(int i, DateTimeOffset now) => new()
    {
        Id = $"item-{i}",
        Handle = $"item-{i}",
        Title = new LocalizedText($"Bench item {i}"),
        Variants = [new Variant { Id = $"item-{i}", Sku = $"SKU-{i}", Offer = new Offer(new Comptoir.Catalog.Offers.Money(1250, "EUR")) }],
        Source = new Provenance("bench", now),
    };
}
