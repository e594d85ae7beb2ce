using System.Collections.Immutable;

namespace Comptoir.Capital.Deals;

/// <param name="Row">Line of the file, from 1; 0 for the file as a whole.</param>
/// <param name="Value">As it stood there, cut short.</param>
public sealed record Refusal(int Row, string Column, string Value, string Reason);

/// <summary>Something that a reader should look at before trusting a total.</summary>
/// <param name="Rule">Short name of the rule, the same in every language.</param>
public sealed record Doubt(string Rule, ImmutableArray<string> Deals, string Detail);

/// <summary>What is known of a party beside its deals. Amounts in minor units of <paramref name="Currency"/>.</summary>
/// <param name="Group">The company that it belongs to; null for none.</param>
/// <param name="Cash">Means at hand.</param>
/// <param name="Equity">What it can lose before its creditors lose.</param>
/// <param name="RevenueAYear">From customers, expected over the next year.</param>
/// <param name="BurnAMonth">What it spends each month beyond what comes in.</param>
public sealed record PartyFacts(string Name, string? Group, string Currency, long? Cash, long? Equity, long? RevenueAYear, long? BurnAMonth, string Source);

/// <summary>Deals with everything that was refused and everything that is doubtful.</summary>
public sealed record DealBook(ImmutableArray<Deal> Deals, ImmutableArray<Refusal> Refused, ImmutableArray<Doubt> Doubts)
{
    public ImmutableDictionary<string, PartyFacts> Parties { get; init; } = ImmutableDictionary<string, PartyFacts>.Empty;

    public static DealBook Empty { get; } = new([], [], []);

    /// <summary>Deals in the order of their ids, whatever the order of rows, with histories completed and doubts found.</summary>
    public static DealBook Of(IEnumerable<Deal> deals, IEnumerable<Refusal>? refused = null, IEnumerable<PartyFacts>? parties = null)
    {
        var all = deals.OrderBy(d => d.Id, StringComparer.Ordinal).ToArray();
        var byId = all.ToDictionary(d => d.Id, StringComparer.Ordinal);
        var complete = all.Select(d => d.History.Length > 0 ? d : d with { History = StatusHistory.Infer(d, byId) }).ToImmutableArray();
        return new(complete, [.. refused ?? []], DealChecks.Find(complete))
        {
            Parties = (parties ?? []).ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
        };
    }

    public Deal? Find(string id) => Deals.FirstOrDefault(d => d.Id == id);

    /// <summary>The party itself or the group at the top of it.</summary>
    public string GroupOf(string party)
    {
        for (var depth = 0; depth < 10 && Parties.TryGetValue(party, out var facts) && facts.Group is { } group && group != party; depth++) party = group;
        return party;
    }

    /// <summary>The currency of most deals.</summary>
    public string Currency => Deals.Where(d => d.Amount is not null).CountBy(d => d.Currency).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault().Key ?? "USD";

    /// <summary>The last day on which the file tells of anything.</summary>
    public DateOnly LastDay => Deals.IsEmpty ? new(2000, 1, 1) : Deals.Max(d => d.History.Length > 0 ? d.History[^1].Day : d.Date);
}
