using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>What follows from a payment's outcome: everything that transition 2 stores, decided without touching anything.</summary>
internal static class Settlement
{
    public static IReadOnlyList<StockMove> Reserve(Checkout checkout) =>
        [.. checkout.Lines.GroupBy(l => l.VariantId).Select(g => new StockMove(g.Key, g.Sum(l => l.Quantity)))];

    /// <param name="cart">The cart that the checkout was made from: emptied by the purchase, so that it is not bought twice.</param>
    /// <returns>Null when the outcome is not known yet.</returns>
    public static Transition? Decide(Checkout checkout, PaymentAttempt attempt, PaymentOutcome outcome, Cart? cart, TimeProvider time)
    {
        var settled = checkout with { Attempt = attempt with { Outcome = outcome }, Version = checkout.Version + 1, UpdatedAt = time.GetUtcNow() };
        switch (outcome.Status)
        {
            case PaymentStatus.Captured:
                var order = OrderFactory.From(checkout, attempt, outcome, time);
                return new Transition(checkout.ShopId)
                {
                    Checkout = settled with { Status = CheckoutStatus.Completed, OrderId = order.Id, Messages = [.. checkout.Messages.Where(m => m.Type != "error")] },
                    Order = order,
                    Cart = cart is null ? null : Emptied(cart, time),
                    Transfers = Postings.Sale(order),
                    Outbox = Notices.Of(order, "order_placed", time),
                    Idempotency = Replay.Record(checkout.ShopId, attempt.Key, Replay.Checkout, time.GetUtcNow()),
                };
            case PaymentStatus.Declined or PaymentStatus.RequiresAction:
                var refusal = Refusal(settled)!;
                return new Transition(checkout.ShopId)
                {
                    Checkout = settled with
                    {
                        Status = outcome.Status == PaymentStatus.Declined ? CheckoutStatus.ReadyForComplete : CheckoutStatus.RequiresEscalation,
                        Messages = [.. checkout.Messages, new("error", refusal.Code, refusal.Message, "$.payment", outcome.Status == PaymentStatus.Declined ? "recoverable" : "requires_buyer_input")],
                    },
                    Stock = [.. Reserve(checkout).Select(m => m with { Reserve = -m.Reserve })],
                    Idempotency = Replay.Record(checkout.ShopId, attempt.Key, refusal, time.GetUtcNow()),
                };
            default:
                return null;
        }
    }

    /// <summary>Why a settled or unsettled payment is no order; null when it is one.</summary>
    public static Refusal? Refusal(Checkout checkout) => checkout.Attempt?.Outcome?.Status switch
    {
        PaymentStatus.Captured => null,
        PaymentStatus.Declined => new(RefusalKind.PaymentDeclined, "payment_failed", Wording.PaymentDeclined(checkout.Language), "$.payment"),
        PaymentStatus.RequiresAction => new(RefusalKind.PaymentActionRequired, "payment_action_required", Wording.ActionRequired(checkout.Language), "$.payment", checkout.Attempt.Outcome.ActionUrl),
        _ => new(RefusalKind.PaymentPending, "payment_pending", Wording.InProgress(checkout.Language), "$.payment"),
    };

    private static Cart? Emptied(Cart cart, TimeProvider time) => cart.Cancelled ? null : cart with
    {
        Lines = [],
        DiscountCodes = [],
        Discounts = [],
        Messages = [],
        Totals = new Totals(cart.Currency, 0, 0, 0, null, 0, 0, 0, 0, []),
        Version = cart.Version + 1,
        UpdatedAt = time.GetUtcNow(),
    };
}
