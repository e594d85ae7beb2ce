using Comptoir.Catalog.Offers;
using Comptoir.Ledger.Assets;

namespace Comptoir.Web.Console.Ledger;

/// <summary>The ledger counts currencies in minor units, and other things (tokens, hours) in units of their own.</summary>
internal static class LedgerAmounts
{
    public static string Text(ConsoleContext console, long amount, string asset) =>
        Currencies.IsKnown(asset) ? console.Money(amount, asset)
        : Asset.Parse(asset) is not { } known ? $"{console.Number(amount)}\u00a0{asset}"
        : known.IsMemo && Currencies.IsKnown(known.Base) ? console.Money(amount, known.Base)
        : $"{console.Decimal(amount / Math.Pow(10, known.Decimals), known.Decimals)}\u00a0{asset.Split('/')[0]}";
}
