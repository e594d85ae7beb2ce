using System.Collections.Immutable;
using System.Globalization;

namespace Comptoir.Capital.Deals;

/// <summary>How a deal came to where it is.</summary>
internal static class StatusHistory
{
    /// <summary>
    /// For a file that tells only the last status. A deal that is over stood as announced until the first linked deal after it, or until
    /// its source was published; all others have had their status from their date on.
    /// </summary>
    public static ImmutableArray<StatusChange> Infer(Deal deal, IReadOnlyDictionary<string, Deal> byId)
    {
        if (!DealStatuses.IsOver(deal.Status)) return [new(deal.Date, deal.Status, Inferred: true)];
        var later = deal.Links.Select(l => byId.GetValueOrDefault(l)?.Date).Where(d => d > deal.Date).Min();
        var over = later ?? DayOf(deal.Source.Date) ?? deal.Date;
        var before = deal.Trigger is null ? DealStatus.Announced : DealStatus.Conditional;
        return over <= deal.Date ? [new(deal.Date, deal.Status, Inferred: true)] : [new(deal.Date, before, Inferred: true), new(over, deal.Status, Inferred: true)];
    }

    /// <summary><c>2025-09-22 in_talks; 2026-02-27 closed</c>: days that rise, each with a status.</summary>
    public static (ImmutableArray<StatusChange> History, string? Problem) Parse(string text)
    {
        var changes = ImmutableArray.CreateBuilder<StatusChange>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (words.Length != 2 || DayOf(words[0]) is not { } day) return ([], $"'{part}' is no day and status, such as 2026-02-27 signed");
            if (DealStatuses.Parse(words[1]) is not { } status) return ([], $"'{words[1]}' is no status: {string.Join(", ", DealStatuses.Names)}");
            if (changes.Count > 0 && changes[^1].Day > day) return ([], "the days of a history must rise");
            changes.Add(new(day, status));
        }

        return (changes.ToImmutable(), null);
    }

    /// <summary>A day, or the first day of a month or year; null for anything else.</summary>
    public static DateOnly? DayOf(string? text)
    {
        foreach (var format in new[] { "yyyy-MM-dd", "yyyy-MM", "yyyy" })
            if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.Year is >= 1900 and <= 2200 ? day : null;
        return null;
    }
}
