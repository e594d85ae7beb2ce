using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Catalog;

/// <summary>The product rows of a shop and the ids that they claim.</summary>
internal sealed class ProductRows(ISqlSession session, string shopId, DateTimeOffset now)
{
    private enum Outcome { Added, Changed, Unchanged, Refused }

    /// <summary>False when there was no such product.</summary>
    public async ValueTask<bool> RemoveAsync(string productId)
    {
        if (await FindAsync(productId) is not { } product) return false;
        session.Add("delete from product where shop_id = $1 and product_id = $2", shopId, productId);
        Release(product, kept: []);
        session.Add("delete from review where shop_id = $1 and product_id = $2", shopId, productId);
        session.LogChange(shopId, ChangeKind.ProductRemoved, productId, now);
        return true;
    }

    /// <summary>
    /// Writes what differs. A product that claims an id or handle of another is tried again after the rest, since the other
    /// may give it up in the same batch, and is refused when that did not help.
    /// </summary>
    public async ValueTask<(int Added, int Changed, int Unchanged, IReadOnlyList<string> Refused)> SaveAsync(IReadOnlyList<ProductDocument> products)
    {
        int added = 0, changed = 0, unchanged = 0;
        for (var waiting = products; ;)
        {
            var refused = new List<ProductDocument>();
            foreach (var product in waiting)
            {
                switch (await SaveAsync(product))
                {
                    case Outcome.Added: added++; break;
                    case Outcome.Changed: changed++; break;
                    case Outcome.Unchanged: unchanged++; break;
                    default: refused.Add(product); break;
                }
            }

            if (refused.Count == 0 || refused.Count == waiting.Count) return (added, changed, unchanged, [.. refused.Select(p => p.Id)]);
            waiting = refused;
        }
    }

    private async ValueTask<Outcome> SaveAsync(ProductDocument product)
    {
        var stored = await session.FindAsync("select content_hash from product where shop_id = $1 and product_id = $2", row => row.Bytes(0), shopId, product.Id);
        if (stored is not null && product.ContentHash.AsSpan().SequenceEqual(stored)) return Outcome.Unchanged;
        if (await IsClaimedByAnotherAsync(product)) return Outcome.Refused;
        if (stored is not null) Release((await FindAsync(product.Id))!, product.VariantIds);
        session.Add(
            """
            insert into product (shop_id, product_id, handle, content_hash, document) values ($1, $2, $3, $4, $5)
            on conflict (shop_id, product_id) do update set handle = excluded.handle, content_hash = excluded.content_hash, document = excluded.document
            """,
            shopId, product.Id, product.Handle, product.ContentHash, product.Document);
        foreach (var id in product.Claims)
            session.Add("insert into variant (shop_id, variant_id, product_id) values ($1, $2, $3) on conflict do nothing", shopId, id, product.Id);
        session.LogChange(shopId, ChangeKind.Product, product.Id, now);
        return stored is null ? Outcome.Added : Outcome.Changed;
    }

    /// <summary>Product and variant ids are one set of names, in which a product may give its only variant its own.</summary>
    private async ValueTask<bool> IsClaimedByAnotherAsync(ProductDocument product)
    {
        if (await IsOtherAsync(product, "select product_id from variant where shop_id = $1 and variant_id = $2", product.Id)) return true;
        if (await IsOtherAsync(product, "select product_id from product where shop_id = $1 and handle = $2", product.Handle)) return true;
        foreach (var id in product.Claims)
        {
            if (await IsOtherAsync(product, "select product_id from variant where shop_id = $1 and variant_id = $2", id)) return true;
            if (await IsOtherAsync(product, "select product_id from product where shop_id = $1 and product_id = $2", id)) return true;
        }

        return false;
    }

    private async ValueTask<bool> IsOtherAsync(ProductDocument product, string ownerSql, string name) =>
        await session.FindAsync(ownerSql, row => row.GetString(0), shopId, name) is { } owner && owner != product.Id;

    /// <summary>Gives up the variant ids that a product no longer has, with their stock; what is promised to buyers stays counted.</summary>
    private void Release(Product product, IReadOnlyList<string> kept)
    {
        foreach (var id in product.Variants.Select(v => v.Id).Where(id => !kept.Contains(id)))
        {
            session.Add("delete from variant where shop_id = $1 and variant_id = $2 and product_id = $3", shopId, id, product.Id);
            session.Add("delete from stock where shop_id = $1 and variant_id = $2 and reserved = 0", shopId, id);
        }
    }

    private ValueTask<Product?> FindAsync(string productId) =>
        session.FindAsync("select document from product where shop_id = $1 and product_id = $2", row => row.Document<Product>(), shopId, productId);
}
