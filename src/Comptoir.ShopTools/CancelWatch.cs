using Comptoir.Ordering;
using Comptoir.Ordering.Watches;

namespace Comptoir.ShopTools;

/// <summary>Ends an alert or a waiting purchase of the customer who is signed in, and revokes its consent.</summary>
public sealed class CancelWatch(ListWatches list, WatchService watches)
{
    /// <summary>Refused: NotFound, also for what is somebody else's.</summary>
    public async Task<Result<Watch>> RunAsync(ShopContext context, string id, CancellationToken ct) =>
        (await list.RunAsync(context, ct)).Any(w => w.Id == id)
            ? await watches.StopAsync(context.Shop.Id, id, context.Caller.Channel, ct)
            : new Refusal(RefusalKind.NotFound, "not_found", context.Language == "fr" ? "Demande introuvable." : "Request not found.");
}
