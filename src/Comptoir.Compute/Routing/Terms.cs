using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Routing;

/// <summary>At what price a deployment is called at a moment, and under which contract.</summary>
/// <param name="Price">Null: nobody said.</param>
/// <param name="MilliPercentOff">Discount in thousandths of a percent.</param>
/// <param name="Contract">Id of the contract that a call draws; null for none.</param>
/// <param name="Clauses">Clauses that made the price.</param>
/// <param name="Provisioned">Within capacity that is paid already: a call costs nothing more.</param>
public sealed record Terms(Price? Price, int MilliPercentOff, string? Contract, IReadOnlyList<string> Clauses, ProvisionedClause? Provisioned)
{
    private const decimal FemtoOfMillionth = 1_000_000_000m;

    /// <summary>What a usage costs under these terms; null when unpriced.</summary>
    public Cost? CostOf(Usage usage, bool batch = false) =>
        Provisioned is not null ? new(0, []) : Price is null ? null : Cost.Of(Price, usage, batch, MilliPercentOff);

    public string Currency => Price?.Currency ?? "USD";

    public static Terms Of(Deployment deployment, RoutingState state, DateTimeOffset at)
    {
        var contracts = state.Contracts.Where(c => c.Terms.Provider == deployment.Provider && c.Terms.Start <= at && at < c.Terms.End).OrderBy(c => c.Terms.End).ThenBy(c => c.Terms.Id, StringComparer.Ordinal).ToList();
        var clauses = new List<string>();
        var price = ListPrice(deployment, state.Prices, at);
        foreach (var contract in contracts)
            if (contract.Terms.InForce<PriceClause>(at).FirstOrDefault(p => p.Concerns(deployment.FamilyName)) is { } agreed)
            {
                price = Agreed(deployment, agreed, contract.Terms, price);
                clauses.Add(contract.Terms.NameOf(agreed));
                break;
            }

        var currency = price?.Currency;
        // the one that ends first is spent first
        var drawn = contracts.Find(c => c.Terms.Currency == currency && c.Commitment(at) is { } commitment && commitment.Concerns(deployment.FamilyName) && c.Spent < commitment.Amount)
            ?? contracts.Find(c => c.Terms.Currency == currency && Draws(c, deployment, at));
        var (off, clause) = drawn?.Discount(deployment.FamilyName, at) ?? (0, null);
        if (clause is not null) clauses.Add(clause);
        var provisioned = contracts.SelectMany(c => c.Terms.InForce<ProvisionedClause>(at).Where(p => p.Deployments.Contains(deployment.Id)).Select(p => (Contract: c, Clause: p))).FirstOrDefault();
        if (provisioned.Clause is not null) clauses.Add(provisioned.Contract.Terms.NameOf(provisioned.Clause));
        return new(price, off, drawn?.Terms.Id ?? provisioned.Contract?.Terms.Id, clauses, provisioned.Clause);
    }

    private static bool Draws(ContractStanding contract, Deployment deployment, DateTimeOffset at) =>
        contract.Terms.InForce<Clause>(at).Any(c => c is CommitmentClause or TiersClause or MinimumClause or CreditClause or PriceClause && c.Concerns(deployment.FamilyName));

    private static Price? ListPrice(Deployment deployment, PriceBook book, DateTimeOffset at)
    {
        if (deployment.Price is { } own)
            return new()
            {
                Provider = deployment.Provider,
                Model = deployment.Model,
                From = DateTimeOffset.MinValue,
                Currency = own.Currency,
                Rates = new(Femto(own.Input), Femto(own.Output)) { CacheRead = Femto(own.CacheRead), CacheWrite = Femto(own.CacheWrite), Reasoning = Femto(own.Reasoning) },
                Source = "setup",
            };
        var at1 = deployment.Prices?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return at1 > 0 ? book.Find(deployment.Prices![..at1], deployment.Prices[(at1 + 1)..], at) : book.Find(deployment.Provider, deployment.Model, at);
    }

    private static Price Agreed(Deployment deployment, PriceClause clause, ContractTerms terms, Price? list) => new()
    {
        Provider = deployment.Provider,
        Model = deployment.Model,
        From = terms.FromOf(clause),
        Currency = terms.Currency,
        Rates = new(Femto(clause.Input), Femto(clause.Output))
        {
            CacheRead = Femto(clause.CacheRead),
            CacheWrite = Femto(clause.CacheWrite),
            AudioInput = list?.Rates.AudioInput,
            AudioOutput = list?.Rates.AudioOutput,
        },
        Source = terms.NameOf(clause),
    };

    private static long Femto(decimal perMillion) => (long)decimal.Round(perMillion * FemtoOfMillionth, MidpointRounding.ToEven);

    private static long? Femto(decimal? perMillion) => perMillion is { } value ? Femto(value) : null;
}
