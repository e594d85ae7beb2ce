using System.Collections.Concurrent;
using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>The real runner in two hosts, as two nodes over one database.</summary>
public abstract class RunnerCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    [Fact]
    public async Task Two_nodes_do_each_job_once_and_failures_again()
    {
        var done = new ConcurrentBag<(int Node, string Key)>();
        var failed = new ConcurrentDictionary<string, int>();
        using var first = Node(1);
        using var second = Node(2);
        await first.StartAsync();
        await second.StartAsync();

        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Jobs = [.. Enumerable.Range(0, 40).Select(i => Some.Job($"j{i}"))] }, None);
        await Until(() => done.Count >= 40);
        await first.StopAsync();
        await second.StopAsync();

        done.Select(d => d.Key).Order().ShouldBe(Enumerable.Range(0, 40).Select(i => $"j{i}").Order());
        failed.ShouldContainKey("j7");
        (await Stores.Jobs.LeaseAsync(["settle"], TimeProvider.System.GetUtcNow().AddDays(1), TimeProvider.System.GetUtcNow().AddDays(1), 99, None)).ShouldBeEmpty();

        IHost Node(int number) => Host(new Handler("settle", async (leased, _) =>
        {
            await Task.Delay(5);
            if (leased.Job.Key == "j7" && failed.AddOrUpdate("j7", 1, (_, n) => n + 1) == 1) throw new InvalidOperationException("not yet");
            done.Add((number, leased.Job.Key));
            return JobOutcome.Done;
        }));
    }

    [Fact]
    public async Task Work_that_recurs_is_there_once_for_all_nodes_and_due_again_after_its_interval()
    {
        var runs = 0;
        var handler = new Handler("sweep", (_, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(JobOutcome.Done);
        }, TimeSpan.FromHours(1));
        using var first = Host(handler);
        using var second = Host(handler);
        await first.StartAsync();
        await second.StartAsync();

        await Until(() => Volatile.Read(ref runs) > 0);
        await Task.Delay(100);
        await first.StopAsync();
        await second.StopAsync();

        runs.ShouldBe(1);
        var job = (await Stores.Jobs.FindAsync("", "sweep", "", None)).ShouldNotBeNull();
        job.DueAt.ShouldBe(TimeProvider.System.GetUtcNow().AddHours(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_job_back_at_once()
    {
        var begun = new TaskCompletionSource();
        using var node = Host(new Handler("settle", async (_, ct) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Done;
        }));
        await node.StartAsync();
        await Stores.Jobs.ScheduleAsync(Some.Job("long"), None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await node.StopAsync();

        var now = TimeProvider.System.GetUtcNow();
        (await Stores.Jobs.LeaseAsync(["settle"], now, now.AddMinutes(1), 9, None)).ShouldHaveSingleItem().Job.Attempts.ShouldBe(2);
    }

    private static async Task Until(Func<bool> reached)
    {
        for (var i = 0; i < 600 && !reached(); i++) await Task.Delay(25);
        reached().ShouldBeTrue();
    }

    private IHost Host(Handler handler)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddComptoirStorage(Address).AddOrdering().AddSingleton<ILiveCatalog>(new NothingForSale()).AddSingleton<IJobHandler>(handler);
        return builder.Build();
    }

    private sealed class Handler(string kind, Func<LeasedJob, CancellationToken, Task<JobOutcome>> run, TimeSpan? every = null) : IJobHandler
    {
        public string Kind => kind;

        public TimeSpan? Every => every;

        public Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct) => run(leased, ct);
    }

    private sealed class NothingForSale : ILiveCatalog
    {
        public Shop? FindShop(string shopId) => null;

        public (Product Product, Variant Variant)? FindItem(string shopId, string id) => null;

        public long Available(string shopId, string variantId) => 0;
    }
}
