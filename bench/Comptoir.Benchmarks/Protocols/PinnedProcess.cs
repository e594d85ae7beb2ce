using System.Diagnostics;

namespace Comptoir.Benchmarks.Protocols;

/// <summary>A server that runs on one core only (taskset), until it is disposed.</summary>
internal sealed class PinnedProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PinnedProcess(Process process) => _process = process;

    /// <summary>CPU that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until an address answers, whatever it answers.</summary>
    public static async Task<PinnedProcess> StartAsync(int core, Uri address, IReadOnlyDictionary<string, string> settings, params string[] command)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", core.ToString(System.Globalization.CultureInfo.InvariantCulture), .. command]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("taskset did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            if (process.HasExited) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                return new(process);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        process.Kill();
        throw new TimeoutException($"{address} does not answer.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
