using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Storage.Migrations;
using Comptoir.Storage.Postgres;
using Npgsql;

namespace Comptoir.Storage.Tests.Postgres;

public sealed class PostgresSchemaTests(PostgresServer server) : IDisposable
{
    private static readonly int Known = Migration.All.Count;

    private readonly PostgresPlace _place = new(server, empty: true);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Nodes_that_start_on_an_empty_database_at_the_same_moment_agree()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(_place.OpenDatabase)));

        foreach (var node in nodes)
        {
            node.GetHealth().SchemaVersion.ShouldBe(Known);
            node.Dispose();
        }

        Raw("select count(*) from schema_version").ShouldBe((long)Known);
    }

    [Fact]
    public async Task A_migration_that_fails_says_what_and_where_and_leaves_the_version_before_whole()
    {
        using (var stores = _place.Open()) await stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c") }, CancellationToken.None);
        IReadOnlyList<Migration> broken =
        [
            .. Migration.All,
            new(Known + 1, "colour", "alter table cart add column colour text;"),
            new(Known + 2, "broken", "create table half (a text);\ncreate table cart (a integer);"),
        ];

        var problem = Should.Throw<StorageException>(() => Open(broken)).Message;

        problem.ShouldContain($"migration {broken[^1].Title} failed");
        problem.ShouldContain("\"cart\" already exists");
        problem.ShouldContain($"stays at version {Known + 1}");
        problem.ShouldContain($"PostgreSQL database {new NpgsqlConnectionStringBuilder(_place.Address).Database} on 127.0.0.1");
        Raw("select count(*) from pg_class where relname = 'half'").ShouldBe(0L);
        Raw("select max(version) from schema_version").ShouldBe((long)Known + 1);
        Raw("select count(*) from cart where colour is null").ShouldBe(1L);
    }

    [Fact]
    public void A_newer_schema_is_refused_with_what_to_do()
    {
        _place.OpenDatabase().Dispose();
        Raw("insert into schema_version (version, name, applied_at) values (99, 'future', 0) returning version");

        Should.Throw<StorageException>(_place.OpenDatabase).Message.ShouldContain($"schema version 99; this program knows versions up to {Known}. Start the newer program");
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        PostgresServer.Execute(_place.Address, "create table theirs (a text)");

        Should.Throw<StorageException>(_place.OpenDatabase).Message.ShouldContain("not those of Comptoir");

        Raw("select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'").ShouldBe(1L);
    }

    [Fact]
    public void A_database_that_confirms_before_it_has_flushed_is_refused()
    {
        PostgresServer.Execute(_place.Address, $"alter database {new NpgsqlConnectionStringBuilder(_place.Address).Database} set synchronous_commit = off");

        Should.Throw<StorageException>(_place.OpenDatabase).Message.ShouldContain("synchronous_commit off");
    }

    [Fact]
    public void A_server_that_does_not_answer_is_named_and_a_password_never_is()
    {
        var problem = Should.Throw<StorageException>(() => PostgresDatabase.Open("postgresql://clerk:s3cret@127.0.0.1:1/shop?connect_timeout=1", new ChangeSignal(), TimeProvider.System));

        problem.Message.ShouldContain("PostgreSQL database shop on 127.0.0.1:1 as clerk cannot be used");
        problem.ToString().ShouldNotContain("s3cret");
    }

    private PostgresDatabase Open(IReadOnlyList<Migration> migrations) => PostgresDatabase.Open(_place.Address, new ChangeSignal(), TimeProvider.System, migrations);

    private object? Raw(string sql)
    {
        using var connection = new NpgsqlConnection(_place.Address);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
