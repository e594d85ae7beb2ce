using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Storage.Migrations;
using Comptoir.Storage.Sql;
using Comptoir.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private readonly SqlitePlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_new_file_gets_the_whole_schema_with_a_flush_at_each_commit()
    {
        using var database = _place.OpenDatabase();

        database.GetHealth().SchemaVersion.ShouldBe(Migration.All.Count);
        Raw("pragma journal_mode").ShouldBe("wal");
        (await database.WriteAsync(async s => new Written<long>(await s.NumberAsync("pragma synchronous")), CancellationToken.None)).ShouldBe(2);
        (await database.WriteAsync(async s => new Written<long>(await s.NumberAsync("pragma foreign_keys")), CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_file_is_brought_up_to_date_and_keeps_what_it_holds()
    {
        using (var stores = _place.Open())
            await stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c") }, CancellationToken.None);
        var next = Migration.All.Count + 1;
        IReadOnlyList<Migration> longer = [.. Migration.All, new(next, "colour", "alter table cart add column colour text; update cart set colour = 'red'")];

        using (var newer = SqliteDatabase.Open(_place.File, new ChangeSignal(), TimeProvider.System, longer))
            newer.SchemaVersion.ShouldBe(next);

        Raw("select colour from cart where cart_id = 'c'").ShouldBe("red");
        Raw("select name from schema_version order by version desc").ShouldBe("colour");
    }

    [Fact]
    public void A_migration_that_fails_changes_nothing()
    {
        using (_place.OpenDatabase())
        {
        }

        IReadOnlyList<Migration> broken = [.. Migration.All, new(Migration.All.Count + 1, "broken", "create table half (a text); create table cart (a text)")];

        var problem = Should.Throw<StorageException>(() => SqliteDatabase.Open(_place.File, new ChangeSignal(), TimeProvider.System, broken)).Message;

        problem.ShouldContain($"migration {broken[^1].Title} failed");
        problem.ShouldContain("table cart already exists");
        problem.ShouldContain($"stays at version {Migration.All.Count}");

        Raw("select count(*) from sqlite_master where name = 'half'").ShouldBe("0");
        using var database = _place.OpenDatabase();
    }

    [Fact]
    public void A_newer_schema_is_refused_with_what_to_do()
    {
        using (_place.OpenDatabase())
        {
        }

        Raw("insert into schema_version (version, name, applied_at) values (99, 'future', 0) returning version");

        Should.Throw<StorageException>(_place.OpenDatabase).Message.ShouldContain($"schema version 99; this program knows versions up to {Migration.All.Count}. Start the newer program");
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        Raw("create table theirs (a text); select 1");
        Should.Throw<StorageException>(_place.OpenDatabase).Message.ShouldContain("not one of Comptoir");
        Raw("select count(*) from sqlite_master").ShouldBe("1");

        var text = Path.Combine(_place.Folder, "notes.txt");
        File.WriteAllText(text, new string('x', 5000));
        Should.Throw<StorageException>(() => SqliteDatabase.Open(text, new ChangeSignal(), TimeProvider.System));
    }

    [Fact]
    public async Task Processes_that_open_a_new_file_at_the_same_moment_agree()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(_place.OpenDatabase)));

        foreach (var database in opened) database.Dispose();
        Raw("select count(*) from schema_version").ShouldBe($"{Migration.All.Count}");
    }

    private string Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_place.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!.ToString()!;
    }
}
