using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog;

/// <summary>What is for sale now, answered from memory. Implemented by the search index's live view; Ordering prices carts with it.</summary>
public interface ILiveCatalog
{
    Shop? FindShop(string shopId);

    /// <summary>Resolves a variant id, product id, SKU, GTIN or handle; for a product, its first variant in stock (else its first). Only active products.</summary>
    (Product Product, Variant Variant)? FindItem(string shopId, string id);

    /// <summary>Pieces that can be sold now over all locations; 0 when unknown.</summary>
    long Available(string shopId, string variantId);
}

/// <summary>Wakes whoever follows the change log in this process; other processes are noticed by polling.</summary>
public sealed class ChangeSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something was committed.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next <see cref="Raise"/> or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await _next.Task.WaitAsync(atMost, time, ct);
        }
        catch (TimeoutException)
        {
            // the poll's turn
        }
    }
}
