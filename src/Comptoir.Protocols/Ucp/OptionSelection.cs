using System.Text.Json.Nodes;
using Comptoir.Catalog.Products;

namespace Comptoir.Protocols.Ucp;

/// <summary>Which variants fit the option values that an agent chose for a product.</summary>
internal static class OptionSelection
{
    /// <summary>The choices that name an option and a value of the product, by id or by any of their names; others are passed over.</summary>
    public static IReadOnlyList<SelectedOption> Read(WireReader read, JsonObject body, Product p)
    {
        var chosen = new List<SelectedOption>();
        foreach (var (o, i) in (read.Objects(body, "selected", "$", 20) ?? []).Select((o, i) => (o, i)))
        {
            var path = $"$.selected[{i}]";
            var (name, id, label) = (read.Text(o, "name", path, 200), read.Text(o, "id", path, 200), read.Text(o, "label", path, 200));
            var option = p.Options.FirstOrDefault(x => Names(x.Id, x.Name, name));
            var value = option?.Values.FirstOrDefault(v => v.Id == id || Names(v.Id, v.Label, label));
            if (option is not null && value is not null && chosen.All(c => c.OptionId != option.Id)) chosen.Add(new(option.Id, value.Id));
        }

        return chosen;
    }

    /// <summary>
    /// The choices that can be had together: while no variant has them all, the least important is dropped. Important are those named first
    /// in <paramref name="preferences"/>, then those chosen first.
    /// </summary>
    public static IReadOnlyList<SelectedOption> Relax(Product p, IReadOnlyList<SelectedOption> chosen, IReadOnlyList<string> preferences)
    {
        int Rank(SelectedOption s)
        {
            var option = p.Options.First(o => o.Id == s.OptionId);
            var at = preferences.ToList().FindIndex(n => Names(option.Id, option.Name, n));
            return at < 0 ? int.MaxValue : at;
        }

        var ranked = chosen.OrderBy(Rank).ToList();
        while (ranked.Count > 0 && !p.Variants.Any(v => Has(v, ranked))) ranked.RemoveAt(ranked.Count - 1);
        return ranked;
    }

    public static bool Has(Variant v, IEnumerable<SelectedOption> chosen) => chosen.All(v.Options.Contains);

    private static bool Names(string id, LocalizedText names, string? wanted) =>
        wanted is not null && (id == wanted || names.Values.Any(n => n.Value.Equals(wanted, StringComparison.OrdinalIgnoreCase)));
}
