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
        if (!act.Asked && (found.Total == 0 || MostlyLeftOut(found))) return new LostOutcome();
        if (LostTheThing(scope, found)) return KeepTheThing(scope, found);
        return new ListedOutcome(found, found.Understood.Sort ?? SortOrder.Relevance, 0, Loosen: found.Total == 0 || found.Relaxed.Count > 0 ? Loosen(scope, found.Understood, found.Relaxed) : null);
    }

    public Outcome Search(Scope scope, SearchAct act)
    {
        var found = Run(scope, act.Constraints, act.Sort, act.Offset);
        if (act.Wish != PriceWish.None && (found.Total == 0 || found.Relaxed.Count > 0)) return Nearest(scope, act);
        if (act.Offset == 0 && LostTheThing(scope, found)) return KeepTheThing(scope, found);
        return new ListedOutcome(found, act.Sort, act.Offset, act.Wish, act.Cap, Loosen: act.Offset == 0 && (found.Total == 0 || found.Relaxed.Count > 0) ? Loosen(scope, act.Constraints, found.Relaxed) : null);
    }

    /// <summary>Fewer than half of the words were found: a guess at products was wrong.</summary>
    private static bool MostlyLeftOut(FoundProducts found) =>
        found.Relaxed.Count > 0 && Count(ConstraintKeys.WithoutRelaxed(found.Understood, found.Relaxed).Words) * 2 < Count(found.Understood.Words);

    private static int Count(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>All words were left out although the shop has such things: the list would be of anything.</summary>
    private bool LostTheThing(Scope scope, FoundProducts found) =>
        found.Relaxed.Count > 0 && found.Understood is { Words.Length: > 0, Categories.Count: 0 }
        && ConstraintKeys.WithoutRelaxed(found.Understood, found.Relaxed).Words.Length == 0
        && Run(scope, Constraints.None with { Words = found.Understood.Words }, SortOrder.Relevance, 0, 1) is { Total: > 0, Relaxed.Count: 0 };

    /// <summary>Leaves out one wish (never a price limit or an exclusion) instead of the thing; else says that there is none.</summary>
    private ListedOutcome KeepTheThing(Scope scope, FoundProducts found)
    {
        var asked = found.Understood;
        foreach (var key in ConstraintKeys.Of(asked).Where(k => k is "age" or "audience" or "rating" or "stock" || k.StartsWith("attribute:", StringComparison.Ordinal)))
        {
            var other = Run(scope, ConstraintKeys.Without(asked, key), SortOrder.Relevance, 0);
            if (other is { Total: > 0, Relaxed.Count: 0 }) return new ListedOutcome(other, SortOrder.Relevance, 0, LeftOut: new Loosening(key, asked, other.Total));
        }

        return new ListedOutcome(found with { Products = [], Total = 0, Relaxed = [] }, SortOrder.Relevance, 0, Loosen: Loosen(scope, asked, []));
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
