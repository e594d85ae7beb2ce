using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Feeds;

/// <summary>Checks what a feed states and makes products of it; what cannot be used becomes a problem with its line and field.</summary>
internal sealed partial class FeedMapper(Shop shop, FeedVocabulary vocabulary, Provenance source, string file, string? mediaBase, Action<FeedProblem> report)
{
    private const int MaxVariants = 2_000;

    /// <summary>Null when the product had to be refused.</summary>
    public FeedEntry? Map(RawProduct raw)
    {
        if (string.IsNullOrWhiteSpace(raw.Id)) return Refuse(raw.Line, "id", "No id, SKU or handle.");
        var id = Slug.Id(raw.Id);
        if (id.Length is 0 or > 128) return Refuse(raw.Line, "id", "An id has 1 to 128 characters.");
        if (raw.Title.IsEmpty) return Refuse(raw.Line, "title", "No title.");
        if (raw.Title.Values.Any(v => v.Value.Length > 500)) return Refuse(raw.Line, "title", "The title is longer than 500 characters.");
        if (raw.Variants.Count == 0) return Refuse(raw.Line, null, "No row with a price.");
        if (raw.Variants.Count > MaxVariants) return Refuse(raw.Line, null, $"More than {MaxVariants} variants.");

        var handle = raw.Handle is { Length: > 0 } h && Slug.Of(h) is { Length: > 0 } given ? given : Handle(raw.Title.In(shop.DefaultLanguage), id);
        var variants = new List<Variant>(raw.Variants.Count);
        var stock = new List<StockLevel>(raw.Variants.Count);
        var options = raw.OptionNames.Select(n => (Name: n, Id: Slug.Attribute(n), Values: new List<OptionValue>())).ToList();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rawVariant in raw.Variants)
        {
            if (Price(rawVariant.Line, "price", rawVariant.Price, required: true) is not { } price) continue;
            var selected = new List<SelectedOption>(options.Count);
            for (var i = 0; i < options.Count; i++)
            {
                var label = i < rawVariant.OptionValues.Count ? rawVariant.OptionValues[i] : "";
                if (label.Length == 0) continue;
                var value = vocabulary.Value(options[i].Id, options[i].Name, label);
                if (options[i].Values.All(v => v.Id != value.Id)) options[i].Values.Add(value);
                selected.Add(new(options[i].Id, value.Id));
            }

            var listPrice = Price(rawVariant.Line, "list price", rawVariant.ListPrice, required: false);
            var variantId = raw.Variants.Count == 1 ? id
                : Slug.Id(rawVariant.Id ?? rawVariant.Sku ?? $"{id}-{(selected.Count > 0 ? string.Join('-', selected.Select(s => s.ValueId)) : variants.Count + 1)}");
            if (!ids.Add(variantId))
            {
                report(new(file, rawVariant.Line, "sku", $"Variant '{variantId}' stands twice in this product.", Refused: true));
                continue;
            }

            variants.Add(new Variant
            {
                Id = variantId,
                Sku = Bound(rawVariant.Sku, 128),
                Gtin = ReadGtin(rawVariant),
                Options = selected,
                Offer = new Offer(price, listPrice is { } l && l.Amount > price.Amount ? l : null),
                Media = Images([rawVariant.Image]),
            });
            stock.Add(new(variantId, shop.Locations[0].Id, Quantity(rawVariant), 0, source));
        }

