namespace Comptoir.Ordering.Fulfilment;

/// <summary>Working days are Monday to Friday without the public holidays of the shop's country.</summary>
internal static class DeliveryDates
{
    /// <summary>The start of the day that is so many working days after a moment's day.</summary>
    public static DateTimeOffset After(DateTimeOffset now, int workingDays, string? country)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (var left = Math.Clamp(workingDays, 0, 366); left > 0;)
        {
            day = day.AddDays(1);
            if (PublicHolidays.IsWorkingDay(day.Date, country)) left--;
        }

        return day;
    }
}
