using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Sqlite;

/// <summary>Columns as values.</summary>
internal static class SqliteRows
{
    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static T Document<T>(this SqliteDataReader row, int column = 0) => Documents.Read<T>(row.Bytes(column));

    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => Timestamps.FromMicroseconds(row.GetInt64(column));
}
