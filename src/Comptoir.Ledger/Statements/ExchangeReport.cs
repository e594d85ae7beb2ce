using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Statements;

/// <summary>What exchanging has gained or lost so far, at given rates.</summary>
/// <param name="Base">The asset in which it is told.</param>
/// <param name="Gain">In smallest units of the base, rounded half to even once at the end; negative: a loss.</param>
/// <param name="Missing">Assets that were exchanged and have no rate; their part is not in the gain.</param>
public sealed record ExchangeReport(string Base, IReadOnlyList<ExchangeLine> Lines, long Gain, IReadOnlyList<string> Missing)
{
    /// <param name="balances">Of which only exchange accounts count.</param>
    /// <param name="rates">Major units of the base for one major unit of the asset.</param>
    public static ExchangeReport Of(IEnumerable<AccountBalance> balances, string baseAsset, IReadOnlyDictionary<string, decimal> rates)
    {
        var lines = new List<ExchangeLine>();
        var missing = new List<string>();
        foreach (var b in balances.Where(b => b.Account == Exchange.AccountOf(b.Account.Asset) && b.Balance != 0).OrderBy(b => b.Account.Asset, StringComparer.Ordinal))
        {
            if (b.Account.Asset == baseAsset) lines.Add(new(baseAsset, b.Balance, 1, b.Balance));
            else if (rates.TryGetValue(b.Account.Asset, out var rate)) lines.Add(new(b.Account.Asset, b.Balance, rate, b.Balance * rate * Scale(baseAsset) / Scale(b.Account.Asset)));
            else missing.Add(b.Account.Asset);
        }

        return new(baseAsset, lines, checked((long)decimal.Round(lines.Sum(l => l.Value), MidpointRounding.ToEven)), missing);
    }

    private static decimal Scale(string asset) => (decimal)Math.Pow(10, Asset.Of(asset).Decimals);
}

/// <param name="Balance">What the shop gave less what it took of this asset is negative; in smallest units.</param>
/// <param name="Value">In smallest units of the base.</param>
public sealed record ExchangeLine(string Asset, long Balance, decimal Rate, decimal Value);
