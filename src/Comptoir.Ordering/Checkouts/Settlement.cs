using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;

namespace Comptoir.Ordering.Checkouts;

/// <summary>What follows from an attempt's outcome: everything that transition 2 stores, decided without touching anything.</summary>
internal static class Settlement
{
    public static IReadOnlyList<StockMove> Reserve(Checkout checkout) =>
        [.. checkout.Lines.Where(l => !l.IsGiftCard).GroupBy(l => l.VariantId).Select(g => new StockMove(g.Key, g.Sum(l => l.Quantity)))];

    /// <summary>Money may still move for it.</summary>
    public static bool IsOpen(Checkout checkout) => checkout.Status == CheckoutStatus.CompleteInProgress || checkout.AwaitsBuyer;

    /// <param name="left">The cart that the checkout was made from without what was bought, so that it is not bought twice.</param>
    /// <returns>Null when there is nothing new to store.</returns>
    public static Transition? Decide(Checkout checkout, PaymentAttempt attempt, Cart? left, TimeProvider time)
    {
        var settled = checkout with { Attempt = attempt, Version = checkout.Version + 1, UpdatedAt = time.GetUtcNow() };
        switch (attempt.Outcome?.Status)
        {
            case PaymentStatus.Captured or PaymentStatus.Authorized:
                var order = OrderFactory.From(checkout, attempt, time);
                return new Transition(checkout.ShopId)
                {
                    Checkout = settled with { Status = CheckoutStatus.Completed, OrderId = order.Id, Messages = [.. checkout.Messages.Where(m => m.Type != "error")] },
                    Order = order,
                    Cart = left,
                    Transfers = order.MandateId is null ? Postings.Sale(order) : [.. Postings.Sale(order).Select(t => t with { Cause = $"mandate:{order.MandateId}" })],
                    DoneJobs = [Done(checkout)],
                    Jobs = [.. IssueInvoice.Of(order)],
                    Outbox = Notices.Of(order, "order_placed", time),
                    Idempotency = Replay.Record(checkout.ShopId, attempt.Key, Replay.Checkout, time.GetUtcNow()),
                };
            case PaymentStatus.Declined:
                var declined = Refusal(settled)!;
                return new Transition(checkout.ShopId)
                {
                    Checkout = settled with { Status = CheckoutStatus.ReadyForComplete, Messages = [.. Content(checkout), new("error", declined.Code, declined.Message, "$.payment", "recoverable")] },
                    Stock = [.. Reserve(checkout).Select(m => m with { Reserve = -m.Reserve })],
                    DoneJobs = [Done(checkout)],
                    Jobs = DeclineCheck.Of(checkout, attempt, time.GetUtcNow()) is { } check ? [check] : [],
                    Idempotency = Replay.Record(checkout.ShopId, attempt.Key, declined, time.GetUtcNow()),
                };
            case PaymentStatus.RequiresAction when !checkout.AwaitsBuyer:
                // the key is left free: its repetition is answered by how the payment stands then
                var action = Refusal(settled)!;
                return new Transition(checkout.ShopId)
                {
                    Checkout = settled with { Status = CheckoutStatus.RequiresEscalation, Messages = [.. checkout.Messages, new("error", action.Code, action.Message, "$.payment", "requires_buyer_input")] },
                    DoneJobs = [Done(checkout)],
                    Jobs = [SettleCheckout.At(checkout, attempt.StartedAt + Completion.BuyersTime)],
                };
            default:
                return null;
        }
    }

    /// <summary>Why a settled or unsettled payment is no order; null when it is one.</summary>
    public static Refusal? Refusal(Checkout checkout) => checkout.Attempt?.Outcome?.Status switch
    {
        PaymentStatus.Captured or PaymentStatus.Authorized => null,
        PaymentStatus.Declined => new(RefusalKind.PaymentDeclined, "payment_failed", Wording.PaymentDeclined(checkout.Language), "$.payment"),
        PaymentStatus.RequiresAction => new(RefusalKind.PaymentActionRequired, "payment_action_required", Wording.ActionRequired(checkout.Language), "$.payment", checkout.Attempt.Outcome.ActionUrl),
        _ => new(RefusalKind.PaymentPending, "payment_pending", Wording.InProgress(checkout.Language), "$.payment"),
    };

    private static JobEnd Done(Checkout checkout) => new(SettleCheckout.JobKind, checkout.Id);

    /// <summary>The messages about the content, without the ones about a payment.</summary>
    private static IEnumerable<Message> Content(Checkout checkout) => checkout.Messages.Where(m => m.Path != "$.payment");
}
