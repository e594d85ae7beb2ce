using System.Globalization;
using Comptoir.Storage.Migrations;
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

    /// <summary>Returns the schema's version: the number of the last migration.</summary>
    public static int Prepare(SqliteSession session, string path, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Script(Settings);
        // from here on the session waits by itself, in shorter steps than SQLite's (see BeginWrite)
        raw.sqlite3_busy_timeout(session.Handle, 0);
        session.BeginWrite(TimeSpan.FromSeconds(10), time);
        var version = Version(session, path);
        if (version > migrations.Count) throw Newer(path, version, migrations.Count);
        foreach (var migration in migrations.Skip(version))
        {
            session.Script(migration.Sql);
            session.Execute("insert into schema_version (version, name, applied_at) values ($1, $2, $3)", migration.Number, migration.Name, time.GetUtcNow().ToMicroseconds());
        }

        session.Commit();
        return migrations.Count;
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
        var known = Migration.For("Sqlite").Count;
        if (Read(session) is var version && version > known) throw Newer(path, version, known);
    }

    private static bool HasVersions(SqliteSession session) =>
        session.Number("select count(*) from sqlite_master where type = 'table' and name = 'schema_version'") > 0;

    private static int Read(SqliteSession session) => (int)session.Number("select max(version) from schema_version");

    private static StorageException Foreign(string path) => new($"{path} is an SQLite database, but not one of Comptoir.");

    private static StorageException Newer(string path, int version, int known) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The database {path} has schema version {version}; this program knows versions up to {known}. Start the newer program, or restore a backup made before the update."));
}
