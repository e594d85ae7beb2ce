using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Comptoir.Storage;

/// <summary>What OpenTelemetry sees of a database's writes.</summary>
internal sealed class StorageTelemetry : IDisposable
{
    public const string Name = "Comptoir.Storage";

    public static readonly ActivitySource Activities = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _commits;
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<double> _duration;

    public StorageTelemetry(Func<int> queueLength)
    {
        _commits = _meter.CreateCounter<long>("comptoir.storage.commits", "{commit}", "Commits flushed to disk");
        _groupSize = _meter.CreateHistogram<int>("comptoir.storage.group_size", "{write}", "Writes that shared a commit");
        _duration = _meter.CreateHistogram<double>("comptoir.storage.commit.duration", "ms", "Time for a commit to be on disk");
        _meter.CreateObservableGauge("comptoir.storage.queue_length", queueLength, "{write}", "Writes that wait for the writer");
    }

    public void Committed(int units, double milliseconds)
    {
        _commits.Add(1);
        _groupSize.Record(units);
        _duration.Record(milliseconds);
    }

    public void Dispose() => _meter.Dispose();
}
