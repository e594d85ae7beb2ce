using Comptoir.Ordering.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Protocols.Identity;

public static class IdentityRegistration
{
    /// <summary>Adds <see cref="AccountLinks"/> and <see cref="BearerGate"/>; the stores are expected to be there. May be called twice.</summary>
    public static IServiceCollection AddAccountLinks(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new AccountLinks(s.GetRequiredService<IAccountLinkStore>(), s.GetRequiredService<ICustomerStore>(), s.GetRequiredService<TimeProvider>(), s.GetService<ClientDocuments>()));
        services.TryAddSingleton<BearerGate>();
        return services;
    }
}
