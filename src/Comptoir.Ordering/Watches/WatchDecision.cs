using Comptoir.Ordering.Consents;

namespace Comptoir.Ordering.Watches;

/// <summary>What the catalogue says of a watched variant now.</summary>
/// <param name="Price">Of one piece, minor units.</param>
internal sealed record Sighting(long Price, long Available);

internal enum WatchEffect { None, Tell, Buy, End }

/// <param name="Told">For the shopper: the topic of an e-mail; null: nothing to say.</param>
internal sealed record WatchStep(Watch Watch, WatchEffect Effect, string? Told = null, long? Amount = null);

/// <summary>What to do about a watch: a pure function of it, of what is seen and of the clock. The caller counts the version.</summary>
internal static class WatchDecision
{
    /// <summary>However often a price crosses the line, two e-mails of one watch are at least this far apart.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(7);

    /// <summary>A watch that tried to buy this often without success ends, so that nothing goes on for ever unseen.</summary>
    public const int MostAttempts = 25;

    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(20);

    /// <param name="seen">Null: not for sale at the moment.</param>
    public static WatchStep Decide(Watch watch, Sighting? seen, DateTimeOffset now)
    {
        // what was begun is finished first, whatever happened since
        if (watch.Attempt is not null) return new(watch, WatchEffect.Buy);
        if (watch.State == WatchState.Ended) return new(watch, WatchEffect.None);
        if (watch.State == WatchState.Unconfirmed) return now >= watch.CreatedAt + ConfirmWithin ? End(watch, "unconfirmed", now, null) : new(watch, WatchEffect.None);
        if (now >= watch.Until) return End(watch, "expired", now, watch.Kind == WatchKind.Buy ? "watch_expired" : null);
        if (seen is null) return Unmet(watch, now);
        return watch.Kind == WatchKind.Buy ? DecideBuy(watch, seen, now) : DecideTell(watch, seen, now);
    }

    /// <summary>What follows from a purchase that was tried.</summary>
    public static WatchStep After(Watch watch, PurchaseOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Status == PurchaseStatus.Pending) return new(Changed(watch, now) with { NextAt = now + SoonAgain }, WatchEffect.None);
        var price = watch.Attempt!.Price;
        var done = watch with { Attempt = null };
        switch (outcome.Status)
        {
            case PurchaseStatus.Bought:
                return new(Logged(done, "bought", now, outcome.OrderId, outcome.Total) with { State = WatchState.Ended, EndReason = "bought", NextAt = null }, WatchEffect.End, "watch_bought", outcome.Total);
            case PurchaseStatus.OverLimit:
                var tell = watch.State == WatchState.Active && !(watch.ToldAt + Pause > now);
                return new(Logged(done, "over_limit", now, null, outcome.Total) with { Armed = false, TriedPrice = price, ToldAt = tell ? now : watch.ToldAt, NextAt = NextOf(watch) }, WatchEffect.Tell, tell ? "watch_over_limit" : null, outcome.Total);
            case PurchaseStatus.OutOfStock or PurchaseStatus.Changed when watch.Attempts < MostAttempts:
                return new(Logged(done, outcome.Status == PurchaseStatus.OutOfStock ? "out_of_stock" : "changed", now, outcome.Code, null) with { NextAt = watch.State == WatchState.Active ? Min(now + SoonAgain, watch.Until) : null }, WatchEffect.None);
            default:
                return watch.State == WatchState.Ended
                    ? new(Logged(done, "not_bought", now, outcome.Code, null) with { NextAt = null }, WatchEffect.None)
                    : End(Logged(done, "declined", now, outcome.Code, null), outcome.Code ?? "declined", now, "watch_declined");
        }
    }

    public static Watch Begin(Watch watch, Sighting seen, DateTimeOffset now)
    {
        var number = watch.Attempts + 1;
        return Logged(watch, "attempt", now, number.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Price) with { Attempt = new(number, now, seen.Price), Attempts = number, NextAt = now };
    }

    public static WatchStep End(Watch watch, string reason, DateTimeOffset now, string? told) =>
        new(Logged(watch, "ended", now, reason, null) with { State = WatchState.Ended, EndReason = reason, NextAt = watch.Attempt is null ? null : now }, WatchEffect.End, told);

    public static Watch Logged(Watch watch, string what, DateTimeOffset now, string? detail = null, long? amount = null) =>
        Changed(watch, now) with { Log = LogEntry.Append(watch.Log, new(now, what, detail, amount)) };

    private static WatchStep DecideTell(Watch watch, Sighting seen, DateTimeOffset now)
    {
        var met = watch.Kind == WatchKind.Price ? seen.Price <= watch.AtMost : seen.Available >= watch.Pieces;
        if (!met) return Unmet(watch, now);
        if (!watch.Armed) return Wait(watch, watch.Until);
        if (watch.ToldAt + Pause is { } quiet && quiet > now) return Wait(watch, Min(quiet, watch.Until));
        return new(Logged(watch, "told", now, null, seen.Price) with { Armed = false, ToldAt = now, NextAt = watch.Until }, WatchEffect.Tell, watch.Kind == WatchKind.Price ? "watch_price" : "watch_stock", seen.Price);
    }

    private static WatchStep DecideBuy(Watch watch, Sighting seen, DateTimeOffset now)
    {
        var met = (Int128)seen.Price * watch.Pieces <= watch.AtMost && seen.Available >= watch.Pieces;
        if (!met) return Unmet(watch, now);
        return watch.Armed || seen.Price < watch.TriedPrice ? new(watch, WatchEffect.Buy, Amount: seen.Price) : Wait(watch, watch.Until);
    }

    private static WatchStep Unmet(Watch watch, DateTimeOffset now) => watch.Armed
        ? Wait(watch, watch.Until)
        : new(Logged(watch, "rose", now) with { Armed = true, TriedPrice = null, NextAt = watch.Until }, WatchEffect.None);

    /// <summary>Nothing is stored when the next look stays the same.</summary>
    private static WatchStep Wait(Watch watch, DateTimeOffset until) => new(watch.NextAt == until ? watch : watch with { NextAt = until }, WatchEffect.None);

    private static DateTimeOffset? NextOf(Watch watch) => watch.State == WatchState.Active ? watch.Until : null;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static Watch Changed(Watch watch, DateTimeOffset now) => watch with { UpdatedAt = now };
}
