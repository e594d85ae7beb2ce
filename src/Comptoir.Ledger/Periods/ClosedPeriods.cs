using System.Globalization;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Periods;

/// <summary>What a closed period does to transfers that are dated in it. Pure.</summary>
public static class ClosedPeriods
{
    /// <summary>The refusal of a manual entry.</summary>
    public static PostResult Refusal(Transfer transfer, DateTimeOffset before) => new(
        PostStatus.PeriodClosed, transfer.Id,
        Message: string.Create(CultureInfo.InvariantCulture, $"{transfer.Id} is dated {transfer.At:yyyy-MM-dd}; the books are closed through {before.AddDays(-1):yyyy-MM-dd}. Date it {before:yyyy-MM-dd} or later."));

    /// <summary>An automatic entry is dated at the first open moment and says so.</summary>
    public static Transfer Moved(Transfer transfer, DateTimeOffset before)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"Dated {transfer.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the period was closed.");
        var kept = transfer.Note is { Length: > 0 } own ? $"{note} {own}" : note;
        return transfer with { At = before, AskedAt = transfer.At, Note = kept.Length > 500 ? kept[..500] : kept };
    }
}
