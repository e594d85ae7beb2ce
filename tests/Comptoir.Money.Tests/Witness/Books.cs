using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Comptoir.Money.Tests.Witness;

/// <summary>Everything about money and goods that a database holds at one moment, read with plain SQL and none of the server's code.</summary>
/// <param name="Doubtful">Checkouts and orders of which a declined payment will be looked at again.</param>
/// <param name="Integrity">The database's own opinion of itself.</param>
internal sealed record Books(
    IReadOnlyList<OrderRow> Orders,
    IReadOnlyList<CheckoutRow> Checkouts,
    IReadOnlyList<TransferRow> Transfers,
    IReadOnlyList<AccountRow> Accounts,
    IReadOnlyList<StockRow> Stock,
    IReadOnlyList<MessageRow> Outbox,
    IReadOnlyList<ProviderPayment> Provider,
    IReadOnlySet<string> Doubtful,
    string Integrity,
    bool Gapless)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <param name="begin">Starts a transaction that sees one moment.</param>
    /// <param name="integrity">A statement whose one value is the database's own opinion of itself.</param>
    /// <param name="gapless">Order numbers leave none out: a transaction that fails gives its number back.</param>
    public static async Task<Books> ReadAsync(DbConnection connection, string begin, string integrity, bool gapless)
    {
        async Task<List<T>> List<T>(string sql, Func<DbDataReader, T> read)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(read(reader));
            return rows;
        }

        await using (var command = connection.CreateCommand())
        {
            command.CommandText = begin;
            await command.ExecuteNonQueryAsync();
        }

        return new(
            await List("select order_id, checkout_id, number, document from placed_order order by number", r => new OrderRow(r.GetString(0), r.GetString(1), r.GetInt64(2), Document<OrderDocument>(r, 3))),
            await List("select checkout_id, status, payment_started_at, document from checkout", r => new CheckoutRow(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetInt64(2), Document<CheckoutDocument>(r, 3))),
            await List("select transfer_id, debit_account, credit_account, asset, case when phase in ('Posted', 'Post') then amount else 0 end, reference, case when batch is null then 0 else 1 end from transfer", r => new TransferRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetString(5), r.GetInt64(6) == 1)),
            await List("select account_id, asset, debits, credits from account", r => new AccountRow(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3))),
            await List("select variant_id, sum(on_hand), sum(reserved) from stock group by variant_id", r => new StockRow(r.GetString(0), Convert.ToInt64(r.GetValue(1)), Convert.ToInt64(r.GetValue(2)))),
            await List("select message_id, kind, state, next_attempt_at, lease_until, document from outbox", r => new MessageRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), Document<MessageDocument>(r, 5))),
            await List("select payment_id, document from test_payment", r => Document<ProviderPayment>(r, 1)),
            (await List("select data from job where kind = 'check_decline'", r => JsonSerializer.Deserialize<DoubtDocument>(r.GetString(0), Web)!.Cause)).ToHashSet(),
            (await List(integrity, r => r.GetValue(0).ToString()!)).FirstOrDefault() ?? "",
            gapless);
    }

    /// <summary>
    /// Payments without an outcome that were started before a moment and that nobody looks after again by another; jobs that are due since
    /// the first, and leases that reach beyond a third.
    /// </summary>
    public static async Task<IReadOnlyList<string>> StuckAsync(DbConnection connection, DateTimeOffset startedBefore, DateTimeOffset lookedAfterBy, DateTimeOffset leasedBeyond)
    {
        var stuck = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            select checkout_id || ' waits for the outcome of its payment since ' || payment_started_at from checkout
            where payment_started_at < {Microseconds(startedBefore)}
              and not exists (select 1 from job where kind = 'settle_checkout' and key = checkout_id and due_at >= {Microseconds(startedBefore)} and due_at <= {Microseconds(lookedAfterBy)})
            union all
            select kind || ' ' || key || ' is leased until ' || due_at from job where lease_token is not null and due_at > {Microseconds(leasedBeyond)}
            union all
            select kind || ' ' || key || ' is due since ' || due_at from job where due_at < {Microseconds(startedBefore)}
            union all
            select message_id || ' is leased until ' || lease_until from outbox where state = 'Waiting' and lease_until > {Microseconds(leasedBeyond)}
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) stuck.Add(reader.GetString(0));
        return stuck;
    }

    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static T Document<T>(DbDataReader reader, int column)
    {
        var text = reader.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetString(column);
        return JsonSerializer.Deserialize<T>(text, Web)!;
    }
}

internal sealed record OrderRow(string Id, string CheckoutId, long Number, OrderDocument Document);

