using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Comptoir.Money.Tests.Servers;

/// <summary>The real executable as a process of its own, on a free port.</summary>
internal sealed partial class Node : IAsyncDisposable
{
    public const string ConsoleKey = "5ecb0a7c4f6e4f0e9d3b8a1c2d3e4f50";

    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Node(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Without a trailing slash; empty before it listens.</summary>
    public string Address { get; private set; } = "";

    public bool Running => Address.Length > 0 && !Process.HasExited;

    public string Output => string.Join('\n', _output);

    /// <summary>The server that was built with the tests, or a published one (COMPTOIR_SERVER), which starts sooner.</summary>
    private static string Dll => Environment.GetEnvironmentVariable("COMPTOIR_SERVER") is { Length: > 0 } published ? published : Path.Combine(AppContext.BaseDirectory, "comptoir.dll");

    /// <summary>Starts without waiting for it to listen.</summary>
    /// <param name="tracer">A program and its arguments in front of the server's own, for example strace.</param>
    /// <param name="port">0: a free one.</param>
    /// <param name="clock">Whose time it lives in; null: the machine's.</param>
    public static Node Launch(string data, IReadOnlyList<string>? tracer = null, int port = 0, ClockSetting? clock = null)
    {
        string[] command = [.. tracer ?? [], "dotnet", Dll, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}"];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment.Remove("COMPTOIR_DATA");
        start.Environment["Ucp__OpenToAll"] = "true";
        start.Environment["Ucp__AllowLoopback"] = "true";
        start.Environment["Ucp__RequireReachableProfiles"] = "false";
        start.Environment["Console__Key"] = ConsoleKey;
        start.Environment["Payments__Test__RemembersAll"] = "true";

        // the buyers at the pages come from an address each
        start.Environment["Proxies__Known__0"] = "127.0.0.1";
        if (clock is not null) (start.Environment[WildClock.Variable], start.Environment["DOTNET_STARTUP_HOOKS"]) = (clock.File, typeof(Node).Assembly.Location);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var node = new Node(process);
        process.OutputDataReceived += (_, e) => node.Take(e.Data);
        process.ErrorDataReceived += (_, e) => node.Take(e.Data);
        process.Exited += (_, _) => node._ready.TrySetException(new InvalidOperationException($"The server ended with {process.ExitCode}:\n{node.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    public Task ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromSeconds(90));

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Process.Id}"]);
        await kill.WaitForExitAsync();
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        while (_output.Count > 2_000) _output.TryDequeue(out _);
        if (ShopLine().Match(line) is { Success: true } shop) Address = shop.Groups[1].Value;
        if (line.Contains("Ctrl+C", StringComparison.Ordinal)) _ready.TrySetResult();
    }

    [GeneratedRegex(@"^Shop\s+(http://\S+?)/?\s*$")]
    private static partial Regex ShopLine();
}
