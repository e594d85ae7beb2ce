using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Comptoir.Storage;

/// <summary>Tells a database that cannot serve just now from a fault of ours.</summary>
public static class StorageFault
{
    /// <summary>
    /// The disk is full, the database is locked, gone, read-only or damaged, or its server is away: nothing was written, or whether it was
    /// is known only to who asks again with the same idempotency key.
    /// </summary>
    public static bool MeansAway(Exception? e) => e switch
    {
        null => false,
        StorageException => true,
        SqliteException sqlite => (sqlite.SqliteErrorCode & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_IOERR
            or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_NOTADB,
        PostgresException answer => answer.SqlState.Length == 5 && (answer.SqlState[..2] is "08" or "53" or "57" or "58" || answer.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction),
        NpgsqlException => true,
        _ => MeansAway(e.InnerException),
    };
}
