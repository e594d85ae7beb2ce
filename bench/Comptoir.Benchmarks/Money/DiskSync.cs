using System.Diagnostics;

namespace Comptoir.Benchmarks.Money;

/// <summary>How long this disk takes to keep something.</summary>
internal static class DiskSync
{
    private const int Samples = 200;

    /// <summary>Milliseconds.</summary>
    internal sealed record Figures(double Median, double P99);

    public static Figures Measure(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[8192];
        var samples = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            file.Write(block);
            var start = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            samples[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(samples);
        return new(Benchmarks.Figures.Percentile(samples, 0.5), Benchmarks.Figures.Percentile(samples, 0.99));
    }
}
