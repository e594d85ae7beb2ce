using System.Data.Common;
using Comptoir.Ledger.Proof;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>
/// Seals waiting transfers: a batch in the chain, their accounts' sums, and the batch's number in each of them, all in one transaction.
/// The batch's key lets only one of several sealers win.
/// </summary>
internal static class SealWrite
{
    /// <summary>What sealing needs of a transfer: its digest stands for all the rest.</summary>
    private sealed record Waiting(string Id, string Debit, string Credit, long Posts, long Holds, byte[] Digest);

    private sealed class Sum
    {
        public long Debits, Credits, PendingDebits, PendingCredits;
    }

    public static async ValueTask<Written<Batch?>> RunAsync(ISqlSession session, string shopId, int limit, DateTimeOffset now)
    {
        var last = await session.FindAsync(
            "select batch, hash from ledger_batch where shop_id = $1 order by batch desc limit 1", row => (Number: row.GetInt64(0), Hash: row.Bytes(1)), shopId);
        var waiting = await session.ListAsync(
            $"select transfer_id, debit_account, credit_account, {BalanceRows.Posts}, {BalanceRows.Holds}, digest from transfer where shop_id = $1 and batch is null order by transfer_id limit $2", Read, shopId, limit + 1);
        if (waiting.Count == 0) return new(null, Keep: false);
        var whole = waiting.Count <= limit;
        if (!whole) waiting.RemoveAt(limit);
        for (var i = 0; i < waiting.Count; i++)
            if (waiting[i].Digest.Length == 0) waiting[i] = waiting[i] with { Digest = await DigestAsync(session, shopId, waiting[i].Id) };

        var batch = new Batch(last.Number + 1, waiting.Count, whole, Timestamps.FromMicroseconds(now.ToMicroseconds()), []);
        batch = batch with { Hash = CanonicalBytes.Hash(shopId, last.Hash ?? [], batch, waiting.Select(w => w.Digest)) };
        var won = session.Add(
            "insert into ledger_batch (shop_id, batch, transfers, whole, sealed_at, hash) values ($1, $2, $3, $4, $5, $6) on conflict (shop_id, batch) do nothing",
            shopId, batch.Number, batch.Count, whole ? 1 : 0, now.ToMicroseconds(), batch.Hash);
        await session.FlushAsync();
        if (won.Rows == 0) return new(null, Keep: false);
        AddToAccounts(session, shopId, waiting);
        var marked = Mark(session, shopId, batch.Number, waiting);
        await session.FlushAsync();
        return marked.Rows == batch.Count ? new(batch) : new(null, Keep: false);
    }

    private static Waiting Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.IsDBNull(5) ? [] : row.Bytes(5));

    /// <summary>Transfers and accounts from before there were digests get theirs when they are sealed.</summary>
    private static async ValueTask<byte[]> DigestAsync(ISqlSession session, string shopId, string id)
    {
        if (await session.FindAsync($"{LedgerRows.JoinedTransfers} and t.transfer_id = $2", LedgerRows.Joined, shopId, id) is not { } transfer)
            throw new StorageException($"An account of transfer {id} is not there; 'comptoir ledger check' says which.");
        var digest = CanonicalBytes.Digest(shopId, transfer);
        session.Add("update transfer set digest = $3 where shop_id = $1 and transfer_id = $2", shopId, id, digest);
        foreach (var account in new[] { transfer.Debit, transfer.Credit })
            session.Add("update account set digest = $3 where shop_id = $1 and account_id = $2 and digest is null", shopId, account.Id, CanonicalBytes.Digest(shopId, account));
        return digest;
    }

    /// <remarks>Where others post meanwhile the rows are named; joined to a list they are looked up by key, however many wait.</remarks>
    private static Statement Mark(ISqlSession session, string shopId, long batch, List<Waiting> waiting) => session.Dialect.OneWriter
        ? session.Add("update transfer set batch = $2 where shop_id = $1 and batch is null and transfer_id <= $3", shopId, batch, waiting[^1].Id)
        : session.Add(
            "update transfer t set batch = $2 from unnest($3) as w (id) where t.shop_id = $1 and t.transfer_id = w.id and t.batch is null",
            shopId, batch, (string?[])[.. waiting.Select(w => w.Id)]);

    private static void AddToAccounts(ISqlSession session, string shopId, List<Waiting> waiting)
    {
        var sums = new Dictionary<string, Sum>(StringComparer.Ordinal);
        foreach (var w in waiting)
        {
            var (debit, credit) = (Of(w.Debit), Of(w.Credit));
            checked
            {
                debit.Debits += w.Posts;
                debit.PendingDebits += w.Holds;
                credit.Credits += w.Posts;
                credit.PendingCredits += w.Holds;
            }
        }

        // in the order of ids, as those do who lock limited accounts
        foreach (var (id, sum) in sums.OrderBy(s => s.Key, StringComparer.Ordinal))
            session.Add(
                """
                update account set debits = debits + $3, credits = credits + $4, pending_debits = pending_debits + $5, pending_credits = pending_credits + $6
                where shop_id = $1 and account_id = $2
                """,
                shopId, id, sum.Debits, sum.Credits, sum.PendingDebits, sum.PendingCredits);

        Sum Of(string id)
        {
            if (!sums.TryGetValue(id, out var sum)) sums.Add(id, sum = new());
            return sum;
        }
    }
}
