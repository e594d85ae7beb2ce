using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Agent;

public static class AgentServices
{
    /// <summary>Adds the <see cref="ShopAgent"/>. Needs the shop tools, search, ordering, a conversation store and logging.</summary>
    public static IServiceCollection AddComptoirAgent(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ShopAgent>();
        return services;
    }
}
