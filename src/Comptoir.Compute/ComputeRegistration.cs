using Comptoir.Compute.Gateway;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Providers;
using Comptoir.Compute.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Compute;

public static class ComputeRegistration
{
    /// <summary>Adds the room. <see cref="IComputeStore"/>, <see cref="Ledger.ILedgerStore"/> and the configuration (for providers' secrets) are expected to be there.</summary>
    public static IServiceCollection AddCompute(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ComputeViews>();
        services.AddSingleton<HealthBoard>();
        services.AddSingleton<Upstream>();
        services.AddSingleton<CallLedger>();
        services.AddSingleton<ContractLedger>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<CallRunner>();
        services.AddSingleton(s => new ComputeClients(s.GetRequiredService<CallRunner>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ComputeService(
            s.GetRequiredService<IComputeStore>(), s.GetRequiredService<ComputeViews>(), s.GetRequiredService<CallLedger>(), s.GetRequiredService<ContractLedger>(), s.GetRequiredService<HealthBoard>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }
}
