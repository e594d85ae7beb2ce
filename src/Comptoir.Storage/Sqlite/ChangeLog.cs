using Comptoir.Catalog;

namespace Comptoir.Storage.Sqlite;

/// <summary>Appends to the catalogue's change log. The one writer makes its sequence the order of commits.</summary>
internal static class ChangeLog
{
    public static void LogChange(this SqliteSession session, string shopId, ChangeKind kind, string key, DateTimeOffset now)
    {
        session.Execute("insert into catalog_change (shop_id, kind, key, at) values ($1, $2, $3, $4)", shopId, Name(kind), key, now.ToMicroseconds());
        session.Announced = true;
    }

    private static string Name(ChangeKind kind) => kind switch
    {
        ChangeKind.Product => nameof(ChangeKind.Product),
        ChangeKind.Stock => nameof(ChangeKind.Stock),
        _ => kind.ToString(),
    };
}
