using Comptoir.Catalog.Offers;

namespace Comptoir.Web.Console.Ledger;

/// <summary>The ledger counts currencies in minor units, and other things (tokens, hours) in units of their own.</summary>
internal static class LedgerAmounts
{
    public static string Text(ConsoleContext console, long amount, string asset) =>
        Currencies.IsKnown(asset) ? console.Money(amount, asset) : $"{console.Number(amount)}\u00a0{asset}";
}
