using Comptoir.Ordering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Comptoir.Protocols.Tests;

internal static class BackgroundWork
{
    /// <summary>Nothing is delivered or settled but what a test asks for.</summary>
    public static IServiceCollection WithoutBackgroundWork(this IServiceCollection services)
    {
        foreach (var work in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(OrderingRegistration).Assembly).ToList()) services.Remove(work);
        return services;
    }
}
