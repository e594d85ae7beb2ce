using Comptoir.Catalog;
using Comptoir.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Storage.Moving;

/// <param name="Table">Being copied now.</param>
/// <param name="Rows">Copied so far, of all tables.</param>
public sealed record MoveProgress(string Table, long Rows, long Total);

/// <param name="Tables">Rows by table, the same on both sides.</param>
/// <param name="Accounts">Ledger accounts whose balances agree on both sides, over all shops.</param>
public sealed record MoveReport(IReadOnlyList<(string Table, long Rows)> Tables, int Shops, int Accounts);

/// <summary>Copies everything from one database to an empty other, and proves that it is the same there.</summary>
public static class DatabaseMove
{
    /// <summary>Reports of progress come after so many rows.</summary>
    private const int Portion = 2000;

    /// <exception cref="StorageException">Refused, and nothing was written; or the copy differs, and the target is left empty (counts) or as it is (balances).</exception>
    public static async Task<MoveReport> RunAsync(string from, string to, IProgress<MoveProgress>? progress, CancellationToken ct)
    {
        if (!DatabaseAddress.IsPostgres(from) && !File.Exists(from)) throw new StorageException($"There is no database {from}.");
        if (DatabaseAddress.Describe(from) == DatabaseAddress.Describe(to)) throw new StorageException("A database cannot be moved to itself.");
        // opened once, both have the schema of this program
        foreach (var address in new[] { from, to }) await using (var services = Services(address)) await services.GetRequiredService<ICatalogStore>().GetShopsAsync(ct);
        List<(string Table, long Rows)> counts;
        await using (var source = await EndAsync(from, ct))
        await using (var target = await EndAsync(to, ct))
        {
            var tables = await target.TablesAsync(ct);
            await RequireEmptyAsync(target, tables, to, ct);
            counts = await CopyAsync(source, target, tables, progress, ct);
            await target.CommitAsync(ct);
        }

        var (shops, accounts) = await CompareBooksAsync(from, to, ct);
        return new(counts, shops, accounts);
    }

    private static async Task<List<(string Table, long Rows)>> CopyAsync(MoveEnd source, MoveEnd target, IReadOnlyList<TableShape> tables, IProgress<MoveProgress>? progress, CancellationToken ct)
    {
        var counts = new List<(string Table, long Rows)>();
        foreach (var table in tables) counts.Add((table.Name, await source.CountAsync(table.Name, ct)));
        var (total, done) = (counts.Sum(c => c.Rows), 0L);
        foreach (var table in tables)
        {
            await target.WriteAsync(table, Counted(source.ReadAsync(table, ct), () =>
            {
                if (++done % Portion == 0) progress?.Report(new(table.Name, done, total));
            }), ct);
            progress?.Report(new(table.Name, done, total));
            var (there, expected) = (await target.CountAsync(table.Name, ct), counts.Find(c => c.Table == table.Name).Rows);
            if (there != expected) throw new StorageException($"Table {table.Name} has {expected} rows in the source and {there} in the target; nothing was kept there.");
        }

        return counts;
    }

    private static async IAsyncEnumerable<object?[]> Counted(IAsyncEnumerable<object?[]> rows, Action each)
    {
        await foreach (var row in rows)
        {
            each();
            yield return row;
        }
    }

    private static async Task RequireEmptyAsync(MoveEnd target, IReadOnlyList<TableShape> tables, string to, CancellationToken ct)
    {
        var filled = new List<string>();
        foreach (var table in tables)
            if (await target.CountAsync(table.Name, ct) > 0) filled.Add(table.Name);
        if (filled.Count > 0) throw new StorageException($"{DatabaseAddress.Describe(to)} is not empty: there are rows in {string.Join(", ", filled)}. Name a new database; nothing was written.");
    }

    /// <summary>Every account of every shop has the same balance on both sides, and the new book proves sound.</summary>
    private static async Task<(int Shops, int Accounts)> CompareBooksAsync(string from, string to, CancellationToken ct)
    {
        await using var old = Services(from);
        await using var moved = Services(to);
        var shops = await old.GetRequiredService<ICatalogStore>().GetShopsAsync(ct);
        var accounts = 0;
        foreach (var shop in shops)
        {
            var before = await old.GetRequiredService<ILedgerStore>().GetBalancesAsync(shop.Id, ct);
            var after = await moved.GetRequiredService<ILedgerStore>().GetBalancesAsync(shop.Id, ct);
            if (before.Except(after).Concat(after.Except(before)).FirstOrDefault() is { } differs)
                throw new StorageException($"The balance of account {differs.Account.Id} of shop {shop.Id} differs between source and target. Keep using the source.");
            var findings = (await moved.GetRequiredService<ILedgerStore>().CheckAsync(shop.Id, null, null, ct)).Findings;
            if (findings.Count > 0) throw new StorageException($"The book of shop {shop.Id} does not check in the target: {findings[0]} Keep using the source.");
            accounts += before.Count;
        }

        return (shops.Count, accounts);
    }

    private static async Task<MoveEnd> EndAsync(string address, CancellationToken ct) => DatabaseAddress.IsPostgres(address) ? await PostgresEnd.OpenAsync(address, ct) : new SqliteEnd(address);

    private static ServiceProvider Services(string address) => new ServiceCollection().AddComptoirStorage(address).BuildServiceProvider();
}
