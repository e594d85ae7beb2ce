using Comptoir.Ordering.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Security.Secrets;

public static class SecretsRegistration
{
    /// <summary>
    /// Data Protection with its key ring in the <see cref="IKeyRingStore"/>, and the <see cref="ISecretBox"/> over it. A
    /// <see cref="KeyRingKey"/> that is registered before encrypts the ring.
    /// </summary>
    public static IServiceCollection AddComptoirSecrets(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Comptoir");
        services.TryAddSingleton(KeyRingKey.From(null, null));
        services.TryAddSingleton<ISecretBox, SecretBox>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyManagementOptions>, KeyRing>());
        return services;
    }

    private sealed class KeyRing(IKeyRingStore store, KeyRingKey key) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = new KeyRingRepository(store);
            if (key.Given) options.XmlEncryptor = new KeyRingSeal(key);
        }
    }
}
