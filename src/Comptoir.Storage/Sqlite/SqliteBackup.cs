using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Comptoir.Storage.Sqlite;

/// <summary>Copies a database to a file while a server uses it, and puts such a file back where none does.</summary>
public static class SqliteBackup
{
    /// <summary>What is added to the name of the database that a restore replaced.</summary>
    public const string ReplacedSuffix = ".before-restore";

    private const int PagesPerStep = 2048;

    /// <summary>
    /// Writes the database as it is at this moment to <paramref name="target"/>, one file that stands by itself.
    /// A file that is there is replaced only when the copy is whole.
    /// </summary>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <exception cref="StorageException">The database is missing or damaged, or the target cannot be written.</exception>
    public static Task BackUpAsync(string databasePath, string target, IProgress<double>? progress, CancellationToken ct) => Task.Run(
        () => Place(databasePath, target, ".partial", progress, partial => File.Move(partial, target, overwrite: true), ct), ct);

    /// <summary>
    /// Puts a backup in the place of a database that no process has open. The database that was there is kept beside it
    /// with <see cref="ReplacedSuffix"/>. Nothing is changed when the backup is damaged or newer than this program.
    /// </summary>
    /// <exception cref="StorageException">The backup cannot be used, or the database is in use.</exception>
    public static Task RestoreAsync(string backup, string databasePath, IProgress<double>? progress, CancellationToken ct) => Task.Run(
        () => Place(backup, databasePath, ".restoring", progress, copy => Replace(copy, databasePath), ct), ct);

    /// <summary>Copies, checks the copy, and only then lets it take its place.</summary>
    private static void Place(string from, string to, string suffix, IProgress<double>? progress, Action<string> take, CancellationToken ct)
    {
        var copy = to + suffix;
        try
        {
            if (!File.Exists(from)) throw new StorageException($"There is no file {from}.");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(to))!);
            Remove(copy);
            Copy(from, copy, progress, ct);
            Check(copy);
            Take(copy, to, take);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"{from} could not be copied to {to}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{to} cannot be written: {e.Message}", e);
        }
        finally
        {
            Remove(copy);
        }
    }

    /// <summary>Folds the write-ahead log into the file.</summary>
    /// <exception cref="StorageException">Another process has the database open.</exception>
    internal static void RequireUnused(string databasePath) => Settle(databasePath);

    private static void Replace(string copy, string databasePath)
    {
        if (File.Exists(databasePath))
        {
            Settle(databasePath);
            // one rename: at no moment is there no database, or half of one
            File.Replace(copy, databasePath, databasePath + ReplacedSuffix);
        }
        else
        {
            File.Move(copy, databasePath);
        }
    }

    /// <summary>Renames and then flushes the folder: without that a power cut could bring the former name back.</summary>
    private static void Take(string copy, string target, Action<string> take)
    {
        using (var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        take(copy);
        Folder.Flush(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }

    private static void Remove(string file)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(file + suffix);
    }

    /// <summary>Copies page by page inside one read transaction, so that writers neither wait nor make the copy start again.</summary>
    private static void Copy(string from, string to, IProgress<double>? progress, CancellationToken ct)
    {
        using var source = new SqliteSession(from, SqliteOpenMode.ReadOnly);
        using var target = new SqliteSession(to, SqliteOpenMode.ReadWriteCreate);
        source.Script("pragma busy_timeout = 10000; begin");
        source.Number("select count(*) from sqlite_master");
        using (var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main"))
        {
            int outcome;
            do
            {
                ct.ThrowIfCancellationRequested();
                outcome = raw.sqlite3_backup_step(backup, PagesPerStep);
                if (outcome is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(outcome, target.Handle);
                var pages = raw.sqlite3_backup_pagecount(backup);
                if (pages > 0) progress?.Report((double)(pages - raw.sqlite3_backup_remaining(backup)) / pages);
            }
            while (outcome == raw.SQLITE_OK);
        }

        // the copy says that it has a write-ahead log; a file that stands by itself has none
        target.Script("pragma journal_mode = delete");
    }

    private static void Check(string path)
    {
        using var session = new SqliteSession(path, SqliteOpenMode.ReadWrite);
        var findings = session.List("pragma integrity_check", row => row.GetString(0));
        if (findings is not ["ok"]) throw new StorageException($"{path} is damaged: {string.Join("; ", findings.Take(3))}.");
        SqliteSchema.RequireKnown(session, path);
    }

    /// <summary>Folds the write-ahead log into the file, which also proves that nobody has the database open. One too damaged to be opened is moved as it is.</summary>
    private static void Settle(string path)
    {
        const int Damaged = raw.SQLITE_CORRUPT, NotADatabase = raw.SQLITE_NOTADB;
        try
        {
            using var session = new SqliteSession(path, SqliteOpenMode.ReadWrite);
            raw.sqlite3_busy_timeout(session.Handle, 0);
            if (raw.sqlite3_exec(session.Handle, "pragma journal_mode = delete") is var outcome && outcome != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(outcome, session.Handle);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StorageException($"The database {path} is in use. Stop the server first.", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NotADatabase)
        {
            foreach (var log in new[] { "-wal", "-shm" })
                if (File.Exists(path + log)) File.Move(path + log, path + ReplacedSuffix + log, overwrite: true);
        }
    }
}
