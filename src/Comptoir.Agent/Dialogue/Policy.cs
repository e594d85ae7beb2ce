using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Dialogue;

/// <summary>What to do about a command: a pure function of the conversation's state. Spends no money, reads no clock, knows no prices but those shown.</summary>
internal static class Policy
{
    public const int PageSize = 6;
    private const int MostQuantity = 999;
    private const int MostLookups = 5;
    private static readonly Dictionary<string, string> Nothing = [];

    public static Decision Decide(DialogueState state, Command command)
    {
        var decision = command is Confirm or Deny ? Answered(state, command) : Asked(state, command);
        return command is NotUnderstood or Unsure or Find { Asked: false } ? decision : decision with { State = decision.State with { Misses = 0 } };
    }

    private static Decision Asked(DialogueState state, Command command)
    {
        // a question is open only until the next request
        var next = state with { Choosing = null, AskedOrder = null, AskedCode = false };
        return command switch
        {
            Find c => new(next, [new FindAct(c.Text, c.Asked)]),
            Refine c => Refined(next, c),
            Sort c => new(next, [new SearchAct(next.Search ?? Constraints.None, c.Order, 0)]),
            More => next.Search is null ? Say(next, Saying.NoList)
                : new(next, [new SearchAct(next.Search, next.SortedBy, next.Offset + PageSize)]),
            ShowProductCommand c => ForOne(next, c.Product, "show", id => new ShowAct(id)),
            ChooseOption c => state.Choosing is { } question ? new(next, [new ChooseAct(question, c.Values)]) : Say(next, Saying.NoList),
            SelectOption c => Chosen(next, c),
            Similar c => ForOne(next, c.Product, "similar", id => new SimilarAct(id)),
            Compare c => Compared(next, c),
            AddToCart c => Added(next, c),
            SetQuantity c => new(next, [new QuantityAct(InCart(next, c.Product), Math.Clamp(c.Quantity, 1, MostQuantity))]),
            RemoveLine c => new(next, [new RemoveAct(InCart(next, c.Product))]),
            ShowCart => new(next, [new CartAct()]),
            ApplyCode { Code: null } => new(next with { AskedCode = true }, [new SayAct(Saying.WhichCode)]),
            ApplyCode c => new(next, [new CodeAct(c.Code!)]),
            CheckOut => new(next, [new CheckOutAct()]),
            GiveDetails c => new(next, [new DetailsAct(c.Fields)]),
            TrackOrderCommand c => Order(next, c.Number, c.Email, cancel: false),
            CancelOrder c => Order(next, c.Number, c.Email, cancel: true),
            AskPolicy c => new(next, [new PolicyAct(c.Question, c.Withdraw ? next.OrderIds.LastOrDefault() : null)]),
            AskProduct c => ForOne(next, c.Product, c.Aspect.ToString(), id => new AnswerAct(id, c.Aspect, c.Question)),
            Unsure c => new(next with { Misses = next.Misses + 1 }, [new UnsureAct(c.Intents)]),
            Greet => Say(next, Saying.Greet),
            Thanks => Say(next, Saying.Thanks),
            Help => Say(next, Saying.Help),
            Human => Say(next, Saying.Human),
            OutOfScope => Say(next, Saying.OutOfScope),
            StartOver => Say(next with { Search = null, SortedBy = SortOrder.Relevance, Listed = [], Focus = null, Offset = 0, Total = 0, Proposal = null }, Saying.StartOver),
            _ => Say(next with { Misses = next.Misses + 1 }, Saying.NotUnderstood),
        };
    }

    /// <summary>Only a yes to what waits, and to nothing else, carries anything out.</summary>
    private static Decision Answered(DialogueState state, Command command)
    {
        if (command is Deny)
        {
            return new(state with { Proposal = null, Choosing = null, AskedOrder = null, AskedCode = false },
                [new SayAct(Saying.Denied)]);
        }

        var token = ((Confirm)command).Token;
        if (state.Proposal is not { } proposal) return Say(state, token is null ? Saying.NothingToConfirm : Saying.Stale);
        if (token is null ? proposal.Turn != state.Turns : !Guardrails.Confirmation.Matches(proposal, token))
        {
            // never the old one: what is true now is put before the person again
            return new(state with { Proposal = null }, [new SayAct(Saying.Stale), proposal.Kind == ProposalKind.PlaceOrder ? new CheckOutAct() : new KnownOrderAct(proposal.TargetId, Cancel: true)]);
        }

        return new(state with { Proposal = null }, [new CarryOutAct(proposal)]);
    }

    private static Decision Refined(DialogueState state, Refine c)
    {
        if (c.Wish == PriceWish.None && state.Search is null)
            return c.Drop is not null ? Say(state, Saying.NoList) : new(state, [new SearchAct(c.Change, SortOrder.Relevance, 0)]);
        if (c.Drop is not null) return new(state, [new SearchAct(ConstraintKeys.Without((c.OfAsked ? state.Asked : null) ?? state.Search!, c.Drop), state.SortedBy, 0)]);
        if (c.Wish == PriceWish.None) return new(state, [new SearchAct(ConstraintKeys.Join(state.Search!, c.Change), c.Change.Sort ?? state.SortedBy, 0)]);

        var shown = state.Focus is { } focus ? [focus] : state.Listed;
        if (shown.Count == 0 || state.Search is null) return Say(state, Saying.NoList);
        return c.Wish == PriceWish.Cheaper ? Below(state, shown) : Above(state, shown);
    }

