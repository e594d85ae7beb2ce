using System.Security.Cryptography;
using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Returns;

/// <summary>The steps of a return, each from the order as it is to the order as it becomes. Pure but for the clock and ids.</summary>
internal static class ReturnDecisions
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>A new return; approved at once when the policy says so and nobody must look.</summary>
    /// <param name="offer">What may come back; null: an operator takes back whatever was shipped.</param>
    /// <param name="swaps">For exchanges: what goes out, found in the catalogue.</param>
    public static Result<Return> Request(Order order, ReturnInput input, ReturnPolicy policy, ReturnOffer? offer, IReadOnlyList<Swap> swaps, TimeProvider time)
    {
        var l = order.Language;
        if (InputLimits.CheckText(input.Comment, "$.comment", l, 1000) is { } wrong) return wrong;
        if (InputLimits.CheckText(input.Means, "$.means", l, 100) is { } other) return other;
        if (!ReturnReasons.All.Contains(input.Reason)) return new Refusal(RefusalKind.Invalid, "invalid_reason", Wording.ReasonMissing(l), "$.reason");
        if (input.Lines.Count == 0) return new Refusal(RefusalKind.Invalid, "field_required", Wording.NothingToReturn(l), "$.line_items");
        if (offer is not null && Obstacle(order, input, policy, offer) is { } refusal) return refusal;
        var pieces = OrderChanges.Pieces(order, input.Lines, line => offer is null ? Eligibility.Returnable(order, line) : offer.Lines.FirstOrDefault(o => o.LineId == line.Item.Id)?.Quantity ?? 0, Wording.NotReturnable);
        if (!pieces.Ok) return pieces.Refusal;
        if (input.Kind == ReturnKind.Exchange && pieces.Value.Any(p => swaps.Where(s => s.LineId == p.LineId).Sum(s => s.Item.Quantity) != p.Quantity))
            return new Refusal(RefusalKind.Invalid, "field_required", Wording.ChooseVariants(l), "$.items");

        var fault = ReturnReasons.ShopsFault(input.Reason);
        var now = time.GetUtcNow();

        // what came broken or wrong may be told in good faith or not: the inspection decides, and an operator may ask for a picture first
        var state = policy.ApprovesItself || offer is null ? ReturnState.Approved : ReturnState.Requested;
        var replacements = swaps.Select(s => new Replacement(s.LineId!, s.Item)).ToList();
        return new Return
        {
            Id = Ids.New("ret", time),
            Code = NewCode(),
            State = state,
            Kind = input.Kind,
            At = now,
            Lines = pieces.Value,
            Reason = input.Reason,
            Comment = string.IsNullOrWhiteSpace(input.Comment) ? null : input.Comment.Trim(),
            Replacements = replacements,
            Difference = input.Kind == ReturnKind.Exchange ? Difference(order, pieces.Value, replacements) : 0,
            Means = input.Means,
            ShopPaysPostage = fault || !policy.BuyerPaysPostage,
            FeeBasisPoints = fault || input.Kind == ReturnKind.Exchange ? 0 : policy.RestockingBasisPoints,
            Events = [new(now, state)],
        };
    }

    /// <summary>The shipped part of a withdrawal: approved by law, without a fee.</summary>
    public static Return OfWithdrawal(string withdrawalId, IReadOnlyList<LineQuantity> shipped, ReturnPolicy policy, TimeProvider time) => new()
    {
        Id = Ids.New("ret", time),
        Code = NewCode(),
        State = ReturnState.Approved,
        Kind = ReturnKind.Refund,
        At = time.GetUtcNow(),
        Lines = shipped,
        Reason = ReturnReasons.Withdrawal,
        WithdrawalId = withdrawalId,
        ShopPaysPostage = !policy.BuyerPaysPostage,
        Events = [new(time.GetUtcNow(), ReturnState.Approved)],
    };

    /// <summary>The return in its next state; a refusal when it is not in one from which that follows.</summary>
    public static Result<Return> Move(Order order, string returnId, ReturnState to, string? note, TimeProvider time, params ReadOnlySpan<ReturnState> from)
    {
        var l = order.Language;
        if (order.Returns.FirstOrDefault(r => r.Id == returnId) is not { } present) return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(l, "Return", "Retour"));
        if (InputLimits.CheckText(note, "$.note", l, 1000) is { } wrong) return wrong;
        return from.Contains(present.State)
            ? present with { State = to, Events = [.. present.Events, new(time.GetUtcNow(), to, string.IsNullOrWhiteSpace(note) ? null : note.Trim())] }
            : new Refusal(RefusalKind.Conflict, "return_state", Wording.ReturnState(l, present.State));
    }

    /// <summary>One entry for each line of the return, all its pieces accounted for.</summary>
    public static Result<IReadOnlyList<Inspected>> Inspection(Order order, Return present, IReadOnlyList<Inspected> found)
    {
        foreach (var i in found)
        {
            if (InputLimits.CheckText(i.Note, "$.note", order.Language, 1000) is { } wrong) return wrong;
            if (i.Accepted < 0 || i.Damaged < 0 || i.Missing < 0 || i.DamagedPercent is < 0 or > 100 || (i.Damaged > 0 && i.DamagedPercent < 100 && string.IsNullOrWhiteSpace(i.Note)))
                return new Refusal(RefusalKind.Invalid, "invalid_inspection", Wording.InspectionIncomplete(order.Language), "$.inspected");
        }

        var whole = found.Count == present.Lines.Count && present.Lines.All(line => found.Count(i => i.LineId == line.LineId) == 1 && found.First(i => i.LineId == line.LineId).Sum == line.Quantity);
        if (whole) return new(found, null);
        return new Refusal(RefusalKind.Invalid, "invalid_inspection", Wording.InspectionIncomplete(order.Language), "$.inspected");
    }

    /// <summary>Minor units to give back for what was found: the worth of what came back, damaged pieces in part, less the fee.</summary>
    public static long Value(Order order, Return of, IReadOnlyList<Inspected> found)
    {
        var value = 0L;
        foreach (var i in found)
        {
            var line = order.Lines.First(l => l.Item.Id == i.LineId);
            var all = Paid.For(order, line, i.Accepted + i.Damaged);
            var whole = Paid.For(order, line, i.Accepted);
            value += whole + Apportion.Round(all - whole, i.DamagedPercent, 100);
        }

        return value - Apportion.Round(value, of.FeeBasisPoints, 10_000);
    }

    public static Order With(Order order, Return one) =>
        order with { Returns = order.Returns.Any(r => r.Id == one.Id) ? [.. order.Returns.Select(r => r.Id == one.Id ? one : r)] : [.. order.Returns, one] };

    /// <summary>What replacements cost more than the pieces that they stand for are worth.</summary>
    public static long Difference(Order order, IReadOnlyList<LineQuantity> pieces, IReadOnlyList<Replacement> replacements)
    {
        var amended = Amendment.Apply(order, [.. replacements.Select(r => new Swap(null, r.Item, r.LineId))]);
        return amended.Totals.Total - order.Totals.Total - pieces.Sum(p => Paid.For(order, order.Lines.First(l => l.Item.Id == p.LineId), p.Quantity));
    }

    private static Refusal? Obstacle(Order order, ReturnInput input, ReturnPolicy policy, ReturnOffer offer)
    {
        var l = order.Language;
        if (input.Kind == ReturnKind.Exchange && !policy.OffersExchange) return new(RefusalKind.Conflict, "no_exchange", Wording.NoExchange(l));
        if (input.Kind == ReturnKind.StoreCredit && (!policy.OffersStoreCredit || order.CustomerId is null)) return new(RefusalKind.Conflict, "no_store_credit", Wording.NoStoreCredit(l));
        if (offer.Excluded.FirstOrDefault(e => input.Lines.Any(i => i.LineId == e.LineId)) is { } excluded) return new(RefusalKind.Conflict, "not_returnable", Wording.Excluded(l, excluded.Reason), "$.line_items");
        return offer.Lines.Count > 0 ? null
            : offer.Until is null ? new(RefusalKind.Conflict, "not_delivered", Wording.NotDelivered(l))
            : new(RefusalKind.Conflict, "window_closed", Wording.WindowClosed(l, policy.WindowDays));
    }

    private static string NewCode() => RandomNumberGenerator.GetString(Letters, 8);
}
