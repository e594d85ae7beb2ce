using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Watches;

namespace Comptoir.ShopTools;

/// <summary>The alerts and waiting purchases of the customer who is signed in; empty for everybody else.</summary>
public sealed class ListWatches(WatchService watches, ICustomerStore customers)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Watch>> RunAsync(ShopContext context, CancellationToken ct) =>
        context.Caller.CustomerId is { } id && await customers.GetAsync(context.Shop.Id, id, ct) is { } customer ? await watches.ListAsync(customer, ct) : [];
}
