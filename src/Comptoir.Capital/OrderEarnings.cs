using System.Collections.Immutable;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Capital;

/// <summary>What a shop's orders earned, from the transfers of its own ledger.</summary>
/// <param name="Currency">The asset counted, with calls of models in its thousand-millionths; orders in others are left out.</param>
/// <param name="ByKind">For each kind of transfer (sale, fee, refund, usage …) what it added to the result, minor units.</param>
/// <param name="Each">Every order, the one that earned most first.</param>
public sealed record OrderEarnings(string Currency, int Orders, ImmutableSortedDictionary<string, long> ByKind, long Result, ImmutableArray<(string Order, long Result)> Each)
{
    /// <param name="transfers">Any transfers; those filed under an order and touching income or expenses count.</param>
    /// <param name="isOrder">Whether a reference is an order's.</param>
    public static OrderEarnings Of(IEnumerable<Transfer> transfers, string currency, Func<string, bool> isOrder)
    {
        var kinds = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var orders = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var (models, toMinor) = ($"{currency.ToLowerInvariant()}/9", (decimal)Math.Pow(10, 9 - Asset.Of(currency).Decimals));
        foreach (var t in transfers.Where(t => (t.Asset == currency || t.Asset == models) && t.Posts != 0 && isOrder(t.Reference)))
        {
            orders.TryAdd(t.Reference, 0);
            var change = (Effect(t.Credit, t.Posts) - Effect(t.Debit, t.Posts)) / (t.Asset == models ? toMinor : 1m);
            if (change == 0) continue;
            kinds[t.Kind] = kinds.GetValueOrDefault(t.Kind) + change;
            orders[t.Reference] += change;
        }

        return new(currency, orders.Count, kinds.ToImmutableSortedDictionary(k => k.Key, k => Whole(k.Value), StringComparer.Ordinal), Whole(orders.Values.Sum()), [.. orders.OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key, Whole(o.Value)))]);
    }

    private static long Whole(decimal minor) => (long)decimal.Round(minor, MidpointRounding.ToEven);

    /// <summary>Crediting income earns; crediting an expense takes it back.</summary>
    private static long Effect(Account account, long amount) => account.Kind is AccountKind.Income or AccountKind.Expense ? amount : 0;
}
