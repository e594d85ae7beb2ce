namespace Comptoir.Search.Query;

/// <summary>Wishes about order, rating and stock: "cheapest", "bien noté", "en stock".</summary>
internal static class WishReader
{
    public static void Read(Draft draft)
    {
        for (var i = 0; i < draft.Tokens.Count; i++)
        {
            if (draft.Tokens[i].Taken) continue;
            if (Stars(draft, i) || Sort(draft, i, Grammar.CheapFirst, SortOrder.PriceAscending) || Sort(draft, i, Grammar.DearFirst, SortOrder.PriceDescending)
                || Sort(draft, i, Grammar.BestFirst, SortOrder.Rating) || Sort(draft, i, Grammar.NewestFirst, SortOrder.Newest)) continue;
            if (Grammar.WellRated.At(draft.Tokens, i) is > 0 and var rated)
            {
                draft.Take(i, i + rated);
                draft.Constraints = draft.Constraints with { RatingMin = 4 };
            }
            else if (Grammar.InStock.At(draft.Tokens, i) is > 0 and var inStock)
            {
                draft.Take(i, i + inStock);
                draft.Constraints = draft.Constraints with { InStockOnly = true };
            }
        }
    }

    private static bool Stars(Draft draft, int i)
    {
        if (draft.Tokens[i].Number is not (>= 1 and <= 5) || Grammar.Stars.At(draft.Tokens, i + 1) is not (> 0 and var length)) return false;
        draft.Constraints = draft.Constraints with { RatingMin = draft.Tokens[i].Number };
        draft.Take(i - Grammar.AtLeast.Before(draft.Tokens, i), i + 1 + length + Grammar.AtLeastAfter.At(draft.Tokens, i + 1 + length));
        return true;
    }

    private static bool Sort(Draft draft, int i, Phrases phrases, SortOrder order)
    {
        var length = phrases.At(draft.Tokens, i);
        if (length == 0) return false;
        // "cheaper than 30" and "moins cher que 30" are limits
        if (i + length < draft.Tokens.Count && (draft.Tokens[i + length].Word is "than" or "que")) return false;
        draft.Take(i, i + length);
        draft.Constraints = draft.Constraints with { Sort = order };
        return true;
    }
}
