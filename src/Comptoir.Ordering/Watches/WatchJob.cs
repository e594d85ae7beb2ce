using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Jobs;

namespace Comptoir.Ordering.Watches;

/// <summary>Carries out what is due for one watch: looks, decides, buys inside its mandate, writes down what came of it.</summary>
internal sealed class WatchJob(IOrderingStore store, IAutomationStore automations, ICatalogStore catalogue, ILiveCatalog live, MandatePurchase purchase, TimeProvider time) : IJobHandler
{
    private const string Name = "watch";
    private const int Tries = 8;
    private static readonly TimeSpan IndexCatchesUp = TimeSpan.FromSeconds(2);

    public string Kind => Name;

    /// <summary>The job that looks at a watch when it says so; empty when it need not be looked at.</summary>
    public static IReadOnlyList<Job> Of(Watch watch) => watch.NextAt is { } at ? [new(watch.ShopId, Name, watch.Id, at)] : [];

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var (shopId, id) = (leased.Job.ShopId, leased.Job.Key);
        for (var i = 0; i < Tries; i++)
        {
            if (await automations.GetWatchAsync(shopId, id, ct) is not { } watch) return JobOutcome.Done;
            var (seen, handle) = await LookAsync(watch, ct);
            var step = WatchDecision.Decide(watch, seen, time.GetUtcNow());
            if (step.Effect == WatchEffect.Buy && watch.Attempt is null)
            {
                // the attempt is on record before it is made; the index that prices checkouts must have seen the same change
                var next = Agrees(watch, seen!) ? WatchDecision.Begin(watch, seen!, time.GetUtcNow()) : watch with { NextAt = time.GetUtcNow() + IndexCatchesUp };
                if (await SaveAsync(watch, new WatchStep(next, WatchEffect.None), handle, ct) && next.Attempt is null) return new(next.NextAt);
                continue;
            }

            if (step.Effect == WatchEffect.Buy)
            {
                var mandate = await store.GetMandateAsync(shopId, watch.MandateId!, ct) ?? throw new InvalidOperationException($"Watch {id} has no mandate.");
                step = WatchDecision.After(watch, await purchase.RunAsync(mandate, watch.Pieces, $"watch {watch.Attempt!.Number}", null, null, ct), time.GetUtcNow());
            }

            if (ReferenceEquals(step.Watch, watch) || await SaveAsync(watch, step, handle, ct)) return new(step.Watch.NextAt);
        }

        return JobOutcome.At(time.GetUtcNow() + IndexCatchesUp);
    }

    private async Task<bool> SaveAsync(Watch before, WatchStep step, string? handle, CancellationToken ct)
    {
        var watch = step.Watch with { Version = before.Version + 1 };

        // what has ended can buy nothing more, even by mistake
        var revoked = watch is { State: WatchState.Ended, Attempt: null, MandateId: { } id } ? MandateUses.Revoke(await store.GetMandateAsync(watch.ShopId, id, ct), "ended", time.GetUtcNow()) : [];
        var result = await store.CommitAsync(new Transition(watch.ShopId)
        {
            Watch = watch,
            Mandates = revoked,
            Outbox = step.Told is { } topic ? [WatchLetters.Of(watch, topic, step.Amount, handle, time)] : [],
        }, ct);
        return result.Status == CommitStatus.Committed;
    }

    /// <summary>From the store, not from this node's index, which may be a moment behind.</summary>
    private async Task<(Sighting? Seen, string? Handle)> LookAsync(Watch watch, CancellationToken ct)
    {
        if ((await catalogue.GetProductsAsync(watch.ShopId, [watch.ProductId], ct)).FirstOrDefault() is not { Active: true } product) return (null, null);
        if (product.FindVariant(watch.VariantId) is not { Offer.Price: var price } || price.Currency != watch.Currency) return (null, product.Handle);
        var stock = await catalogue.ReadStockAsync(watch.ShopId, [watch.VariantId], ct);
        return (new Sighting(price.Amount, stock.Sum(s => s.Available)), product.Handle);
    }

    private bool Agrees(Watch watch, Sighting seen) =>
        live.FindItem(watch.ShopId, watch.VariantId) is { } item && item.Variant.Id == watch.VariantId
        && item.Variant.Offer.Price == new Money(seen.Price, watch.Currency) && live.Available(watch.ShopId, watch.VariantId) >= watch.Pieces;
}
