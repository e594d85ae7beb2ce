using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Flows;

/// <summary>When a deal's money is due: money that funds on its day, purchases evenly over their term, to the cent.</summary>
public static class Schedule
{
    /// <summary>Length of the term in years; null when it is not known.</summary>
    public static decimal? YearsOf(Deal deal) => deal.TermYears ?? (deal.TermEnd is { } end ? Math.Max(1, end.DayNumber - deal.TermStart.DayNumber) / 365.25m : null);

    /// <summary>What falls from one day up to another (excluded), minor units. The parts of any split of the term add up to the amount.</summary>
    public static long Between(Deal deal, DateOnly from, DateOnly before, decimal missingTermYears)
    {
        if (deal.Amount is not { } amount) return 0;
        return Until(deal, amount, before, missingTermYears) - Until(deal, amount, from, missingTermYears);
    }

    /// <summary>What is due before a day in all.</summary>
    public static long Until(Deal deal, long amount, DateOnly day, decimal missingTermYears)
    {
        var start = deal.TermStart;
        if (day <= start) return 0;
        // money that funds goes on its day, however long it stays
        var end = deal.Class == FlowClass.Funding ? start.AddDays(1) : deal.TermEnd ?? (deal.Class == FlowClass.Purchase ? start.AddDays((int)Math.Round(missingTermYears * 365.25m)) : start.AddDays(1));
        if (day >= end) return amount;
        return (long)((Int128)amount * (day.DayNumber - start.DayNumber) / (end.DayNumber - start.DayNumber));
    }
}
