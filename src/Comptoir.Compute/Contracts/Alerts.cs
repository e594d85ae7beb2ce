using System.Globalization;

namespace Comptoir.Compute.Contracts;

public enum AlertKind { ShortfallExpected, ExhaustedEarly, ClauseBegins, ClauseEnds, ContractEnds, CreditExpires, NoticeDue, MinimumMissed }

/// <summary>Something about a contract that wants a decision.</summary>
/// <param name="Clause">Which clause, as <c>contract#clause</c>.</param>
/// <param name="At">When it happens.</param>
/// <param name="Amount">In units of <paramref name="Currency"/>; null when it is not about an amount.</param>
public sealed record Alert(AlertKind Kind, string Clause, DateTimeOffset At, decimal? Amount, string Currency)
{
    private const int Horizon = 45;

    /// <summary>In English, for the command line.</summary>
    public string Text
    {
        get
        {
            var amount = Amount is { } a ? $"{a.ToString("N2", CultureInfo.InvariantCulture)} {Currency}" : "";
            var day = At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return Kind switch
            {
                AlertKind.ShortfallExpected => $"{Clause}: {amount} of the commitment will probably not be spent by {day}.",
                AlertKind.ExhaustedEarly => $"{Clause}: the commitment will probably be used up on {day}, before its end.",
                AlertKind.ClauseBegins => $"{Clause} begins on {day}.",
                AlertKind.ClauseEnds => $"{Clause} ends on {day}.",
                AlertKind.ContractEnds => $"{Clause} ends on {day}.",
                AlertKind.CreditExpires => $"{Clause}: {amount} of credit expire on {day}.",
                AlertKind.NoticeDue => $"{Clause}: notice to end the contract has to be given by {day}.",
                _ => $"{Clause}: {amount} of this month's minimum are not spent yet.",
            };
        }
    }

    /// <summary>All that concerns the next 45 days or a commitment's end, soonest first. Pure.</summary>
    /// <param name="thisMonth">Spent in the current month by contract, in units of its currency.</param>
    public static IReadOnlyList<Alert> Of(IReadOnlyList<ContractStanding> standings, IReadOnlyDictionary<string, decimal> thisMonth, DateTimeOffset at)
    {
        var alerts = new List<Alert>();
        foreach (var standing in standings)
        {
            var terms = standing.Terms;
            bool Soon(DateTimeOffset moment) => moment > at && moment <= at.AddDays(Horizon);
            void Add(AlertKind kind, string clause, DateTimeOffset when, decimal? amount = null) => alerts.Add(new(kind, clause, when, amount, terms.Currency));

            if (Pace.Of(standing, at) is { } pace)
            {
                if (pace.Shortfall is { Expected: > 0 } missing) Add(AlertKind.ShortfallExpected, terms.NameOf(pace.Clause), pace.Until, missing.Expected);
                if (pace.ExhaustedAt is { } gone && gone > at) Add(AlertKind.ExhaustedEarly, terms.NameOf(pace.Clause), gone);
            }

            if (Soon(terms.End)) Add(AlertKind.ContractEnds, terms.Id, terms.End);
            foreach (var clause in terms.Clauses)
            {
                var (from, until) = (terms.FromOf(clause), terms.UntilOf(clause));
                if (clause is ExclusivityClause or FirstRefusalClause or ResidencyClause or ProvisionedClause or PriceClause)
                {
                    if (Soon(from)) Add(AlertKind.ClauseBegins, terms.NameOf(clause), from);
                    if (Soon(until) && until < terms.End) Add(AlertKind.ClauseEnds, terms.NameOf(clause), until);
                }

                if (clause is CreditClause && Soon(until) && standing.CreditLeft(at) is > 0 and var credit) Add(AlertKind.CreditExpires, terms.NameOf(clause), until, credit);
                if (clause is CancellationClause { Allowed: true } cancel && Soon(terms.End.AddDays(-cancel.NoticeDays))) Add(AlertKind.NoticeDue, terms.NameOf(clause), terms.End.AddDays(-cancel.NoticeDays));
                if (clause is MinimumClause minimum && from <= at && at < until && minimum.Amount > thisMonth.GetValueOrDefault(terms.Id))
                    Add(AlertKind.MinimumMissed, terms.NameOf(clause), new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1), minimum.Amount - thisMonth.GetValueOrDefault(terms.Id));
            }
        }

        return [.. alerts.OrderBy(a => a.At).ThenBy(a => a.Clause, StringComparer.Ordinal)];
    }
}
