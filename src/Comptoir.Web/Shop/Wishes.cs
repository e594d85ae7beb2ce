using Comptoir.Catalog.Offers;
using Comptoir.Search.Query;
using Comptoir.Web.Layout;

namespace Comptoir.Web.ShopPages;

/// <summary>What a search understood, one chip a wish, each with the address of the same search without it.</summary>
public static class Wishes
{
    public static IReadOnlyList<Wish> Of(SearchAddress address, Visit visit, string? pageCategory)
    {
        var (shop, language, texts, wishes) = (visit.Shop, visit.Language, visit.Texts, address.Wishes);
        var chips = new List<Wish>();
        void Add(string label, Constraints without) => chips.Add(new Wish(label, (address with { Wishes = without, Page = 1 }).Url));

        foreach (var id in wishes.Categories.Where(c => c != pageCategory))
            Add(shop.Categories.FirstOrDefault(c => c.Id == id)?.Name.In(language) ?? id, wishes with { Categories = [.. wishes.Categories.Where(c => c != id)] });
        foreach (var brand in wishes.Brands)
            Add(brand, wishes with { Brands = [.. wishes.Brands.Where(b => b != brand)] });
        foreach (var a in wishes.Attributes)
            Add(a.Label ?? LabelOf(a, visit), wishes with { Attributes = [.. wishes.Attributes.Where(b => b != a)] });
        if (wishes.PriceMin is not null || wishes.PriceMax is not null)
        {
            string? Write(long? amount) => amount is { } minor ? new Money(minor, shop.Currency).Format(language) : null;
            Add(texts.PriceFromTo(Write(wishes.PriceMin), Write(wishes.PriceMax)), wishes with { PriceMin = null, PriceMax = null });
        }

        if (wishes.Age is { } age) Add(texts.ForAge(texts.Number(age)), wishes with { Age = null });
        if (wishes.Audience is { } who) Add(texts.ForWhom(who), wishes with { Audience = null });
        if (wishes.RatingMin is { } rating) Add(texts.RatedAtLeast(texts.Number(rating)), wishes with { RatingMin = null });
        if (wishes.InStockOnly) Add(texts.InStockOnly, wishes with { InStockOnly = false });
        // one "not pink" may forbid several shades, maybe of several attributes: one chip takes them all away
        foreach (var same in wishes.Exclusions.GroupBy(x => x.Label ?? texts.T($"not {x.Value}", $"sans {x.Value}"), StringComparer.OrdinalIgnoreCase))
            Add(same.Key, wishes with { Exclusions = [.. wishes.Exclusions.Except(same)] });
        if (address.Text.Length > 0) chips.Add(new Wish(texts.T($"“{address.Text}”", $"« {address.Text} »"), (address with { Text = "", Page = 1 }).Url));
        return chips;
    }

    private static string LabelOf(AttributeConstraint a, Visit visit)
    {
        var definition = visit.Shop.Attributes.FirstOrDefault(d => d.Id == a.AttributeId);
        var values = a.Values.Select(v => v switch
        {
            "true" => visit.Texts.T("yes", "oui"),
            "false" => visit.Texts.T("no", "non"),
            _ => definition?.Values?.GetValueOrDefault(v)?.Label.In(visit.Language) is { Length: > 0 } label ? label : v,
        });
        var name = definition?.Name.In(visit.Language) ?? a.AttributeId;
        if (a.Values is ["true"]) return name;
        var range = a.Min is null && a.Max is null ? null : visit.Texts.PriceFromTo(Number(a.Min), Number(a.Max));
        return visit.Texts.T($"{name}: {string.Join(", ", values)}{range}", $"{name} : {string.Join(", ", values)}{range}");
        string? Number(decimal? n) => n is { } number ? $"{visit.Texts.Number(number)} {definition?.Unit}".TrimEnd() : null;
    }
}

/// <param name="Without">Address of the search without this wish.</param>
public sealed record Wish(string Label, string Without);
