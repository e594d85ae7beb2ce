using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// An order's double entries. Revenue is posted net of discounts and of tax (the transaction price of IFRS 15): the payment
/// provider's clearing account is debited with what was captured; sales, shipping and tax payable are credited with their parts.
/// A refund goes the other way: pieces reverse sales and their tax in proportion of what is left of them, an amount without pieces
/// and a cancellation reverse everything alike, so that a full refund leaves every account where it was. Pure.
/// </summary>
internal static class Postings
{
    private sealed record Part(string Name, string Kind, Account Account, long Amount, bool Shipping);

    public static IReadOnlyList<Transfer> Sale(Order order)
    {
        var clearing = Clearing(order);
        return [.. Parts(order).Where(p => p.Amount > 0).Select(p => new Transfer($"{order.Id}:{p.Name}", clearing, p.Account, p.Amount, p.Kind, order.Id, order.CreatedAt).Checked())];
    }

    /// <param name="refund">Not yet among the order's completed adjustments.</param>
    public static IReadOnlyList<Transfer> Refund(Order order, Adjustment refund)
    {
        var parts = Parts(order);
        var left = parts.Select(p => p.Amount).ToArray();
        foreach (var earlier in order.Adjustments.Where(a => a is { MovesMoney: true, Status: "completed" } && a.Id != refund.Id)) Take(left, parts, earlier);
        var taken = Take(left, parts, refund);
        var clearing = Clearing(order);
        var kind = refund.Type == "cancellation" ? "cancellation" : "refund";
        return [.. parts.Select((p, i) => (p, amount: taken[i])).Where(x => x.amount > 0)
            .Select(x => new Transfer($"{order.Id}:{refund.Id}:{x.p.Name}", x.p.Account, clearing, x.amount, kind, order.Id, refund.At).Checked())];
    }

    private static long[] Take(long[] left, IReadOnlyList<Part> parts, Adjustment refund)
    {
        var ofPieces = refund is { Lines.Count: > 0, Type: not "cancellation" };
        var first = left.Select((amount, i) => ofPieces && parts[i].Shipping ? 0 : amount).ToArray();
        var fromFirst = Math.Min(refund.Amount, first.Sum());
        var taken = Apportion.Split(fromFirst, first);
        var rest = Apportion.Split(Math.Min(refund.Amount - fromFirst, left.Sum() - fromFirst), [.. left.Select((amount, i) => amount - first[i])]);
        for (var i = 0; i < left.Length; i++) left[i] -= taken[i] += rest[i];
        return taken;
    }

    private static List<Part> Parts(Order order)
    {
        var t = order.Totals;
        var asset = order.Currency;
        var taxOnItems = t.Tax + t.TaxIncluded - t.FulfilmentTax;
        var included = t.TaxIncluded > 0;
        var parts = new List<Part>
        {
            new("sale", "sale", new($"sales:{asset}", "shop", AccountKind.Income, asset), t.Subtotal - t.ItemsDiscount - t.Discount - (included ? taxOnItems : 0), false),
            new("shipping", "shipping", new($"shipping:{asset}", "shop", AccountKind.Income, asset), (t.Fulfilment ?? 0) - (included ? t.FulfilmentTax : 0), true),
            new("fee", "fee", new($"fees:{asset}", "shop", AccountKind.Income, asset), t.Fee, true),
        };
        var onShipping = t.FulfilmentTax;
        foreach (var country in t.Taxes.GroupBy(x => x.Country))
        {
            // what shipping caused was computed within the standard rate; the countries' sums stay exact
            var sum = country.Sum(x => x.Amount);
            var shipping = Math.Min(onShipping, country.Where(x => x.Category == "standard").Sum(x => x.Amount));
            onShipping -= shipping;
            var payable = new Account($"tax:{country.Key}:{asset}", $"tax:{country.Key}", AccountKind.Liability, asset);
            parts.Add(new($"tax:{country.Key}", "tax", payable, sum - shipping, false));
            parts.Add(new($"shipping_tax:{country.Key}", "tax", payable, shipping, true));
        }

        return parts;
    }

    private static Account Clearing(Order order) => new($"clearing:{order.Payment.HandlerId}:{order.Currency}", $"psp:{order.Payment.HandlerId}", AccountKind.Asset, order.Currency);
}
