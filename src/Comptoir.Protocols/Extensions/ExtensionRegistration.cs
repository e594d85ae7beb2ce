using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Protocols.Extensions;

internal static class ExtensionRegistration
{
    /// <summary>Adds the operations of the extensions, for UCP over REST and for MCP.</summary>
    public static IServiceCollection AddExtensions(this IServiceCollection services)
    {
        services.TryAddSingleton<Confirmations>();
        services.TryAddSingleton<OrderAccess>();
        services.TryAddSingleton<ReturnOperations>();
        services.TryAddSingleton<AdviceOperations>();
        return services;
    }
}
