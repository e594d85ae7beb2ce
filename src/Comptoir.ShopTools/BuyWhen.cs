using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Watches;

namespace Comptoir.ShopTools;

/// <summary>Buys a product once when all of it costs a price or less: first the exact words to show, then, with their fingerprint, the yes.</summary>
public sealed class BuyWhen(WatchService watches)
{
    public Task<Result<Agreement>> ProposeAsync(ShopContext context, PurchaseWish wish, CancellationToken ct) => watches.ProposeBuyAsync(context.Shop.Id, wish, context.Caller, ct);

    /// <param name="agreedHash">Of the agreement that was shown; another one is refused.</param>
    public Task<Result<Watch>> AgreeAsync(ShopContext context, PurchaseWish wish, string agreedHash, CancellationToken ct) => watches.BuyWhenAsync(context.Shop.Id, wish, agreedHash, context.Caller, ct);
}
