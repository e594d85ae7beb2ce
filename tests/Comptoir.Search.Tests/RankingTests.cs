using Comptoir.Search.Query;

namespace Comptoir.Search.Tests;

public sealed class RankingTests(CatalogueFixture shop) : IClassFixture<CatalogueFixture>
{
    [Fact]
    public void A_gift_for_a_gardener_under_thirty_euros()
    {
        var result = shop.Find("je cherche un cadeau pour un jardinier, moins de 30 €", "fr");
        result.Hits.Select(h => h.ProductId).Take(3).ShouldBe(["soap", "trowel", "gloves"], ignoreOrder: true);
        result.Hits.ShouldAllBe(h => Price(h) <= 3000);
        result.Hits[0].Reasons.Select(r => r.Text).ShouldContain("moins de 30\u00a0€");
        result.Hits[0].Reasons.Select(r => r.Text).ShouldContain("idée cadeau");
    }

    [Fact]
    public void A_waterproof_jacket_for_a_six_year_old_that_is_not_pink()
    {
        var result = shop.Find("waterproof jacket for a 6 year old, not pink");
        var hit = result.Hits.ShouldHaveSingleItem();
        hit.ProductId.ShouldBe("kids-jacket");
        hit.VariantId.ShouldBe("kids-jacket:lilac-6Y");
        hit.Reasons.Select(r => r.Text).ShouldBe(["Waterproof", "suits age 6", "not pink", "“jacket” in the name"]);
        result.Relaxed.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_pink_only_by_its_title_is_excluded_too()
    {
        shop.Ids("raincoat").ShouldContain("pink-coat");
        var ids = shop.Ids("raincoat not pink");
        ids[0].ShouldBe("city-coat");
        ids.ShouldNotContain("pink-coat");
        ids.ShouldNotContain("dotted-coat");
    }

    [Fact]
    public void A_product_with_one_pink_variant_stays_with_another() =>
        shop.Find("steel lunch box not pink").Hits[0].VariantId.ShouldBe("steel-box:silver");

    [Fact]
    public void Synonyms_cross_the_languages()
    {
        shop.Ids("blouson", "fr").ShouldContain("leather-jacket");
        shop.Ids("sneakers").ShouldContain("sneakers");
        shop.Ids("flowerpot").ShouldContain("pot");
        shop.Ids("pruner").ShouldContain("secateurs");
    }

    [Fact]
    public void A_french_query_finds_english_values_through_their_names() => shop.Ids("manteau laine", "fr")[0].ShouldBe("wool-coat");

    [Fact]
    public void Accents_and_case_do_not_matter() => shop.Ids("ECOUTEURS", "fr")[0].ShouldBe("earbuds");

    [Fact]
    public void Inflections_are_found()
    {
        shop.Ids("trowels")[0].ShouldBe("trowel");
        shop.Ids("sécateurs", "fr")[0].ShouldBe("secateurs");
    }

    [Fact]
    public void Title_matches_come_before_description_matches()
    {
        var ids = shop.Ids("roses bulbs planting");
        ids.ShouldNotBeEmpty();
        shop.Ids("planting").IndexOf("gloves").ShouldBeLessThan(shop.Ids("planting").IndexOf("trowel"));
    }

    [Fact]
    public void What_is_out_of_stock_comes_last()
    {
        var ids = shop.Ids("gardener gift");
        ids[^1].ShouldNotBe("trowel");
        ids.IndexOf("spade").ShouldBeGreaterThan(ids.IndexOf("gloves"));
        shop.Ids("gardener gift in stock").ShouldNotContain("spade");
    }

    [Fact]
    public void The_variant_has_the_colour_and_the_size_asked_for()
    {
        shop.Find("blue mug").Hits[0].VariantId.ShouldBe("mug:blue");
        shop.Find("running shoes in coral size 39").Hits[0].VariantId.ShouldBe("running-shoes:coral-39");
    }

    [Fact]
    public void A_shade_serves_but_the_exact_colour_comes_first() => shop.Ids("tasse bleue", "fr").ShouldBe(["mug", "enamel-mug"]);

    [Fact]
    public void A_colour_that_cannot_be_had_is_dropped_and_named()
    {
        var result = shop.Find("purple-ish camel secateurs");
        result.Hits.ShouldContain(h => h.ProductId == "secateurs");
        result.Relaxed.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_price_limit_is_never_dropped()
    {
        shop.Find("leather jacket under 10 euros").Total.ShouldBe(0);
        var result = shop.Find("trowel biscuits under 10 euros");
        result.Hits.Select(h => h.ProductId).ShouldBe(["biscuits", "gf-biscuits"], ignoreOrder: true);
        result.Relaxed.ShouldBe(["trowel"]);
    }

    [Fact]
    public void Of_all_words_present_is_given_up_first()
    {
        var result = shop.Find("a present for a woman who wants black running shoes");
        result.Hits.ShouldHaveSingleItem().VariantId.ShouldStartWith("running-shoes:black");
        result.Relaxed.ShouldContain("present");
    }

    [Fact]
    public void Nonsense_finds_nothing() => shop.Find("zzzqqqxxyy").Total.ShouldBe(0);

    [Fact]
    public void A_word_that_no_product_has_is_dropped_and_named()
    {
        var result = shop.Find("trowel zzzqqqxxyy");
        result.Hits[0].ProductId.ShouldBe("trowel");
        result.Relaxed.ShouldBe(["zzzqqqxxyy"]);
    }

    [Fact]
    public void Sugar_free_is_not_found_by_what_only_says_it_has_none()
    {
        shop.Ids("purée sans sucre", "fr").ShouldContain("puree");
        shop.Ids("no added sugar spread").ShouldNotContain("jam");
    }

    [Fact]
    public void Codes_are_found_whole_and_in_parts()
    {
        shop.Ids("ORP-EB200").ShouldContain("earbuds");
        shop.Ids("eb200").ShouldContain("earbuds");
        shop.Ids("4006381333931").ShouldBe(["earbuds"]);
    }

    [Fact]
    public void Measures_are_equal_in_every_unit() => shop.Ids("bottle 1.5 l")[0].ShouldBe("big-bottle");

    [Fact]
    public void Ages_fit_between_the_least_and_the_greatest()
    {
        shop.Ids("puzzle for a 7 year old").ShouldBe(["puzzle"]);
        shop.Ids("toy for 6 months old baby").ShouldBe(["rattle"]);
    }

    [Fact]
    public void Sizes_and_audience_hold_together() => shop.Ids("chaussures femme taille 37", "fr").ShouldBe(["running-shoes"]);

    [Fact]
    public void Prices_sort_upwards_among_what_matches_well()
    {
        var result = shop.Find("cheapest mug");
        result.Hits.Select(Price).ToList().ShouldBeInOrder();
        shop.Find("mug", sort: SortOrder.PriceDescending).Hits.Select(Price).First().ShouldBe(2190);
    }

    [Fact]
    public void Given_constraints_join_the_text_and_the_text_wins()
    {
        var given = new Constraints { PriceMax = 1500, Words = "mug" };
        shop.Find("in white", constraints: given).Hits.ShouldHaveSingleItem().VariantId.ShouldBe("enamel-mug:white");
        shop.Find("under 25 euros", constraints: given).Understood.PriceMax.ShouldBe(2500);
    }

    [Fact]
    public void A_category_includes_its_descendants() =>
        shop.Find("", constraints: new Constraints { Categories = ["garden"] }).Hits.Select(h => h.ProductId).ShouldContain("trowel");

    [Fact]
    public void An_empty_request_lists_everything() => shop.Find("").Total.ShouldBe(Some.Catalogue.Count);

    [Fact]
    public void Pages_do_not_overlap()
    {
        SearchResult Page(int offset) => shop.Search.Search(new SearchRequest { ShopId = Some.ShopId, Text = "gift", Offset = offset, Limit = 5 });
        Page(0).Hits.Select(h => h.ProductId).Intersect(Page(5).Hits.Select(h => h.ProductId)).ShouldBeEmpty();
        Page(0).Total.ShouldBe(Page(5).Total);
    }

    private long Price(Hit hit) => shop.Search.FindProduct(Some.ShopId, hit.ProductId)!.FindVariant(hit.VariantId)!.Offer.Price.Amount;
}
