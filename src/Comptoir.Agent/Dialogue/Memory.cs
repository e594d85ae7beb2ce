using Comptoir.Ordering.Orders;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue;

/// <summary>What a conversation remembers of an outcome: a pure function.</summary>
internal static class Memory
{
    public static DialogueState After(DialogueState state, Outcome outcome) => outcome switch
    {
        ListedOutcome o => Listed(state, o),
        LostOutcome => state with { Misses = state.Misses + 1 },
        ShownOutcome o => state with { Focus = Item(o.Detail.Card, o.Said), PageProductId = null },
        ComparedOutcome o => state with { Listed = Items(o.Comparison.Products, state.Search ?? Constraints.None), Focus = null },
        OptionAskedOutcome o => state with { Choosing = o.Question, Focus = Item(o.Card, o.Question.Chosen) },
        CartOutcome o => state with { CartId = o.Cart?.Id ?? state.CartId, LastAdded = o.VariantId ?? (o.Change is CartChange.Removed or CartChange.Emptied ? null : state.LastAdded), Proposal = o.Change == CartChange.Shown ? state.Proposal : null },
        AnsweredOutcome o => state with { Focus = state.Focus?.ProductId == o.Detail.Product.Id ? state.Focus : Item(o.Detail.Card, new Dictionary<string, string>()) },
        DetailsAskedOutcome o => state with { CheckoutId = o.Checkout.Id, Proposal = null },
        DeliveryAskedOutcome o => state with { CheckoutId = o.Checkout.Id, Proposal = null },
        PayOnPageOutcome o => state with { CheckoutId = o.Checkout.Id, Proposal = null },
        ProposedOutcome o => state with { CheckoutId = o.Checkout?.Id ?? state.CheckoutId, Proposal = o.Proposal },
        OrderedOutcome o => Known(state with { CheckoutId = null, LastAdded = null, Proposal = null }, o.Order),
        OrderShownOutcome o => Known(state with { FailedLookups = 0 }, o.Order),
        OrderNotFoundOutcome => state with { FailedLookups = state.FailedLookups + 1 },
        OrderCanceledOutcome o => Known(state with { Proposal = null }, o.Order),
        CannotCancelOutcome o => Known(state, o.Order),
        _ => state,
    };

    private static DialogueState Listed(DialogueState state, ListedOutcome o)
    {
        var search = ConstraintKeys.Limit(ConstraintKeys.WithoutRelaxed(o.Found.Understood, o.Found.Relaxed)) with { Sort = null };
        var kept = o.Found.Products.Count > 0 ? Items(o.Found.Products, search) : o.Offset > 0 ? state.Listed : [];
        return state with
        {
            Search = search,
            Asked = ConstraintKeys.Limit(o.Found.Understood) with { Sort = null },
            SortedBy = o.Sort,
            Offset = o.Found.Products.Count > 0 ? o.Offset : state.Offset,
            Total = o.Found.Total,
            Listed = kept,
            Focus = null,
            Misses = 0,
        };
    }

    private static List<ListedItem> Items(IReadOnlyList<ProductCard> cards, Constraints search)
    {
        var said = search.Attributes.Where(a => a.Values.Count > 0).DistinctBy(a => a.AttributeId).ToDictionary(a => a.AttributeId, a => a.Values[0]);
        return [.. cards.Take(DialogueState.MostItems).Select(c => Item(c, said))];
    }

    private static ListedItem Item(ProductCard card, IReadOnlyDictionary<string, string> said) =>
        new(card.ProductId, card.VariantId, Bounded.Text(card.Title, 120), card.Price.Amount, said);

    private static DialogueState Known(DialogueState state, Order order) =>
        state with { OrderIds = [.. state.OrderIds.Where(id => id != order.Id).TakeLast(DialogueState.MostOrders - 1), order.Id] };
}