        if (variants.Count == 0) return null;
        var product = new Product
        {
            Id = id,
            Handle = handle,
            Title = Clean(raw.Title, 500),
            Description = Clean(raw.Description, 20_000),
            Brand = Bound(raw.Brand, 120),
            CategoryId = vocabulary.Category(raw.CategoryPath, raw.GoogleCategory),
            Options = [.. options.Where(o => o.Values.Count > 0).Select(o => new ProductOption(o.Id, vocabulary.Name(o.Id, o.Name), o.Values))],
            Variants = variants,
            Attributes = Attributes(raw),
            Tags = [.. raw.Tags.Select(t => Bound(t, 60)!).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(50)],
            Media = Images(raw.Images),
            TaxCategory = raw.TaxCategory ?? "standard",
            Rating = raw.Rating is >= 1 and <= 5 ? new(decimal.Round(raw.Rating.Value, 2), raw.RatingCount ?? 1) : null,
            Active = raw.Active,
            Source = source,
        };
        return new(raw.Line, product, stock, [.. raw.Reviews.Where(r => r.Rating is >= 1 and <= 5).Select((r, i) => Review(id, r, i))]);
    }

    /// <summary>The title's beginning and the whole id: two products with one long title keep apart.</summary>
    private static string Handle(string title, string id)
    {
        var end = Slug.Of(id);
        var start = Slug.Of(title.Length <= 80 ? title : title[..80]);
        return start.Length == 0 ? end : end.Length == 0 ? start : $"{start}-{end}";
    }

    private Review Review(string productId, RawReview r, int index) =>
        new($"{productId}-r{index + 1}", productId, Bound(r.Author, 80)!, r.Rating, null, Bound(r.Title, 200), Bound(PlainText(r.Text), 4_000)!, r.At ?? source.ReadAt);

    private FeedEntry? Refuse(long line, string? field, string message)
    {
        report(new(file, line, field, message, Refused: true));
        return null;
    }

    private Money? Price(long line, string field, string? text, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required) report(new(file, line, field, "No price.", Refused: true));
            return null;
        }

        var number = text.Replace(shop.Currency, "", StringComparison.OrdinalIgnoreCase).Trim().Trim('€', '$', '£', '\u00a0', ' ');
        var digits = number.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal);
        if (digits.Contains(',', StringComparison.Ordinal))
            digits = digits.Contains('.', StringComparison.Ordinal) && digits.LastIndexOf('.') > digits.LastIndexOf(',') ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        string? wrong = null;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var major)) wrong = $"'{Bound(text, 40)}' is not a price in {shop.Currency}.";
        else if (major < 0) wrong = $"The price {text} is negative.";
        else if (Currencies.FromMajor(major, shop.Currency) is { } minor) return new(minor, shop.Currency);
        else wrong = $"The price {Bound(text, 40)} has more digits than {shop.Currency} allows.";
        report(new(file, line, field, wrong, Refused: required));
        return null;
    }

    private long Quantity(RawVariant raw)
    {
        if (raw.Quantity is null) return 0;
        if (raw.Quantity is >= 0 and <= 1_000_000_000) return raw.Quantity.Value;
        report(new(file, raw.Line, "quantity", $"The quantity {raw.Quantity} is not between 0 and 1,000,000,000; taken as 0.", Refused: false));
        return 0;
    }

    private string? ReadGtin(RawVariant raw)
    {
        if (string.IsNullOrWhiteSpace(raw.Gtin)) return null;
        var gtin = Gtin.Normalize(raw.Gtin);
        if (gtin is null) report(new(file, raw.Line, "gtin", $"'{Bound(raw.Gtin, 40)}' is not a GTIN (8, 12, 13 or 14 digits with a right check digit).", Refused: false));
        return gtin;
    }

    private List<Media> Images(IEnumerable<string?> urls)
    {
        var media = new List<Media>();
        foreach (var url in urls)
        {
            if (string.IsNullOrWhiteSpace(url)) continue;
            if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "https" or "http") media.Add(new(absolute!.AbsoluteUri.Replace("http://", "https://", StringComparison.Ordinal)));
            else if (mediaBase is not null && Uri.TryCreate(new Uri(mediaBase), url.TrimStart('/'), out var joined)) media.Add(new(joined.AbsoluteUri));
        }

        return [.. media.DistinctBy(m => m.Url).Take(20)];
    }

    private Dictionary<string, AttributeValue> Attributes(RawProduct raw)
    {
        var attributes = new Dictionary<string, AttributeValue>(raw.Attributes.Count, StringComparer.Ordinal);
        foreach (var (name, value) in raw.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Take(200))
        {
            var id = Slug.Attribute(name);
            if (id.Length is 0 or > 80) continue;
            if (vocabulary.Typed(id, name, value) is { } typed) attributes[id] = typed;
        }

        return attributes;
    }

    private static LocalizedText Clean(LocalizedText text, int limit) =>
        text.IsEmpty ? text : new(text.Values.Select(v => new KeyValuePair<string, string>(v.Key, Bound(PlainText(v.Value), limit)!)));

    private static string? Bound(string? text, int limit)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? text is null ? null : "" : trimmed.Length <= limit ? trimmed : trimmed[..limit];
    }

    /// <summary>HTML as plain text with line breaks; text without markup stays as it is.</summary>
    internal static string PlainText(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal) && !html.Contains('&', StringComparison.Ordinal)) return Controls(html);
        try
        {
            var text = ScriptPattern().Replace(html, " ");
            text = BreakPattern().Replace(text, "\n");
            text = TagPattern().Replace(text, "");
            return Controls(BlankPattern().Replace(WebUtility.HtmlDecode(text), "\n").Trim());
        }
        catch (RegexMatchTimeoutException)
        {
            // markup made to take long must not stop the rest of the feed; it stays as text, without its brackets
            return Controls(html.Replace('<', ' ').Replace('>', ' ').Trim());
        }
    }

    private static string Controls(string text)
    {
        if (!text.Any(c => char.IsControl(c) && c is not '\n')) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsControl(c) || c == '\n') kept.Append(c);
            else if (c == '\t') kept.Append(' ');
        return kept.ToString();
    }

    [GeneratedRegex(@"<(script|style)\b.*?</\1\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex ScriptPattern();

    [GeneratedRegex(@"<(br|/p|/li|/div|/h\d|/tr)\b[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex BreakPattern();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.None, 1000)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"[ \t]*\n[\s]*", RegexOptions.None, 1000)]
    private static partial Regex BlankPattern();
}
