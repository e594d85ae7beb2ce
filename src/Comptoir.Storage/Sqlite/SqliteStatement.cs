using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Comptoir.Storage.Sqlite;

/// <summary>A prepared statement that returns no rows, straight on SQLite's own interface: the writer thread does nothing else all day.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Where $1, $2 … stand: SQLite counts parameters in the order in which the text names them first.</summary>
    private readonly int[] _places;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = new int[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 1; i <= _places.Length; i++)
            _places[int.Parse(raw.sqlite3_bind_parameter_name(_statement, i).utf8_to_string()[1..], CultureInfo.InvariantCulture) - 1] = i;
    }

    /// <summary>How many rows it changed.</summary>
    /// <param name="values">Strings, whole numbers, bytes or null, for $1, $2 …</param>
    /// <exception cref="SqliteException">What SQLite says; the statement can be used again.</exception>
    public int Execute(ReadOnlySpan<object?> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++) Check(Bind(_places[i], values[i]));
            var before = raw.sqlite3_total_changes(_database);
            int outcome;
            while ((outcome = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW) ;
            if (outcome != raw.SQLITE_DONE) Check(outcome);
            return raw.sqlite3_total_changes(_database) == before ? 0 : raw.sqlite3_changes(_database);
        }
        finally
        {
            // what the step said is thrown already
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value)
    {
        switch (value)
        {
            case null: return raw.sqlite3_bind_null(_statement, place);
            case long number: return raw.sqlite3_bind_int64(_statement, place, number);
            case int number: return raw.sqlite3_bind_int64(_statement, place, number);
            case byte[] { Length: 0 }: return raw.sqlite3_bind_zeroblob(_statement, place, 0);
            case byte[] bytes: return raw.sqlite3_bind_blob(_statement, place, bytes);
            // an empty span would be bound as null
            case "": return raw.sqlite3_bind_text(_statement, place, "");
            case string text when text.Length <= ShortText:
                Span<byte> buffer = stackalloc byte[3 * ShortText];
                return raw.sqlite3_bind_text(_statement, place, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
            case string text: return raw.sqlite3_bind_text(_statement, place, Encoding.UTF8.GetBytes(text).AsSpan());
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be stored; use text, a whole number or bytes.");
        }
    }

    private void Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(outcome, _database);
    }
}
