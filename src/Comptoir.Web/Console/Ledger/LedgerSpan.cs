using System.Globalization;
using Comptoir.Ledger;
using Comptoir.Ledger.Periods;

namespace Comptoir.Web.Console.Ledger;

/// <summary>The days that a ledger page was asked for; what is no day is left out.</summary>
/// <param name="From">As typed, when it is a day.</param>
/// <param name="To">The last day.</param>
/// <param name="Recorded">By the time of writing instead of the effective time.</param>
public sealed record LedgerSpan(DateOnly? From, DateOnly? To, bool Recorded)
{
    public Span Span => new(
        From is { } from ? new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null, To is { } to ? PeriodClose.EndOf(to) : null,
        Recorded ? BookTime.Recorded : BookTime.Effective);

    public string FromText => Text(From);

    public string ToText => Text(To);

    internal static LedgerSpan Of(ConsoleContext console) => new(Day(console.Query("from")), Day(console.Query("to")), console.Query("time") == "recorded");

    internal static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and <= 9998 ? day : null;

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
