using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Tests.World;
using Comptoir.Ordering.Watches;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Automation;

/// <summary>The French test shop with its automation, and shorthands for what shoppers ask of it.</summary>
internal sealed class Automations
{
    public static readonly Address Lyon = new(null, "Zoé", "Martin", "1 rue de la Paix", null, "Lyon", null, "69001", "FR");

    public Automations()
    {
        Shop = French();
        Shop.Store.Rules = Shop.Store.Rules with { Subscriptions = [new SubscriptionOffer { Id = "abo", Intervals = [new(2, IntervalUnit.Weeks), new(1, IntervalUnit.Months)], Percent = 10 }] };
        Watches = new WatchService(Shop.Store, Shop.Store, Shop.Store, Shop, Shop.Checkouts, Shop.Providers, Shop.Time);
        Subscriptions = new SubscriptionService(Shop.Store, Shop.Store, Shop.Store, Shop, Shop.Checkouts, Shop.Providers, Shop.Time);
        Runner = NewRunner();
    }

    public TestShop Shop { get; }

    public WatchService Watches { get; }

    public SubscriptionService Subscriptions { get; }

    public Node Runner { get; }

    public IReadOnlyList<Order> Orders => Shop.Store.Orders;

    /// <summary>What another node would run.</summary>
    public Node NewRunner()
    {
        var purchase = new MandatePurchase(Shop.NewProcess(), Shop.Providers);
        return new(Shop.Store, [new WatchJob(Shop.Store, Shop.Store, new StoredGoods(Shop), Shop, purchase, Shop.Time), new SubscriptionJob(Shop.Store, Shop.Store, Shop, purchase, Shop.Time)], Shop.Time);
    }

    public async Task RunAsync()
    {
        while (await Runner.RunOnceAsync() > 0)
        {
        }
    }

    public async Task PassAsync(TimeSpan time)
    {
        Shop.Time.Advance(time);
        await RunAsync();
    }

    public IReadOnlyList<string> Mails(string prefix) => [.. Shop.Store.Outbox.Values.Where(m => m.Topic.StartsWith(prefix, StringComparison.Ordinal)).Select(m => m.Topic)];

    public Watch Now(Watch watch) => Shop.Store.Watches.Single(w => w.Id == watch.Id);

    public Subscription Now(Subscription s) => Shop.Store.Subscriptions.Single(x => x.Id == s.Id);

    public PurchaseWish Wish(long? limit, int pieces = 1, string token = "success_token", Interval? every = null, DateOnly? until = null, string item = "pan") => new()
    {
        ItemId = item,
        Pieces = pieces,
        HighestTotal = limit,
        Until = until,
        Every = every,
        Buyer = new("Zoé", "Martin", "zoe@example.fr"),
        Address = Lyon,
        Instrument = Token(token),
        Language = "fr",
        Nonce = Guid.NewGuid().ToString("N"),
        LinkBase = "https://comptoir.example",
    };

    public async Task<Watch> TellAsync(long? atMost, string item = "pan") =>
        Value(await Watches.ConfirmAsync("comptoir", Value(await Watches.TellAsync("comptoir", new(item, atMost, "zoe@example.fr", "fr"), Shopper, default)).Id, default));

    public async Task<Watch> BuyAsync(PurchaseWish wish)
    {
        var agreement = Value(await Watches.ProposeBuyAsync("comptoir", wish, Shopper, default));
        var watch = Value(await Watches.BuyWhenAsync("comptoir", wish, agreement.Terms.Hash, Shopper, default));
        return Value(await Watches.ConfirmAsync("comptoir", watch.Id, default));
    }

    public async Task<Subscription> SubscribeAsync(PurchaseWish wish)
    {
        var agreement = Value(await Subscriptions.ProposeAsync("comptoir", wish, Shopper, default));
        var s = Value(await Subscriptions.StartAsync("comptoir", wish, agreement.Terms.Hash, Shopper, default));
        return Value(await Subscriptions.ConfirmAsync("comptoir", s.Id, default));
    }
}

/// <summary>One process that follows the changes and does the jobs that are due. An exception is its death: the lease stays.</summary>
internal sealed class Node(MemoryStore store, IReadOnlyList<IJobHandler> handlers, TimeProvider time)
{
    public async Task<int> RunOnceAsync()
    {
        var followed = await store.FollowChangesAsync(100, default);
        var now = time.GetUtcNow();
        var taken = await store.LeaseAsync([.. handlers.Select(h => h.Kind)], now, now.AddSeconds(60), 8, default);
        foreach (var leased in taken)
        {
            var outcome = await handlers.Single(h => h.Kind == leased.Job.Kind).RunAsync(leased, default);
            if (outcome.Again is { } at) await store.AgainAsync(leased, at, null, default);
            else await store.DoneAsync(leased, default);
        }

        return followed + taken.Count;
    }
}
