using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Routing;

/// <summary>
/// Chooses deployments for a call. A pure function: the same request and state give the same decision, and every deployment that was not
/// chosen is named with the clause that refused it.
/// </summary>
public static class Router
{
    public static RoutingDecision Decide(RoutingRequest request, RoutingState state)
    {
        var name = state.Setup.Models.FirstOrDefault(m => m.Id == request.Model);
        IReadOnlyList<IReadOnlyList<string>> chain = name?.Chain ?? (state.Setup.Deployments.Any(d => d.Id == request.Model) ? [[request.Model]] : []);
        var minQuality = Math.Max(request.MinQuality, name?.MinQuality ?? 0);
        var refused = new List<Refusal>();
        var open = new List<(int Group, Candidate Candidate)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var group = 0; group < chain.Count; group++)
            foreach (var id in chain[group])
            {
                if (!seen.Add(id) || state.Setup.Deployments.FirstOrDefault(d => d.Id == id) is not { } deployment) continue;
                var terms = Terms.Of(deployment, state, request.At);
                if (RefusalOf(deployment, terms, request, state, minQuality) is { } refusal) refused.Add(refusal);
                else open.Add((group, Weigh(deployment, terms, request, state)));
            }

        FirstRefusal(open, refused, request, state);
        var choices = new List<Choice>();
        foreach (var tier in open.GroupBy(o => (o.Group, o.Candidate.Rank)).OrderBy(g => g.Key.Group).ThenBy(g => g.Key.Rank))
            choices.AddRange(Ordered([.. tier.Select(t => t.Candidate)], request, state).Select(c => choices.Count == 0 && tier.Key.Group == 0 ? c : tier.Key.Group > 0 ? c with { Reason = ChoiceReason.Fallback } : c));
        return new(choices, refused);
    }

    /// <summary>The first rule that a deployment breaks; null when it may be called.</summary>
    private static Refusal? RefusalOf(Deployment d, Terms terms, RoutingRequest request, RoutingState state, int minQuality)
    {
        Refusal Because(string clause, string message) => new(d.Id, clause, message);
        if (d.Stopped) return Because("setup.stopped", "It is stopped in the setup.");
        if (request.Needs.Cast<Capability?>().FirstOrDefault(n => !d.Capabilities.Contains(n!.Value)) is { } missing) return Because($"capability.{Word(missing)}", $"It has no {Word(missing)}.");
        if (d.Context > 0 && request.InputTokens > d.Context) return Because("capability.context", $"About {request.InputTokens} tokens do not fit its {d.Context}.");
        if (request.Channel is { } channel && d.Channel != channel) return Because("request.channel", $"It is reached through {d.Channel}, not {channel}.");
        if (d.Quality < minQuality) return Because("policy.quality", $"Its quality {d.Quality} is below {minQuality}.");
        foreach (var (regions, clause) in new[] { (state.Setup.Policy.Residency, "policy.residency"), (request.Residency, "key.residency") })
            if (regions.Count > 0 && !InRegion(d, regions)) return Because(clause, $"It runs in {d.Region ?? "an unknown region"}; allowed are {string.Join(", ", regions)}.");
        foreach (var contract in state.Contracts.Select(c => c.Terms).OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            foreach (var clause in contract.InForce<ExclusivityClause>(request.At))
                if (contract.Provider != d.Provider && clause.Concerns(d.FamilyName) && (clause.Channels.Count == 0 || clause.Channels.Contains(d.Channel)))
                    return Because(contract.NameOf(clause), $"{d.FamilyName} through {d.Channel} is exclusive to {contract.Provider} until {contract.UntilOf(clause):yyyy-MM-dd}.");
            foreach (var clause in contract.InForce<ResidencyClause>(request.At))
                if (contract.Provider == d.Provider && clause.Concerns(d.FamilyName) && !InRegion(d, clause.Regions))
                    return Because(contract.NameOf(clause), $"It runs in {d.Region ?? "an unknown region"}; the contract allows {string.Join(", ", clause.Regions)}.");
        }

        var health = state.HealthOf(d.Id);
        if (terms.Provisioned is { } capacity && health.TokensThisMinute + request.InputTokens + request.OutputTokens > capacity.TokensPerMinute)
            return Because(terms.Clauses[^1], $"Its paid capacity of {capacity.TokensPerMinute} tokens a minute is used.");
        if (terms.Provisioned is null && terms.Price is null && !state.Setup.Policy.AllowUnpriced) return Because("price.missing", $"Nobody said what {d.Model} at {d.Provider} costs.");
        if (request.Currency is { } currency && terms.Provisioned is null && terms.Price is { } price && price.Currency != currency) return Because("budget.currency", $"It is priced in {price.Currency}; the budget counts {currency}.");
        return health.RestsUntil is { } until && until > request.At ? Because(health.Rests ?? "health.resting", $"It is not called before {until:HH:mm:ss} UTC.") : null;
    }

    /// <summary>Where somebody has to be asked first and can serve, nobody else is asked.</summary>
    private static void FirstRefusal(List<(int Group, Candidate Candidate)> open, List<Refusal> refused, RoutingRequest request, RoutingState state)
    {
        foreach (var contract in state.Contracts.Select(c => c.Terms))
            foreach (var clause in contract.InForce<FirstRefusalClause>(request.At))
            {
                var asked = open.Where(o => o.Candidate.Deployment.Provider == contract.Provider && clause.Concerns(o.Candidate.Deployment.FamilyName)).Select(o => o.Candidate.Deployment.FamilyName).ToHashSet(StringComparer.Ordinal);
                foreach (var other in open.Where(o => o.Candidate.Deployment.Provider != contract.Provider && asked.Contains(o.Candidate.Deployment.FamilyName)).ToList())
                {
                    open.Remove(other);
                    refused.Add(new(other.Candidate.Deployment.Id, contract.NameOf(clause), $"{contract.Provider} has the right to be asked first for {other.Candidate.Deployment.FamilyName}, and can serve."));
                }
            }
    }

    private static Candidate Weigh(Deployment d, Terms terms, RoutingRequest request, RoutingState state)
    {
        var estimate = terms.CostOf(new Usage { Input = request.InputTokens, Output = request.OutputTokens })?.Nano;
        var pace = terms.Contract is { } id && state.Contracts.FirstOrDefault(c => c.Terms.Id == id) is { } standing ? Pace.Of(standing, request.At) : null;
        var rank = terms.Provisioned is not null ? Rank.Paid : pace is { Behind: true } ? Rank.Behind : pace is { Ahead: true, Left: > 0 } ? Rank.RunsOut : Rank.Usual;
        return new(d, terms, estimate, rank, state.HealthOf(d.Id));
    }

    /// <summary>By cost; among those about as cheap as the cheapest, the faster of two drawn ones first.</summary>
    private static IEnumerable<Choice> Ordered(List<Candidate> tier, RoutingRequest request, RoutingState state)
    {
        var byCost = tier.OrderBy(c => c.Estimate ?? long.MaxValue).ThenBy(c => c.Deployment.Id, StringComparer.Ordinal).ToList();
        var most = byCost[0].Estimate is { } least ? (Int128)least * (100 + state.Setup.Policy.CostTolerancePercent) / 100 : Int128.MaxValue;
        var cheap = byCost.Where(c => (c.Estimate ?? long.MaxValue) <= most).ToList();
        var first = byCost[0];
        var reason = first.Rank switch { Rank.Paid => ChoiceReason.PaidCapacity, Rank.Behind => ChoiceReason.CommitmentBehind, Rank.RunsOut => ChoiceReason.RunsOut, _ => ChoiceReason.LowestCost };
        if (cheap.Count > 1)
        {
            var one = (int)(request.ChanceOne % (uint)cheap.Count);
            var two = (int)(request.ChanceTwo % (uint)(cheap.Count - 1));
            if (two >= one) two++;
            first = Load(cheap[two]) < Load(cheap[one]) ? cheap[two] : cheap[one];
            if (reason == ChoiceReason.LowestCost) reason = ChoiceReason.LowestLatency;
        }

        yield return new(first.Deployment, first.Terms, first.Estimate, reason);
        foreach (var c in byCost.Where(c => c != first)) yield return new(c.Deployment, c.Terms, c.Estimate, reason);
    }

    /// <summary>Expected wait: an unknown one is tried early, so that it becomes known.</summary>
    private static double Load(Candidate c) => Math.Max(c.Health.Latency, 0.001) * (c.Health.InFlight + 1);

    private static bool InRegion(Deployment d, IReadOnlyList<string> regions) => d.Region is { } region && regions.Any(r => ContractCheck.Within(region, r));

    private static string Word(Capability capability) => capability.ToString().ToLowerInvariant();

    private enum Rank { Paid, Behind, Usual, RunsOut }

    private sealed record Candidate(Deployment Deployment, Terms Terms, long? Estimate, Rank Rank, DeploymentHealth Health);
}
