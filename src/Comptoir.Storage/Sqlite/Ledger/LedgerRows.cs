using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Storage.Sqlite.Ledger;

/// <summary>Posts transfers and keeps the accounts' sums with them.</summary>
internal static class LedgerRows
{
    /// <summary>False when a transfer with this id was posted before.</summary>
    public static bool Post(SqliteSession session, string shopId, Transfer transfer)
    {
        AddToAccount(session, shopId, transfer.Debit, transfer.Amount, 0);
        AddToAccount(session, shopId, transfer.Credit, 0, transfer.Amount);
        return session.Execute(
            """
            insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, at, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (shop_id, transfer_id) do nothing
            """,
            shopId, transfer.Id, transfer.Debit.Id, transfer.Credit.Id, transfer.Asset, transfer.Amount, transfer.Kind, transfer.Reference, transfer.At.ToMicroseconds(), transfer.Note) == 1;
    }

    private static void AddToAccount(SqliteSession session, string shopId, Account account, long debits, long credits)
    {
        var changed = session.Execute(
            """
            insert into account (shop_id, account_id, party, kind, asset, debits, credits) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (shop_id, account_id) do update set debits = account.debits + excluded.debits, credits = account.credits + excluded.credits
            where account.party = excluded.party and account.kind = excluded.kind and account.asset = excluded.asset
            """,
            shopId, account.Id, account.Party, account.Kind.ToString(), account.Asset, debits, credits);
        if (changed == 0) throw new InvalidOperationException($"Account {account.Id} exists with another party, kind or asset than {account}.");
    }
}
