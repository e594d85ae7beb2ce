using System.Data.Common;

namespace Comptoir.Storage.Sql;

/// <summary>Columns as values.</summary>
internal static class Rows
{
    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static T Document<T>(this DbDataReader row, int column = 0) => Documents.Read<T>(row.Bytes(column));

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => Timestamps.FromMicroseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
