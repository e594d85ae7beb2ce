using System.Text.RegularExpressions;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Compute.Contracts;

/// <summary>What is wrong with terms: by themselves, and against each other. A contradiction names both clauses. Pure.</summary>
public static partial class ContractCheck
{
    /// <param name="contracts">All contracts as they would stand.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<ContractTerms> contracts)
    {
        var problems = contracts.SelectMany(Alone).ToList();
        foreach (var contract in contracts) problems.AddRange(Within(contract));
        for (var i = 0; i < contracts.Count; i++)
            for (var j = i + 1; j < contracts.Count; j++)
            {
                if (contracts[i].Id == contracts[j].Id) problems.Add($"contract {contracts[i].Id} is there twice.");
                problems.AddRange(Between(contracts[i], contracts[j]));
                problems.AddRange(Between(contracts[j], contracts[i], onlyOneSided: true));
            }

        return problems;
    }

    private static IEnumerable<string> Alone(ContractTerms c)
    {
        if (!ContractId().IsMatch(c.Id)) yield return $"contract '{c.Id}': an id is ctr_ and 1 to 60 lower-case letters, digits, hyphens or underscores.";
        if (Asset.Parse(c.Currency) is not { IsMemo: false } asset || c.Currency.Length != 3)
        {
            yield return $"contract {c.Id}: '{c.Currency}' is no currency.";
            yield break;
        }

        if (c.Start >= c.End || c.Start < DateTimeOffset.UnixEpoch || c.End.Year > 9000) yield return $"contract {c.Id}: the start is not before the end.";
        foreach (var repeated in c.Clauses.GroupBy(x => x.Id).Where(g => g.Count() > 1 || !ClauseId().IsMatch(g.Key)))
            yield return $"contract {c.Id}: clause '{repeated.Key}' is there {repeated.Count()} times or has no id of lower-case letters, digits and hyphens.";
        foreach (var clause in c.Clauses)
        {
            var name = c.NameOf(clause);
            if (clause.From >= clause.Until || c.FromOf(clause) >= c.UntilOf(clause)) yield return $"{name}: it never holds: its dates are not within the contract's {c.Start:yyyy-MM-dd} to {c.End:yyyy-MM-dd}.";
            foreach (var problem in clause switch
            {
                CommitmentClause x => [Positive(x.Amount), .. x.Schedule.Select(s => Positive(s.Amount, zero: true)), Rising(x)],
                TiersClause x => [x.Steps.Count == 0 ? "steps is empty." : null, .. x.Steps.Select(s => Positive(s.Spent, zero: true)), .. x.Steps.Select(s => s.PercentOff is < 0 or > 100 || decimal.Round(s.PercentOff, 3) != s.PercentOff ? "percentOff is not between 0 and 100 with at most three decimals." : null),
                    x.Steps.Zip(x.Steps.Skip(1)).Any(p => p.First.Spent >= p.Second.Spent) ? "steps do not rise in spent." : null],
                PriceClause x => [x.Input is < 0 or > 9000 || x.Output is < 0 or > 9000 || x.CacheRead is < 0 or > 9000 || x.CacheWrite is < 0 or > 9000 ? "a price is not between 0 and 9000 per million tokens." : null],
                MinimumClause x => [Positive(x.Amount)],
                ProvisionedClause x => [x.Deployments.Count == 0 ? "deployments is empty." : null, x.TokensPerMinute < 1 ? "tokensPerMinute is not above 0." : null, Positive(x.Hourly, zero: true)],
                CreditClause x => [Positive(x.Amount)],
                CancellationClause x => [x.NoticeDays is < 0 or > 3660 ? "noticeDays is not between 0 and 3660." : null, Positive(x.Fee, zero: true), !x.Allowed && (x.Fee > 0 || x.NoticeDays > 0) ? "it is not allowed and yet has notice or a fee." : null],
                ResidencyClause x => [x.Regions.Count == 0 ? "regions is empty." : null],
                _ => Array.Empty<string?>(),
            })
                if (problem is not null) yield return $"{name}: {problem}";
        }

        string? Positive(decimal amount, bool zero = false) =>
            amount < 0 || (amount == 0 && !zero) || amount > Transfer.MaxAmount / 1000m || asset.FromDecimal(amount.ToString(System.Globalization.CultureInfo.InvariantCulture)) is null
                ? $"the amount {amount} is not {(zero ? "0 or more" : "above 0")} with at most {asset.Decimals} decimals." : null;

        string? Rising(CommitmentClause x) =>
            x.Schedule.Any(s => s.Amount > x.Amount || s.At <= c.Start || s.At > c.End) || x.Schedule.Zip(x.Schedule.Skip(1)).Any(p => p.First.At >= p.Second.At || p.First.Amount > p.Second.Amount)
                ? "schedule does not rise in time and amount within the term and the amount." : null;
    }

