using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Rules;

namespace Comptoir.DemoShop;

/// <summary>Puts a demo shop into an empty database; a shop that is already there is left as its operator made it.</summary>
internal static class DemoLoader
{
    /// <param name="folder">A folder of CSV files (see <see cref="FlowerShop"/>); null: the built-in general store.</param>
    public static async Task LoadAsync(IServiceProvider services, string? folder, CancellationToken ct)
    {
        var catalog = services.GetRequiredService<ICatalogStore>();
        var time = services.GetRequiredService<TimeProvider>();
        var shops = await catalog.GetShopsAsync(ct);
        if (folder is null)
        {
            if (shops.Any(s => s.Id == DemoRules.ShopId)) return;
            var (shop, batch) = new DemoCatalog(time.GetUtcNow()).Read(DemoRules.Shop with { IsDefault = shops.Count == 0 });
            await StoreAsync(services, catalog, shop, batch, DemoRules.Rules, [], ct);
        }
        else
        {
            var id = Comptoir.Catalog.Feeds.Slug.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
            if (shops.Any(s => s.Id == id)) return;
            var (shop, batch, rules, customers) = new FlowerShop(folder, time.GetUtcNow()).Read(id);
            await StoreAsync(services, catalog, shop with { IsDefault = shops.Count == 0 }, batch, rules, customers, ct);
        }
    }

    private static async Task StoreAsync(IServiceProvider services, ICatalogStore catalog, Shop shop, CatalogBatch batch, SellingRules rules, IReadOnlyList<Customer> customers, CancellationToken ct)
    {
        await catalog.SaveShopAsync(shop, ct);
        await catalog.WriteAsync(batch, ct);
        var ordering = services.GetRequiredService<IOrderingStore>();
        var stored = await ordering.GetRulesAsync(shop.Id, ct);
        await ordering.SaveRulesAsync(shop.Id, rules with { Version = stored.Version + 1 }, ct);
        var customerStore = services.GetRequiredService<ICustomerStore>();
        foreach (var customer in customers) await customerStore.SaveAsync(customer, ct);
    }
}
