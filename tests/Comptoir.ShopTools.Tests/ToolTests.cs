using Comptoir.Ordering;
using Comptoir.Search.Query;

namespace Comptoir.ShopTools.Tests;

public sealed class ToolTests(SmallShop shop) : IClassFixture<SmallShop>
{
    [Fact]
    public void A_card_states_the_facts_of_the_variant_that_fits()
    {
        var found = shop.Get<FindProducts>().Run(shop.Context("fr"), new FindRequest("lampe de bureau rouge"));

        var card = found.Products[0];
        card.VariantId.ShouldBe("desk-red");
        card.Title.ShouldBe("Lampe de bureau");
        card.VariantLabel.ShouldBe("rouge");
        card.Price.Amount.ShouldBe(5_200);
        card.ListPrice.ShouldBeNull();
        card.PriceFrom.ShouldBeTrue();
        card.ImageUrl.ShouldBe("/desk-red.svg");
        card.Available.ShouldBe(7);
        card.HasChoices.ShouldBeTrue();
    }

    [Fact]
    public void Constraints_are_joined_with_the_text_and_the_limit_is_bounded()
    {
        var tool = shop.Get<FindProducts>();

        tool.Run(shop.Context("en"), new FindRequest("lamp", Constraints.None with { PriceMax = 6_000 })).Products.ShouldAllBe(p => p.Price.Amount <= 6_000);
        tool.Run(shop.Context("en"), new FindRequest("lamp", Limit: -5, Offset: -9)).Products.Count.ShouldBe(1);
        Should.NotThrow(() => tool.Run(shop.Context("en"), new FindRequest("lamp", Limit: int.MaxValue, Offset: int.MaxValue)));
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("desk-red")]
    [InlineData("desk-lamp")]
    public async Task A_product_is_shown_by_any_of_its_ids(string id)
    {
        var detail = await shop.Get<ShowProduct>().RunAsync(shop.Context("en"), id, CancellationToken.None);

        detail.ShouldNotBeNull().Product.Id.ShouldBe("desk");
        detail.Available.ShouldBe(new Dictionary<string, long> { ["desk-blue"] = 0, ["desk-red"] = 7 });
        detail.Breadcrumb.Select(b => b.Id).ShouldBe(["house", "lamps"]);
        detail.Similar.ShouldNotContain(s => s.ProductId == "desk");
    }

    [Fact]
    public async Task What_is_not_sold_is_not_shown() =>
        (await shop.Get<ShowProduct>().RunAsync(shop.Context("en"), "../etc", CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Attributes_are_in_words_with_their_unit_and_the_shops_order()
    {
        var french = (await shop.Get<ShowProduct>().RunAsync(shop.Context("fr"), "desk", CancellationToken.None))!.Attributes;
        var english = (await shop.Get<ShowProduct>().RunAsync(shop.Context("en"), "desk", CancellationToken.None))!.Attributes;

        french.Select(a => (a.Name, a.Value)).ShouldBe([("Couleur", "bleu, rouge"), ("Hauteur", "1\u202f234,5\u00a0cm"), ("Variateur", "oui")]);
        english.Select(a => (a.Name, a.Value)).ShouldBe([("Colour", "blue, red"), ("Height", "1,234.5\u00a0cm"), ("Dimmable", "yes")]);
    }

    [Fact]
    public async Task Reviews_in_the_readers_language_come_first() =>
        (await shop.Get<ShowProduct>().RunAsync(shop.Context("fr"), "desk", CancellationToken.None))!.Reviews.Select(r => r.Language).ShouldBe(["fr", "en"]);

    [Fact]
    public void A_comparison_puts_what_differs_first_and_leaves_blank_what_is_not_stated()
    {
        var comparison = shop.Get<CompareProducts>().Run(shop.Context("en"), ["desk", "floor-blue", "bare", "desk", "no-such-thing"]);

        comparison.Products.Select(p => p.ProductId).ShouldBe(["desk", "floor", "bare"]);
        comparison.Rows.Select(r => r.Differs).ShouldBeInOrder(SortDirection.Descending);
        comparison.Rows.First(r => r.Id == "height").Values.ShouldBe(["1,234.5\u00a0cm", "150\u00a0cm", null]);
        comparison.Rows.First(r => r.Id == "brand").Values[2].ShouldBeNull();
        shop.Get<CompareProducts>().Run(shop.Context("en"), ["desk", "floor"]).Rows.Last().Differs.ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_that_does_not_exist_and_one_of_somebody_else_are_refused_alike()
    {
        var tool = shop.Get<TrackOrder>();
        var unknown = await tool.RunAsync(shop.Context("en"), "#1001", "ann@example.org", CancellationToken.None);
        var nonsense = await tool.RunAsync(shop.Context("en"), "'; drop", "", CancellationToken.None);

        unknown.Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        nonsense.Refusal.ShouldBe(unknown.Refusal);
    }
}
