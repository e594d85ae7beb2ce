using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Tests.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>One server process: its services and its background work, over doors at which it can die.</summary>
internal sealed class SimulatedProcess
{
    private readonly IJobStore _jobs;

    public SimulatedProcess(SimulatedWorld world, Life life)
    {
        Life = life;
        var store = Stepped.Over<IOrderingStore>(world.Shop.Store, world.Scheduler, life);
        var customers = Stepped.Over<Customers.ICustomerStore>(world.Shop.Store, world.Scheduler, life);
        _jobs = Stepped.Over<IJobStore>(world.Shop.Store, world.Scheduler, life);
        IPaymentProvider[] providers = [Stepped.Over<IPaymentProvider>(world.Provider, world.Scheduler, life)];
        Checkouts = new CheckoutService(store, customers, world.Shop, providers, world.Shop.Time);
        Orders = new OrderService(store, providers, world.Shop.Time);
        RunJobsAsync = () => JobsNow.RunAsync(_jobs, Checkouts, Orders, providers, world.Shop.Time);
        Delivery = new OutboxDelivery(store, world.Channels.Select(c => Stepped.Over<IOutboxChannel>(c, world.Scheduler, life)), world.Shop.Time, NullLogger<OutboxDelivery>.Instance);
    }

    public Life Life { get; }

    public CheckoutService Checkouts { get; }

    public OrderService Orders { get; }

    public OutboxDelivery Delivery { get; }

    public Func<Task> RunJobsAsync { get; }

    /// <summary>What runs by itself in every server.</summary>
    public IEnumerable<Func<Task>> Background => [RunJobsAsync, () => Delivery.RunOnceAsync(CancellationToken.None)];
}
