using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Ordering.Privacy;
using Comptoir.Ordering.Returns;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        services.TryAddSingleton<ProviderMoneyService>();
        services.TryAddSingleton<OrderAudit>();
        services.TryAddSingleton<CustomerService>();
        services.TryAddSingleton<PersonalDataService>();
        services.TryAddSingleton<ITestPaymentMemory, TestPaymentMemory>();
        services.AddOptions<TestPaymentOptions>().BindConfiguration("Payments:Test");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, TestPaymentProvider>(s =>
            new(s.GetRequiredService<ITestPaymentMemory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IOptions<TestPaymentOptions>>().Value.RemembersAll, s.GetService<ITestVault>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentWebhooks, TestPaymentWebhooks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRefundSource, TestPaymentWebhooks>());
        services.TryAddSingleton<PaymentInbox>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxChannel, EmailChannel>());
        services.TryAddSingleton<WatchService>();
        services.TryAddSingleton<SubscriptionService>();
        services.TryAddSingleton<MandatePurchase>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, WatchJob>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, SubscriptionJob>());
        services.TryAddSingleton<OutboxDelivery>();
        services.AddHostedService<OutboxWorker>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IJobHandler, SettleCheckout>(),
            ServiceDescriptor.Singleton<IJobHandler, DeclineCheck>(),
            ServiceDescriptor.Singleton<IJobHandler, SettleOrder>(),
            ServiceDescriptor.Singleton<IJobHandler, DisputeJob>(),
            ServiceDescriptor.Singleton<IJobHandler, RefundJob>(),
            ServiceDescriptor.Singleton<IJobHandler, RefundWithdrawal>(),
            ServiceDescriptor.Singleton<IJobHandler, PaymentAudit>(),
            ServiceDescriptor.Singleton<IJobHandler, OrderAudit>(s => s.GetRequiredService<OrderAudit>()),
        ]);
        services.AddHostedService<JobRunner>();
        services.AddHostedService<ChangeFollower>();
        return services;
    }

    /// <summary>Gift cards and store credit, whose balances are accounts of the ledger. Needs the ledger's service and the store of gift cards.</summary>
    public static IServiceCollection AddGiftCards(this IServiceCollection services)
    {
        services.TryAddSingleton<GiftCardService>();
        services.TryAddSingleton<StoreCreditProvider>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, GiftCardProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, StoreCreditProvider>(s => s.GetRequiredService<StoreCreditProvider>()));
        return services;
    }

    /// <summary>Pay on invoice, for customers to whom the operator gives credit. Needs the store of invoices.</summary>
    public static IServiceCollection AddInvoices(this IServiceCollection services)
    {
        services.TryAddSingleton<InvoiceService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, InvoiceProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, IssueInvoice>());
        return services;
    }
}
