using Comptoir.Catalog;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Subscriptions;

/// <summary>Carries out what is due for one subscription: the notice, the charge, and what follows from it.</summary>
internal sealed class SubscriptionJob(IOrderingStore store, IAutomationStore automations, ILiveCatalog catalog, MandatePurchase purchase, TimeProvider time) : IJobHandler
{
    private const string Name = "subscription";
    private const int Tries = 8;
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(2);

    public string Kind => Name;

    /// <summary>The job that looks at a subscription when it says so; empty when it need not be looked at.</summary>
    public static IReadOnlyList<Job> Of(Subscription s) => s.NextAt is { } at ? [new(s.ShopId, Name, s.Id, at)] : [];

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var (shopId, id) = (leased.Job.ShopId, leased.Job.Key);
        for (var i = 0; i < Tries; i++)
        {
            if (await automations.GetSubscriptionAsync(shopId, id, ct) is not { } s) return JobOutcome.Done;
            var step = SubscriptionDecision.Decide(s, time.GetUtcNow());
            if (step.Effect is SubscriptionEffect.Quote or SubscriptionEffect.Charge)
            {
                var mandate = await store.GetMandateAsync(shopId, s.MandateId, ct) ?? throw new InvalidOperationException($"Subscription {id} has no mandate.");
                if (step.Effect == SubscriptionEffect.Charge && s.Attempt is null)
                {
                    await SaveAsync(s, new(SubscriptionDecision.Begin(s, time.GetUtcNow()), SubscriptionEffect.None), ct);
                    continue;
                }

                step = step.Effect == SubscriptionEffect.Quote ? await NoticeAsync(s, mandate, ct)
                    : SubscriptionDecision.After(s, await purchase.RunAsync(mandate, s.Pieces, $"charge {s.Attempt!.Number}", s.Notice?.Total, Reduction(s), ct), mandate.Terms.HighestTotal, time.GetUtcNow());
            }

            if (ReferenceEquals(step.Subscription, s) || await SaveAsync(s, step, ct)) return new(step.Subscription.NextAt);
        }

        return JobOutcome.At(time.GetUtcNow() + SoonAgain);
    }

    internal static AgreedReduction? Reduction(Subscription s) => new SubscriptionOffer { Id = "subscription", Percent = s.Percent }.Reduction(s.VariantId);

    private async Task<SubscriptionStep> NoticeAsync(Subscription s, Mandate mandate, CancellationToken ct)
    {
        var quote = await purchase.QuoteAsync(s.ShopId, mandate.Terms, s.Pieces, Reduction(s), MandatePurchase.CallerOf(mandate), ct);
        var now = time.GetUtcNow();
        return quote.Ok ? SubscriptionDecision.Noticed(s, quote.Value.Totals.Total, mandate.Terms.HighestTotal, now)
            : new(SubscriptionDecision.Pause(SubscriptionDecision.Logged(s, "declined", now, quote.Refusal.Code), "not_for_sale", now, null), SubscriptionEffect.Tell, "subscription_paused");
    }

    private async Task<bool> SaveAsync(Subscription before, SubscriptionStep step, CancellationToken ct)
    {
        var s = step.Subscription with { Version = before.Version + 1 };
        var handle = catalog.FindItem(s.ShopId, s.VariantId)?.Product.Handle;
        var revoked = s is { State: SubscriptionState.Ended, Attempt: null } ? MandateUses.Revoke(await store.GetMandateAsync(s.ShopId, s.MandateId, ct), "ended", time.GetUtcNow()) : [];
        var result = await store.CommitAsync(new Transition(s.ShopId)
        {
            Subscription = s,
            Mandates = revoked,
            Outbox = step.Told is { } topic ? [SubscriptionLetters.Of(s, topic, step.Amount, handle, time)] : [],
        }, ct);
        return result.Status == CommitStatus.Committed;
    }
}
