namespace Comptoir.EndToEnd.Tests;

/// <summary>The executable as its user meets it: started, bought from, killed, imported into, backed up.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly string _folder = RunningServer.TemporaryFolder();

    private string Database => Path.Combine(_folder, "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_demo_prints_its_doors_and_an_agent_that_knows_only_the_address_buys_there()
    {
        await using var server = await RunningServer.StartAsync(Database);
        server.Output.ShouldContain("/.well-known/ucp");
        server.Output.ShouldContain("/mcp");
        server.ConsoleKey.Length.ShouldBe(32);
        var agent = new UcpClient(server.Http);
        var found = await agent.SearchAsync("je cherche un cadeau pour un jardinier, moins de 30 €");
        var first = found["products"]![0]!;
        first["price_range"]!["min"]!["amount"]!.GetValue<long>().ShouldBeLessThanOrEqualTo(3000);
        var order = await agent.BuyAsync(first["variants"]![0]!["id"]!.GetValue<string>());
        (await agent.GetOrderAsync(order))["id"]!.GetValue<string>().ShouldBe(order);
    }

    [Fact]
    public async Task Killing_the_server_at_any_moment_loses_no_confirmed_order()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("COMPTOIR_KILLS") ?? "3", System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(Environment.GetEnvironmentVariable("COMPTOIR_SEED") is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 1);
        var confirmed = new List<string>();
        for (var round = 0; round <= kills; round++)
        {
            await using var server = await RunningServer.StartAsync(Database);
            var agent = new UcpClient(server.Http);
            foreach (var order in confirmed) (await agent.GetOrderAsync(order))["id"]!.GetValue<string>().ShouldBe(order);
            if (round == kills) break;
            var items = (await agent.SearchAsync(round % 2 == 0 ? "notebook" : "tea"))["products"]!.AsArray().Select(p => p!["variants"]![0]!["id"]!.GetValue<string>()).ToList();
            var before = confirmed.Count;
            var buyers = Enumerable.Range(0, 4).Select(async b =>
            {
                var client = new UcpClient(server.Http);
                try
                {
                    for (var i = 0; i < 1000; i++)
                    {
                        var order = await client.BuyAsync(items[(b + i) % items.Count]);
                        lock (confirmed) confirmed.Add(order);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
                {
                    // killed under the buyer's hands, or the shelf is empty: what was not confirmed does not count
                }
            }).ToArray();
            for (var i = 0; i < 300 && Count() == before; i++) await Task.Delay(100);
            await Task.Delay(random.Next(0, 700));
            await server.KillAsync();
            await Task.WhenAll(buyers);
        }

        int Count()
        {
            lock (confirmed) return confirmed.Count;
        }

        confirmed.Distinct().Count().ShouldBe(confirmed.Count);
        confirmed.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_import_beside_a_running_server_is_on_sale_without_a_restart_and_a_second_changes_nothing()
    {
        await using var server = await RunningServer.StartAsync(Database);
        var feed = Path.Combine(_folder, "feed.csv");
        await File.WriteAllTextAsync(feed, "id,title,price,quantity\nzz-1,Blue zeppelin kite,19.90,4\nzz-2,,1,1\n");
        var (code, output) = await RunningServer.RunAsync("import", feed, "--data", Database);
        code.ShouldBe(3, output);
        output.ShouldContain("title");
        var agent = new UcpClient(server.Http);
        await Eventually(async () => (await agent.SearchAsync("zeppelin kite"))["products"]!.AsArray().Any(p => p!["id"]!.GetValue<string>() == "zz-1"));
        (await agent.BuyAsync("zz-1")).ShouldStartWith("ord_");
        var again = await RunningServer.RunAsync("import", feed, "--data", Database, "--problems", Path.Combine(_folder, "problems.csv"));
        again.Output.ShouldContain("unchanged");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "problems.csv"))).ShouldContain("title");
    }

    [Fact]
    public async Task A_backup_of_a_running_shop_restores_to_the_same_orders()
    {
        string order;
        var copy = Path.Combine(_folder, "copy.db");
        await using (var server = await RunningServer.StartAsync(Database))
        {
            var agent = new UcpClient(server.Http);
            order = await agent.BuyAsync((await agent.SearchAsync("coffee"))["products"]![0]!["variants"]![0]!["id"]!.GetValue<string>());
            (await RunningServer.RunAsync("backup", copy, "--data", Database)).ExitCode.ShouldBe(0);
        }

        var restored = Path.Combine(_folder, "restored.db");
        (await RunningServer.RunAsync("restore", copy, "--data", restored)).ExitCode.ShouldBe(0);
        await using var second = await RunningServer.StartAsync(restored);
        (await new UcpClient(second.Http).GetOrderAsync(order))["id"]!.GetValue<string>().ShouldBe(order);
    }

    [Fact]
    public async Task An_export_can_be_imported_into_another_database()
    {
        await using (await RunningServer.StartAsync(Database))
        {
            // only to load the demo shop
        }

        var file = Path.Combine(_folder, "out.jsonl.gz");
        (await RunningServer.RunAsync("export", file, "--data", Database)).ExitCode.ShouldBe(0);
        var other = Path.Combine(_folder, "other.db");
        var (code, output) = await RunningServer.RunAsync("import", file, "--data", other, "--create", "Copy");
        code.ShouldBe(0, output);
        output.ShouldContain("513");
    }

    [Theory]
    [InlineData("demo", "--test-hooks", "secret", "--urls", "http://0.0.0.0:0")]
    [InlineData("import", "/nowhere/feed.csv")]
    [InlineData("restore", "/nowhere/copy.db")]
    [InlineData("reindex")]
    [InlineData("export", "/tmp/comptoir-not-written.jsonl")]
    public async Task What_cannot_be_done_is_said_in_a_line_and_by_the_exit_code(params string[] arguments)
    {
        var (code, output) = await RunningServer.RunAsync([.. arguments, "--data", Database]);
        code.ShouldBe(2, output);
        output.ShouldNotContain("   at ");
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 50; i++)
        {
            if (await condition()) return;
            await Task.Delay(100);
        }

        (await condition()).ShouldBeTrue();
    }

    [Fact]
    public async Task Whatever_cannot_be_opened_is_told_in_a_sentence_with_exit_code_2()
    {
        var (feed, damaged, file) = (Path.Combine(_folder, "feed.csv"), Path.Combine(_folder, "damaged.db"), Path.Combine(_folder, "file"));
        await File.WriteAllTextAsync(feed, "sku,title,price\nrose,Rose,3.50\n");
        await File.WriteAllTextAsync(damaged, "no database at all, whatever its name says");
        await File.WriteAllTextAsync(file, "");
        await File.WriteAllTextAsync(feed + ".gz", "not zipped");
        (await RunningServer.RunAsync("import", feed, "--data", Database)).ExitCode.ShouldBe(0);
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        string[][] failing =
        [
            ["import", feed, "--data", _folder],
            ["import", feed, "--data", damaged],
            ["import", feed, "--data", Path.Combine(file, "shop.db")],
            ["import", feed + ".gz", "--data", Database],
            ["export", _folder, "--data", Database],
            ["reindex", "--data", damaged],
            ["backup", Path.Combine(_folder, "copy.db"), "--data", damaged],
            ["backup", Path.Combine(file, "copy.db"), "--data", Database],
            ["restore", Database, "--data", Path.Combine(file, "shop.db")],
            ["serve", "--data", damaged],
            ["serve", "--data", Path.Combine(file, "shop.db")],
            ["serve", "--data", Database, "--urls", "nonsense"],
            ["serve", "--data", Database, "--urls", $"http://{taken.LocalEndpoint}"],
        ];
        foreach (var arguments in failing)
        {
            var (code, output) = await RunningServer.RunAsync(arguments);
            code.ShouldBe(2, $"{string.Join(' ', arguments)}: {output}");
            output.ShouldNotContain("   at ", Case.Sensitive, string.Join(' ', arguments));
            output.ShouldNotBeNullOrWhiteSpace();
        }
    }
}
