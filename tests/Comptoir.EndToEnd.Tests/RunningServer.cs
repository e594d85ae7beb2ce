using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Comptoir.EndToEnd.Tests;

/// <summary>The real executable as a process of its own, on a free port, with its database in a temporary folder.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private RunningServer(Process process) => _process = process;

    /// <summary>Without a trailing slash.</summary>
    public string Address { get; private set; } = "";

    public string ConsoleKey { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    public TimeSpan StartTime { get; private set; }

    public string Output => string.Join('\n', _output);

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static string TemporaryFolder() => Directory.CreateTempSubdirectory("comptoir-").FullName;

    public static string Dll => Path.Combine(AppContext.BaseDirectory, "comptoir.dll");

    public static Task<RunningServer> StartAsync(string database, params string[] arguments) => StartAsync(database, new Dictionary<string, string>(), arguments);

    /// <param name="settings">Environment variables.</param>
    public static async Task<RunningServer> StartAsync(string database, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var process = Launch(settings, [arguments.Length > 0 ? arguments[0] : "demo", "--data", database, "--urls", "http://127.0.0.1:0", .. arguments.Skip(1)]);
        var server = new RunningServer(process);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) => server.Take(e.Data, ready);
        process.ErrorDataReceived += (_, e) => server.Take(e.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The server ended:\n{server.Output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        server.Http = new HttpClient { BaseAddress = new Uri(server.Address + "/") };
        using var answer = await server.Http.GetAsync("");
        server.StartTime = watch.Elapsed;
        return server;
    }

    /// <summary>Runs a verb to its end; gives its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Launch(new Dictionary<string, string>(), arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, output + await error);
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        Http?.Dispose();
    }

    private static Process Launch(IReadOnlyDictionary<string, string> settings, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Dll);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["COLUMNS"] = "200";
        start.Environment.Remove("COMPTOIR_DATA");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        return process;
    }

    private void Take(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (ShopLine().Match(line) is { Success: true } shop) Address = shop.Groups[1].Value;
        if (KeyLine().Match(line) is { Success: true } key) ConsoleKey = key.Groups[1].Value;
        if (line.Contains("Ctrl+C", StringComparison.Ordinal)) ready.TrySetResult();
    }

    [GeneratedRegex(@"^Shop\s+(http://\S+?)/?\s*$")]
    private static partial Regex ShopLine();

    [GeneratedRegex(@"key: ([0-9a-f]{32})")]
    private static partial Regex KeyLine();
}
