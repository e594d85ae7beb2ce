using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Payments;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Trust;
using Comptoir.Storage.Ordering;
using Comptoir.Storage.Sql;
using Microsoft.Extensions.Options;

namespace Comptoir.Storage;

/// <summary>How long things are kept that nobody comes back to; section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days of idempotency records and of abandoned carts and checkouts; 2 at least, since a key is honoured for 48 hours.</summary>
    public int AbandonedDays { get; set; } = 3;

    /// <summary>Days of the catalogue's change log. A node that was away longer must be started anew.</summary>
    public int ChangeLogDays { get; set; } = 7;

    /// <summary>Days of messages that were sent.</summary>
    public int SentMessagesDays { get; set; } = 180;

    /// <summary>Days for which a payment provider's event is known again; providers repeat theirs for some days.</summary>
    public int PaymentEventsDays { get; set; } = 30;

    /// <summary>Days of the log of what agents asked and were answered.</summary>
    public int AgentLogDays { get; set; } = 30;

    /// <summary>The most of its entries that are kept for a shop, whatever their age.</summary>
    public int AgentLogEntries { get; set; } = 500_000;
}

/// <summary>Once an hour, on one of the nodes: removes what is past its time.</summary>
internal sealed class Housekeeping(IDatabase database, IPaymentStore payments, IAccountLinkStore links, IAgentStore agents, IOptions<RetentionOptions> options) : IJobHandler
{
    public string Kind => "housekeeping";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var (now, keep) = (database.Time.GetUtcNow(), options.Value);
        await Expiry.RunAsync(database, now - Days(keep.AbandonedDays, atLeast: 2), ct);
        await Expiry.PruneOutboxAsync(database, now - Days(keep.SentMessagesDays, atLeast: 1), ct);
        await Expiry.PruneChangesAsync(database, now - Days(keep.ChangeLogDays, atLeast: 1), ct);
        await payments.ForgetEventsAsync(now - Days(keep.PaymentEventsDays, atLeast: 7), ct);
        await links.ExpireTokensAsync(now, ct);
        await agents.ForgetAsync(now - Days(keep.AgentLogDays, atLeast: 1), Math.Max(keep.AgentLogEntries, 1000), ct);
        return JobOutcome.Done;
    }

    private static TimeSpan Days(int days, int atLeast) => TimeSpan.FromDays(Math.Max(days, atLeast));
}
