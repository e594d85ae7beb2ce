using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Privacy;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Privacy;

/// <summary>
/// Reads through every table that may hold something about people, a portion at a time. That takes a while in a large shop and is seldom
/// asked for; an index over what people are called would itself be personal data.
/// </summary>
internal sealed class PersonalDataStore(IDatabase database) : IPersonalDataStore
{
    private const int Portion = 500;

    /// <summary>Rows lead to further rows (an order to its cart, the cart to its conversation); more rounds than that there are not.</summary>
    private const int MostRounds = 6;

    /// <summary>Copies, and what only the server needs.</summary>
    private static readonly string[] NotExported = ["customer_token", "oauth_token", "idempotency", "job"];

    public async Task<JsonObject> FindAsync(Person person, CancellationToken ct)
    {
        var (tables, traces) = await TraceAsync(person, ct);
        var found = new JsonObject();
        foreach (var table in tables.Where(t => !NotExported.Contains(t.Name)))
        {
            var rows = new JsonArray();
            await foreach (var row in RowsAsync(table, person.ShopId, ct))
                if (traces.In(table, row)) rows.Add(Exported(table, row));
            if (rows.Count > 0) found[table.Name] = rows;
        }

        return found;
    }

    public async Task<int> EraseAsync(Person person, CancellationToken ct)
    {
        var (tables, traces) = await TraceAsync(person, ct);
        var changed = 0;
        foreach (var table in tables)
        {
            await foreach (var row in RowsAsync(table, person.ShopId, ct))
            {
                if (!traces.In(table, row)) continue;
                changed += await EraseAsync(table, row, traces, ct);
            }
        }

        return changed;
    }

    private async Task<(IReadOnlyList<Table> Tables, Traces Traces)> TraceAsync(Person person, CancellationToken ct)
    {
        var tables = await database.ReadAsync(PersonalTables.ReadAsync, ct);
        var traces = new Traces();
        traces.Mark(person.CustomerId);
        traces.Mark(person.Email);
        for (var (round, before) = (0, -1); round < MostRounds && traces.Count != before; round++)
        {
            before = traces.Count;
            foreach (var table in tables)
                await foreach (var row in RowsAsync(table, person.ShopId, ct))
                    if (traces.In(table, row)) traces.Learn(table, row);
        }

        return (tables, traces);
    }

    private async Task<int> EraseAsync(Table table, object?[] row, Traces traces, CancellationToken ct)
    {
        var keys = table.Keys.Select(k => row[table.IndexOf(k.Name)]).ToArray();
        if (Erasing.Row(table, row, traces) is not { } erased)
            return await database.ExecuteAsync($"delete from {table.Name} where {Equal(table.Keys, 1)}", ct, keys);
        var changed = table.Columns.Where((c, i) => c.Key == 0 && !Same(row[i], erased[i])).ToList();
        if (changed.Count == 0) return 0;
        var guard = table.IndexOf("version");
        object?[] values = [.. keys, .. changed.Select(c => erased[table.IndexOf(c.Name)]), .. guard >= 0 ? [row[guard]] : (object?[])[]];
        var set = string.Join(", ", changed.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c.Name} = ${keys.Length + i + 1}")));
        var unchanged = guard >= 0 ? string.Create(CultureInfo.InvariantCulture, $" and version = ${values.Length}") : "";
        if (await database.ExecuteAsync($"update {table.Name} set {set} where {Equal(table.Keys, 1)}{unchanged}", ct, values) == 1) return 1;
        // somebody changed it meanwhile: the same with what it is now
        var now = await database.ReadAsync(s => s.FindAsync($"select {Names(table)} from {table.Name} where {Equal(table.Keys, 1)}", Values, keys), ct);
        return now is null ? 0 : await EraseAsync(table, now, traces, ct);
    }

    private async IAsyncEnumerable<object?[]> RowsAsync(Table table, string shopId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var order = string.Join(", ", table.Keys.Select(k => k.Name));
        object?[]? last = null;
        while (true)
        {
            var after = last is null ? "" : string.Create(CultureInfo.InvariantCulture, $" and ({order}) > ({string.Join(", ", table.Keys.Select((_, i) => $"${i + 2}"))})");
            object?[] values = [shopId, .. last ?? []];
            var portion = await database.ReadAsync(
                s => s.ListAsync($"select {Names(table)} from {table.Name} where shop_id = $1{after} order by {order} limit {Portion}", Values, values), ct);
            foreach (var row in portion) yield return row;
            if (portion.Count < Portion) yield break;
            last = [.. table.Keys.Select(k => portion[^1][table.IndexOf(k.Name)])];
        }
    }

    private static JsonNode Exported(Table table, object?[] row)
    {
        if (Erasing.Document(table, row) is { } document)
        {
            (document as JsonObject)?.Remove("passwordHash");
            return document;
        }

        var plain = new JsonObject();
        for (var i = 0; i < row.Length; i++)
            plain[table.Columns[i].Name] = row[i] switch { string text => text, long number => number, _ => null };
        return plain;
    }

    private static object?[] Values(System.Data.Common.DbDataReader row)
    {
        var values = new object?[row.FieldCount];
        for (var i = 0; i < values.Length; i++) values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return values;
    }

    private static bool Same(object? a, object? b) => a is byte[] x && b is byte[] y ? x.AsSpan().SequenceEqual(y) : Equals(a, b);

    private static string Names(Table table) => string.Join(", ", table.Columns.Select(c => c.Name));

    private static string Equal(IReadOnlyList<Column> keys, int first) =>
        string.Join(" and ", keys.Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"{k.Name} = ${first + i}")));
}
