using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Comptoir.Fuzz.Tests;

/// <summary>What came of a run.</summary>
internal sealed class Report
{
    private const int MostFindings = 40;
    private const int Buckets = 400;

    /// <summary>Requests by duration: bucket n ends at 1.05^n / 100 ms.</summary>
    private readonly long[] _durations = new long[Buckets];
    private readonly ConcurrentDictionary<(string Door, int Status), long> _statuses = new();
    private readonly ConcurrentDictionary<string, (string Request, long Count)> _findings = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _slow = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<(long Done, long Heap, long Resident, double Seconds)> _memory = [];
    private long _done;
    private long _longest;

    public long Done => Interlocked.Read(ref _done);

    public IReadOnlyCollection<string> Findings => [.. _findings.Keys];

    public IReadOnlyList<(long Done, long Heap, long Resident, double Seconds)> Memory => _memory;

    public void Count(string door, int status, TimeSpan took)
    {
        Interlocked.Increment(ref _done);
        _statuses.AddOrUpdate((door, status), 1, (_, n) => n + 1);
        var bucket = took.TotalMilliseconds <= 0.01 ? 0 : (int)Math.Ceiling(Math.Log(took.TotalMilliseconds * 100, 1.05));
        Interlocked.Increment(ref _durations[Math.Clamp(bucket, 0, Buckets - 1)]);
        InterlockedMax(ref _longest, took.Ticks);
    }

    /// <param name="what">The same for what is the same fault.</param>
    /// <param name="request">What led to it.</param>
    public void Found(string what, string request)
    {
        if (_findings.Count >= MostFindings && !_findings.ContainsKey(what)) return;
        _findings.AddOrUpdate(what, (request, 1), (_, before) => (before.Request, before.Count + 1));
    }

    /// <summary>Took long: no fault by itself, but worth a look.</summary>
    public void Slow(string what)
    {
        if (_slow.Count < MostFindings) _slow.Enqueue(what);
    }

    /// <summary>Looks at the memory after a full collection.</summary>
    public void Weigh()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        var after = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        var heap = after.HeapSizeBytes - after.FragmentedBytes;
        using var process = Process.GetCurrentProcess();
        lock (_memory) _memory.Add((Done, heap, process.WorkingSet64, _watch.Elapsed.TotalSeconds));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        var seconds = _watch.Elapsed.TotalSeconds;
        text.AppendLine(CultureInfo.InvariantCulture, $"{Done} requests in {seconds:0} s, {Done / seconds:0}/s; p50 {Percentile(0.5):0.0} ms, p99 {Percentile(0.99):0.0} ms, longest {TimeSpan.FromTicks(_longest).TotalMilliseconds:0} ms");
        foreach (var m in _memory) text.AppendLine(CultureInfo.InvariantCulture, $"  after {m.Done,8} requests, {m.Seconds,6:0} s: {m.Heap / 1048576.0,7:0.0} MiB alive, {m.Resident / 1048576.0,7:0.0} MiB resident");
        foreach (var door in _statuses.GroupBy(s => s.Key.Door).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {door.Key,-10} {door.Sum(s => s.Value),8}: {string.Join(", ", door.OrderBy(s => s.Key.Status).Select(s => $"{s.Key.Status} × {s.Value}"))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  all        {Done,8}: {string.Join(", ", _statuses.GroupBy(s => s.Key.Status).OrderBy(g => g.Key).Select(g => $"{g.Key} × {g.Sum(s => s.Value)}"))}");
        foreach (var slow in _slow) text.AppendLine(CultureInfo.InvariantCulture, $"  slow: {slow}");
        foreach (var (what, (request, count)) in _findings) text.AppendLine(CultureInfo.InvariantCulture, $"FOUND {count} × {what}").AppendLine(request).AppendLine();
        return text.ToString();
    }

    /// <summary>Milliseconds.</summary>
    private double Percentile(double part)
    {
        var (sum, wanted) = (0L, (long)(Done * part));
        for (var i = 0; i < Buckets; i++)
            if ((sum += _durations[i]) >= wanted) return Math.Pow(1.05, i) / 100;
        return double.NaN;
    }

    private static void InterlockedMax(ref long place, long value)
    {
        long seen;
        while ((seen = Interlocked.Read(ref place)) < value)
            if (Interlocked.CompareExchange(ref place, value, seen) == seen) return;
    }
}
