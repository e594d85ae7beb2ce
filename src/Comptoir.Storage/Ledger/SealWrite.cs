using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Proof;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>
/// Seals waiting transfers: a batch in the chain, their accounts' sums, and the batch's number in each of them, all in one transaction.
/// The batch's key lets only one of several sealers win.
/// </summary>
internal static class SealWrite
{
    public static async ValueTask<Written<Batch?>> RunAsync(ISqlSession session, string shopId, int limit, DateTimeOffset now)
    {
        var last = await session.FindAsync(
            "select batch, hash from ledger_batch where shop_id = $1 order by batch desc limit 1", row => (Number: row.GetInt64(0), Hash: row.Bytes(1)), shopId);
        var waiting = await session.ListAsync(
            $"{LedgerRows.JoinedTransfers} and t.batch is null order by t.transfer_id limit $2",
            row => new KeptTransfer(LedgerRows.Joined(row), null, row.IsDBNull(17) ? [] : row.Bytes(17), row.GetString(3)), shopId, limit + 1);
        if (waiting.Count == 0) return new(null, Keep: false);
        var whole = waiting.Count <= limit;
        if (!whole) waiting.RemoveAt(limit);
        for (var i = 0; i < waiting.Count; i++)
            if (waiting[i].Digest.Length == 0) waiting[i] = Digested(session, shopId, waiting[i]);

        var batch = new Batch(last.Number + 1, waiting.Count, whole, Timestamps.FromMicroseconds(now.ToMicroseconds()), []);
        batch = batch with { Hash = CanonicalBytes.Hash(shopId, last.Hash ?? [], batch, waiting.Select(k => k.Digest)) };
        var won = session.Add(
            "insert into ledger_batch (shop_id, batch, transfers, whole, sealed_at, hash) values ($1, $2, $3, $4, $5, $6) on conflict (shop_id, batch) do nothing",
            shopId, batch.Number, batch.Count, whole ? 1 : 0, now.ToMicroseconds(), batch.Hash);
        await session.FlushAsync();
        if (won.Rows == 0) return new(null, Keep: false);
        AddToAccounts(session, shopId, waiting);
        var marked = waiting.Select(k => k.Transfer.Id).Chunk(InList.Most).Select(ids => session.Add(
            $"update transfer set batch = $2 where shop_id = $1 and batch is null and transfer_id in {InList.Placeholders(ids.Length, 3)}", InList.Values(ids, shopId, batch.Number))).ToList();
        await session.FlushAsync();
        return marked.Sum(s => s.Rows) == batch.Count ? new(batch) : new(null, Keep: false);
    }

    /// <summary>Transfers and accounts from before there were digests get theirs when they are sealed.</summary>
    private static KeptTransfer Digested(ISqlSession session, string shopId, KeptTransfer kept)
    {
        var digest = CanonicalBytes.Digest(shopId, kept.Transfer);
        session.Add("update transfer set digest = $3 where shop_id = $1 and transfer_id = $2", shopId, kept.Transfer.Id, digest);
        foreach (var account in new[] { kept.Transfer.Debit, kept.Transfer.Credit })
            session.Add("update account set digest = $3 where shop_id = $1 and account_id = $2 and digest is null", shopId, account.Id, CanonicalBytes.Digest(shopId, account));
        return kept with { Digest = digest };
    }

    private static void AddToAccounts(ISqlSession session, string shopId, IReadOnlyList<KeptTransfer> waiting)
    {
        var sums = new SortedDictionary<string, AccountBalance>(StringComparer.Ordinal);
        foreach (var transfer in waiting.Select(k => k.Transfer))
            foreach (var account in new[] { transfer.Debit, transfer.Credit })
                sums[account.Id] = sums.GetValueOrDefault(account.Id, new(account, 0, 0)).After(transfer);
        // in the order of ids, as those do who lock limited accounts
        foreach (var sum in sums.Values)
            session.Add(
                """
                update account set debits = debits + $3, credits = credits + $4, pending_debits = pending_debits + $5, pending_credits = pending_credits + $6
                where shop_id = $1 and account_id = $2
                """,
                shopId, sum.Account.Id, sum.Debits, sum.Credits, sum.PendingDebits, sum.PendingCredits);
    }
}
