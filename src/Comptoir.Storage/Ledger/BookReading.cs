using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Proof;
using Comptoir.Ledger.Statements;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>Reads a whole book at one moment, in portions, for <see cref="BookCheck"/>.</summary>
internal static class BookReading
{
    private const int Portion = 5000;

    /// <summary>The newest batches with up to this many transfers are looked at before a server starts.</summary>
    private const int HeadTransfers = 20_000;

    private const int HeadBatches = 50;

    public static async ValueTask<CheckReport> CheckAsync(ISqlSession session, string shopId, DateTimeOffset? markBefore, IProgress<double>? progress)
    {
        var batches = await BatchesAsync(session, shopId, int.MaxValue, 0);
        var check = new BookCheck(shopId, await AccountsAsync(session, shopId), batches, await PeriodsAsync(session, shopId), await ContractsAsync(session, shopId), markBefore);
        var total = Math.Max(1, await session.NumberAsync("select count(*) from transfer where shop_id = $1", shopId));
        var done = 0L;
        for (var last = (Batch: -1L, Id: ""); ;)
        {
            var portion = await session.ListAsync(
                $"select {LedgerRows.TransferColumns} from transfer t where t.shop_id = $1 and t.batch >= $2 and (t.batch, t.transfer_id) > ($2, $3) order by t.batch, t.transfer_id limit $4",
                row => LedgerRows.Kept(row, check.AccountOf), shopId, last.Batch, last.Id, Portion);
            Feed(portion);
            if (portion.Count < Portion) break;
            last = (portion[^1].Batch!.Value, portion[^1].Transfer.Id);
        }

        for (var last = ""; ;)
        {
            var portion = await session.ListAsync(
                $"select {LedgerRows.TransferColumns} from transfer t where t.shop_id = $1 and t.batch is null and t.transfer_id > $2 order by t.transfer_id limit $3",
                row => LedgerRows.Kept(row, check.AccountOf), shopId, last, Portion);
            Feed(portion);
            if (portion.Count < Portion) break;
            last = portion[^1].Transfer.Id;
        }

        progress?.Report(1);
        return check.Finish(batches.FirstOrDefault());

        void Feed(List<KeptTransfer> portion)
        {
            foreach (var kept in portion) check.Add(kept);
            progress?.Report((double)(done += portion.Count) / total);
        }
    }

    /// <summary>The newest links of the chain and the trial balance.</summary>
    public static async ValueTask<IReadOnlyList<Finding>> CheckHeadAsync(ISqlSession session, string shopId)
    {
        var findings = new List<Finding>();
        var accounts = (await AccountsAsync(session, shopId)).ToDictionary(a => a.Sealed.Account.Id, a => a.Sealed.Account, StringComparer.Ordinal);
        var batches = await BatchesAsync(session, shopId, HeadBatches + 1, 0);
        var seen = 0;
        for (var i = 0; i < Math.Min(batches.Count, HeadBatches) && (i == 0 || seen + batches[i].Count <= HeadTransfers); i++)
        {
            var batch = batches[i];
            seen += batch.Count;
            var kept = await session.ListAsync(
                $"select {LedgerRows.TransferColumns} from transfer t where t.shop_id = $1 and t.batch = $2 order by t.transfer_id",
                row => LedgerRows.Kept(row, (id, asset) => accounts.GetValueOrDefault(id, new(id, "", (AccountKind)(-1), asset))), shopId, batch.Number);
            var previous = i + 1 < batches.Count ? batches[i + 1].Hash : [];
            if (i + 1 < batches.Count && batches[i + 1].Number != batch.Number - 1) findings.Add(new("batch", $"batch {batch.Number - 1}", "it is missing."));
            else if (!CanonicalBytes.Hash(shopId, previous, batch, kept.Select(k => k.Digest)).AsSpan().SequenceEqual(batch.Hash))
                findings.Add(new("chain", $"batch {batch.Number}", "its hash does not match its transfers and the batch before."));
            findings.AddRange(kept.Where(k => !CanonicalBytes.Digest(shopId, k.Transfer).AsSpan().SequenceEqual(k.Digest))
                .Select(k => new Finding("transfer", $"transfer {k.Transfer.Id}", "its row, or that of one of its accounts, was changed after it was posted.")).Take(20));
        }

        findings.AddRange(TrialBalance.Of(await BalanceRows.AllAsync(session, shopId)).Where(t => !t.Balanced)
            .Select(t => new Finding("trial", $"asset {t.Asset}", $"debits {t.Debits} differ from credits {t.Credits}.")));
        return findings;
    }

    public static ValueTask<List<Batch>> BatchesAsync(ISqlSession session, string shopId, int limit, int offset) => session.ListAsync(
        "select batch, transfers, whole, sealed_at, hash from ledger_batch where shop_id = $1 order by batch desc limit $2 offset $3",
        row => new Batch(row.GetInt64(0), (int)row.GetInt64(1), row.GetInt64(2) != 0, row.Time(3), row.Bytes(4)), shopId, limit, offset);

    public static ValueTask<List<PeriodClose>> PeriodsAsync(ISqlSession session, string shopId) => session.ListAsync(
        "select closed_before, closed_at, closed_by, transfers, mark from ledger_period where shop_id = $1 order by closed_before",
        row => new PeriodClose(row.Time(0), row.Time(1), row.GetString(2), row.GetInt64(3), row.Bytes(4)), shopId);

    public static ValueTask<List<Contract>> ContractsAsync(ISqlSession session, string shopId) => session.ListAsync(
        """
        select document from contract c where shop_id = $1
        and version = (select max(version) from contract n where n.shop_id = c.shop_id and n.contract_id = c.contract_id) order by contract_id
        """,
        row => row.Document<Contract>(), shopId);

    private static ValueTask<List<KeptAccount>> AccountsAsync(ISqlSession session, string shopId) =>
        BalanceRows.SealedAsync(session, shopId, row => new KeptAccount(BalanceRows.Balance(row), row.IsDBNull(9) ? [] : row.Bytes(9)));
}
