using Comptoir.Catalog.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Comptoir.Search.Tests;

public sealed class PropertyTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    private static readonly string[] Things = ["jacket", "mug", "shoes", "cadeau", "veste", "gift", "raincoat", "tasse", "lunch box", ""];
    private static readonly string[] Extras = ["waterproof", "for a 6 year old", "femme", "cheap", "in stock", "pas cher", "well rated", ""];
    private static readonly (string En, string Value)[] Colours = [("pink", "pink"), ("navy", "navy"), ("green", "green"), ("black", "black"), ("noir", "black"), ("rose", "pink")];

    [Fact]
    public void No_hit_ever_breaks_a_price_limit_or_an_exclusion()
    {
        var cases =
            from thing in Gen.Elements(Things)
            from extra in Gen.Elements(Extras)
            from colour in Gen.Elements(Colours)
            from limit in Gen.Choose(3, 300)
            select (Text: $"{thing} {extra} not {colour.En} under {limit} euros", colour.Value, Limit: limit * 100L);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            foreach (var hit in shop.Find(c.Text).Hits)
            {
                var product = shop.Search.FindProduct(Some.ShopId, hit.ProductId)!;
                var variant = product.FindVariant(hit.VariantId)!;
                variant.Offer.Price.Amount.ShouldBeLessThanOrEqualTo(c.Limit, c.Text);
                var colours = variant.Options.Where(o => o.OptionId == "color").Select(o => o.ValueId)
                    .Concat((product.Attributes.GetValueOrDefault("color") as EnumerationValue)?.Ids ?? []);
                colours.ShouldNotContain(c.Value, c.Text);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_whatever_makes_it_throw() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        shop.Find(text ?? "", facets: true);
        shop.Search.Suggest(Some.ShopId, text ?? "", "fr");
        shop.Search.FindItem(Some.ShopId, text ?? "");
    }).QuickCheckThrowOnFailure();

    public static TheoryData<string> Hostile => new(
        new string('a', 10_000), string.Concat(Enumerable.Repeat("moins de 30 € ", 1000)), "🦔🦔🦔 cadeau 🎁", "\0\u0001\u001b[31m", "\ud800 lone \udc00", "'''’’’", "----- - - 5 - - 6",
        "99999999999999999999999999999 €", "under 79228162514264337593543950335 euros", "entre 40 et 20 €", "not", "sans", "€", "not not not sans sans", "% ' \" ; DROP TABLE", "e\u0301couteurs", "ＦＵＬＬ width",
        "1,2,3,4.5.6,7 l", "6-8-10 ans - 12", "pas de pas de pas", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "at least 999999999999 l", "size", "taille taille", string.Concat(Enumerable.Repeat("not red ", 500)));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_texts_are_answered(string text)
    {
        foreach (var language in new[] { "en", "fr", "", "xx" })
        {
            shop.Find(text, language, facets: true).ShouldNotBeNull();
            shop.Search.Understand(Some.ShopId, text, language).ShouldNotBeNull();
            shop.Search.Suggest(Some.ShopId, text, language).ShouldNotBeNull();
        }
    }
}
