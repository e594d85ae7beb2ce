using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Subscriptions;

[JsonConverter(typeof(JsonStringEnumConverter<IntervalUnit>))]
public enum IntervalUnit { Weeks, Months }

/// <summary>How often: every so many weeks or months.</summary>
/// <param name="Every">1 to 52 weeks, 1 to 24 months.</param>
public sealed record Interval(int Every, IntervalUnit Unit)
{
    public bool Valid => Every >= 1 && Every <= (Unit == IntervalUnit.Weeks ? 52 : 24);

    /// <summary>Two charges are never closer than this, whatever a clock says: about half the interval.</summary>
    public int LeastDays => Unit == IntervalUnit.Weeks ? Every * 7 / 2 : Every * 14;

    /// <summary>The n-th day counted from the first: month ends stay month ends (31 January, 28 February, 31 March).</summary>
    public DateOnly Day(DateOnly first, int n) => Unit == IntervalUnit.Weeks ? first.AddDays(7 * Every * n) : first.AddMonths(Every * n);

    /// <summary>The first of these days that is later than <paramref name="day"/>, and its place.</summary>
    public (int N, DateOnly Day) After(DateOnly first, DateOnly day)
    {
        var n = Math.Max(0, (day.DayNumber - first.DayNumber) / (Unit == IntervalUnit.Weeks ? 7 * Every : 31 * Every));
        while (Day(first, n) <= day) n++;
        return (n, Day(first, n));
    }

    /// <summary><c>w2</c> or <c>m1</c>, for forms.</summary>
    public string Code => $"{(Unit == IntervalUnit.Weeks ? 'w' : 'm')}{Every}";

    /// <summary>Null for anything but a valid code.</summary>
    public static Interval? Parse(string? code) =>
        code is { Length: >= 2 and <= 3 } && code[0] is 'w' or 'm' && int.TryParse(code.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var every)
        && new Interval(every, code[0] == 'w' ? IntervalUnit.Weeks : IntervalUnit.Months) is { Valid: true } interval ? interval : null;

    /// <summary>"every 2 weeks", "tous les mois".</summary>
    public string InWords(bool french) => (Unit, Every, french) switch
    {
        (IntervalUnit.Weeks, 1, false) => "every week",
        (IntervalUnit.Weeks, 1, true) => "chaque semaine",
        (IntervalUnit.Weeks, _, false) => $"every {Every} weeks",
        (IntervalUnit.Weeks, _, true) => $"toutes les {Every} semaines",
        (_, 1, false) => "every month",
        (_, 1, true) => "chaque mois",
        (_, _, false) => $"every {Every} months",
        _ => $"tous les {Every} mois",
    };
}
