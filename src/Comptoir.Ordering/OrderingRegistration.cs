using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Ordering;

public static class OrderingRegistration
{
    /// <summary>
    /// The services of buying, the test payment provider, e-mail (section <c>Email</c>) and the background work. Needs the stores, an
    /// <see cref="ILiveCatalog"/> and logging from elsewhere; further payment providers and outbox channels are added by registering them.
    /// </summary>
    public static IServiceCollection AddOrdering(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ChangeSignal>();
        services.AddOptions<EmailOptions>().BindConfiguration("Email");
        services.TryAddSingleton<CartService>();
        services.TryAddSingleton<CheckoutService>();
        services.TryAddSingleton<OrderService>();
        services.TryAddSingleton<AmendmentService>();
        services.TryAddSingleton<ReturnService>();
        services.TryAddSingleton<WithdrawalService>();
        services.TryAddSingleton<DisputeService>();
        services.TryAddSingleton<CustomerService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, TestPaymentProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxChannel, EmailChannel>());
        services.TryAddSingleton<OutboxDelivery>();
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<ReconcilerWorker>();
        services.AddHostedService<JobRunner>();
        return services;
    }
}
