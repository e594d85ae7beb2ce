using System.Text;
using Comptoir.Catalog.Feeds.Listings;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Tests.Feeds;

/// <summary>Feeds for shopping services: rows as each service wants them, and their published rules.</summary>
public sealed class ListingTests
{
    private static readonly ListingTarget OpenAi = ListingTarget.Named("openai")!;
    private static readonly ListingTarget Google = ListingTarget.Named("google")!;

    [Theory, InlineData("openai"), InlineData("google")]
    public void What_a_product_becomes_keeps_all_rules_of_the_service(string service)
    {
        var target = ListingTarget.Named(service)!;
        var check = new ListingCheck(target);
        foreach (var (listing, i) in Pot().Select((l, i) => (l, i))) check.Row(i + 1, target.Row(listing).ToDictionary(StringComparer.Ordinal));
        check.Rows.ShouldBe(2);
        check.Breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Variants_share_a_group_and_a_reduction_is_a_sale_price()
    {
        var row = OpenAi.Row(Pot()[0]).ToDictionary(StringComparer.Ordinal);
        (row["item_id"], row["group_id"], row["price"], row["sale_price"], row["availability"], row["color"]).ShouldBe(("pot-red", "pot", "18.00 EUR", "15.00 EUR", "in_stock", "Red"));
        var gone = Google.Row(Pot()[1]).ToDictionary(StringComparer.Ordinal);
        (gone["id"], gone["item_group_id"], gone["availability"], gone["link"]).ShouldBe(("pot-blue", "pot", "out_of_stock", "https://shop.example/products/clay-pot?variant=pot-blue"));
        gone.ShouldNotContainKey("sale_price");
    }

    [Theory]
    [InlineData("openai", "item_id", null, "is required")]
    [InlineData("openai", "title", "<b>Pot</b>", "HTML")]
    [InlineData("openai", "title", "n/a", "placeholder")]
    [InlineData("openai", "price", "15,00 €", "amount")]
    [InlineData("openai", "price", "0.00 EUR", "more than zero")]
    [InlineData("openai", "price", "15.001 EUR", "amount")]
    [InlineData("openai", "sale_price", "99.00 EUR", "above")]
    [InlineData("openai", "sale_price", "9.00 USD", "above")]
    [InlineData("openai", "availability", "preorder", "one of")]
    [InlineData("openai", "availability", "pre_order", "availability_date")]
    [InlineData("openai", "is_eligible_search", "false", "only where")]
    [InlineData("openai", "is_eligible_checkout", "True", "one of")]
    [InlineData("openai", "seller_tos", null, "is required where")]
    [InlineData("openai", "url", "http://shop.example/pot", "https")]
    [InlineData("openai", "image_url", "https://shop.example/pot.svg", "formats")]
    [InlineData("openai", "gtin", "4006381333930", "no GTIN")]
    [InlineData("openai", "target_countries", "France", "3166")]
    [InlineData("google", "id", "an-id-that-is-much-longer-than-the-fifty-characters-allowed", "longer than 50")]
    [InlineData("google", "condition", "mint", "one of")]
    [InlineData("google", "identifier_exists", null, "identifier_exists")]
    public void A_broken_rule_is_told_with_its_field(string service, string field, string? value, string told)
    {
        var target = ListingTarget.Named(service)!;
        var row = target.Row(Pot()[0] with { Gtin = null, Sku = null }).ToDictionary(StringComparer.Ordinal);
        if (value is null) row.Remove(field);
        else row[field] = value;
        var check = new ListingCheck(target);
        check.Row(1, row);
        check.Breaches.ShouldContain(b => b.Message.Contains(told, StringComparison.Ordinal) || b.Field == told, string.Join("\n", check.Breaches));
    }

    [Theory]
    [InlineData("feed.jsonl", "{\"item_id\":\"a\"}\nnot json\n[]\n", 1)]
    [InlineData("feed.csv", "item_id,title\na,A\na,B\n", 2)]
    [InlineData("feed.tsv", "item_id\ttitle\na\tA\n", 1)]
    [InlineData("feed.xml", "<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item><g:item_id>a</g:item_id><g:shipping><g:country>FR</g:country></g:shipping></item></channel></rss>", 1)]
    [InlineData("feed.xml", "<rss><channel><item>", 0)]
    [InlineData("feed.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><rss>&b;</rss>", 0)]
    public void A_file_is_checked_whatever_stands_in_it(string name, string content, int rows)
    {
        var check = ListingCheck.File(OpenAi, new MemoryStream(Encoding.UTF8.GetBytes(content)), name);
        check.Rows.ShouldBe(rows);
        check.Breaches.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_id_that_stands_twice_is_told()
    {
        var check = new ListingCheck(OpenAi);
        var row = OpenAi.Row(Pot()[0]).ToDictionary(StringComparer.Ordinal);
        check.Row(1, row);
        check.Row(2, row);
        check.Breaches.ShouldHaveSingleItem().Message.ShouldBe("stands in row 1 already");
    }

    private static IReadOnlyList<Listing> Pot()
    {
        Variant Of(string color, long price, long? list) => new()
        {
            Id = $"pot-{color}",
            Sku = $"SKU-{color}",
            Gtin = color == "red" ? "4006381333931" : null,
            Options = [new SelectedOption("color", color)],
            Offer = new Offer(new Money(price, "EUR"), list is { } l ? new Money(l, "EUR") : null),
        };
        var pot = new Product
        {
            Id = "pot",
            Handle = "clay-pot",
            Title = new LocalizedText("Clay pot", "Pot en terre cuite"),
            Brand = "Terra",
            Options = [new ProductOption("color", new LocalizedText("Colour", "Couleur"), [new OptionValue("red", new LocalizedText("Red", "Rouge")), new OptionValue("blue", new LocalizedText("Blue", "Bleu"))])],
            Variants = [Of("red", 1500, 1800), Of("blue", 1600, null)],
            Media = [new Media("/pictures/pot.jpg"), new Media("https://cdn.example/pot-2.png")],
            Rating = new Rating(4.5m, 12),
            Source = new Provenance("test", DateTimeOffset.UnixEpoch),
        };
        var shop = new Shop { Id = "s", Name = "Terra & Fils", Currency = "EUR", Country = "FR" };
        return [.. Listing.Of(pot, shop, "https://shop.example", "en", id => id == "pot-red" ? 3 : 0)];
    }
}
