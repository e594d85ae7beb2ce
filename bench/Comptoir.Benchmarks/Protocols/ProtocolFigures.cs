using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Comptoir.EndToEnd.Tests;

namespace Comptoir.Benchmarks.Protocols;

/// <summary>
/// Requests a second and latency of a purchase's operations over UCP REST and over MCP, the server on one core, beside the public Node
/// reference for MCP doing its simplest tool on the same core in the same run. This process, the client, keeps to the other cores.
/// </summary>
internal static class ProtocolFigures
{
    private const int Clients = 8;

    public static async Task RunAsync(int seconds)
    {
        var core = Environment.ProcessorCount - 1;
        if (Environment.ProcessorCount > 1) await PinHereAsync(core);
        var folder = RunningServer.TemporaryFolder();
        try
        {
            Say($"server on core {core}, {Clients} clients in another process; {await LoadAsync()}");
            var shop = new Uri($"http://127.0.0.1:{FreePort()}");
            await using var server = await PinnedProcess.StartAsync(core, new(shop, "/.well-known/ucp"), new Dictionary<string, string>(), "dotnet", RunningServer.Dll, "demo", "--data", Path.Combine(folder, "a.db"), "--urls", shop.AbsoluteUri.TrimEnd('/'));
            var items = await StockAsync(folder, shop);
            var peer = await PeerAsync(core);
            await using var _ = peer?.Process;
            var echo = peer is null ? [] : await EchoAsync(peer.Value.Address);
            var (rest, mcp) = (Of(shop, h => new RestTraffic(h)), Of(shop, h => new McpTraffic(h)));
            foreach (var traffic in (IReadOnlyList<ShopTraffic>[])[rest, mcp]) await PurchasesAsync(server, traffic, items, 3);
            await ForAsync(server, mcp, 2, t => t.SearchAsync());
            await ForAsync(peer?.Process, echo, 2, t => ((EchoTraffic)t).EchoAsync());

            // the peer is measured before and after, since the machine's mood changes
            var before = await ForAsync(peer?.Process, echo, seconds, t => ((EchoTraffic)t).EchoAsync());
            var (searchRest, searchMcp) = (await ForAsync(server, rest, seconds, t => t.SearchAsync()), await ForAsync(server, mcp, seconds, t => t.SearchAsync()));
            var after = await ForAsync(peer?.Process, echo, seconds, t => ((EchoTraffic)t).EchoAsync());
            var node = (before.PerCore + after.PerCore) / 2;
            Print("server-everything, MCP echo", before, 0);
            Print("server-everything, MCP echo", after, 0);
            Print("Comptoir, REST search", searchRest, node);
            Print("Comptoir, MCP search", searchMcp, node);
            foreach (var (name, traffic) in ((string, IReadOnlyList<ShopTraffic>)[])[("REST", rest), ("MCP", mcp)])
                foreach (var (step, measured) in await PurchasesAsync(server, traffic, items, seconds)) Print($"Comptoir, {name} {step}", measured, node);
            Say(await LoadAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whole purchases one after the other by each client; every step is timed for itself, and its rate is what one core would do of it alone.</summary>
    private static async Task<IReadOnlyList<(string Step, Measured Of)>> PurchasesAsync(PinnedProcess server, IReadOnlyList<ShopTraffic> traffic, List<string> items, int seconds)
    {
        var option = await traffic[0].OptionAsync(items[0]);
        var open = new ConcurrentQueue<(string Id, string Item)>();
        var ready = new ConcurrentQueue<string>();
        var next = 0;
        var create = await ForAsync(server, traffic, seconds, async t =>
        {
            var item = items[Interlocked.Increment(ref next) % items.Count];
            open.Enqueue((await t.CreateAsync(item), item));
        });
        var update = await ForAsync(server, traffic, seconds, async t =>
        {
            if (!open.TryDequeue(out var one)) return false;
            await t.UpdateAsync(one.Id, one.Item, option);
            ready.Enqueue(one.Id);
            return true;
        });
        var complete = await ForAsync(server, traffic, seconds, async t =>
        {
            if (!ready.TryDequeue(out var id)) return false;
            await t.CompleteAsync(id);
            return true;
        });
        return [("create", create), ("update", update), ("complete", complete)];
    }

    private static Task<Measured> ForAsync(PinnedProcess? server, IReadOnlyList<ShopTraffic> traffic, int seconds, Func<ShopTraffic, Task> one) =>
        ForAsync(server, traffic, seconds, async t =>
        {
            await one(t);
            return true;
        });

    /// <param name="one">False: there is nothing left to do.</param>
    private static async Task<Measured> ForAsync(PinnedProcess? server, IReadOnlyList<ShopTraffic> traffic, int seconds, Func<ShopTraffic, Task<bool>> one)
    {
        if (server is null || traffic.Count == 0) return new(0, 0, 0, 0);
        var cpu = server.Cpu;
        var times = new ConcurrentBag<List<double>>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(traffic.Select(t => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var started = Stopwatch.GetTimestamp();
                if (!await one(t)) break;
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Add(mine);
        })));
        double[] all = [.. times.SelectMany(t => t).Order()];
        return all.Length == 0 ? new(0, 0, 0, 0) : new(all.Length / watch.Elapsed.TotalSeconds, all.Length / (server.Cpu - cpu).TotalSeconds, Figures.Percentile(all, 0.5), Figures.Percentile(all, 0.99));
    }

    private static async Task<EchoTraffic[]> EchoAsync(Uri address)
    {
        var echo = Of(address, h => new EchoTraffic(h));
        foreach (var one in echo) await ((EchoTraffic)one).OpenAsync();
        return [.. echo.Cast<EchoTraffic>()];
    }

    private static List<ShopTraffic> Of(Uri address, Func<HttpClient, ShopTraffic> make) =>
        [.. Enumerable.Range(0, Clients).Select(_ => make(new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, UseCookies = false }) { BaseAddress = address }))];

    /// <summary>Forty products with shelves so deep that stock is never the limit, imported beside the running server.</summary>
    private static async Task<List<string>> StockAsync(string folder, Uri shop)
    {
        var items = Enumerable.Range(1, 40).Select(i => $"deep-{i}").ToList();
        var feed = Path.Combine(folder, "deep.csv");
        await File.WriteAllLinesAsync(feed, ["id,title,price,quantity", .. items.Select(i => $"{i},Bench item {i},12.50,100000000")]);
        var (code, output) = await RunningServer.RunAsync("import", feed, "--data", Path.Combine(folder, "a.db"));
        if (code != 0) throw new InvalidOperationException(output);
        using var http = new HttpClient { BaseAddress = shop };
        var agent = new UcpClient(http);
        while ((await agent.SearchAsync("bench item"))["products"]!.AsArray().Count == 0) await Task.Delay(100);
        return items;
    }

    /// <summary>The peer from the folder in <c>MCP_EVERYTHING</c>, where <c>npm i @modelcontextprotocol/server-everything</c> was run; null: it is not there.</summary>
    private static async Task<Peer?> PeerAsync(int core)
    {
        var script = Path.Combine(Environment.GetEnvironmentVariable("MCP_EVERYTHING") ?? ".", "node_modules", "@modelcontextprotocol", "server-everything", "dist", "index.js");
        if (!File.Exists(script))
        {
            Say("server-everything is not measured: run npm i @modelcontextprotocol/server-everything in a folder and name it in MCP_EVERYTHING");
            return null;
        }

        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        return new(await PinnedProcess.StartAsync(core, address, new Dictionary<string, string> { ["PORT"] = port.ToString(CultureInfo.InvariantCulture) }, "node", script, "streamableHttp"), address);
    }

    private static async Task PinHereAsync(int core)
    {
        var others = string.Join(',', Enumerable.Range(0, Environment.ProcessorCount).Where(c => c != core));
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", others, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        await taskset.WaitForExitAsync();
    }

    private static async Task<string> LoadAsync() => File.Exists("/proc/loadavg") ? $"load of the machine {string.Join(' ', (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ').Take(3))}" : "load unknown";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Print(string what, Measured m, double node)
    {
        if (m.Rate > 0) Say(string.Create(CultureInfo.InvariantCulture, $"{what,-28} {m.Rate,7:0} requests/s   p50 {m.P50,6:0.0} ms   p99 {m.P99,6:0.0} ms   {m.PerCore,7:0} for a CPU-second{(node > 0 ? $"   {m.PerCore / node,5:0.0} × echo" : "")}"));
    }

    private static void Say(string line) => Console.WriteLine(line);

    /// <param name="Rate">Requests a second as the clients saw them.</param>
    /// <param name="PerCore">Requests for each second of CPU that the server used: the rate of one core that nobody shares.</param>
    private sealed record Measured(double Rate, double PerCore, double P50, double P99);

    private readonly record struct Peer(PinnedProcess Process, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