    private static IEnumerable<string> Within(ContractTerms c)
    {
        foreach (var (a, b) in Pairs(c.Clauses))
        {
            if (!Overlap(c, a, c, b)) continue;
            var both = $"{c.NameOf(a)} and {c.NameOf(b)}";
            if (a is CommitmentClause && b is CommitmentClause) yield return $"{both}: a contract has one commitment at a time; write the second as a contract of its own.";
            else if (a is PriceClause && b is PriceClause && SameModels(a, b)) yield return $"{both}: two prices for the same models at the same time.";
            else if (a is TiersClause && b is TiersClause && SameModels(a, b)) yield return $"{both}: two scales of discounts for the same models at the same time.";
            else if (a is CancellationClause x && b is CancellationClause y && x.Allowed != y.Allowed) yield return $"{both}: one allows to cancel and the other does not.";
            else if (a is ProvisionedClause p && b is ProvisionedClause q && p.Deployments.Intersect(q.Deployments).Any()) yield return $"{both}: {p.Deployments.Intersect(q.Deployments).First()} is provisioned twice at the same time.";
            else if (a is ResidencyClause r && b is ResidencyClause s && SameModels(a, b) && !r.Regions.Any(one => s.Regions.Any(other => Within(one, other) || Within(other, one)))) yield return $"{both}: no region satisfies both.";
        }

        var commitment = c.Clauses.OfType<CommitmentClause>().FirstOrDefault();
        foreach (var minimum in c.Clauses.OfType<MinimumClause>())
            if (commitment is not null && minimum.Amount * Months(c.FromOf(minimum), c.UntilOf(minimum)) > commitment.Amount)
                yield return $"{c.NameOf(commitment)} and {c.NameOf(minimum)}: the minimums add up to more than the commitment.";
    }

    /// <param name="onlyOneSided">The pair was looked at from the other side already: only what is not symmetric.</param>
    private static IEnumerable<string> Between(ContractTerms one, ContractTerms other, bool onlyOneSided = false)
    {
        if (one.Provider == other.Provider) yield break;
        foreach (var a in one.Clauses)
            foreach (var b in other.Clauses)
            {
                if (!Overlap(one, a, other, b)) continue;
                var both = $"{one.NameOf(a)} and {other.NameOf(b)}";
                if (!onlyOneSided && a is ExclusivityClause x && b is ExclusivityClause y && SameModels(a, b) && SameChannels(x, y))
                    yield return $"{both}: both say that {Named(a, b)} may be called only through them ({one.Provider}, {other.Provider}) at the same time.";
                else if (!onlyOneSided && a is FirstRefusalClause && b is FirstRefusalClause && SameModels(a, b))
                    yield return $"{both}: both providers are to be asked first for {Named(a, b)} at the same time.";
                else if (a is ExclusivityClause e && e.Channels.Count == 0 && b is FirstRefusalClause or ProvisionedClause or CommitmentClause && b.Models.Count > 0 && a.Models.Count > 0 && b.Models.All(a.Models.Contains))
                    yield return $"{both}: {string.Join(", ", b.Models)} may be called only through {one.Provider}, and yet {other.Provider} is {(b is FirstRefusalClause ? "to be asked first" : "paid")} for it.";
            }
    }

    private static bool Overlap(ContractTerms c, Clause a, ContractTerms d, Clause b) => c.FromOf(a) < d.UntilOf(b) && d.FromOf(b) < c.UntilOf(a);

    private static bool SameModels(Clause a, Clause b) => a.Models.Count == 0 || b.Models.Count == 0 || a.Models.Intersect(b.Models).Any();

    private static bool SameChannels(ExclusivityClause a, ExclusivityClause b) => a.Channels.Count == 0 || b.Channels.Count == 0 || a.Channels.Intersect(b.Channels).Any();

    private static string Named(Clause a, Clause b) => a.Models.Count == 0 ? (b.Models.Count == 0 ? "every model" : string.Join(", ", b.Models)) : string.Join(", ", b.Models.Count == 0 ? a.Models : a.Models.Intersect(b.Models));

    /// <summary>Whether a region lies in another: <c>eu-west-1</c> in <c>eu</c>.</summary>
    internal static bool Within(string region, string whole) => region == whole || (region.StartsWith(whole, StringComparison.Ordinal) && region[whole.Length] == '-');

    private static int Months(DateTimeOffset from, DateTimeOffset until) => Math.Max(0, ((until.Year - from.Year) * 12) + until.Month - from.Month);

    private static IEnumerable<(Clause A, Clause B)> Pairs(IReadOnlyList<Clause> clauses)
    {
        for (var i = 0; i < clauses.Count; i++)
            for (var j = i + 1; j < clauses.Count; j++) yield return (clauses[i], clauses[j]);
    }

    [GeneratedRegex("^ctr_[a-z0-9_-]{1,60}$")]
    private static partial Regex ContractId();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}$")]
    private static partial Regex ClauseId();
}
