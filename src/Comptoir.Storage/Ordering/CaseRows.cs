using Comptoir.Ordering.Orders;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>The open cases of an order, written anew with its document. An order that never had one costs nothing.</summary>
internal static class CaseRows
{
    public static void Save(ISqlSession session, Order order)
    {
        if (!OrderCase.HasHad(order)) return;
        session.Add("delete from order_case where shop_id = $1 and order_id = $2", order.ShopId, order.Id);
        foreach (var one in OrderCase.Of(order))
        {
            session.Add(
                "insert into order_case (shop_id, case_id, order_id, kind, state, opened_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)",
                order.ShopId, one.Id, one.OrderId, one.Kind, one.State, one.At.ToMicroseconds(), one.DueAt?.ToMicroseconds());
        }
    }

    public static async Task<IReadOnlyList<OrderCase>> ListAsync(ISqlSession session, string shopId, int limit, int offset) => await session.ListAsync(
        "select case_id, order_id, kind, state, opened_at, due_at from order_case where shop_id = $1 order by opened_at, case_id limit $2 offset $3",
        row => new OrderCase(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.IsDBNull(5) ? null : row.Time(5)), shopId, limit, offset);
}
