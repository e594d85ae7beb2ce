using Comptoir.Ordering;
using Comptoir.Ordering.Watches;

namespace Comptoir.ShopTools;

/// <summary>Tells a shopper by e-mail when a product, in one form, can be had again. A guest confirms by the link in a first e-mail.</summary>
public sealed class WatchStock(WatchService watches)
{
    /// <param name="id">The variant, so that it is the size that was meant.</param>
    /// <param name="email">As for <see cref="WatchPrice"/>.</param>
    public Task<Result<Watch>> RunAsync(ShopContext context, string id, string? email, CancellationToken ct) =>
        watches.TellAsync(context.Shop.Id, new(id, null, email, context.Language), context.Caller, ct);
}
