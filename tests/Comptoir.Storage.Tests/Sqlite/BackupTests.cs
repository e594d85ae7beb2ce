using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Storage.Sqlite;
using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class BackupTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqlitePlace _place = new();

    private string Target => Path.Combine(_place.Folder, "backup.db");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_backup_taken_while_orders_come_in_is_whole_and_of_one_moment()
    {
        using var stores = _place.Open();
        await stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose", 100_000)], Products = [.. Enumerable.Range(0, 3000).Select(i => Some.Product($"p{i}"))] }, None);
        for (var i = 0; i < 20; i++) await stores.Ordering.CommitAsync(Some.Purchase($"before_{i}"), None);
        using var stop = new CancellationTokenSource();
        var orders = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) (await stores.Ordering.CommitAsync(Some.Purchase($"during_{i}"), None)).Status.ShouldBe(CommitStatus.Committed);
        });
        var progress = new Shares();

        await SqliteBackup.BackUpAsync(_place.File, Target, progress, None);
        await stop.CancelAsync();
        await orders;

        progress.Seen.ShouldBeInOrder();
        progress.Seen[^1].ShouldBe(1);
        Directory.GetFiles(_place.Folder, "backup*").ShouldBe([Target], "one file, nothing beside it");
        using var copy = OpenFile(Target);
        var listed = await copy.Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(Limit: 100_000), None);
        listed.Count(o => o.Id.StartsWith("before", StringComparison.Ordinal)).ShouldBe(20);
        (await copy.Catalog.ReadStockAsync(Some.ShopId, null, None)).ShouldHaveSingleItem().Reserved.ShouldBe(listed.Count);
        (await copy.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restored_database_is_the_one_that_was_backed_up_and_the_replaced_one_is_kept()
    {
        await Place("early");
        await SqliteBackup.BackUpAsync(_place.File, Target, null, None);
        await Place("late");

        await SqliteBackup.RestoreAsync(Target, _place.File, null, None);

        (await Orders(_place.File)).ShouldBe(["early"]);
        (await Orders(_place.File + SqliteBackup.ReplacedSuffix)).ShouldBe(["late", "early"]);
    }

    [Fact]
    public async Task A_backup_is_restored_where_nothing_was()
    {
        await Place("early");
        await SqliteBackup.BackUpAsync(_place.File, Target, null, None);
        var elsewhere = Path.Combine(_place.Folder, "new", "shop.db");

        await SqliteBackup.RestoreAsync(Target, elsewhere, null, None);

        (await Orders(elsewhere)).ShouldBe(["early"]);
    }

    [Fact]
    public async Task Nothing_is_restored_over_a_database_in_use()
    {
        await Place("early");
        await SqliteBackup.BackUpAsync(_place.File, Target, null, None);
        using var running = _place.Open();

        (await Should.ThrowAsync<StorageException>(() => SqliteBackup.RestoreAsync(Target, _place.File, null, None))).Message.ShouldContain("in use");

        (await running.Ordering.CommitAsync(Some.Purchase("still", quantity: 0), None)).Status.ShouldBe(CommitStatus.Committed);
    }

    [Fact]
    public async Task A_damaged_or_newer_backup_changes_nothing()
    {
        await Place("early");
        await SqliteBackup.BackUpAsync(_place.File, Target, null, None);
        var damaged = Target + ".damaged";
        var bytes = await File.ReadAllBytesAsync(Target);
        Array.Fill(bytes, (byte)0x5a, bytes.Length / 2, bytes.Length / 4);
        await File.WriteAllBytesAsync(damaged, bytes);
        using (var session = new SqliteSession(Target, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            session.Script("insert into schema_version (version, name, applied_at) values (99, 'future', 0)");

        await Should.ThrowAsync<StorageException>(() => SqliteBackup.RestoreAsync(damaged, _place.File, null, None));
        (await Should.ThrowAsync<StorageException>(() => SqliteBackup.RestoreAsync(Target, _place.File, null, None))).Message.ShouldContain("schema version 99");
        (await Should.ThrowAsync<StorageException>(() => SqliteBackup.RestoreAsync(Target + ".missing", _place.File, null, None))).Message.ShouldContain("no file");

        (await Orders(_place.File)).ShouldBe(["early"]);
        Directory.GetFiles(_place.Folder, "*.restoring*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_beyond_repair_can_be_replaced()
    {
        await Place("early");
        await SqliteBackup.BackUpAsync(_place.File, Target, null, None);
        await File.WriteAllTextAsync(_place.File, new string('x', 10_000));

        await SqliteBackup.RestoreAsync(Target, _place.File, null, None);

        (await Orders(_place.File)).ShouldBe(["early"]);
    }

    private static Stores OpenFile(string file)
    {
        var signal = new ChangeSignal();
        return Stores.Over(SqliteDatabase.Open(file, signal, TimeProvider.System), signal);
    }

    private static async Task<List<string>> Orders(string file)
    {
        using var stores = OpenFile(file);
        return [.. (await stores.Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(), None)).Select(o => o.Id)];
    }

    private async Task Place(string id)
    {
        using var stores = _place.Open();
        (await stores.Ordering.CommitAsync(Some.Purchase(id, quantity: 0), None)).Status.ShouldBe(CommitStatus.Committed);
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Seen { get; } = [];

        public void Report(double value) => Seen.Add(value);
    }
}
