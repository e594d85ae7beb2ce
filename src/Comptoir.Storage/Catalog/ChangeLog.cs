using Comptoir.Catalog;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Catalog;

/// <summary>Appends to the catalogue's change log and wakes those who follow it once the write is committed.</summary>
internal static class ChangeLog
{
    public static void LogChange(this ISqlSession session, string shopId, ChangeKind kind, string key, DateTimeOffset now)
    {
        session.Add("insert into catalog_change (shop_id, kind, key, at) values ($1, $2, $3, $4)", shopId, Name(kind), key, now.ToMicroseconds());
        session.Announced = true;
    }

    private static string Name(ChangeKind kind) => kind switch
    {
        ChangeKind.Product => nameof(ChangeKind.Product),
        ChangeKind.Stock => nameof(ChangeKind.Stock),
        _ => kind.ToString(),
    };
}
