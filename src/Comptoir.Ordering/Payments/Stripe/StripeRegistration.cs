using Comptoir.Ordering.Payments.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Ordering.Payments.Stripe;

public static class StripeRegistration
{
    /// <summary>Stripe as a payment provider (section <c>Payments:Stripe</c>). Needs <see cref="IPaymentStore"/> and <see cref="Secrets.ISecretBox"/>; a shop uses it once it has keys.</summary>
    public static IServiceCollection AddStripe(this IServiceCollection services)
    {
        services.AddOptions<StripeOptions>().BindConfiguration("Payments:Stripe")
            .Validate(o => Uri.TryCreate(o.BaseUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback), "Payments:Stripe:BaseUrl must be an https address.");
        services.AddHttpClient(StripeClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        services.AddSingleton<StripeKeys>();
        services.AddSingleton<StripeClient>();
        services.AddSingleton<StripePage>();
        services.AddSingleton<StripeProvider>();
        services.AddSingleton<IPaymentProvider>(s => s.GetRequiredService<StripeProvider>());
        services.AddSingleton<IPaymentConnection>(s => s.GetRequiredService<StripeProvider>());
        services.AddSingleton<StripeWebhooks>();
        services.AddSingleton<IPaymentWebhooks>(s => s.GetRequiredService<StripeWebhooks>());
        services.AddSingleton<IDisputeSource>(s => s.GetRequiredService<StripeWebhooks>());
        services.AddSingleton<IRefundSource>(s => s.GetRequiredService<StripeWebhooks>());
        return services;
    }
}
