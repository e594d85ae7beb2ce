using Comptoir.Agent.Dialogue;

namespace Comptoir.Agent.Replies;

/// <summary>Writes the reply to outcomes: nothing but typed facts in templates.</summary>
internal static class ReplyWriter
{
    private const int MostQuickReplies = 12;

    public static Part Write(Audience a, Outcome outcome) => outcome switch
    {
        ListedOutcome o => ListReplies.Write(a, o),
        ShownOutcome o => ProductReplies.Shown(a, o),
        ComparedOutcome o => ProductReplies.Compared(a, o),
        OptionAskedOutcome o => ProductReplies.OptionAsked(a, o),
        AnsweredOutcome o => ProductReplies.Answered(a, o),
        CartOutcome o => CartReplies.Write(a, o),
        ShortOutcome o => CartReplies.Short(a, o),
        WhichLineOutcome o => CartReplies.WhichLine(a, o),
        DetailsAskedOutcome o => BuyingReplies.DetailsAsked(a, o),
        DeliveryAskedOutcome o => BuyingReplies.DeliveryAsked(a, o),
        ProposedOutcome o => BuyingReplies.Proposed(a, o),
        PayOnPageOutcome o => BuyingReplies.PayOnPage(a, o),
        OrderedOutcome o => BuyingReplies.Ordered(a, o),
        PaymentOutcomeSaid o => BuyingReplies.Payment(a, o),
        OrderShownOutcome o => OrderReplies.Shown(a, o.Order),
        OrderNotFoundOutcome => OrderReplies.NotFound(a),
        OrderAskedOutcome o => OrderReplies.Asked(a, o),
        OrderCanceledOutcome o => OrderReplies.Canceled(a, o.Order),
        CannotCancelOutcome o => OrderReplies.CannotCancel(a, o),
        PolicyOutcome o => OrderReplies.Policy(a, o),
        WhichOutcome o => TalkReplies.Which(a, o),
        UnsureOutcome o => TalkReplies.Unsure(a, o),
        SaidOutcome o => TalkReplies.Said(a, o.What),
        RefusedOutcome o => TalkReplies.Refused(a, o.Message),
        GoneOutcome => TalkReplies.Gone(a),
        _ => TalkReplies.Said(a, Saying.NotUnderstood),
    };

    public static Part Join(IReadOnlyList<Part> parts) => new(
        string.Join("\n", parts.Select(p => p.Text).Where(t => t.Length > 0)),
        [.. parts.SelectMany(p => p.Blocks)],
        [.. parts.SelectMany(p => p.QuickReplies).DistinctBy(q => q.Action).Take(MostQuickReplies)]);
}
