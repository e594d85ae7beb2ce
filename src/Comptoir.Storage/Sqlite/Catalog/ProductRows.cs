using Comptoir.Catalog;
using Comptoir.Catalog.Products;

namespace Comptoir.Storage.Sqlite.Catalog;

/// <summary>The product rows of a shop and the ids that they claim.</summary>
internal sealed class ProductRows(SqliteSession session, string shopId, DateTimeOffset now)
{
    private enum Outcome { Added, Changed, Unchanged, Refused }

    /// <summary>False when there was no such product.</summary>
    public bool Remove(string productId)
    {
        if (Find(productId) is not { } product) return false;
        session.Execute("delete from product where shop_id = $1 and product_id = $2", shopId, productId);
        Release(product, kept: []);
        session.Execute("delete from review where shop_id = $1 and product_id = $2", shopId, productId);
        session.LogChange(shopId, ChangeKind.ProductRemoved, productId, now);
        return true;
    }

    /// <summary>
    /// Writes what differs. A product that claims an id or handle of another is tried again after the rest, since the other
    /// may give it up in the same batch, and is refused when that did not help.
    /// </summary>
    public (int Added, int Changed, int Unchanged, IReadOnlyList<string> Refused) Save(IReadOnlyList<ProductDocument> products)
    {
        int added = 0, changed = 0, unchanged = 0;
        for (var waiting = products; ;)
        {
            var refused = new List<ProductDocument>();
            foreach (var product in waiting)
            {
                switch (Save(product))
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

    private Outcome Save(ProductDocument product)
    {
        var stored = session.Find("select content_hash from product where shop_id = $1 and product_id = $2", row => row.Bytes(0), shopId, product.Id);
        if (stored is not null && product.ContentHash.AsSpan().SequenceEqual(stored)) return Outcome.Unchanged;
        if (IsClaimedByAnother(product)) return Outcome.Refused;
        if (stored is not null) Release(Find(product.Id)!, product.VariantIds);
        session.Execute(
            """
            insert into product (shop_id, product_id, handle, content_hash, document) values ($1, $2, $3, $4, $5)
            on conflict (shop_id, product_id) do update set handle = excluded.handle, content_hash = excluded.content_hash, document = excluded.document
            """,
            shopId, product.Id, product.Handle, product.ContentHash, product.Document);
        foreach (var id in product.Claims)
            session.Execute("insert into variant (shop_id, variant_id, product_id) values ($1, $2, $3) on conflict do nothing", shopId, id, product.Id);
        session.LogChange(shopId, ChangeKind.Product, product.Id, now);
        return stored is null ? Outcome.Added : Outcome.Changed;
    }

    /// <summary>Product and variant ids are one set of names, in which a product may give its only variant its own.</summary>
    private bool IsClaimedByAnother(ProductDocument product) =>
        IsOther(product, "select product_id from variant where shop_id = $1 and variant_id = $2", product.Id)
        || IsOther(product, "select product_id from product where shop_id = $1 and handle = $2", product.Handle)
        || product.Claims.Any(id =>
            IsOther(product, "select product_id from variant where shop_id = $1 and variant_id = $2", id)
            || IsOther(product, "select product_id from product where shop_id = $1 and product_id = $2", id));

    private bool IsOther(ProductDocument product, string ownerSql, string name) =>
        session.Find(ownerSql, row => row.GetString(0), shopId, name) is { } owner && owner != product.Id;

    /// <summary>Gives up the variant ids that a product no longer has, with their stock; what is promised to buyers stays counted.</summary>
    private void Release(Product product, IReadOnlyList<string> kept)
    {
        foreach (var id in product.Variants.Select(v => v.Id).Where(id => !kept.Contains(id)))
        {
            session.Execute("delete from variant where shop_id = $1 and variant_id = $2 and product_id = $3", shopId, id, product.Id);
            session.Execute("delete from stock where shop_id = $1 and variant_id = $2 and reserved = 0", shopId, id);
        }
    }

    private Product? Find(string productId) =>
        session.Find("select document from product where shop_id = $1 and product_id = $2", row => row.Document<Product>(), shopId, productId);
}
