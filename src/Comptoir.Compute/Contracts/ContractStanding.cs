namespace Comptoir.Compute.Contracts;

/// <summary>Terms and what was spent under them so far.</summary>
/// <param name="Spent">In units of the currency, calls that are settled.</param>
/// <param name="Daily">What was spent each day (UTC), oldest first, days without calls as 0, today left out.</param>
/// <param name="CreditUsed">Of its credits, in units of the currency.</param>
public sealed record ContractStanding(ContractTerms Terms, decimal Spent, IReadOnlyList<decimal> Daily, decimal CreditUsed = 0)
{
    public CommitmentClause? Commitment(DateTimeOffset at) => Terms.InForce<CommitmentClause>(at).FirstOrDefault();

    public decimal CreditLeft(DateTimeOffset at) => Math.Max(0, Terms.InForce<CreditClause>(at).Sum(c => c.Amount) - CreditUsed);

    /// <summary>The discount on the next call of a family, in thousandths of a percent, and the clause that gives it.</summary>
    public (int MilliPercent, string? Clause) Discount(string family, DateTimeOffset at)
    {
        var scale = Terms.InForce<TiersClause>(at).FirstOrDefault(t => t.Concerns(family));
        var step = scale?.Steps.LastOrDefault(s => s.Spent <= Spent);
        return step is null ? (0, null) : ((int)(step.PercentOff * 1000), Terms.NameOf(scale!));
    }
}
