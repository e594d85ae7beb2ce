using System.Data.Common;
using Comptoir.Ordering.Operators;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Security;

/// <summary>Operators work in all shops of the server: their rows carry an empty shop.</summary>
internal sealed class OperatorStore(IDatabase database) : IOperatorStore
{
    private const string Ticket = "select operator_id, expires_at, payload from operator_ticket where shop_id = '' and kind = $1 and token_hash = $2 and expires_at > $3";

    public async Task<IReadOnlyList<Operator>> ListAsync(CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync("select document from console_operator where shop_id = '' order by created_at, operator_id", row => row.Document<Operator>()), ct);

    public Task<Operator?> GetAsync(string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from console_operator where shop_id = '' and operator_id = $1", row => row.Document<Operator>(), id), ct);

    public async Task<Operator?> FindByKeyAsync(string keyHash, CancellationToken ct) => await database.ReadAsync(
        s => s.FindAsync("select document from console_operator where shop_id = '' and key_hash = $1", row => row.Document<Operator>(), keyHash), ct) is { RemovedAt: null } found
        ? found
        : null;

    public async Task<bool> SaveAsync(Operator changed, CancellationToken ct)
    {
        var document = Documents.Write(changed);
        var rows = changed.Version == 1
            ? await database.ExecuteAsync(
                "insert into console_operator (shop_id, operator_id, version, key_hash, created_at, document) values ('', $1, $2, $3, $4, $5) on conflict do nothing", ct,
                changed.Id, changed.Version, changed.KeyHash, changed.CreatedAt.ToMicroseconds(), document)
            : await database.ExecuteAsync(
                "update console_operator set version = $2, key_hash = $3, document = $4 where shop_id = '' and operator_id = $1 and version = $2 - 1", ct,
                changed.Id, changed.Version, changed.KeyHash, document);
        return rows == 1;
    }

    public async Task<IReadOnlyList<Passkey>> ListPasskeysAsync(string? operatorId, CancellationToken ct) => operatorId is null
        ? await database.ReadAsync(s => s.ListAsync("select document from operator_passkey where shop_id = '' order by created_at, passkey_id", row => row.Document<Passkey>()), ct)
        : await database.ReadAsync(
            s => s.ListAsync("select document from operator_passkey where shop_id = '' and operator_id = $1 order by created_at, passkey_id", row => row.Document<Passkey>(), operatorId), ct);

    public Task<Passkey?> FindPasskeyAsync(string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from operator_passkey where shop_id = '' and passkey_id = $1", row => row.Document<Passkey>(), id), ct);

    public Task SavePasskeyAsync(Passkey passkey, CancellationToken ct) => database.ExecuteAsync(
        """
        insert into operator_passkey (shop_id, passkey_id, operator_id, created_at, document) values ('', $1, $2, $3, $4)
        on conflict (shop_id, passkey_id) do update set document = excluded.document where operator_passkey.operator_id = excluded.operator_id
        """,
        ct, passkey.Id, passkey.OperatorId, passkey.CreatedAt.ToMicroseconds(), Documents.Write(passkey));

    public async Task<bool> RemovePasskeyAsync(string operatorId, string id, CancellationToken ct) =>
        await database.ExecuteAsync("delete from operator_passkey where shop_id = '' and passkey_id = $1 and operator_id = $2", ct, id, operatorId) == 1;

    public Task AddTicketAsync(OperatorTicket ticket, CancellationToken ct) => database.ExecuteAsync(
        "insert into operator_ticket (shop_id, kind, token_hash, operator_id, expires_at, payload) values ('', $1, $2, $3, $4, $5)", ct,
        ticket.Kind, ticket.TokenHash, ticket.OperatorId, ticket.ExpiresAt.ToMicroseconds(), ticket.Payload);

    public Task<OperatorTicket?> FindTicketAsync(string kind, string tokenHash, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync(Ticket, row => Read(row, kind, tokenHash), kind, tokenHash, now.ToMicroseconds()), ct);

    public async Task<OperatorTicket?> TakeTicketAsync(string kind, string tokenHash, DateTimeOffset now, CancellationToken ct)
    {
        if (await FindTicketAsync(kind, tokenHash, now, ct) is not { } ticket) return null;
        // of two that use it at once, only the one that removes it gets it
        return await database.ExecuteAsync("delete from operator_ticket where shop_id = '' and kind = $1 and token_hash = $2", ct, kind, tokenHash) == 1 ? ticket : null;
    }

    public Task<int> RemoveTicketsAsync(string operatorId, string? kind, CancellationToken ct) => kind is null
        ? database.ExecuteAsync("delete from operator_ticket where shop_id = '' and operator_id = $1", ct, operatorId)
        : database.ExecuteAsync("delete from operator_ticket where shop_id = '' and operator_id = $1 and kind = $2", ct, operatorId, kind);

    private static OperatorTicket Read(DbDataReader row, string kind, string tokenHash) => new(kind, tokenHash, row.Text(0), row.Time(1), row.Text(2));
}
