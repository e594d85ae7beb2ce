using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Acp.Mcp;
using Comptoir.Protocols.Acp.Psp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Acp;

/// <summary>What the ACP door needs in the container.</summary>
public static class AcpRegistration
{
    /// <summary>Adds the door. <see cref="Ucp.UcpRegistration.AddUcp"/>, the services of ordering, the stores and a secret box are expected to be there.</summary>
    public static IServiceCollection AddAcp(this IServiceCollection services)
    {
        services.AddSingleton<AcpKeys>();
        services.AddSingleton<AcpEntry>();
        services.AddSingleton<AcpOperations>();
        services.AddSingleton<AcpTools>();
        services.AddSingleton<AcpRestDoor>();
        services.AddSingleton<DelegatePayment>();
        services.AddSingleton<DelegateAuthentication>();
        services.AddSingleton<IOutboxChannel, AcpWebhookChannel>();
        return services;
    }
}
