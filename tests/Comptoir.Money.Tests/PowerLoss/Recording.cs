using System.Diagnostics;
using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.Servers;
using Comptoir.Money.Tests.Traffic;

namespace Comptoir.Money.Tests.PowerLoss;

/// <summary>Some purchases by 16 clients at a server on SQLite, with everything that it wrote, synced and sent. COMPTOIR_ACKNOWLEDGEMENTS sets how many are waited for.</summary>
public sealed class Recording : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();

    /// <summary>Why there is none; null when there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>The database before the server was started.</summary>
    internal byte[] Before { get; private set; } = [];

    internal IReadOnlyList<Call> Calls { get; private set; } = [];

    internal string Database => _place.Data;

    internal IReadOnlyCollection<Acknowledgement> Acknowledged { get; private set; } = [];

    internal IReadOnlyCollection<string> Faults { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "strace"))))
        {
            Missing = "strace is not installed.";
            return;
        }

        await TinyShop.OpenAsync(_place.Data);
        Before = await File.ReadAllBytesAsync(_place.Data);
        if (File.Exists(_place.Data + "-wal")) throw new InvalidOperationException("The database was not closed.");
        var (journal, seed, enough) = (new Journal(), Setting.Number("COMPTOIR_SEED", 11), Setting.Number("COMPTOIR_ACKNOWLEDGEMENTS", 60));
        var file = Path.Combine(_place.Folder, "trace");
        await using var receiver = await Receiver.StartAsync(seed, journal);
        await using var node = Node.Launch(_place.Data, [.. Trace.Command, file, "--"]);
        await node.ReadyAsync();
        var cluster = new Cluster();
        cluster.Add(node);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100, AllowAutoRedirect = false, UseCookies = false });
        var backlog = new Backlog();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(c => new Buyer(seed, c, receiver.Agent(c), new Door(cluster, http, journal, stop.Token), journal, backlog).RunAsync(() => journal.Length < enough, stop.Token)));
        (Acknowledged, Faults) = (journal.Acknowledged, journal.Faults);

        // the tracer ends, with all that it saw on disk, when what it traces has been killed
        var child = (await File.ReadAllTextAsync($"/proc/{node.Process.Id}/task/{node.Process.Id}/children")).Trim();
        using var kill = Process.Start("kill", ["-KILL", child]);
        await node.Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Calls = Trace.Read(file);
    }

    public async ValueTask DisposeAsync() => await _place.DisposeAsync();
}
