using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>The test provider's memory: commits of its own, never part of a shop's transaction.</summary>
internal sealed class TestPaymentMemoryStore(IDatabase database) : ITestPaymentMemory
{
    public Task<TestPayment?> FindAsync(string shopId, string paymentId, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, shopId, paymentId), ct);

    public Task<T> ChangeAsync<T>(string shopId, string paymentId, Func<TestPayment?, (TestPayment? Keep, T Result)> change, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (session.Dialect.Lock is { } hold) await session.FindAsync(hold, _ => 0, $"test_payment {shopId} {paymentId}");
            var (keep, result) = change(await FindAsync(session, shopId, paymentId));
            if (keep is not null)
            {
                await session.ExecuteAsync(
                    "insert into test_payment (shop_id, payment_id, document) values ($1, $2, $3) on conflict (shop_id, payment_id) do update set document = excluded.document",
                    shopId, paymentId, Documents.Write(keep));
            }

            return new Written<T>(result);
        }, ct);

    public async Task<IReadOnlyList<TestPayment>> ListAsync(string shopId, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync("select document from test_payment where shop_id = $1 order by payment_id", row => row.Document<TestPayment>(), shopId), ct);

    public async Task<TestFault> NextFaultAsync(string shopId, OperationKind kind, CancellationToken ct)
    {
        const string next = "select sequence, fault from test_fault where shop_id = $1 and operation = $2 order by sequence limit 1";
        var any = await database.ReadAsync(s => s.FindAsync(next, row => row.GetString(1), shopId, kind.ToString()), ct);
        if (any is null) return TestFault.None;
        return await database.WriteAsync(
            async session =>
            {
                if (session.Dialect.Lock is { } hold) await session.FindAsync(hold, _ => 0, $"test_fault {shopId} {kind}");
                if (await session.FindAsync(next, row => (Sequence: row.GetInt64(0), Fault: row.GetString(1)), shopId, kind.ToString()) is not { Fault: { } fault } found) return new Written<TestFault>(TestFault.None, Keep: false);
                await session.ExecuteAsync("delete from test_fault where shop_id = $1 and operation = $2 and sequence = $3", shopId, kind.ToString(), found.Sequence);
                return new(Enum.Parse<TestFault>(fault));
            }, ct);
    }

    public Task ScriptAsync(string shopId, OperationKind kind, IReadOnlyList<TestFault> faults, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (session.Dialect.Lock is { } hold) await session.FindAsync(hold, _ => 0, $"test_fault {shopId} {kind}");
            var last = await session.NumberAsync("select max(sequence) from test_fault where shop_id = $1 and operation = $2", shopId, kind.ToString());
            foreach (var fault in faults)
                await session.ExecuteAsync("insert into test_fault (shop_id, operation, sequence, fault) values ($1, $2, $3, $4)", shopId, kind.ToString(), ++last, fault.ToString());
        }, ct);

    private static ValueTask<TestPayment?> FindAsync(ISqlSession session, string shopId, string paymentId) =>
        session.FindAsync("select document from test_payment where shop_id = $1 and payment_id = $2", row => row.Document<TestPayment>(), shopId, paymentId);
}
