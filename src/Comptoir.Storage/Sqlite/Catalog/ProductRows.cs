using Comptoir.Catalog;

namespace Comptoir.Storage.Sqlite.Catalog;

/// <summary>The product rows of a shop and the ids that they claim.</summary>
internal sealed class ProductRows(SqliteSession session, string shopId, DateTimeOffset now)
{
    private enum Outcome { Added, Changed, Unchanged, Refused }

    /// <summary>False when there was no such product.</summary>
    public bool Remove(string productId)
    {
        if (session.Execute("delete from product where shop_id = $1 and product_id = $2", shopId, productId) == 0) return false;
        Release(productId, kept: []);
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
        if (stored is not null) Release(product.Id, product.Items);
        session.Execute(
            """
            insert into product (shop_id, product_id, handle, content_hash, document) values ($1, $2, $3, $4, $5)
            on conflict (shop_id, product_id) do update set handle = excluded.handle, content_hash = excluded.content_hash, document = excluded.document
            """,
            shopId, product.Id, product.Handle, product.ContentHash, product.Document);
        foreach (var (id, sku) in product.Items)
        {
            session.Execute(
                "insert into item (shop_id, item_id, product_id, sku) values ($1, $2, $3, $4) on conflict (shop_id, item_id) do update set sku = excluded.sku where item.sku is distinct from excluded.sku",
                shopId, id, product.Id, sku);
        }

        session.LogChange(shopId, ChangeKind.Product, product.Id, now);
        return stored is null ? Outcome.Added : Outcome.Changed;
    }

    private bool IsClaimedByAnother(ProductDocument product)
    {
        bool Other(string? owner) => owner is not null && owner != product.Id;
        foreach (var (id, _) in product.Items)
            if (Other(session.Find("select product_id from item where shop_id = $1 and item_id = $2", row => row.GetString(0), shopId, id))) return true;
        return Other(session.Find("select product_id from product where shop_id = $1 and handle = $2", row => row.GetString(0), shopId, product.Handle));
    }

    /// <summary>Gives up the ids that a product no longer has, with their stock; what is promised to buyers stays counted.</summary>
    private void Release(string productId, IReadOnlyList<(string Id, string? Sku)> kept)
    {
        foreach (var id in session.List("select item_id from item where shop_id = $1 and product_id = $2", row => row.GetString(0), shopId, productId))
        {
            if (kept.Any(item => item.Id == id)) continue;
            session.Execute("delete from item where shop_id = $1 and item_id = $2", shopId, id);
            session.Execute("delete from stock where shop_id = $1 and variant_id = $2 and reserved = 0", shopId, id);
        }
    }
}
