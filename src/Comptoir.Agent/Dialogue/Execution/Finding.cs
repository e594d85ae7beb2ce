using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Lists: a new search, the running one changed, and what to loosen when nothing is left.</summary>
internal sealed class Finding(FindProducts find)
{
    private const int MostLoosenings = 2;

    public Outcome Find(Scope scope, FindAct act)
    {
        var found = find.Run(scope.Context, new FindRequest(act.Text, Limit: Policy.PageSize));
        if (!act.Asked && (found.Total == 0 || found.Relaxed.Count > 0)) return new LostOutcome();
        return new ListedOutcome(found, found.Understood.Sort ?? SortOrder.Relevance, 0, Loosen: found.Total == 0 || found.Relaxed.Count > 0 ? Loosen(scope, found.Understood, found.Relaxed) : null);
    }

    public Outcome Search(Scope scope, SearchAct act)
    {
        var found = Run(scope, act.Constraints, act.Sort, act.Offset);
        if (act.Wish != PriceWish.None && (found.Total == 0 || found.Relaxed.Count > 0)) return Nearest(scope, act);
        return new ListedOutcome(found, act.Sort, act.Offset, act.Wish, act.Cap, Loosen: act.Offset == 0 && (found.Total == 0 || found.Relaxed.Count > 0) ? Loosen(scope, act.Constraints, found.Relaxed) : null);
    }

    /// <summary>Nothing is cheaper (or dearer): the running search as it was, with the nearest first.</summary>
    private ListedOutcome Nearest(Scope scope, SearchAct act)
    {
        var order = act.Wish == PriceWish.Cheaper ? SortOrder.PriceAscending : SortOrder.PriceDescending;
        return new ListedOutcome(Run(scope, scope.State.Search ?? Constraints.None, order, 0), order, 0, act.Wish, act.Cap, NoneBeyond: true);
    }

    /// <summary>Something is still asked for, not only a limit.</summary>
    private static bool Names(Constraints c) => c.Words.Length > 0 || c.Categories.Count + c.Attributes.Count + c.Brands.Count > 0;

    private FoundProducts Run(Scope scope, Constraints constraints, SortOrder sort, int offset, int limit = Policy.PageSize) =>
        find.Run(scope.Context, new FindRequest(constraints.Words, constraints with { Words = "", Sort = null }, sort, offset, limit));

    /// <summary>The tightest constraints: those without which most is found.</summary>
    private List<Loosening> Loosen(Scope scope, Constraints constraints, IReadOnlyList<string> leftOut) =>
    [
        .. ConstraintKeys.Of(ConstraintKeys.WithoutRelaxed(constraints, leftOut))
            .Select(key => (Key: key, Without: ConstraintKeys.Without(constraints, key)))
            .Where(c => !c.Without.IsEmpty && Names(c.Without))
            .Select(c => (c.Key, c.Without, Found: Run(scope, c.Without, SortOrder.Relevance, 0, 1)))
            .Where(c => c.Found is { Total: > 0, Relaxed.Count: 0 })
            .OrderBy(c => c.Key == ConstraintKeys.Words).ThenByDescending(c => c.Found.Total)
            .Take(MostLoosenings)
            .Select(c => new Loosening(c.Key, constraints, c.Found.Total)),
    ];
}
