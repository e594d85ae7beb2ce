using Comptoir.Catalog.Products;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.Protocols.Trust;

/// <summary>What the merchant decided about one agent.</summary>
/// <param name="Tier">What it has instead of what its proof would give; null: by its proof.</param>
/// <param name="StoppedAt">From then on it is refused everything; null: it is not stopped.</param>
public sealed record AgentRule(AgentTier? Tier = null, DateTimeOffset? StoppedAt = null);

/// <summary>A product or a category that is not for every agent.</summary>
/// <param name="Kind">product or category.</param>
/// <param name="OpensAt">The lowest tier that sees and buys it; null: no agent does, only people.</param>
public sealed record ReservedShelf(string Kind, string Id, AgentTier? OpensAt);

/// <summary>Everything that the merchant of a shop decided about agents.</summary>
public sealed record AgentPolicy(string ShopId, long Version)
{
    public const int MostRules = 2000;
    public const int MostShelves = 2000;
    private const int DeepestCategory = 20;

    /// <summary>By the agent's id.</summary>
    public IReadOnlyDictionary<string, AgentRule> Rules { get; init; } = new Dictionary<string, AgentRule>();

    public IReadOnlyList<ReservedShelf> Reserved { get; init; } = [];

    /// <summary>True: agents that do not show who they are get nothing at all.</summary>
    public bool ClosedToUnsigned { get; init; }

    public AgentRule? RuleOf(string agentId) => Rules.GetValueOrDefault(agentId);

    /// <summary>With another rule for an agent; a rule that says nothing is dropped.</summary>
    public AgentPolicy With(string agentId, AgentRule rule)
    {
        var rules = new Dictionary<string, AgentRule>(Rules, StringComparer.Ordinal);
        if (rule == new AgentRule()) rules.Remove(agentId);
        else rules[agentId] = rule;
        return this with { Rules = rules };
    }

    /// <summary>Whether an agent of that tier is shown a product and may buy it. Of a product, its category and those above that, the strictest counts.</summary>
    public bool Shows(Product product, IReadOnlyList<Category> categories, AgentTier tier)
    {
        if (!Opens("product", product.Id, tier)) return false;
        var seen = 0;
        for (var id = product.CategoryId; id is not null && seen++ < DeepestCategory; id = categories.FirstOrDefault(c => c.Id == id)?.ParentId)
            if (!Opens("category", id, tier)) return false;
        return true;
    }

    private bool Opens(string kind, string id, AgentTier tier) => Reserved.All(s => s.Kind != kind || s.Id != id || (s.OpensAt is { } opens && tier >= opens));
}
