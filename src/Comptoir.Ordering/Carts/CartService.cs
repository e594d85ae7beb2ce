using Comptoir.Catalog;
using Comptoir.Ordering.Idempotency;

namespace Comptoir.Ordering.Carts;

/// <summary>Every change of a cart, for every door.</summary>
public sealed class CartService(IOrderingStore store, ILiveCatalog catalog, TimeProvider time)
{
    public Task<Result<Cart>> CreateAsync(string shopId, CartInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    public Task<Result<Cart>> GetAsync(string shopId, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Replaces the content.</summary>
    public Task<Result<Cart>> UpdateAsync(string shopId, string id, CartInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Reads, changes and stores, again when somebody else was faster; for partial changes (add a line, a code).</summary>
    public Task<Result<Cart>> ChangeAsync(string shopId, string id, Func<CartInput, CartInput> change, Caller caller, CancellationToken ct) => throw new NotImplementedException();

    public Task<Result<Cart>> CancelAsync(string shopId, string id, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();
}
