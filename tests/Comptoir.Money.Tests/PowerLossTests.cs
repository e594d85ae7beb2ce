using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.PowerLoss;
using Comptoir.Money.Tests.Witness;
using Microsoft.Data.Sqlite;

namespace Comptoir.Money.Tests;

/// <summary>A killed process leaves its writes to the system; a power cut does not. COMPTOIR_CUTS sets at how many points power fails.</summary>
public sealed class PowerLossTests(Recording recording) : IClassFixture<Recording>
{
    [Fact]
    public void No_acknowledgement_leaves_before_the_sync_that_covers_its_transaction()
    {
        if (recording.Missing is { } why) Assert.Skip(why);
        var log = new Log(recording.Calls, recording.Database);
        var named = recording.Acknowledged.Select(Log.Names).OfType<(string Written, string Sent)>().ToList();
        var findings = named.Select(n => log.Unsafe(n.Written, n.Sent)).OfType<string>().ToList();
        Console.WriteLine($"{named.Count} acknowledgements against {log.Syncs} syncs of the log in {recording.Calls.Count} calls");
        findings.ShouldBeEmpty();
        recording.Faults.ShouldBeEmpty();
        named.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Power_may_fail_at_any_point_and_all_that_was_acknowledged_by_then_is_there()
    {
        if (recording.Missing is { } why) Assert.Skip(why);
        var (cuts, random) = (Setting.Number("COMPTOIR_CUTS", 20), new Random(Setting.Number("COMPTOIR_SEED", 11)));
        var log = new Log(recording.Calls, recording.Database);
        var calls = recording.Calls.OrderBy(c => c.IsSync ? c.End : c.Start).ToList();
        var told = recording.Acknowledged.Select(a => (Line: AnswerLine(a), Acknowledgement: a)).ToList();
        var folder = Directory.CreateTempSubdirectory("comptoir-power-");
        try
        {
            var disk = new Disk(recording.Database, recording.Before);
            var first = calls.FindIndex(c => c.Target.StartsWith(recording.Database, StringComparison.Ordinal));
            var points = Enumerable.Range(0, cuts).Select(_ => random.Next(first, calls.Count)).Order().ToList();
            var (next, checkedAcknowledgements) = (0, 0);
            foreach (var point in points)
            {
                for (; next <= point; next++) disk.Apply(calls[next]);
                disk.Cut(folder.FullName, random, new[] { 0, 0.1, 0.5, 0.9, 1 }[random.Next(5)]);
                var line = calls[point].IsSync ? calls[point].End : calls[point].Start;
                var before = told.Where(t => t.Line < line).Select(t => t.Acknowledgement).ToList();
                var books = await SqlitePlace.ReadAsync(Path.Combine(folder.FullName, Path.GetFileName(recording.Database)), SqliteOpenMode.ReadWrite);
                Invariants.Check(books, before).ShouldBeEmpty($"power failed at line {line}");
                checkedAcknowledgements += before.Count;
            }

            Console.WriteLine($"{cuts} power cuts, {checkedAcknowledgements} acknowledgements found again");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // what has no name on the wire counts from when its client had read the answer
        int AnswerLine(Traffic.Acknowledgement a) =>
            (Log.Names(a) is { } names ? log.Answer(names.Sent) : null)?.Start ?? recording.Calls.FirstOrDefault(c => c.At > a.At)?.Start ?? int.MaxValue;
    }
}
