using System.Data.Common;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

internal sealed class LedgerStore(IDatabase database) : ILedgerStore
{
    private const string TransferColumns =
        """
        select t.transfer_id, d.account_id, d.party, d.kind, d.asset, c.account_id, c.party, c.kind, c.asset, t.amount, t.kind, t.reference, t.at, t.note
        from transfer t
        join account d on d.shop_id = t.shop_id and d.account_id = t.debit_account
        join account c on c.shop_id = t.shop_id and c.account_id = t.credit_account
        where t.shop_id = $1
        """;

    private const string NewestFirst = " order by t.at desc, t.transfer_id desc limit $2 offset $3";

    public async Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(session => BalancesAsync(session, shopId), ct);

    public async Task<IReadOnlyList<Transfer>> GetTransfersAsync(string shopId, TransferFilter filter, CancellationToken ct)
    {
        var conditions = (filter.Reference, filter.AccountId) switch
        {
            (null, null) => "",
            (_, null) => " and t.reference = $4",
            (null, _) => " and (t.debit_account = $4 or t.credit_account = $4)",
            _ => " and t.reference = $4 and (t.debit_account = $5 or t.credit_account = $5)",
        };
        object?[] values = [shopId, filter.Limit, filter.Offset, .. new[] { filter.Reference, filter.AccountId }.Where(v => v is not null)];
        return await database.ReadAsync(s => s.ListAsync(TransferColumns + conditions + NewestFirst, Transfer, values), ct);
    }

    public async Task<IReadOnlyList<string>> CheckAsync(string shopId, CancellationToken ct) => await database.ReadAsync(
        async session =>
        {
            var posted = await session.ListAsync(
                """
                select account_id, asset, cast(sum(debits) as bigint), cast(sum(credits) as bigint) from (
                  select debit_account as account_id, asset, amount as debits, 0 as credits from transfer where shop_id = $1
                  union all
                  select credit_account, asset, 0, amount from transfer where shop_id = $1) as posting
                group by account_id, asset
                """,
                row => new LedgerCheck.Posted(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), shopId);
            return LedgerCheck.Compare(await BalancesAsync(session, shopId), posted);
        },
        ct, atOneMoment: true);

    private static ValueTask<List<AccountBalance>> BalancesAsync(ISqlSession session, string shopId) => session.ListAsync(
        "select account_id, party, kind, asset, debits, credits from account where shop_id = $1 order by account_id",
        row => new AccountBalance(Account(row, 0), row.GetInt64(4), row.GetInt64(5)), shopId);

    private static Transfer Transfer(DbDataReader row) => new(
        row.GetString(0), Account(row, 1), Account(row, 5), row.GetInt64(9), row.GetString(10), row.GetString(11), row.Time(12), row.Text(13));

    private static Account Account(DbDataReader row, int column) =>
        new(row.GetString(column), row.GetString(column + 1), Enum.Parse<AccountKind>(row.GetString(column + 2)), row.GetString(column + 3));
}
