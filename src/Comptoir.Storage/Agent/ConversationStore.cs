using Comptoir.Agent;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Agent;

internal sealed class ConversationStore(IDatabase database) : IConversationStore
{
    /// <summary>Characters of the first sentence that the list shows.</summary>
    private const int FirstSaidLength = 200;

    public Task<Conversation?> GetAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from conversation where shop_id = $1 and conversation_id = $2", row => row.Document<Conversation>(), shopId, id), ct);

    public Task<Conversation?> FindByOrderAsync(string shopId, string orderId, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from conversation where shop_id = $1 and order_id = $2 order by updated_at desc limit 1", row => row.Document<Conversation>(), shopId, orderId), ct);

    public async Task<bool> SaveAsync(Conversation conversation, CancellationToken ct)
    {
        var document = Documents.Write(conversation);
        var firstSaid = conversation.Turns.Count > 0 ? conversation.Turns[0].Said : "";
        if (firstSaid.Length > FirstSaidLength) firstSaid = firstSaid[..FirstSaidLength];
        var sql = conversation.Version == 1
            ? """
              insert into conversation (shop_id, conversation_id, version, language, order_id, turns, first_said, updated_at, document)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
              """
            : """
              update conversation set version = $3, language = $4, order_id = $5, turns = $6, first_said = $7, updated_at = $8, document = $9
              where shop_id = $1 and conversation_id = $2 and version = $3 - 1
              """;
        return await database.ExecuteAsync(
            sql, ct, conversation.ShopId, conversation.Id, conversation.Version, conversation.Language, conversation.OrderId, conversation.Turns.Count, firstSaid,
            conversation.UpdatedAt.ToMicroseconds(), document) == 1;
    }

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(string shopId, int limit, int offset, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync(
            """
            select conversation_id, language, turns, first_said, order_id, updated_at from conversation
            where shop_id = $1 order by updated_at desc, conversation_id desc limit $2 offset $3
            """,
            row => new ConversationSummary(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Text(4), row.Time(5)), shopId, limit, offset),
        ct);
}
