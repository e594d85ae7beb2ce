using System.Globalization;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Subscriptions;

internal enum SubscriptionEffect { None, Quote, Charge, Tell }

/// <param name="Told">Topic of the e-mail; null: nothing to say.</param>
internal sealed record SubscriptionStep(Subscription Subscription, SubscriptionEffect Effect, string? Told = null, long? Amount = null);

/// <summary>What to do about a subscription: a pure function of it and of the clock. The caller counts the version.</summary>
internal static class SubscriptionDecision
{
    /// <summary>A refused payment is tried again after so many days each time; then the subscription pauses.</summary>
    public static readonly IReadOnlyList<int> RetryDays = [1, 3, 5];

    private const int MostDaysWithoutStock = 7;
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(20);

    /// <summary>Charges are made at this hour of their day, UTC.</summary>
    private static readonly TimeOnly Hour = new(6, 0);

    public static SubscriptionStep Decide(Subscription s, DateTimeOffset now)
    {
        if (s.Attempt is not null) return new(s, SubscriptionEffect.Charge);
        if (s.State == SubscriptionState.Unconfirmed) return now >= s.CreatedAt + WatchDecision.ConfirmWithin ? new(End(s, "unconfirmed", now), SubscriptionEffect.None) : new(s, SubscriptionEffect.None);
        if (s.State != SubscriptionState.Active) return new(s, SubscriptionEffect.None);
        if (s.Notice is not { } notice) return now >= NoticeAt(s) ? new(s, SubscriptionEffect.Quote) : Wait(s, NoticeAt(s));
        var from = s.RetryAt > notice.ChargeFrom ? s.RetryAt.Value : notice.ChargeFrom;
        return now >= from ? new(s, SubscriptionEffect.Charge) : Wait(s, from);
    }

    /// <summary>The notice of the next charge. A notice that comes late, whatever the reason, moves the charge: the days in between are kept.</summary>
    /// <param name="limit">The mandate's highest total.</param>
    public static SubscriptionStep Noticed(Subscription s, long total, long limit, DateTimeOffset now)
    {
        if (total > limit) return new(Pause(s, "price_rose", now, total), SubscriptionEffect.Tell, "subscription_price_rose", total);
        var earliest = now.AddDays(s.NoticeDays);
        var planned = At(s.NextOn);
        var from = planned > earliest ? planned : earliest;
        return new(Logged(s, "noticed", now, Day(from), total) with { Notice = new(now, total, from), NextOn = DateOnly.FromDateTime(from.UtcDateTime), NextAt = from }, SubscriptionEffect.Tell, "subscription_notice", total);
    }

    public static Subscription Begin(Subscription s, DateTimeOffset now) =>
        Logged(s, "attempt", now, (s.Attempts + 1).ToString(CultureInfo.InvariantCulture), s.Notice!.Total) with { Attempt = new(s.Attempts + 1, now), Attempts = s.Attempts + 1, NextAt = now };

    /// <summary>What follows from a charge that was tried.</summary>
    public static SubscriptionStep After(Subscription s, PurchaseOutcome outcome, long limit, DateTimeOffset now)
    {
        if (outcome.Status == PurchaseStatus.Pending) return new(s with { UpdatedAt = now, NextAt = now + SoonAgain }, SubscriptionEffect.None);
        var done = s with { Attempt = null, RetryAt = null };
        if (outcome.Status == PurchaseStatus.Bought)
        {
            var bought = Logged(done, "bought", now, outcome.OrderId, outcome.Total) with { Failures = 0, Deliveries = s.Deliveries + 1 };
            return new(s.State == SubscriptionState.Active ? Next(bought, now) : bought with { Notice = null, NextAt = null }, SubscriptionEffect.None);
        }

        if (s.State != SubscriptionState.Active) return new(Logged(done, "not_bought", now, outcome.Code) with { NextAt = null }, SubscriptionEffect.None);
        switch (outcome.Status)
        {
            case PurchaseStatus.OverLimit when outcome.Total > limit:
                return new(Pause(done, "price_rose", now, outcome.Total), SubscriptionEffect.Tell, "subscription_price_rose", outcome.Total);
            case PurchaseStatus.OverLimit:
                // dearer than the notice said: a new notice, and its days
                return new(Logged(done, "over_limit", now, null, outcome.Total) with { Notice = null, NextAt = now }, SubscriptionEffect.None);
            case PurchaseStatus.Changed:
                return new(Logged(done, "changed", now, outcome.Code) with { NextAt = now + SoonAgain, RetryAt = now + SoonAgain }, SubscriptionEffect.None);
            case PurchaseStatus.OutOfStock when s.Failures < MostDaysWithoutStock:
                var tomorrow = now.AddDays(1);
                return new(Logged(done, "out_of_stock", now) with { Failures = s.Failures + 1, RetryAt = tomorrow, NextAt = tomorrow }, SubscriptionEffect.Tell, s.Failures == 0 ? "subscription_out_of_stock" : null);
            case PurchaseStatus.OutOfStock:
                return new(Next(Logged(done, "skipped", now, "out_of_stock") with { Failures = 0 }, now), SubscriptionEffect.Tell, "subscription_skipped");
            case PurchaseStatus.Failed when outcome.Code is "mandate_too_soon":
                // only a clock that jumped, or a day moved too near, comes here
                return new(Next(Logged(done, "skipped", now, outcome.Code), now), SubscriptionEffect.None);
            case PurchaseStatus.Failed when outcome.Code is "payment_failed" && s.Failures < RetryDays.Count:
                var again = now.AddDays(RetryDays[s.Failures]);
                return new(Logged(done, "declined", now, outcome.Code) with { Failures = s.Failures + 1, RetryAt = again, NextAt = again }, SubscriptionEffect.Tell, "subscription_declined");
            default:
                return new(Pause(Logged(done, "declined", now, outcome.Code), "payment_failed", now, null), SubscriptionEffect.Tell, "subscription_paused");
        }
    }

    /// <summary>The next planned day that lies after this charge's and after today: days missed meanwhile are not made up for.</summary>
    public static Subscription Next(Subscription s, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var day = s.Every.After(s.First, s.NextOn > today ? s.NextOn : today).Day;
        var next = s with { NextOn = day, Notice = null, RetryAt = null };
        return next with { NextAt = NoticeAt(next) };
    }

    public static Subscription Pause(Subscription s, string reason, DateTimeOffset now, long? amount) =>
        Logged(s, "paused", now, reason, amount) with { State = SubscriptionState.Paused, Reason = reason, Notice = null, RetryAt = null, Failures = 0, NextAt = s.Attempt is null ? null : now };

    public static Subscription End(Subscription s, string reason, DateTimeOffset now) =>
        Logged(s, "ended", now, reason) with { State = SubscriptionState.Ended, Reason = reason, NextAt = s.Attempt is null ? null : now };

    public static Subscription Logged(Subscription s, string what, DateTimeOffset now, string? detail = null, long? amount = null) =>
        s with { UpdatedAt = now, Log = LogEntry.Append(s.Log, new(now, what, detail, amount)) };

    public static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(Hour), TimeSpan.Zero);

    private static DateTimeOffset NoticeAt(Subscription s) => At(s.NextOn).AddDays(-s.NoticeDays);

    private static SubscriptionStep Wait(Subscription s, DateTimeOffset until) => new(s.NextAt == until ? s : s with { NextAt = until }, SubscriptionEffect.None);
}