    /// <summary>Cheaper: below the middle of the prices shown (below the only one, the lower of two).</summary>
    private static Decision Below(DialogueState state, IReadOnlyList<ListedItem> shown)
    {
        var prices = shown.Select(i => i.Price).Order().ToList();
        var cap = (prices.Count <= 2 ? prices[0] : prices[(prices.Count - 1) / 2]) - 1;
        return new(state, [new SearchAct(state.Search! with { PriceMax = cap, PriceMin = null }, SortOrder.Relevance, 0, PriceWish.Cheaper, cap)]);
    }

    private static Decision Above(DialogueState state, IReadOnlyList<ListedItem> shown)
    {
        var prices = shown.Select(i => i.Price).Order().ToList();
        var floor = (prices.Count <= 2 ? prices[^1] : prices[prices.Count / 2]) + 1;
        return new(state, [new SearchAct(state.Search! with { PriceMin = floor, PriceMax = null }, SortOrder.Relevance, 0, PriceWish.Dearer, floor)]);
    }

    private static Decision Chosen(DialogueState state, SelectOption c)
    {
        if (c.Product is It && state.Focus is null && state.PageProductId is null && state.Listed.Count > 1) return new(state, [new OptionAct("", c.Wanted)]);
        return ForOne(state, c.Product, "show", id => new OptionAct(id, c.Wanted));
    }

    private static Decision Compared(DialogueState state, Compare c)
    {
        IReadOnlyList<string> ids = c.Products switch
        {
            ById(var values) => values,
            Places(var numbers) => [.. numbers.Select(n => At(state, n)?.ProductId).OfType<string>().Distinct()],
            _ => [.. state.Listed.Take(3).Select(i => i.ProductId)],
        };
        return ids.Count >= 2 ? new(state, [new CompareAct(ids)]) : Say(state, Saying.NeedTwo);
    }

    private static Decision Added(DialogueState state, AddToCart c)
    {
        var quantity = Math.Clamp(c.Quantity ?? 1, 1, MostQuantity);
        if (c.Product is Places { Numbers.Count: > 1 } many)
        {
            var items = many.Numbers.Select(n => At(state, n)).OfType<ListedItem>().Distinct().ToList();
            return items.Count > 0 ? new(state, [.. items.Select(i => Add(i, quantity, c))]) : Say(state, Saying.NoList);
        }

        return c.Product is ById(var ids)
            ? new(state, [new AddAct(ids[0], quantity, c.Wanted, null)])
            : ForItem(state, c.Product, "add", item => Add(item, quantity, c));
    }

    private static AddAct Add(ListedItem item, int quantity, AddToCart c) =>
        new(item.VariantId, quantity, c.Wanted, item.Said);

    /// <summary>In the cart, "it" is what was added last, and places are lines.</summary>
    private static Reference InCart(DialogueState state, Reference said) =>
        said is It && (state.LastAdded ?? state.Focus?.VariantId) is { } id ? new ById([id]) : said;

    private static Decision Order(DialogueState state, string? number, string? email, bool cancel)
    {
        if (number is null && email is null && state.OrderIds.Count > 0) return new(state, [new KnownOrderAct(state.OrderIds[^1], cancel)]);
        if (state.FailedLookups >= MostLookups) return Say(state, Saying.TooManyLookups);
        return number is null || email is null
            ? new(state with { AskedOrder = new OrderQuestion(cancel, number, email) }, [new FindOrderAct(number, email, cancel)])
            : new(state, [new FindOrderAct(number, email, cancel)]);
    }

    private static Decision ForOne(DialogueState state, Reference product, string verb, Func<string, Act> act) => product is ById(var ids)
        ? new(state, [.. ids.Take(1).Select(act)])
        : ForItem(state, product, verb, item => act(item.VariantId));

    /// <summary>The one product that is meant; asks when several could be.</summary>
    private static Decision ForItem(DialogueState state, Reference product, string verb, Func<ListedItem, Act> act)
    {
        if (product is Places(var numbers)) return At(state, numbers[0]) is { } item ? new(state, [act(item)]) : Say(state, Saying.NoList);
        if (state.Focus is { } focus) return new(state, [act(focus)]);
        if (state.Listed.Count == 1) return new(state, [act(state.Listed[0])]);
        if (state.PageProductId is { } page) return new(state, [act(new ListedItem(page, page, "", 0, Nothing))]);
        return state.Listed.Count > 1 ? new(state, [new WhichAct([.. state.Listed.Take(4)], verb)]) : Say(state, Saying.NoList);
    }

    private static ListedItem? At(DialogueState state, int place) =>
        place == Understanding.Ordinals.Last ? state.Listed.LastOrDefault() : state.Listed.ElementAtOrDefault(place - 1);

    private static Decision Say(DialogueState state, Saying what) => new(state, [new SayAct(what)]);
}

internal sealed record Decision(DialogueState State, IReadOnlyList<Act> Acts);
