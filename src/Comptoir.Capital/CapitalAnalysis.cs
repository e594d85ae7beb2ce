using System.Collections.Immutable;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Circularity;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital;

/// <summary>
/// The front door: deals and a view of them, and the answers. Everything is worked out when first asked for and kept; nothing is changed,
/// so one analysis may be asked by several threads.
/// </summary>
public sealed class CapitalAnalysis
{
    private readonly Lazy<DealGraph> _graph;
    private readonly Lazy<BalancedFlow> _balanced;
    private readonly Lazy<MaximumCirculation> _bound;
    private readonly Lazy<LoopMoney> _loops;

    /// <param name="today">The day that "now" is; schedules and paces are read against it.</param>
    public CapitalAnalysis(DealBook book, GraphView? view = null, DateOnly? today = null)
    {
        Book = book;
        View = view ?? new GraphView();
        Today = today ?? View.AsOf ?? book.LastDay;
        _graph = new(() => DealGraph.Of(Book, View));
        _balanced = new(() => BalancedFlow.Of(Network));
        _bound = new(() => MaximumCirculation.Of(Network));
        _loops = new(() => LoopMoney.Of(Balanced, Bound));
    }

    public DealBook Book { get; }

    public GraphView View { get; }

    public DateOnly Today { get; }

    public DealGraph Graph => _graph.Value;

    public FlowNetwork Network => Graph.Network;

    public string Currency => Graph.Currency;

    /// <summary>The headline: money that goes round by balanced flow forwarding.</summary>
    public BalancedFlow Balanced => _balanced.Value;

    /// <summary>Its upper end: the most that can go round.</summary>
    public MaximumCirculation Bound => _bound.Value;

    public LoopMoney Loops => _loops.Value;

    /// <summary>The file this one is compared with for what changed; null: the same file a year earlier.</summary>
    public DealBook? Earlier { get; init; }

    /// <summary>Compare with this day; null: a year before today.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>What goes wrong in the stress question; null: the greatest payer pays 70 %.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>What orders earned, from a shop's own ledger; null where there is none.</summary>
    public OrderEarnings? Earnings { get; init; }

    /// <summary>Draws of the Monte Carlo.</summary>
    public int Draws { get; init; } = 200;

    public int Seed { get; init; } = 1;

    /// <summary>The same deals seen in another way.</summary>
    public CapitalAnalysis With(GraphView view) => new(Book, view, Today) { Earlier = Earlier, Since = Since, Scenario = Scenario, Earnings = Earnings, Draws = Draws, Seed = Seed };

    /// <param name="language">en or fr.</param>
    public Answer Ask(Question question, string? language = null, CancellationToken ct = default)
    {
        var w = Words.In(language);
        return question switch
        {
            Question.Funds => FundsAnswer.Of(this, w),
            Question.Returns => ReturnsAnswer.Of(this, w),
            Question.Loops => LoopsAnswer.Of(this, w),
            Question.SelfFunded => SelfFundedAnswer.Of(this, w),
            Question.Circularity => CircularityAnswer.Of(this, w),
            Question.Commitments => CommitmentsAnswer.Of(this, w),
            Question.Runway => RunwayAnswer.Of(this, w),
            Question.Stress => StressAnswer.Of(this, w),
            Question.Changes => ChangesAnswer.Of(this, w),
            Question.OrderEarnings => OrderEarningsAnswer.Of(this, w),
            Question.Ownership => OwnershipAnswer.Of(this, w),
            Question.Conflicts => ConflictsAnswer.Of(this, w),
            Question.Uncertainty => UncertaintyAnswer.Of(this, w, ct),
            Question.Doubts => DoubtsAnswer.Of(this, w),
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
    }

    internal ImmutableArray<string> DealsOf(int flow) => Network.Flows[flow].Deals;

    /// <summary>Ids of the deals that make the flows of a loop.</summary>
    public ImmutableArray<string> DealsOf(Loop loop) =>
        [.. loop.Parties.SelectMany((p, i) => Network.Between(p, loop.Parties[(i + 1) % loop.Parties.Length])!.Deals)];

    public string NameOf(Loop loop) => string.Join(" → ", loop.Parties.Append(loop.Parties[0]).Select(p => Network.Parties[p]));
}
