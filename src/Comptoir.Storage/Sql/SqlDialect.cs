namespace Comptoir.Storage.Sql;

/// <summary>Where the SQL of the two databases differs.</summary>
internal sealed record SqlDialect
{
    public required string Name { get; init; }

    /// <summary>Put after a select whose rows the same transaction will change: others wait for them.</summary>
    public required string ForUpdate { get; init; }

    /// <summary>Put after a select that claims rows: those that another is claiming are left out.</summary>
    public required string SkipLocked { get; init; }

    /// <summary>Keeps a name ($1) for this transaction: others that want the same wait for its end; null where only one writes anyhow.</summary>
    public required string? Lock { get; init; }

    /// <summary>Rows that were read are all there are until the commit: nobody else writes meanwhile.</summary>
    public required bool OneWriter { get; init; }

    /// <summary>Lets transactions that add transfers end, and new ones wait for this transaction; null where only one writes anyhow.</summary>
    public required string? HoldTransfers { get; init; }

    /// <summary>Changes after a position ($1), about $2 of them: position, shop, kind, key, time.</summary>
    public required string Changes { get; init; }

    /// <summary>The newest position of the change log that can be read.</summary>
    public required string LastChange { get; init; }

    public static SqlDialect Sqlite { get; } = new()
    {
        Name = "SQLite",
        ForUpdate = "",
        SkipLocked = "",
        Lock = null,
        OneWriter = true,
        HoldTransfers = null,
        Changes = "select sequence, shop_id, kind, key, at from catalog_change where sequence > $1 order by sequence limit $2",
        LastChange = "select max(sequence) from catalog_change",
    };

    /// <remarks>
    /// A sequence is not the order of commits: a transaction that took a lower number may commit later. Changes are therefore placed by
    /// the id of their transaction and read up to the oldest that still runs, whole transactions only.
    /// </remarks>
    public static SqlDialect Postgres { get; } = new()
    {
        Name = "PostgreSQL",
        ForUpdate = " for update",
        SkipLocked = " for update skip locked",
        Lock = "select pg_advisory_xact_lock(hashtextextended($1, 0))",
        OneWriter = false,
        HoldTransfers = "lock table transfer in share row exclusive mode",
        Changes =
            """
            with settled as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as before)
            select position, shop_id, kind, key, at from catalog_change, settled
            where position > $1 and position < settled.before and position <= (
              select max(position) from (
                select position from catalog_change, settled where position > $1 and position < settled.before order by position, sequence limit $2) as portion)
            order by position, sequence
            """,
        LastChange = "select max(position) from catalog_change where position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    };
}
