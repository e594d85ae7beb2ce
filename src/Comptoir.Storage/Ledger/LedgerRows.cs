using System.Data.Common;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Proof;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>Transfers and accounts as rows.</summary>
internal static class LedgerRows
{
    public const string AccountColumns = "a.account_id, a.party, a.kind, a.asset, a.account_limit";

    /// <summary>Twenty columns; <see cref="Kept"/> reads them.</summary>
    public const string TransferColumns =
        "t.transfer_id, t.debit_account, t.credit_account, t.asset, t.amount, t.kind, t.reference, t.cause, t.at, t.asked_at, t.recorded_at, t.phase, t.pending_id, t.pending_amount, t.expires_at, t.at_expiry, t.note, t.digest, t.batch";

    /// <summary>With both accounts behind <see cref="TransferColumns"/>; <see cref="Joined"/> reads it.</summary>
    public const string JoinedTransfers =
        $"""
        select {TransferColumns}, d.account_id, d.party, d.kind, d.asset, d.account_limit, c.account_id, c.party, c.kind, c.asset, c.account_limit from transfer t
        join account d on d.shop_id = t.shop_id and d.account_id = t.debit_account
        join account c on c.shop_id = t.shop_id and c.account_id = t.credit_account
        where t.shop_id = $1
        """;

    /// <summary>Queues an account that may be there already.</summary>
    public static void Add(ISqlSession session, string shopId, Account account) => session.Add(
        """
        insert into account (shop_id, account_id, party, kind, asset, account_limit, debits, credits, digest)
        values ($1, $2, $3, $4, $5, $6, 0, 0, $7) on conflict (shop_id, account_id) do nothing
        """,
        shopId, account.Id, account.Party, account.Kind.ToString(), account.Asset, account.Limit.ToString(), CanonicalBytes.Digest(shopId, account));

    /// <summary>Queues a transfer. It changes no row when its id or its pending transfer's resolution is there, or when it is dated in a closed period.</summary>
    public static Statement Add(ISqlSession session, string shopId, Transfer t) => session.AddOne(
        """
        insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, cause, at, asked_at, recorded_at, phase, pending_id, pending_amount, expires_at, at_expiry, note, digest)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
        where not exists (select 1 from ledger_period p where p.shop_id = $1 and p.closed_before > $10)
        on conflict do nothing
        """,
        shopId, t.Id, t.Debit.Id, t.Credit.Id, t.Asset, t.Amount, t.Kind, t.Reference, t.Cause, t.At.ToMicroseconds(), t.AskedAt?.ToMicroseconds(), t.RecordedAt?.ToMicroseconds(),
        t.Phase.ToString(), t.PendingId, t.PendingAmount, t.ExpiresAt?.ToMicroseconds(), t.AtExpiry.ToString(), t.Note, CanonicalBytes.Digest(shopId, t));

    /// <summary>Queues many as one statement, where the database refuses the write if one of them cannot be written.</summary>
    public static void AddEach(ISqlSession session, string shopId, IReadOnlyList<Transfer> all)
    {
        string?[] Texts(Func<Transfer, string?> of) => [.. all.Select(of)];
        long?[] Numbers(Func<Transfer, long?> of) => [.. all.Select(of)];
        byte[][] digests = [.. all.Select(t => CanonicalBytes.Digest(shopId, t))];
        session.AddEach(
            """
            insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, cause, at, asked_at, recorded_at, phase, pending_id, pending_amount, expires_at, at_expiry, note, digest)
            select $1, t.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            as t (transfer_id, debit_account, credit_account, asset, amount, kind, reference, cause, at, asked_at, recorded_at, phase, pending_id, pending_amount, expires_at, at_expiry, note, digest)
            where not exists (select 1 from ledger_period p where p.shop_id = $1 and p.closed_before > t.at)
            on conflict do nothing
            """,
            shopId, Texts(t => t.Id), Texts(t => t.Debit.Id), Texts(t => t.Credit.Id), Texts(t => t.Asset), Numbers(t => t.Amount), Texts(t => t.Kind), Texts(t => t.Reference), Texts(t => t.Cause),
            Numbers(t => t.At.ToMicroseconds()), Numbers(t => t.AskedAt?.ToMicroseconds()), Numbers(t => t.RecordedAt?.ToMicroseconds()), Texts(t => t.Phase.ToString()), Texts(t => t.PendingId),
            Numbers(t => t.PendingAmount), Numbers(t => t.ExpiresAt?.ToMicroseconds()), Texts(t => t.AtExpiry.ToString()), Texts(t => t.Note), digests);
    }

    public static Account Account(DbDataReader row, int column) => new(row.GetString(column), row.GetString(column + 1), Parsed<AccountKind>(row.GetString(column + 2)), row.GetString(column + 3))
    {
        Limit = Parsed<AccountLimit>(row.GetString(column + 4)),
    };

    public static Transfer Joined(DbDataReader row) => Kept(row, (_, _) => null!).Transfer with { Debit = Account(row, 19), Credit = Account(row, 24) };

    /// <param name="account">The account of an id, given the asset that the transfer names.</param>
    public static KeptTransfer Kept(DbDataReader row, Func<string, string, Account> account)
    {
        var asset = row.GetString(3);
        var transfer = new Transfer(row.GetString(0), account(row.GetString(1), asset), account(row.GetString(2), asset), row.GetInt64(4), row.GetString(5), row.GetString(6), row.Time(8), row.Text(16))
        {
            Cause = row.Text(7),
            AskedAt = row.TimeOrNull(9),
            RecordedAt = row.Time(10),
            Phase = Parsed<TransferPhase>(row.GetString(11)),
            PendingId = row.Text(12),
            PendingAmount = row.GetInt64(13),
            ExpiresAt = row.TimeOrNull(14),
            AtExpiry = Parsed<AtExpiry>(row.GetString(15)),
        };
        return new(transfer, row.IsDBNull(18) ? null : row.GetInt64(18), row.IsDBNull(17) ? [] : row.Bytes(17), asset);
    }

    /// <summary>A word that somebody wrote over becomes a value that no rule knows, so that the check can say where it stands.</summary>
    private static T Parsed<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : (T)(object)-1;
}
