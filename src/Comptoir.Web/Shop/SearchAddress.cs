using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.ShopPages;

/// <summary>A search as the address of its page, and back. Every wish has its own parameter, so that each can be taken away by a plain link.</summary>
public sealed record SearchAddress(string Path, string Text, Constraints Wishes, SortOrder Sort = SortOrder.Relevance, int Page = 1)
{
    public const int PageSize = 24;
    private const int MostValues = 60;
    private const int LastPage = 400;

    /// <summary>Reads what it understands and leaves the rest; nothing in a query is an error.</summary>
    public static SearchAddress Read(string path, IQueryCollection query, string currency)
    {
        var attributes = new List<AttributeConstraint>();
        var exclusions = new List<Exclusion>();
        foreach (var (name, values) in query.Take(MostValues))
        {
            if (name.Length is < 3 or > 80) continue;
            var given = values.Take(MostValues).Select(v => BoundedForm.Clean(v, 100)).OfType<string>().ToList();
            if (given.Count == 0) continue;
            if (name.StartsWith("f.", StringComparison.Ordinal)) attributes.Add(new AttributeConstraint(name[2..], given));
            else if (name.StartsWith("r.", StringComparison.Ordinal) && Range(given[0]) is var (min, max) && (min ?? max) is not null) attributes.Add(new AttributeConstraint(name[2..], [], min, max));
            else if (name.StartsWith("no.", StringComparison.Ordinal)) exclusions.AddRange(given.Select(v => new Exclusion("attribute", name[3..], v)));
            else if (name is "not-brand" or "not-category" or "not-word") exclusions.AddRange(given.Select(v => new Exclusion(name[4..], "", v)));
        }

        var (from, to) = Range(Value(query, "price"));
        return new SearchAddress(
            path,
            BoundedForm.Clean(query["q"].FirstOrDefault(), 300) ?? "",
            new Constraints
            {
                Categories = Values(query, "cat"),
                Brands = Values(query, "brand"),
                Attributes = attributes,
                Exclusions = exclusions,
                PriceMin = Amount(from) ?? Amount(Decimal(Value(query, "min")) * Currencies.Scale(currency)),
                PriceMax = Amount(to) ?? Amount(Decimal(Value(query, "max")) * Currencies.Scale(currency)),
                Age = Decimal(Value(query, "age")) is >= 0 and <= 120 and var age ? age : null,
                Audience = Value(query, "for") is { } who && who.All(char.IsAsciiLetter) ? who : null,
                RatingMin = Decimal(Value(query, "rating")) is >= 1 and <= 5 and var rating ? rating : null,
                InStockOnly = Value(query, "stock") is not null,
            },
            SortOf(Value(query, "sort")),
            int.TryParse(Value(query, "page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1);
    }

    public string Url
    {
        get
        {
            var query = string.Join('&', Fields(withPage: true).Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
            return query.Length == 0 ? Path : $"{Path}?{query}";
        }
    }

    /// <summary>Everything as form fields.</summary>
    public IEnumerable<(string Name, string Value)> Fields(bool withPage = false)
    {
        if (Text.Length > 0) yield return ("q", Text);
        foreach (var id in Wishes.Categories) yield return ("cat", id);
        foreach (var brand in Wishes.Brands) yield return ("brand", brand);
        foreach (var a in Wishes.Attributes)
        {
            foreach (var value in a.Values) yield return ("f." + a.AttributeId, value);
            if (a.Min is not null || a.Max is not null) yield return ("r." + a.AttributeId, Write(a.Min, a.Max));
        }

        foreach (var x in Wishes.Exclusions) yield return (x.Kind == "attribute" ? "no." + x.Field : "not-" + x.Kind, x.Value);
        if (Wishes.PriceMin is not null || Wishes.PriceMax is not null) yield return ("price", Write(Wishes.PriceMin, Wishes.PriceMax));
        if (Wishes.Age is { } age) yield return ("age", age.ToString(CultureInfo.InvariantCulture));
        if (Wishes.Audience is { } who) yield return ("for", who);
        if (Wishes.RatingMin is { } rating) yield return ("rating", rating.ToString(CultureInfo.InvariantCulture));
        if (Wishes.InStockOnly) yield return ("stock", "1");
        if (Sort != SortOrder.Relevance) yield return ("sort", SortName(Sort));
        if (withPage && Page > 1) yield return ("page", Page.ToString(CultureInfo.InvariantCulture));
    }

    public static string SortName(SortOrder sort) => sort switch
    {
        SortOrder.PriceAscending => "price",
        SortOrder.PriceDescending => "price-desc",
        SortOrder.Rating => "rating",
        SortOrder.Newest => "new",
        _ => "best",
    };

    private static SortOrder SortOf(string? name) => Enum.GetValues<SortOrder>().FirstOrDefault(s => SortName(s) == name);

    private static string Write(decimal? min, decimal? max) => string.Create(CultureInfo.InvariantCulture, $"{min}..{max}");

    private static (decimal? Min, decimal? Max) Range(string? text)
    {
        if (text?.Split("..") is not [var min, var max]) return (null, null);
        return (Decimal(min), Decimal(max));
    }

    private static decimal? Decimal(string? text) =>
        decimal.TryParse(text?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var d) && d < 1_000_000_000m ? d : null;

    private static long? Amount(decimal? minor) => minor is { } m and >= 0 ? (long)m : null;

    private static string? Value(IQueryCollection query, string name) => BoundedForm.Clean(query[name].FirstOrDefault(), 60);

    private static List<string> Values(IQueryCollection query, string name) =>
        [.. query[name].Take(MostValues).Select(v => BoundedForm.Clean(v, 100)).OfType<string>()];
}
