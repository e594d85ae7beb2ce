using System.Globalization;
using System.Text;
using Comptoir.Ordering.Audit;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Security;

/// <summary>Adds and reads; there is no statement here that changes or removes an entry.</summary>
internal sealed class AuditLog(IDatabase database) : IAuditLog
{
    public Task AppendAsync(AuditEntry entry, CancellationToken ct) => database.ExecuteAsync(
        "insert into audit_entry (shop_id, entry_id, at, actor, actor_id, action, object_id, door, outcome) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
        entry.ShopId, entry.Id, entry.At.ToMicroseconds(), entry.Actor, entry.ActorId, entry.Action, entry.Object, entry.Door, entry.Outcome);

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(string shopId, AuditFilter filter, int limit, CancellationToken ct)
    {
        var own = await PartAsync(shopId, filter, limit, ct);
        if (shopId.Length == 0) return own;
        var whole = await PartAsync("", filter, limit, ct);
        return [.. own.Concat(whole).OrderByDescending(e => e.Id, StringComparer.Ordinal).Take(limit)];
    }

    private async Task<IReadOnlyList<AuditEntry>> PartAsync(string shopId, AuditFilter filter, int limit, CancellationToken ct)
    {
        var values = new List<object?> { shopId, (long)limit };
        var where = new StringBuilder();
        if (filter.ActorId is { } actor) And("actor_id = ", actor);
        if (filter.Object is { } changed) And("object_id = ", changed);
        if (filter.Outcome is { } outcome) And("outcome = ", outcome);
        if (filter.From is { } from) And("at >= ", from.ToMicroseconds());
        if (filter.Until is { } until) And("at < ", until.ToMicroseconds());
        if (filter.Before is { } before) And("entry_id < ", before);
        if (filter.Action is { } action)
        {
            And("(action = ", action);
            values.Add(Pattern(action));
            where.Append(CultureInfo.InvariantCulture, $" or action like ${values.Count} escape '\\')");
        }

        void And(string condition, object value)
        {
            values.Add(value);
            where.Append(CultureInfo.InvariantCulture, $" and {condition}${values.Count}");
        }

        var sql = $"select entry_id, at, actor, actor_id, action, object_id, door, outcome from audit_entry where shop_id = $1{where} order by entry_id desc limit $2";
        return await database.ReadAsync(
            s => s.ListAsync(
                sql,
                row => new AuditEntry(row.GetString(0), shopId, row.Time(1), row.GetString(2), row.Text(3), row.GetString(4), row.Text(5), row.GetString(6), row.GetString(7)),
                [.. values]), ct);
    }

    /// <summary>What lies in an area: its name, a point, and anything.</summary>
    private static string Pattern(string area) =>
        area.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + ".%";
}
