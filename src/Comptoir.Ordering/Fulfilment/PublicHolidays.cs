namespace Comptoir.Ordering.Fulfilment;

/// <summary>
/// Public holidays of a whole country, by rule: fixed days and days from Easter Sunday (Western). Regional ones and those that a government
/// moves are not known, and countries that are not listed have none.
/// </summary>
internal static class PublicHolidays
{
    /// <summary>ISO 3166-1 alpha-2; <c>MM-dd</c> or days after Easter Sunday (<c>+1</c> Easter Monday, <c>+39</c> Ascension, <c>+50</c> Whit Monday).</summary>
    private static readonly Dictionary<string, string> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AT"] = "01-01 01-06 +1 05-01 +39 +50 +60 08-15 10-26 11-01 12-08 12-25 12-26",
        ["BE"] = "01-01 +1 05-01 +39 +50 07-21 08-15 11-01 11-11 12-25",
        ["DE"] = "01-01 -2 +1 05-01 +39 +50 10-03 12-25 12-26",
        ["ES"] = "01-01 01-06 -2 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
        ["FR"] = "01-01 +1 05-01 05-08 +39 +50 07-14 08-15 11-01 11-11 12-25",
        ["IT"] = "01-01 01-06 +1 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
        ["LU"] = "01-01 +1 05-01 05-09 +39 +50 06-23 08-15 11-01 12-25 12-26",
        ["NL"] = "01-01 +1 04-27 +39 +50 12-25 12-26",
        ["PT"] = "01-01 -2 04-25 05-01 +60 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
    };

    public static bool IsWorkingDay(DateTime day, string? country) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Is(day, country);

    public static bool Is(DateTime day, string? country)
    {
        if (country is null || !Rules.TryGetValue(country, out var rules)) return false;
        var easter = Easter(day.Year);
        return rules.Split(' ').Any(rule => rule.Contains('-') && rule.Length == 5
            ? rule == day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : easter.AddDays(int.Parse(rule, System.Globalization.CultureInfo.InvariantCulture)) == day.Date);
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by the method that was printed anonymously in Nature, 20 April 1876.</summary>
    public static DateTime Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var days = h + l - 7 * m + 114;
        return new DateTime(year, days / 31, days % 31 + 1, 0, 0, 0, DateTimeKind.Unspecified);
    }
}
