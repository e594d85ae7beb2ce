using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>Queues transfers with the sums of their accounts, each account once and in the order of their ids.</summary>
internal static class LedgerRows
{
    /// <param name="Transfers">Each changes one row, unless a transfer with this id was posted before.</param>
    /// <param name="Accounts">Each changes one row, unless the account exists as another.</param>
    internal sealed record Posting(IReadOnlyList<Statement> Transfers, IReadOnlyList<(Account Account, Statement Statement)> Accounts)
    {
        /// <exception cref="InvalidOperationException">An account exists with another party, kind or asset: a fault of ours.</exception>
        public void RequireAccounts()
        {
            foreach (var (account, statement) in Accounts)
                if (statement.Rows == 0) throw new InvalidOperationException($"Account {account.Id} exists with another party, kind or asset than {account}.");
        }
    }

    public static Posting Post(ISqlSession session, string shopId, IReadOnlyList<Transfer> transfers)
    {
        var sums = new SortedDictionary<string, (Account Account, long Debits, long Credits)>(StringComparer.Ordinal);
        foreach (var transfer in transfers)
        {
            Add(sums, transfer.Debit, transfer.Amount, 0);
            Add(sums, transfer.Credit, 0, transfer.Amount);
        }

        var accounts = sums.Values.Select(s => (s.Account, AddToAccount(session, shopId, s.Account, s.Debits, s.Credits))).ToList();
        return new([.. transfers.Select(t => Insert(session, shopId, t))], accounts);
    }

    private static void Add(SortedDictionary<string, (Account Account, long Debits, long Credits)> sums, Account account, long debits, long credits)
    {
        if (!sums.TryGetValue(account.Id, out var sum)) sum = (account, 0, 0);
        if (sum.Account != account) throw new InvalidOperationException($"Account {account.Id} is named with two parties, kinds or assets in one transition.");
        sums[account.Id] = (account, checked(sum.Debits + debits), checked(sum.Credits + credits));
    }

    private static Statement Insert(ISqlSession session, string shopId, Transfer transfer) => session.Add(
        """
        insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, at, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (shop_id, transfer_id) do nothing
        """,
        shopId, transfer.Id, transfer.Debit.Id, transfer.Credit.Id, transfer.Asset, transfer.Amount, transfer.Kind, transfer.Reference, transfer.At.ToMicroseconds(), transfer.Note);

    private static Statement AddToAccount(ISqlSession session, string shopId, Account account, long debits, long credits) => session.Add(
        """
        insert into account (shop_id, account_id, party, kind, asset, debits, credits) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (shop_id, account_id) do update set debits = account.debits + excluded.debits, credits = account.credits + excluded.credits
        where account.party = excluded.party and account.kind = excluded.kind and account.asset = excluded.asset
        """,
        shopId, account.Id, account.Party, account.Kind.ToString(), account.Asset, debits, credits);
}
