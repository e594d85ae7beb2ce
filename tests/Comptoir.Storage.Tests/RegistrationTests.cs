using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Storage.Tests.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Storage.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Every_store_works_over_the_same_file()
    {
        using var place = new SqlitePlace();
        using var services = new ServiceCollection().AddComptoirStorage(place.File).BuildServiceProvider(validateScopes: true);

        await services.GetRequiredService<IOrderingStore>().CommitAsync(Some.Purchase("ord_1", quantity: 0), CancellationToken.None);

        (await services.GetRequiredService<ILedgerStore>().GetBalancesAsync(Some.ShopId, CancellationToken.None)).Count.ShouldBe(2);
        (await services.GetRequiredService<ICatalogStore>().GetShopsAsync(CancellationToken.None)).ShouldBeEmpty();
        services.GetRequiredService<ICustomerStore>().ShouldNotBeNull();
        services.GetRequiredService<IConversationStore>().ShouldNotBeNull();
        services.GetRequiredService<IStorageHealth>().GetHealth().Commits.ShouldBe(1);
    }
}
