using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.ShopTools;

/// <summary>Has a product delivered regularly: first the exact words to show, then, with their fingerprint, the yes.</summary>
public sealed class Subscribe(SubscriptionService subscriptions)
{
    public Task<Result<Agreement>> ProposeAsync(ShopContext context, PurchaseWish wish, CancellationToken ct) => subscriptions.ProposeAsync(context.Shop.Id, wish, context.Caller, ct);

    /// <param name="agreedHash">Of the agreement that was shown; another one is refused.</param>
    public Task<Result<Subscription>> AgreeAsync(ShopContext context, PurchaseWish wish, string agreedHash, CancellationToken ct) => subscriptions.StartAsync(context.Shop.Id, wish, agreedHash, context.Caller, ct);
}
