using System.Globalization;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Proof;

/// <summary>What was dated in a closed period when it was closed is still all that is dated in it.</summary>
internal sealed class PeriodCheck
{
    private readonly IReadOnlyList<PeriodClose> _closes;
    private readonly Action<string, string, string> _find;
    private readonly (long Transfers, byte[] Mark)[] _found;
    private (long Transfers, byte[] Mark) _marked = (0, new byte[32]);

    public PeriodCheck(IReadOnlyList<PeriodClose> closes, DateTimeOffset? markBefore, Action<string, string, string> find)
    {
        _closes = [.. closes.OrderBy(c => c.Before)];
        _found = [.. _closes.Select(_ => (0L, new byte[32]))];
        _find = find;
        MarkBefore = markBefore;
    }

    public DateTimeOffset? MarkBefore { get; }

    public (long Transfers, byte[] Mark) Marked => _marked;

    public void Add(Transfer t, byte[] digest)
    {
        if (MarkBefore is { } before && t.At < before) Add(ref _marked, digest);
        // periods follow each other: a transfer counts in its own and in all later ones
        for (var i = _closes.Count - 1; i >= 0 && t.At < _closes[i].Before; i--)
        {
            Add(ref _found[i], digest);
            if (t.RecordedAt > _closes[i].ClosedAt && t.Kind != ClosingEntries.Kind)
                _find("period", $"transfer {t.Id}", string.Create(CultureInfo.InvariantCulture, $"it is dated {t.At.UtcDateTime:yyyy-MM-dd} and was written after the books were closed through {_closes[i].Through:yyyy-MM-dd}."));
        }
    }

    public void Finish()
    {
        for (var i = 0; i < _closes.Count; i++)
        {
            var (close, found) = (_closes[i], _found[i]);
            if (found.Transfers != close.Transfers || !found.Mark.AsSpan().SequenceEqual(close.Mark))
                _find("period", string.Create(CultureInfo.InvariantCulture, $"period through {close.Through:yyyy-MM-dd}"), $"it was closed with {close.Transfers} transfers and has {found.Transfers}{(found.Transfers == close.Transfers ? ", not the same ones" : "")}.");
        }
    }

    private static void Add(ref (long Transfers, byte[] Mark) sum, byte[] digest)
    {
        sum.Transfers++;
        for (var i = 0; i < 32 && i < digest.Length; i++) sum.Mark[i] ^= digest[i];
    }
}
