using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// An order's double entries. Revenue is posted net of discounts and of tax (the transaction price of IFRS 15): sales, shipping and tax
/// payable are credited with their parts; what a provider took stands in its clearing account, what it only promised is receivable from
/// it. Money that comes back goes the other way. Pure.
/// </summary>
internal static class Postings
{
    /// <param name="Name">Part of the transfer's id.</param>
    private sealed record Side(string Name, Account Account, long Amount, string? Kind = null);

    public static IReadOnlyList<Transfer> Sale(Order order) =>
    [
        .. Match(order.Id, order.Id, "sale", order.CreatedAt,
            order.Payments.Select(p => new Side(p.Id, p.Captured > 0 ? Clearing(p.HandlerId, order.Currency) : Receivable(p.HandlerId, order.Currency), p.Captured > 0 ? p.Captured : p.Authorized)),
            Books.Of(order.Totals).Select(p => new Side(p.Name, p.Account, p.Amount, p.Kind))),
        .. order.Payments.SelectMany(p => Fee(order, p.Id, p.HandlerId, p.Fee, order.CreatedAt)),
    ];

    /// <param name="adjustment">Completed, with its parts' states and its books; not yet among the order's adjustments.</param>
    public static IReadOnlyList<Transfer> Of(Order order, Adjustment adjustment)
    {
        var moved = new List<(MoneyPart Part, Side Side)>();
        var captured = new List<Transfer>();
        foreach (var part in adjustment.Money)
        {
            var handler = part.Instrument?.HandlerId ?? order.Payments.First(p => p.Id == part.PaymentId).HandlerId;
            if (part is { Kind: OperationKind.Capture, State: PaymentStatus.Captured })
                captured.Add(new Transfer($"{order.Id}:{part.Id}:capture", Clearing(handler, order.Currency), Receivable(handler, order.Currency), part.Amount, "capture", order.Id, adjustment.At).Checked());
            if (part is { Kind: OperationKind.Capture or OperationKind.Authorize, State: PaymentStatus.Captured }) captured.AddRange(Fee(order, part.Id, handler, part.Fee, adjustment.At));
            if (MoneyPlan.Back(part) != 0) moved.Add((part, new(part.Id, part.Kind == OperationKind.Void ? Receivable(handler, order.Currency) : Clearing(handler, order.Currency), Math.Abs(part.Amount))));
        }

        var shares = adjustment.Books.Select(s => (s.Amount, Side: new Side(s.Part, Books.Part(s.Part, 0, order.Currency).Account, Math.Abs(s.Amount)))).ToList();
        var kind = adjustment.Type == "cancellation" ? "cancellation" : adjustment.Amount < 0 ? "charge" : "refund";
        return
        [
            .. Match(order.Id, $"{order.Id}:{adjustment.Id}", kind, adjustment.At,
                [.. shares.Where(s => s.Amount > 0).Select(s => s.Side), .. moved.Where(m => MoneyPlan.Back(m.Part) < 0).Select(m => m.Side)],
                [.. moved.Where(m => MoneyPlan.Back(m.Part) > 0).Select(m => m.Side), .. shares.Where(s => s.Amount < 0).Select(s => s.Side)]),
            .. captured,
        ];
    }

    /// <summary>What a provider took of buyers and has not paid out.</summary>
    public static Account Clearing(string handlerId, string asset) => new($"clearing:{handlerId}:{asset}", $"psp:{handlerId}", AccountKind.Asset, asset);

    /// <summary>What is promised and not taken: an authorization, an invoice.</summary>
    public static Account Receivable(string handlerId, string asset) => new($"receivable:{handlerId}:{asset}", $"psp:{handlerId}", AccountKind.Asset, asset);

    private static IEnumerable<Transfer> Fee(Order order, string paymentId, string handlerId, long? fee, DateTimeOffset at)
    {
        if (fee is not > 0) yield break;
        var cost = new Account($"payment_costs:{order.Currency}", "shop", AccountKind.Expense, order.Currency);
        yield return new Transfer($"{order.Id}:{paymentId}:fee", cost, Clearing(handlerId, order.Currency), fee.Value, "fee", order.Id, at).Checked();
    }

    /// <summary>Pairs debits with credits of the same sum, in their order, in as few transfers as that takes.</summary>
    private static IEnumerable<Transfer> Match(string orderId, string prefix, string kind, DateTimeOffset at, IEnumerable<Side> debits, IEnumerable<Side> credits)
    {
        var from = new Queue<Side>(debits.Where(s => s.Amount > 0));
        var used = new HashSet<string>();
        foreach (var credit in credits.Where(s => s.Amount > 0))
        {
            var left = credit.Amount;
            while (left > 0 && from.TryPeek(out var debit))
            {
                var already = debit.Amount;
                var amount = Math.Min(left, already);
                from.Dequeue();
                if (already > amount) from = new([debit with { Amount = already - amount }, .. from]);
                left -= amount;

                // between a payment and another of the same provider nothing moves in its account
                if (debit.Account.Id == credit.Account.Id) continue;
                var name = $"{prefix}:{(credit.Kind is null ? debit.Name : credit.Name)}";
                var id = used.Add(name) ? name : $"{name}:{used.Count + 1}";
                used.Add(id);
                yield return new Transfer(id, debit.Account, credit.Account, amount, credit.Kind ?? kind, orderId, at).Checked();
            }
        }
    }
}
