using Comptoir.Catalog;
using Comptoir.Ordering.Checkouts;

namespace Comptoir.Ordering.Orders;

/// <summary>The order that a paid checkout becomes.</summary>
internal static class OrderFactory
{
    public static Order From(Checkout checkout, PaymentAttempt attempt, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new Order
        {
            Id = Ids.New("ord", time),
            ShopId = checkout.ShopId,
            Version = 1,
            CheckoutId = checkout.Id,
            Status = checkout.Lines.All(l => l.IsGiftCard) ? OrderStatus.Delivered : OrderStatus.Confirmed,
            Currency = checkout.Currency,
            Language = checkout.Language,
            Lines = [.. checkout.Lines.Select(l => new OrderLine(l, Fulfilled: l.IsGiftCard ? l.Quantity : 0))],
            Buyer = checkout.Buyer,
            CustomerId = checkout.Caller.CustomerId,
            MandateId = checkout.MandateId,
            Discounts = checkout.Discounts,
            Fulfilment =
            [
                .. checkout.Fulfilment.Select(m => m with
                {
                    Destinations = [.. m.Destinations.Where(d => d.Id == m.SelectedDestinationId)],
                    Groups = [.. m.Groups.Select(g => g with { Options = [.. g.Options.Where(o => o.Id == g.SelectedOptionId)] })],
                }),
            ],
            Totals = checkout.Totals,
            StandardDelivery = checkout.Totals.Fulfilment is null ? null : checkout.Fulfilment.SelectMany(m => m.Groups).Where(g => g.Options.Count > 0).Sum(g => g.Options.Min(o => o.Amount)),
            Payments = [.. attempt.Payments.Select(p => p with { Instrument = p.Instrument with { BillingAddress = null } })],
            Caller = checkout.Caller,
            Carried = checkout.Carried,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
