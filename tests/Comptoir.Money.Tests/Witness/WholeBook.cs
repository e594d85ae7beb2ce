using Comptoir.Ledger;
using Comptoir.Money.Tests.Places;
using Comptoir.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Money.Tests.Witness;

/// <summary>The ledger's own proof of itself: chain, batches, sums, holds, periods.</summary>
internal static class WholeBook
{
    public static async Task<IReadOnlyList<string>> CheckAsync(string data)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddComptoirStorage(data);
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<ILedgerStore>().CheckAsync(TinyShop.Id, null, null, CancellationToken.None);
        return [.. report.Findings.Select(f => $"ledger check: {f}")];
    }
}
