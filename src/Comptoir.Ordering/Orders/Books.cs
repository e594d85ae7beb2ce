using Comptoir.Ledger.Accounts;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.GiftCards;

namespace Comptoir.Ordering.Orders;

/// <summary>One of the parts that an order's total divides into, each with its account.</summary>
/// <param name="Name">sale, gift_cards_unissued, shipping, fee, tax:FR, shipping_tax:FR.</param>
internal sealed record BookPart(string Name, string Kind, Account Account, long Amount)
{
    /// <summary>Belongs to the order as a whole, not to its pieces.</summary>
    public bool OfShipping => Kind is "shipping" or "fee" || Name.StartsWith("shipping_tax:", StringComparison.Ordinal);
}

/// <summary>
/// Divides an order's money among its parts. Pieces that go back take their own price and their own tax with them; an amount without
/// pieces and a cancellation reverse everything alike, so that a full refund leaves every account where it was. Pure.
/// </summary>
internal static class Books
{
    /// <summary>The parts of a total; their amounts add up to it.</summary>
    public static IReadOnlyList<BookPart> Of(Totals t)
    {
        var included = t.TaxIncluded > 0;
        var taxOnItems = t.Tax + t.TaxIncluded - t.FulfilmentTax;
        var parts = new List<BookPart>
        {
            Part("sale", t.Subtotal - t.ItemsDiscount - t.Discount - t.GiftCards - (included ? taxOnItems : 0), t.Currency),
            Part(BalanceAccounts.Cards, t.GiftCards, t.Currency),
            Part("shipping", (t.Fulfilment ?? 0) - (included ? t.FulfilmentTax : 0), t.Currency),
            Part("fee", t.Fee, t.Currency),
        };
        foreach (var country in LineTaxes.OnItems(t).GroupBy(x => x.Row.Country))
        {
            parts.Add(Part($"tax:{country.Key}", country.Sum(x => x.Amount), t.Currency));
            parts.Add(Part($"shipping_tax:{country.Key}", country.Sum(x => x.Row.Amount - x.Amount), t.Currency));
        }

        return parts;
    }

    /// <summary>A part by its name, for example to book one that an adjustment brings.</summary>
    public static BookPart Part(string name, long amount, string asset)
    {
        var kind = name.Split(':')[0] switch { "tax" or "shipping_tax" => "tax", var other => other };
        var account = kind switch
        {
            "tax" => new Account($"tax:{name.Split(':')[1]}:{asset}", $"tax:{name.Split(':')[1]}", AccountKind.Liability, asset),
            "sale" => new Account($"sales:{asset}", "shop", AccountKind.Income, asset),
            BalanceAccounts.Cards => BalanceAccounts.Unissued(asset),
            "fee" => new Account($"fees:{asset}", "shop", AccountKind.Income, asset),
            _ => new Account($"{kind}:{asset}", "shop", AccountKind.Income, asset),
        };
        return new(name, kind, account, amount);
    }

    /// <summary>What one total turning into another does to the parts: what becomes less is positive.</summary>
    public static IReadOnlyList<BookShare> Change(Totals before, Totals after) =>
        Sum([.. Of(before).Select(p => new BookShare(p.Name, p.Amount))], [.. Of(after).Select(p => new BookShare(p.Name, -p.Amount))]);

    public static IReadOnlyList<BookShare> Sum(IReadOnlyList<BookShare> one, IReadOnlyList<BookShare> other) =>
        [.. one.Concat(other).GroupBy(s => s.Part).Select(g => new BookShare(g.Key, g.Sum(s => s.Amount))).Where(s => s.Amount != 0)];

    /// <summary>How an adjustment's amount divides, after those that are completed before it.</summary>
    public static IReadOnlyList<BookShare> Shares(Order order, Adjustment adjustment)
    {
        if (adjustment.Books.Count > 0) return adjustment.Books;
        if (adjustment.Amount == 0) return [];
        var parts = Of(order.Totals).ToList();
        var left = parts.Select(p => p.Amount).ToList();
        foreach (var earlier in order.Adjustments.Where(a => a is { MovesMoney: true, Status: Adjustment.Completed } && a.Id != adjustment.Id))
        {
            if (earlier.Books.Count == 0) Take(left, parts, earlier.Amount, Weights(order, parts, left, earlier));
            foreach (var share in earlier.Amends ? earlier.Taken : earlier.Books)
            {
                var at = parts.FindIndex(p => p.Name == share.Part);
                if (at < 0)
                {
                    at = parts.Count;
                    parts.Add(Part(share.Part, 0, order.Currency));
                    left.Add(0);
                }

                left[at] -= share.Amount;
            }
        }

        var taken = adjustment.Amount > 0
            ? Take(left, parts, adjustment.Amount, Weights(order, parts, left, adjustment))
            : [.. Apportion.Split(-adjustment.Amount, [.. parts.Select(p => p.OfShipping ? 0 : Math.Max(0, p.Amount))]).Select(a => -a)];
        return [.. parts.Select((p, i) => new BookShare(p.Name, taken[i])).Where(s => s.Amount != 0)];
    }

    /// <summary>What the adjustment takes first: the pieces' own price and tax as far as they are left, or everything alike.</summary>
    private static long[] Weights(Order order, IReadOnlyList<BookPart> parts, IReadOnlyList<long> left, Adjustment adjustment)
    {
        if ((adjustment.Lines.Count == 0 && adjustment.LineId is null) || adjustment.Type == "cancellation") return [.. left.Select(l => Math.Max(0, l))];
        var own = new long[parts.Count];
        foreach (var piece in adjustment.Lines)
        {
            if (order.Lines.FirstOrDefault(l => l.Item.Id == piece.LineId) is not { } line) continue;
            Own(line, Paid.For(order, line, Math.Min(piece.Quantity, line.Remaining)));
        }

        if (order.Lines.FirstOrDefault(l => l.Item.Id == adjustment.LineId) is { } lowered) Own(lowered, adjustment.Amount);
        return [.. own.Select((amount, i) => Math.Clamp(amount, 0, Math.Max(0, left[i])))];

        void Own(OrderLine line, long amount)
        {
            var (rest, sale) = (amount, IndexOf(parts, line.Item.IsGiftCard ? BalanceAccounts.Cards : "sale"));
            foreach (var (country, tax) in Paid.TaxIn(order, line, amount))
            {
                var at = IndexOf(parts, $"tax:{country}");
                if (at < 0) continue;
                own[at] += tax;
                rest -= tax;
            }

            own[sale < 0 ? 0 : sale] += rest;
        }
    }

    /// <summary>First by the weights, then from what is left of the pieces' parts, then from everything.</summary>
    private static long[] Take(List<long> left, IReadOnlyList<BookPart> parts, long amount, long[] weights)
    {
        var taken = new long[parts.Count];
        foreach (var share in new[] { weights, [.. left.Select((l, i) => parts[i].OfShipping ? 0 : l - weights[i])], [.. left.Select((l, i) => parts[i].OfShipping ? l - weights[i] : 0)] })
        {
            var possible = share.Select(w => Math.Max(0, w)).ToArray();
            var now = Apportion.Split(Math.Min(amount, possible.Sum()), possible);
            for (var i = 0; i < taken.Length; i++) taken[i] += now[i];
            amount -= now.Sum();
        }

        for (var i = 0; i < taken.Length; i++) left[i] -= taken[i];
        return taken;
    }

    private static int IndexOf(IReadOnlyList<BookPart> parts, string name)
    {
        for (var i = 0; i < parts.Count; i++) if (parts[i].Name == name) return i;
        return -1;
    }
}
