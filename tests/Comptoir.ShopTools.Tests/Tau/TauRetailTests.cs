using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Search;
using Comptoir.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.ShopTools.Tests.Tau;

/// <summary>
/// The public benchmark tau-bench retail: its world in Comptoir, every task's actions through the shop tools. Tasks of one user run in shops of
/// their own, those of different users side by side in one: their orders and cards are different, so that what each touched is plain.
/// </summary>
public sealed class TauRetailTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_task_of_the_benchmark_ends_as_it_expects_and_nothing_else_moves()
    {
        if (TauFiles.Find() is not { } files)
        {
            Assert.Skip("The benchmark's files are not here.");
            return;
        }

        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("comptoir-tau").FullName;
        var counts = new ConcurrentDictionary<string, int>();
        try
        {
            var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddComptoirStorage(Path.Combine(folder, "shop.db")).AddSingleton<ProductSearch>().AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
            services.AddSingleton<IPaymentProvider, TauWallet>().AddOrdering().AddGiftCards().AddShopTools();
            await using var provider = services.BuildServiceProvider();
            var rounds = Rounds(files.Tasks);
            for (var i = 0; i < rounds.Count; i++) await RunAsync(new TauWorld(provider, files, $"tau{i + 1}"), files, rounds[i], i == 0, counts, ct);
            foreach (var (what, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal)) output.WriteLine($"{count,5}  {what}");
            output.WriteLine($"{files.Tasks.Count,5}  tasks in {rounds.Count} shops");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(TauWorld world, TauFiles files, IReadOnlyList<JsonObject> tasks, bool everybody, ConcurrentDictionary<string, int> counts, CancellationToken ct)
    {
        await world.LoadAsync(everybody ? [.. files.Users.Select(u => u.Key)] : [.. tasks.Select(t => t["user_id"]!.GetValue<string>())], ct);
        var before = new Dictionary<string, long>();
        foreach (var (tau, _) in world.Orders) before[tau] = (await world.OrderAsync(tau, ct)).Version;
        var balances = new Dictionary<string, long>();
        foreach (var (method, _) in world.Cards) balances[method] = await world.BalanceAsync(method, ct);

        var touched = new ConcurrentDictionary<string, bool>();
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (task, _) =>
        {
            var replay = new TauReplay(world, files, task);
            foreach (var order in replay.Touched) touched[order] = true;
            foreach (var method in task["expected"]!["users"]![task["user_id"]!.GetValue<string>()]!["payment_methods"]!.AsObject()) touched[method.Key] = true;
            await replay.RunAsync(what => counts.AddOrUpdate(what, 1, (_, n) => n + 1), ct);
        });

        foreach (var (tau, version) in before)
            if (!touched.ContainsKey(tau)) (await world.OrderAsync(tau, ct)).Version.ShouldBe(version, tau);
        foreach (var (method, balance) in balances)
            if (!touched.ContainsKey(method)) (await world.BalanceAsync(method, ct)).ShouldBe(balance, method);
        (await world.Get<ILedgerStore>().CheckAsync(world.Shop.Id, null, null, ct)).Findings.ShouldBeEmpty();
    }

    /// <summary>Each user once a round.</summary>
    private static List<List<JsonObject>> Rounds(IReadOnlyList<JsonObject> tasks) =>
        [.. tasks.GroupBy(t => t["user_id"]!.GetValue<string>()).SelectMany(g => g.Select((task, i) => (task, i))).GroupBy(x => x.i).OrderBy(g => g.Key).Select(g => g.Select(x => x.task).ToList())];
}
