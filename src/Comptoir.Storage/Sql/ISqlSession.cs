using System.Data.Common;

namespace Comptoir.Storage.Sql;

/// <summary>
/// One connection inside a read or a write; used by one caller at a time. Parameters are <c>$1</c>, <c>$2</c> … in order, each
/// at least once; values are strings, integers, byte arrays or null, on PostgreSQL also lists of those. On SQLite every task is complete when it is returned; work must wait for nothing else.
/// </summary>
internal interface ISqlSession
{
    SqlDialect Dialect { get; }

    /// <summary>Set by a write that others want to hear about once it is committed.</summary>
    bool Announced { get; set; }

    /// <summary>
    /// Queues a statement that returns no rows. It runs in the order of the calls, at the latest with the next query or <see cref="FlushAsync"/>,
    /// in the same round trip; only then its <see cref="Statement.Rows"/> are known and its errors thrown.
    /// </summary>
    Statement Add(string sql, params ReadOnlySpan<object?> values);

    /// <summary>As <see cref="Add"/>, for a statement that must change exactly one row.</summary>
    Statement AddOne(string sql, params ReadOnlySpan<object?> values);

    /// <summary>
    /// Only where <see cref="RefusesMissing"/>: one statement that must change as many rows as there are values in the list <c>$2</c>.
    /// </summary>
    Statement AddEach(string sql, params ReadOnlySpan<object?> values);

    /// <summary>
    /// The database itself refuses a write of which an <see cref="AddOne"/> changes no row, and the work then runs again without this. Work that
    /// needs to know nothing else may end without flushing: what is queued goes with the commit in one round trip.
    /// </summary>
    bool RefusesMissing { get; }

    /// <summary>Runs what is queued.</summary>
    ValueTask FlushAsync();

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first row as <paramref name="read"/> sees it; default when there is none.</summary>
    ValueTask<T?> FindAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values);

    ValueTask<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values);

    /// <summary>
    /// The next number of a shop's sequence, from <paramref name="first"/> on. On SQLite it is given back when the write is; on PostgreSQL it is
    /// taken apart from the transaction, so that nobody waits for another's commit, and a refused write leaves a gap.
    /// </summary>
    ValueTask<long> NextNumberAsync(string shopId, string name, long first);
}

internal static class SqlSessionReading
{
    /// <summary>The first column of the first row; 0 when there is no row or it is null.</summary>
    public static ValueTask<long> NumberAsync(this ISqlSession session, string sql, params ReadOnlySpan<object?> values) =>
        session.FindAsync(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), values);
}
