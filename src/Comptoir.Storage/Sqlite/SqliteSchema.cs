using Comptoir.Storage.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Comptoir.Storage.Sqlite;

/// <summary>Sets a writing connection up and applies the migrations that a file lacks.</summary>
internal static class SqliteSchema
{
    private const string Settings =
        """
        pragma busy_timeout = 10000;
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma foreign_keys = on;
        pragma cache_size = -65536;
        pragma mmap_size = 268435456;
        pragma temp_store = memory;
        pragma wal_autocheckpoint = 4000;
        """;

    /// <summary>Applies what is missing, each migration in a transaction of its own. Returns the schema's version: the number of the last.</summary>
    public static int Prepare(SqliteSession session, string path, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Script(Settings);
        // from here on the session waits by itself, in shorter steps than SQLite's (see BeginWrite)
        raw.sqlite3_busy_timeout(session.Handle, 0);
        while (true)
        {
            // another process may be at the same: what is missing is looked up under the lock
            session.BeginWrite(TimeSpan.FromSeconds(10), time);
            var version = Version(session, path);
            if (version > migrations.Count) throw StorageException.Newer($"The database {path}", version, migrations.Count);
            if (version < migrations.Count) Apply(session, path, migrations[version], time);
            session.Commit();
            if (version == migrations.Count) return version;
        }
    }

    private static void Apply(SqliteSession session, string path, Migration migration, TimeProvider time)
    {
        try
        {
            if (migration.ForSqlite() is { Length: > 0 } sql) session.Script(sql);
            session.Execute("insert into schema_version (version, name, applied_at) values ($1, $2, $3)", migration.Number, migration.Name, time.GetUtcNow().ToMicroseconds());
        }
        catch (SqliteException e)
        {
            session.RollBack();
            throw StorageException.Migration($"The database {path}", migration.Title, migration.Number - 1, e.Message, e);
        }
    }

    /// <summary>The version that a file is at; makes the table in an empty one.</summary>
    private static int Version(SqliteSession session, string path)
    {
        if (!HasVersions(session))
        {
            if (session.Number("select count(*) from sqlite_master") > 0) throw Foreign(path);
            session.Script("create table schema_version (version integer not null primary key, name text not null, applied_at integer not null)");
        }

        return Read(session);
    }

    /// <summary>Checks a file that is about to take a database's place.</summary>
    /// <exception cref="StorageException">Not a database of Comptoir, or one of a newer version.</exception>
    public static void RequireKnown(SqliteSession session, string path)
    {
        if (!HasVersions(session)) throw Foreign(path);
        var known = Migration.All.Count;
        if (Read(session) is var version && version > known) throw StorageException.Newer($"The database {path}", version, known);
    }

    private static bool HasVersions(SqliteSession session) =>
        session.Number("select count(*) from sqlite_master where type = 'table' and name = 'schema_version'") > 0;

    private static int Read(SqliteSession session) => (int)session.Number("select max(version) from schema_version");

    private static StorageException Foreign(string path) => new($"{path} is an SQLite database, but not one of Comptoir.");
}
