using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Comptoir.Ordering.Tests;

public sealed class PricingProperties
{
    private static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);

    private static Gen<PricedLine> Line(int number) =>
        from price in Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, 50_000), Gen.Constant(1_000_000_000))
        from quantity in Gen.Choose(1, 99)
        from category in Gen.Elements("standard", "reduced", "zero", "unknown")
        from target in Gen.Elements("a", "b", "c")
        select new PricedLine(
            new LineItem { Id = $"li_{number}", ItemId = target, ProductId = target, VariantId = target, Title = target, UnitPrice = new Money(price, "EUR"), Quantity = quantity, TaxCategory = category },
            [target, "all"]);

    private static Gen<Promotion> Promotion(int number) =>
        from type in Gen.Elements("percentage", "fixed_amount", "free_shipping", "nonsense")
        from value in Gen.OneOf(Gen.Choose(0, 120), Gen.Choose(-5, 60_000))
        from automatic in Gen.Elements(true, false)
        from combinable in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from eligible in Gen.Elements<string[]>([], ["a"], ["b", "c"], ["nothing"])
        from minimum in Gen.Elements<long?>(null, 0, 10_000)
        from priority in Gen.Choose(0, 3)
        select new Promotion { Id = $"p{number}", Title = $"P{number}", Code = automatic ? null : $"CODE{number}", Type = type, Value = value, Combinable = combinable, EligibleIds = eligible, MinSubtotal = minimum, Priority = priority };

    private static readonly Gen<PricingRequest> Requests =
        from count in Gen.Choose(0, 7)
        from lines in Gen.CollectToList(Enumerable.Range(0, count), Line)
        from promotions in Gen.CollectToList(Enumerable.Range(0, 5), Promotion)
        from codes in Gen.Elements("CODE0", "code1", "CODE2", "CODE3", "CODE4", "?").ListOf()
        from included in Gen.Elements(true, false)
        from country in Gen.Elements("FR", "DE", "JP")
        from basisPoints in Gen.Choose(0, 4_000)
        from shipping in Gen.Choose(0, 3_000)
        from freeFrom in Gen.Elements<long?>(null, 0, 5_000)
        from choose in Gen.Elements(true, false)
        select new PricingRequest(
            new Shop { Id = "s", Name = "S", Currency = "EUR", Country = "FR", PricesIncludeTax = included },
            new SellingRules
            {
                Promotions = promotions,
                Shipping = [new("std", "Standard", "std", [], shipping, freeFrom), new("exp", "Express", "exp", ["FR"], shipping * 3)],
                Taxes = [new("FR", null, "standard", basisPoints), new("FR", null, "reduced", basisPoints / 3), new("*", null, "zero", 0), new("DE", null, "standard", 1900)],
            },
            lines,
            [.. codes],
            [new FulfilmentMethod("fm", "shipping", [.. lines.Select(l => l.Item.Id)], [new Destination("d", new Address("d", Country: country))], "d", [new FulfilmentGroup("fg", [.. lines.Select(l => l.Item.Id)], [], choose ? "std" : null)])],
            country,
            "en",
            Now,
            PreselectCheapest: false);

    private static void ForAll(Action<PricingRequest, PricingResult> check) =>
        Prop.ForAll(Requests.ToArbitrary(), request => check(request, Pricing.Price(request))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Totals_always_add_up_and_nothing_is_negative() => ForAll((_, priced) =>
    {
        var t = priced.Totals;
        t.Total.ShouldBe(t.Subtotal - t.ItemsDiscount - t.Discount + (t.Fulfilment ?? 0) + t.Tax + t.Fee);
        new[] { t.Subtotal, t.ItemsDiscount, t.Discount, t.Fulfilment ?? 0, t.Tax, t.TaxIncluded, t.Fee, t.Total, t.FulfilmentTax }.ShouldAllBe(part => part >= 0);
    });

    [Fact]
    public void Every_discount_is_allocated_to_the_cent_and_no_line_goes_below_zero() => ForAll((_, priced) =>
    {
        foreach (var discount in priced.Discounts) discount.Allocations.Sum(a => a.Amount).ShouldBe(discount.Amount);
        foreach (var line in priced.Lines)
        {
            line.Total.ShouldBeGreaterThanOrEqualTo(0);
            priced.Discounts.SelectMany(d => d.Allocations).Where(a => a.LineId == line.Id).Sum(a => a.Amount).ShouldBe(line.Discount);
        }

        priced.Lines.Sum(l => l.Discount).ShouldBe(priced.Totals.ItemsDiscount + priced.Totals.Discount);
    });

    [Fact]
    public void Tax_is_either_on_top_or_inside_and_is_the_sum_of_its_rates() => ForAll((request, priced) =>
    {
        var t = priced.Totals;
        (request.Shop.PricesIncludeTax ? t.Tax : t.TaxIncluded).ShouldBe(0);
        t.Taxes.Sum(x => x.Amount).ShouldBe(t.Tax + t.TaxIncluded);
        t.FulfilmentTax.ShouldBeLessThanOrEqualTo(t.Tax + t.TaxIncluded);
        if (t.TaxIncluded > 0) t.TaxIncluded.ShouldBeLessThan(t.Total);
        foreach (var x in t.Taxes) Math.Abs((decimal)x.Base * x.BasisPoints / 10_000 - x.Amount).ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void Every_code_is_either_applied_or_explained() => ForAll((request, priced) =>
    {
        foreach (var (code, i) in request.Codes.Select((c, i) => (c, i)))
        {
            var explained = priced.Warnings.Any(w => w.Path == $"$.discounts.codes[{i}]");
            var promotion = request.Rules.Promotions.FirstOrDefault(p => string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase));
            if (!explained) promotion.ShouldNotBeNull();
            if (priced.Discounts.Any(d => d.PromotionId == promotion?.Id) || explained) continue;

            // accepted, but there was nothing left to take off
            (promotion!.Value <= 0 || priced.Totals.Subtotal == 0 || Eligible(promotion) <= 100).ShouldBeTrue();
        }

        long Eligible(Promotion p) => priced.Lines.Where(l => p.EligibleIds.Count == 0 || p.EligibleIds.Contains(l.ItemId)).Sum(l => l.Total);
    });

    [Fact]
    public void Splitting_by_largest_remainder_adds_up_and_never_exceeds_a_weight() =>
        Prop.ForAll((from weights in Gen.Choose(0, 1_000).ListOf() from share in Gen.Choose(0, 1_000) select (weights, share)).ToArbitrary(), x =>
        {
            IReadOnlyList<long> weights = [.. x.weights.Select(w => (long)w)];
            var amount = weights.Sum() * x.share / 1_000;
            var parts = Apportion.Split(amount, weights);
            parts.Sum().ShouldBe(amount);
            for (var i = 0; i < parts.Length; i++) parts[i].ShouldBeInRange(0, weights[i]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(5, 1, 2, 3)]
    [InlineData(-5, 1, 2, -3)]
    [InlineData(4, 1, 3, 1)]
    [InlineData(5, 1, 3, 2)]
    [InlineData(1_000_000_000_000_000, 14_000, 10_000, 1_400_000_000_000_000)]
    public void Halves_round_away_from_zero_also_where_64_bits_would_overflow(long amount, long numerator, long denominator, long expected) =>
        Apportion.Round(amount, numerator, denominator).ShouldBe(expected);
}
