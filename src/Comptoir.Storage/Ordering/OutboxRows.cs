using Comptoir.Ordering.Outbox;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>Messages that wait to be sent. A lease hides a message while somebody is sending it; it ends by itself when that process dies.</summary>
internal static class OutboxRows
{
    public static void Add(ISqlSession session, OutboxMessage message, byte[] document)
    {
        session.Add(
            "insert into outbox (shop_id, message_id, kind, state, created_at, next_attempt_at, receiver, document) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            message.ShopId, message.Id, message.Kind, message.State.ToString(), message.CreatedAt.ToMicroseconds(), message.NextAttemptAt.ToMicroseconds(), message.Receiver, document);
        session.Announced = true;
    }

    /// <summary>Stores what became of a message. Its lease stays until the next attempt is set to another moment, so that it can be stored while it is being sent. False: others have leased it since.</summary>
    public static async ValueTask<bool> SaveAsync(ISqlSession session, OutboxMessage message, byte[] document)
    {
        const string save = """
            update outbox set state = $3, lease_until = case when next_attempt_at = $4 then lease_until else 0 end, next_attempt_at = $4, document = $5
            where shop_id = $1 and message_id = $2
            """;
        object?[] values = [message.ShopId, message.Id, message.State.ToString(), message.NextAttemptAt.ToMicroseconds(), document];
        if (message.LeasedUntil is { } lease) return await session.ExecuteAsync(save + " and lease_until = $6", [.. values, lease.ToMicroseconds()]) == 1;
        if (await session.ExecuteAsync(save, values) == 0) Add(session, message, document);
        return true;
    }

    public static async ValueTask<bool> AnyDueAsync(ISqlSession session, DateTimeOffset now) => await session.NumberAsync(
        "select 1 from outbox where state = 'Waiting' and next_attempt_at <= $1 and lease_until <= $1 limit 1", now.ToMicroseconds()) == 1;

    public static async ValueTask<List<OutboxMessage>> LeaseAsync(ISqlSession session, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        var due = await session.ListAsync(
            $"""
            select document from outbox where state = 'Waiting' and next_attempt_at <= $1 and lease_until <= $1
            and (receiver is null or not exists (select 1 from outbox older
              where older.shop_id = outbox.shop_id and older.receiver = outbox.receiver and older.state = 'Waiting' and older.message_id < outbox.message_id))
            order by next_attempt_at, message_id limit $2{session.Dialect.SkipLocked}
            """,
            row => row.Document<OutboxMessage>(), now.ToMicroseconds(), limit);
        foreach (var message in due)
            session.Add("update outbox set lease_until = $3 where shop_id = $1 and message_id = $2", message.ShopId, message.Id, until.ToMicroseconds());
        await session.FlushAsync();
        return [.. due.Select(m => m with { LeasedUntil = until })];
    }
}
