using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class PricingTests
{
    private readonly TestShop _flowers = Flowers();
    private readonly TestShop _comptoir = French();

    private async Task<Checkout> WithCodes(params string[] codes) =>
        await _flowers.CreateAsync(Input(("bouquet_roses", 1)) with { DiscountCodes = codes });

    [Fact]
    public async Task The_shop_decides_the_price()
    {
        var checkout = await _flowers.CreateAsync(Input(("bouquet_roses", 2)));
        checkout.Totals.Subtotal.ShouldBe(7000);
        checkout.Totals.Total.ShouldBe(7000);
        checkout.Totals.Fulfilment.ShouldBeNull();
    }

    [Theory]
    [InlineData(3150, "10OFF")]
    [InlineData(3150, "10off")]
    [InlineData(2520, "10OFF", "WELCOME20")]
    [InlineData(3150, "10OFF", "INVALID_CODE")]
    [InlineData(3000, "FIXED500")]
    [InlineData(2650, "10OFF", "FIXED500")]
    [InlineData(1750, "ALONE")]
    public async Task Codes_take_off_what_they_say_one_after_the_other(long total, params string[] codes)
    {
        var checkout = await WithCodes(codes);
        checkout.Totals.Total.ShouldBe(total);
        checkout.Discounts.Sum(d => d.Amount).ShouldBe(3500 - total);
        checkout.Discounts.Where(d => d.Amount > 0).ShouldAllBe(d => d.Code != null && d.Allocations.Sum(a => a.Amount) == d.Amount);
        checkout.DiscountCodes.ShouldBe(codes);
    }

    [Theory]
    [InlineData("discount_code_invalid", "NOPE")]
    [InlineData("discount_code_invalid", "SOON")]
    [InlineData("discount_code_invalid", "BIG")]
    [InlineData("discount_code_invalid", "POTS")]
    [InlineData("discount_code_expired", "OLD")]
    [InlineData("discount_code_already_applied", "10OFF", "10off")]
    [InlineData("discount_code_combination_disallowed", "10OFF", "ALONE")]
    [InlineData("discount_code_combination_disallowed", "ALONE", "10OFF")]
    public async Task A_code_that_does_not_count_is_a_warning_and_not_an_error(string warning, params string[] codes)
    {
        var checkout = await WithCodes(codes);
        var message = checkout.Messages.Single(m => m.Code.StartsWith("discount_code", StringComparison.Ordinal));
        message.Code.ShouldBe(warning);
        message.Type.ShouldBe("warning");
        message.Path.ShouldBe($"$.discounts.codes[{codes.Length - 1}]");
        checkout.Discounts.Count.ShouldBe(codes.Length - 1);
    }

    [Fact]
    public async Task A_fixed_amount_never_takes_more_than_there_is()
    {
        _flowers.Reprice("bouquet_roses", 300);
        (await WithCodes("FIXED500")).Totals.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_percentage_on_some_items_is_an_items_discount_of_these_lines_only()
    {
        var checkout = await _flowers.CreateAsync(Input(("bouquet_roses", 1), ("pot_ceramic", 2)) with { DiscountCodes = ["POTS"] });
        checkout.Totals.ItemsDiscount.ShouldBe(1500);
        checkout.Totals.Discount.ShouldBe(0);
        checkout.Lines.Select(l => l.Discount).ShouldBe([0, 1500]);
        checkout.Discounts.Single().Method.ShouldBe("each");
    }

    [Fact]
    public async Task A_promotion_on_a_category_counts_for_its_subcategories()
    {
        _comptoir.Store.Rules = _comptoir.Store.Rules with { Promotions = [new() { Id = "p", Title = "Maison", Type = "percentage", Value = 10, EligibleIds = ["home"] }] };
        var checkout = await _comptoir.CreateAsync(Input(("pan", 1), ("book", 1)));
        checkout.Totals.ItemsDiscount.ShouldBe(480);
        checkout.Discounts.Single().Automatic.ShouldBeTrue();
    }

    [Theory]
    [InlineData("bouquet_roses", 1)]
    [InlineData("pot_ceramic", 7)]
    public async Task Free_shipping_frees_the_cheapest_level_and_says_so(string item, int quantity)
    {
        var checkout = await _flowers.CreateAsync(Input((item, quantity)) with { Fulfilment = [Shipping(Springfield with { Id = "d" }, "std-ship")] });
        var options = checkout.Fulfilment.Single().Groups.Single().Options;
        options.Select(o => (o.Id, o.Amount, o.FullAmount, o.Title)).ShouldBe([("std-ship", 0L, 500L, "Free Standard Shipping"), ("exp-ship-us", 1500L, 1500L, "Express Shipping (US)")]);
        checkout.Totals.Fulfilment.ShouldBe(0);
        checkout.Discounts.ShouldHaveSingleItem().Automatic.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_reason_shipping_costs_what_the_rate_says()
    {
        var checkout = await _flowers.CreateAsync(Input(("pot_ceramic", 1)) with { Fulfilment = [Shipping(Springfield with { Id = "d" }, "std-ship")] });
        checkout.Totals.Fulfilment.ShouldBe(500);
        checkout.Totals.Total.ShouldBe(2000);
        checkout.Discounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_threshold_for_free_shipping_counts_after_discounts()
    {
        var free = await _comptoir.CreateAsync(Input(("pan", 1), ("book", 1)) with { Fulfilment = [Shipping(new("d", Street: "1 rue X", Country: "FR"), "std")] });
        free.Totals.Fulfilment.ShouldBe(0);
        free.Fulfilment[0].Groups[0].Options.First(o => o.Id == "std").Title.ShouldBe("Livraison standard offerte");
        _comptoir.Store.Rules = _comptoir.Store.Rules with { Promotions = [new() { Id = "p", Title = "P", Code = "P", Type = "fixed_amount", Value = 1000 }] };
        (await _comptoir.UpdateAsync(free, i => i with { DiscountCodes = ["P"] })).Totals.Fulfilment.ShouldBe(590);
    }

    [Fact]
    public async Task Tax_in_the_price_is_shown_by_rate_and_changes_nothing()
    {
        var checkout = await _comptoir.CreateAsync(Input(("pan", 1), ("book", 1)) with { Fulfilment = [Shipping(new("d", Street: "1 rue X", Country: "FR"), "relay")] });
        checkout.Totals.Total.ShouldBe(4800 + 1055 + 390);
        checkout.Totals.Tax.ShouldBe(0);

        // 51,90 € at 20 % and 10,55 € at 5,5 %
        checkout.Totals.Taxes.Select(t => (t.BasisPoints, t.Base, t.Amount)).ShouldBe([(2000, 4325L, 865L), (550, 1000L, 55L)]);
        checkout.Totals.TaxIncluded.ShouldBe(920);
        checkout.Totals.FulfilmentTax.ShouldBe(65);
        checkout.Messages.ShouldContain(m => m.Code == "tax_included" && m.Content.Contains("9,20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_destination_has_no_rate_the_price_stays_and_contains_no_tax()
    {
        var checkout = await _comptoir.CreateAsync(Input(("pan", 1)) with { Fulfilment = [Shipping(new("d", Street: "1 High St", Country: "JP"), "std")] });
        checkout.Totals.Total.ShouldBe(4800 + 590);
        checkout.Totals.TaxIncluded.ShouldBe(0);
        checkout.Totals.Taxes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tax_on_top_follows_region_then_country_and_leaves_shipping_alone()
    {
        _flowers.Store.Rules = _flowers.Store.Rules with { Taxes = [new("US", null, "standard", 500), new("US", "IL", "standard", 625), new("*", null, "standard", 100)] };
        async Task<long> TaxIn(string country, string? region) =>
            (await _flowers.CreateAsync(Input(("pot_ceramic", 1)) with { Fulfilment = [Shipping(new("d", Street: "1 Main", Region: region, Country: country), "std-ship")] })).Totals.Tax;
        (await TaxIn("US", "il")).ShouldBe(94); // 93.75
        (await TaxIn("US", "NY")).ShouldBe(75);
        (await TaxIn("CA", null)).ShouldBe(15);
    }

    [Fact]
    public async Task Delivery_dates_skip_the_weekend()
    {
        var checkout = await _flowers.CreateAsync(Input(("pot_ceramic", 1)) with { Fulfilment = [Shipping(Springfield with { Id = "d" })] });
        var option = checkout.Fulfilment[0].Groups[0].Options[0];
        option.Earliest.ShouldBe(new DateTimeOffset(2026, 6, 16, 0, 0, 0, TimeSpan.Zero)); // Friday + 2 working days
        option.Latest.ShouldBe(new DateTimeOffset(2026, 6, 18, 0, 0, 0, TimeSpan.Zero));
        option.Description.ShouldBe("2–4 working days");
    }
}
