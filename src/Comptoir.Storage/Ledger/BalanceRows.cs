using System.Data.Common;
using Comptoir.Ledger.Accounts;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>Balances: what is sealed into the accounts and what is not sealed yet, in one statement, so that both are of one moment.</summary>
internal static class BalanceRows
{
    /// <summary>What transfers add to the sums of one side's account.</summary>
    internal const string Posts = "case when phase in ('Posted', 'Post') then amount else 0 end";
    internal const string Holds = "case phase when 'Pending' then amount when 'Posted' then 0 else -pending_amount end";

    /// <summary>Every account now.</summary>
    public static ValueTask<List<AccountBalance>> AllAsync(ISqlSession session, string shopId) =>
        session.ListAsync(Current("batch is null", ""), Balance, shopId);

    /// <summary>Some accounts now.</summary>
    public static ValueTask<List<AccountBalance>> OfAsync(ISqlSession session, string shopId, IReadOnlyList<string> ids)
    {
        var list = InList.Placeholders(ids.Count, 2);
        // the index of what is unsealed is the one to use, not the one of the account: an account's past may be long
        return session.ListAsync(Current("batch is null", $" and a.account_id in {list}", $" and (account_id || '') in {list}"), Balance, InList.Values(ids, shopId));
    }

    /// <summary>What the transfers that meet a condition ($2 …) add up to, by account.</summary>
    public static ValueTask<List<AccountBalance>> MovementsAsync(ISqlSession session, string shopId, string condition, params ReadOnlySpan<object?> values) => session.ListAsync(
        $"""
        select {LedgerRows.AccountColumns}, u.debits, u.credits, u.pending_debits, u.pending_credits
        from account a join ({Sums(condition, "")}) u on u.account_id = a.account_id where a.shop_id = $1 order by a.account_id
        """,
        Balance, [shopId, .. values]);

    /// <summary>The sums as sealed, without what waits.</summary>
    public static ValueTask<List<T>> SealedAsync<T>(ISqlSession session, string shopId, Func<DbDataReader, T> read) => session.ListAsync(
        $"select {LedgerRows.AccountColumns}, a.debits, a.credits, a.pending_debits, a.pending_credits, a.digest from account a where a.shop_id = $1 order by a.account_id", read, shopId);

    public static AccountBalance Balance(DbDataReader row) => new(LedgerRows.Account(row, 0), row.GetInt64(5), row.GetInt64(6))
    {
        PendingDebits = row.GetInt64(7),
        PendingCredits = row.GetInt64(8),
    };

    private static string Current(string unsealed, string accounts, string sides = "") =>
        $"""
        select {LedgerRows.AccountColumns}, a.debits + coalesce(u.debits, 0), a.credits + coalesce(u.credits, 0), a.pending_debits + coalesce(u.pending_debits, 0), a.pending_credits + coalesce(u.pending_credits, 0)
        from account a left join ({Sums(unsealed, sides)}) u on u.account_id = a.account_id where a.shop_id = $1{accounts} order by a.account_id
        """;

    private static string Sums(string condition, string sides) =>
        $"""
        select account_id, cast(sum(debits) as bigint) as debits, cast(sum(credits) as bigint) as credits, cast(sum(pending_debits) as bigint) as pending_debits, cast(sum(pending_credits) as bigint) as pending_credits from (
          select debit_account as account_id, {Posts} as debits, 0 as credits, {Holds} as pending_debits, 0 as pending_credits from transfer where shop_id = $1 and {condition}
          union all
          select credit_account, 0, {Posts}, 0, {Holds} from transfer where shop_id = $1 and {condition}) as side
        where 1 = 1{sides} group by account_id
        """;
}
