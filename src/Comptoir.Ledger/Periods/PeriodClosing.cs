using System.Globalization;
using Comptoir.Ledger.Proof;

namespace Comptoir.Ledger.Periods;

/// <param name="Problem">Why nothing was closed, as a sentence; null when closed.</param>
/// <param name="Findings">What the check found, when that was the reason.</param>
public sealed record CloseResult(PeriodClose? Close, string? Problem, IReadOnlyList<Finding> Findings);

/// <summary>Closes periods: proves the book, computes the closing entries, and writes both if nothing was added meanwhile.</summary>
internal sealed class PeriodClosing(ILedgerStore store, TimeProvider time)
{
    private const int Tries = 5;

    public async Task<CloseResult> CloseAsync(string shopId, DateOnly through, string by, IProgress<double>? progress, CancellationToken ct)
    {
        if (through.Year is < 1970 or > 9998) return Refused("The day is not between 1970 and 9998.");
        var before = PeriodClose.EndOf(through);
        if (before > time.GetUtcNow()) return Refused(string.Create(CultureInfo.InvariantCulture, $"{through:yyyy-MM-dd} is not over yet (UTC); a period in the future cannot be closed."));
        if ((await store.GetPeriodsAsync(shopId, ct)).MaxBy(p => p.Before) is { } last && last.Before >= before)
            return Refused(string.Create(CultureInfo.InvariantCulture, $"The books are closed through {last.Through:yyyy-MM-dd} already."));
        for (var i = 0; i < Tries; i++)
        {
            var report = await store.CheckAsync(shopId, before, progress, ct);
            if (!report.Sound) return new(null, "The books are not sound; see what the check found.", report.Findings);
            var now = time.GetUtcNow();
            var entries = ClosingEntries.Of(await store.GetBalancesAsync(shopId, before, BookTime.Effective, ct), before)
                .Select(t => t with { RecordedAt = now }).ToList();
            var mark = (byte[])report.Marked.Mark.Clone();
            foreach (var entry in entries) Mix(mark, CanonicalBytes.Digest(shopId, entry));
            var close = new PeriodClose(before, now, by, report.Marked.Transfers + entries.Count, mark);
            if (await store.CloseAsync(shopId, close, entries, ct)) return new(close, null, []);
        }

        return Refused("Transfers dated in this period keep being added; try again.");
    }

    private static CloseResult Refused(string problem) => new(null, problem, []);

    private static void Mix(byte[] mark, byte[] digest)
    {
        for (var i = 0; i < mark.Length; i++) mark[i] ^= digest[i];
    }
}
