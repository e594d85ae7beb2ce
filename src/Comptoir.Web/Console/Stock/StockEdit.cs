using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Web.Console.Forms;

namespace Comptoir.Web.Console.Stock;

/// <summary>
/// Counts typed into fields named <c>stock|location|variant</c>, beside hidden fields <c>was|…</c> with what was shown.
/// Only what was changed is written; a count that somebody else changed since is not overwritten.
/// </summary>
internal static class StockEdit
{
    private const long Most = 100_000_000;

    public static string NameOf(string variantId, string locationId) => $"stock|{locationId}|{variantId}";

    public static string WasName(string variantId, string locationId) => $"was|{locationId}|{variantId}";

    public static async Task<IReadOnlyList<StockLevel>> ReadAsync(ConsoleContext console, ConsoleForm form, ICatalogStore catalog, IReadOnlySet<string> variantIds, CancellationToken ct)
    {
        var source = new Provenance("console", console.Now);
        var changed = new List<StockLevel>();
        var now = (await catalog.ReadStockAsync(console.Shop.Id, [.. variantIds], ct)).ToDictionary(l => (l.VariantId, l.LocationId));
        foreach (var (name, typed) in form.Values.Where(v => v.Key.StartsWith("stock|", StringComparison.Ordinal)).ToArray())
        {
            var parts = name.Split('|', 3);
            if (parts.Length < 3 || form["was|" + parts[1] + "|" + parts[2]] == typed.Trim()) continue;
            if (!variantIds.Contains(parts[2]) || (console.Shop.Locations.All(l => l.Id != parts[1]) && !now.ContainsKey((parts[2], parts[1])))) continue;
            if (form.Whole(name, 0, Most, required: true) is not { } count) continue;
            var level = now.GetValueOrDefault((parts[2], parts[1])) ?? new StockLevel(parts[2], parts[1], 0, 0);
            var was = form["was|" + parts[1] + "|" + parts[2]];
            if (was.Length > 0 && was != level.OnHand.ToString(CultureInfo.InvariantCulture) && count != level.OnHand)
            {
                form.Wrong(name, console.T.StockChangedMeanwhile(level.OnHand));
                form["was|" + parts[1] + "|" + parts[2]] = level.OnHand.ToString(CultureInfo.InvariantCulture);
            }
            else if (count != level.OnHand) changed.Add(level with { OnHand = count, Source = source });
        }

        return changed;
    }
}
