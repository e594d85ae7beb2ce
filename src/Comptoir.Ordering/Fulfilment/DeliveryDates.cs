namespace Comptoir.Ordering.Fulfilment;

/// <summary>Working days are Monday to Friday; public holidays are not known.</summary>
internal static class DeliveryDates
{
    /// <summary>The start of the day that is so many working days after a moment's day.</summary>
    public static DateTimeOffset After(DateTimeOffset now, int workingDays)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (var left = Math.Clamp(workingDays, 0, 366); left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return day;
    }
}
