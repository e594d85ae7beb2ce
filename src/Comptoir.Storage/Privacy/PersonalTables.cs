using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Privacy;

/// <summary>A column; <paramref name="Key"/> is its place in the primary key, 0 when it is not part of it.</summary>
internal sealed record Column(string Name, ColumnKind Kind, int Key);

internal enum ColumnKind { Number, Text, Document }

internal sealed record Table(string Name, IReadOnlyList<Column> Columns)
{
    public IReadOnlyList<Column> Keys { get; } = [.. Columns.Where(c => c.Key > 0).OrderBy(c => c.Key)];

    public int IndexOf(string column) => Columns.ToList().FindIndex(c => c.Name == column);
}

/// <summary>The tables that may hold something about a person: all that the database has, but those that are known not to. A new table is therefore searched from its first day.</summary>
internal static class PersonalTables
{
    /// <summary>Goods, money and the server's own. The ledger speaks of people by ids only, and must not change.</summary>
    private static readonly HashSet<string> Impersonal = new(StringComparer.Ordinal)
    {
        "shop", "product", "variant", "stock", "policy", "catalog_change", "selling_rules", "counter",
        "oauth_client",
        "account", "transfer", "ledger_batch", "ledger_period", "contract", "party",
        "audit_entry", "attempt", "key_ring", "console_operator", "operator_passkey", "operator_ticket", "payment_secret", "signing_keys", "agent_policy", "agent", "agent_key", "test_vault", "outbox_stop",
        "compute_document", "compute_revision", "compute_minute",
    };

    /// <summary>Erased last, because it is by them that the others are found.</summary>
    private static readonly string[] Last = ["cart", "checkout", "placed_order", "customer"];

    private const string OfSqlite =
        "select m.name, p.name, lower(p.type), p.pk from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, p.cid";

    private const string OfPostgres =
        """
        select c.table_name, c.column_name, c.data_type, coalesce(k.place, 0) from information_schema.columns c
        left join (
          select u.table_name, u.column_name, u.ordinal_position as place from information_schema.table_constraints t
          join information_schema.key_column_usage u on u.constraint_schema = t.constraint_schema and u.constraint_name = t.constraint_name
          where t.constraint_type = 'PRIMARY KEY' and t.table_schema = current_schema()) k
        on k.table_name = c.table_name and k.column_name = c.column_name
        where c.table_schema = current_schema() order by c.table_name, c.ordinal_position
        """;

    public static async ValueTask<IReadOnlyList<Table>> ReadAsync(ISqlSession session)
    {
        var columns = await session.ListAsync(
            session.Dialect == SqlDialect.Sqlite ? OfSqlite : OfPostgres,
            row => (Table: row.GetString(0), Column: new Column(row.GetString(1), KindOf(row.GetString(2)), Convert.ToInt32(row.GetValue(3), System.Globalization.CultureInfo.InvariantCulture))));
        return
        [
            .. columns.GroupBy(c => c.Table, c => c.Column)
                .Where(t => !Impersonal.Contains(t.Key))
                .Select(t => new Table(t.Key, [.. t]))
                .Where(t => t.Keys is [{ Name: "shop_id" }, _, ..])
                .OrderBy(t => Array.IndexOf(Last, t.Name)).ThenBy(t => t.Name, StringComparer.Ordinal),
        ];
    }

    private static ColumnKind KindOf(string type) => type switch
    {
        "blob" or "bytea" => ColumnKind.Document,
        "text" => ColumnKind.Text,
        _ => ColumnKind.Number,
    };
}