internal sealed record CheckoutRow(string Id, string Status, long? PaymentStartedAt, CheckoutDocument Document);

/// <param name="Amount">0 for what only reserves.</param>
/// <param name="Sealed">Its amount is in its accounts' kept sums.</param>
internal sealed record TransferRow(string Id, string Debit, string Credit, string Asset, long Amount, string Reference, bool Sealed);

internal sealed record AccountRow(string Id, string Asset, long Debits, long Credits);

internal sealed record StockRow(string VariantId, long OnHand, long Reserved);

/// <summary>What the payment provider says that it did; kept by it, outside of the shop's transactions.</summary>
/// <param name="Cause">The checkout or order.</param>
internal sealed record ProviderPayment(string Id, string Cause, long Captured, long Refunded, string State);

internal sealed record MessageRow(string Id, string Kind, string State, long NextAttemptAt, long LeaseUntil, MessageDocument Document);

internal sealed record OrderDocument(
    string Status,
    string? CustomerId,
    TotalsDocument Totals,
    List<PaymentDocument> Payments,
    CallerDocument Caller,
    List<LineDocument> Lines,
    List<AdjustmentDocument> Adjustments,
    List<EventDocument> Events,
    List<ShipmentDocument> Shipments,
    List<ReturnDocument> Returns,
    List<WithdrawalDocument> Withdrawals)
{
    public long Captured => Payments.Sum(p => p.Captured);

    public long Refunded => Payments.Sum(p => p.Refunded);
}

internal sealed record LineDocument(ItemDocument Item, int Fulfilled, int Removed);

internal sealed record ItemDocument(string Id, string VariantId, int Quantity);

internal sealed record TotalsDocument(long Subtotal, long ItemsDiscount, long Discount, long? Fulfilment, long Tax, long Fee, long Total);

internal sealed record PaymentDocument(string Id, long Captured, long Refunded, string? Reference);

internal sealed record CallerDocument(string? WebhookUrl);

internal sealed record QuantityDocument(string LineId, int Quantity);

internal sealed record AdjustmentDocument(string Id, string Type, string Status, long Amount, string? Description, bool MovesMoney, bool Restock, List<QuantityDocument> Lines, List<MoneyDocument> Money)
{
    public bool Done => this is { MovesMoney: true, Status: "completed" };

    /// <summary>Settles a return; what an operator gives back at the console carries the harness's own words.</summary>
    public bool SettlesReturn => Type is "return" or "exchange" && Reasons.Contains(Description);

    /// <summary>Gives back what a withdrawal's unshipped pieces cost.</summary>
    public bool RefundsWithdrawal => Type is "cancellation" or "line_cancellation" && Description == "withdrawal";

    private static readonly HashSet<string?> Reasons = ["withdrawal", "does_not_fit", "changed_mind", "not_as_described", "damaged", "wrong_item", "arrived_late", "other"];
}

/// <param name="Kind">Credit: to store credit instead of to who paid.</param>
internal sealed record MoneyDocument(string Id, string Kind, string PaymentId, long Amount, string State)
{
    public bool Credited => this is { Kind: "Credit", State: "Refunded" };
}

internal sealed record ShipmentDocument(string Id, string State);

internal sealed record ReturnDocument(string Id, string State, string Kind, List<QuantityDocument> Lines, string? Comment, string? WithdrawalId, string? LabelUrl, string? SentWith, string? AdjustmentId, List<InspectedDocument> Inspected, List<ReplacementDocument> Replacements, List<StepDocument> Events)
{
    public bool Open => State is "Requested" or "Approved" or "Sent" or "Received" or "AwaitingPayment";
}

internal sealed record InspectedDocument(string LineId, int Accepted, int Damaged, int Missing, string? Note);

internal sealed record ReplacementDocument(string LineId, ItemDocument Item);

internal sealed record StepDocument(string State, string? Note);

internal sealed record WithdrawalDocument(string Id, string Name, List<QuantityDocument> Lines, string? ReturnId);

internal sealed record EventDocument(string Id, string Type, string? TrackingNumber, List<QuantityDocument> Lines);

internal sealed record CheckoutDocument(string Status, string? OrderId, List<ItemDocument> Lines, TotalsDocument? Totals, AttemptDocument? Attempt, DateTimeOffset ExpiresAt);

internal sealed record AttemptDocument(string Id, DateTimeOffset StartedAt);

internal sealed record DoubtDocument(string Cause);

internal sealed record MessageDocument(string Topic, string? OrderId, string Target, int Attempts, string? Body);
