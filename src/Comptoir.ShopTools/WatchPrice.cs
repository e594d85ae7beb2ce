using Comptoir.Ordering;
using Comptoir.Ordering.Watches;

namespace Comptoir.ShopTools;

/// <summary>Tells a shopper by e-mail when a product costs a price or less. A guest confirms by the link in a first e-mail.</summary>
public sealed class WatchPrice(WatchService watches)
{
    /// <param name="id">As for <see cref="ShowProduct"/>.</param>
    /// <param name="atMost">Of one piece, minor units of the shop's currency.</param>
    /// <param name="email">Of a guest; who is signed in is told at their own address.</param>
    public Task<Result<Watch>> RunAsync(ShopContext context, string id, long atMost, string? email, CancellationToken ct) =>
        watches.TellAsync(context.Shop.Id, new(id, atMost, email, context.Language), context.Caller, ct);
}
