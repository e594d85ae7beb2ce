using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

/// <summary>Goods that travel apart: orchids go in a box of their own, at 20.00 or, kept warm, at 35.00.</summary>
public sealed class ParcelTests
{
    private readonly TestShop _shop = Flowers();

    private async Task OrchidsTravelApartAsync()
    {
        var rules = await _shop.Store.GetRulesAsync("flowers", default);
        (await _shop.Store.SaveRulesAsync("flowers", rules with
        {
            Version = rules.Version + 1,
            Promotions = [],
            Shipping =
            [
                new ShippingRate("std", new("Standard", "Standard"), "standard", [], 500, MinDays: 2, MaxDays: 4),
                new ShippingRate("exp", new("Express", "Express"), "express", [], 1500, MinDays: 1, MaxDays: 1),
                new ShippingRate("box", new("Orchid box", "Carton à orchidées"), "standard", [], 2000, MinDays: 3, MaxDays: 5, Goods: ["orchid_white"]),
            ],
        }, default)).ShouldBeTrue();
    }

    private Task<Checkout> CreateAsync(bool splits, params string?[] chosen) => _shop.CreateAsync(Input(("bouquet_roses", 1), ("orchid_white", 1)) with
    {
        SplitsGroups = splits,
        Fulfilment = [new MethodRequest(null, "shipping", null, [Springfield with { Id = "d1" }], "d1", [.. chosen.Select(c => new GroupRequest(null, c))])],
    });

    [Fact]
    public async Task Each_parcel_has_its_own_group_options_and_price_and_the_total_adds_up()
    {
        await OrchidsTravelApartAsync();
        var checkout = await CreateAsync(splits: true, "exp", "box");
        var groups = checkout.Fulfilment.ShouldHaveSingleItem().Groups;
        groups.Select(g => g.LineIds.Single()).ShouldBe(checkout.Lines.Select(l => l.Id));
        groups.Select(g => string.Join(',', g.Options.Select(o => o.Id))).ShouldBe(["std,exp", "box"]);
        checkout.Totals.Fulfilment.ShouldBe(1500 + 2000);
        checkout.Totals.Total.ShouldBe(checkout.Totals.Subtotal - checkout.Totals.ItemsDiscount - checkout.Totals.Discount + 3500 + checkout.Totals.Tax);
        checkout.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Fact]
    public async Task A_group_without_a_choice_keeps_the_checkout_incomplete_and_is_named()
    {
        await OrchidsTravelApartAsync();
        var checkout = await CreateAsync(splits: true, "std");
        checkout.Status.ShouldBe(CheckoutStatus.Incomplete);
        checkout.Messages.ShouldContain(m => m.Path == "$.fulfillment.methods[0].groups[1].selected_option_id");
    }

    [Fact]
    public async Task A_choice_by_group_id_changes_that_group_alone_and_ids_stay()
    {
        await OrchidsTravelApartAsync();
        var checkout = await CreateAsync(splits: true, "std", "box");
        var (method, groups) = (checkout.Fulfilment[0], checkout.Fulfilment[0].Groups);
        var changed = await _shop.UpdateAsync(checkout, i => i with
        {
            Fulfilment = [new MethodRequest(method.Id, "shipping", null, [], "d1", [new(groups[1].Id, "box"), new(groups[0].Id, "exp")])],
        });
        changed.Fulfilment[0].Groups.Select(g => (g.Id, g.SelectedOptionId)).ShouldBe([(groups[0].Id, "exp"), (groups[1].Id, "box")]);
    }

    [Fact]
    public async Task Whoever_knows_one_group_gets_one_whose_options_are_the_sums_and_whose_dates_are_the_latest()
    {
        await OrchidsTravelApartAsync();
        var checkout = await CreateAsync(splits: false, "exp");
        var group = checkout.Fulfilment.ShouldHaveSingleItem().Groups.ShouldHaveSingleItem();
        group.Options.Select(o => (o.Title, o.Amount)).ShouldBe([("Standard + Orchid box", 2500L), ("Express + Orchid box", 3500L)]);
        group.Options.Select(o => o.Latest).Distinct().Count().ShouldBe(1, "the box takes longest either way");
        checkout.Totals.Fulfilment.ShouldBe(3500);
    }

    [Fact]
    public async Task Goods_that_go_only_by_their_own_rate_cannot_go_where_that_rate_does_not()
    {
        await OrchidsTravelApartAsync();
        var rules = await _shop.Store.GetRulesAsync("flowers", default);
        await _shop.Store.SaveRulesAsync("flowers", rules with { Version = rules.Version + 1, Shipping = [.. rules.Shipping.Select(r => r.Id == "box" ? r with { Countries = ["FR"] } : r)] }, default);
        foreach (var splits in new[] { true, false })
            (await CreateAsync(splits, "std", "box")).Messages.ShouldContain(m => m.Code == "address_undeliverable");
    }

    [Fact]
    public async Task The_order_keeps_the_groups_with_what_was_chosen_for_each()
    {
        await OrchidsTravelApartAsync();
        var checkout = await CreateAsync(splits: true, "std", "box");
        var paid = Value(await _shop.CompleteAsync(checkout));
        var order = (await _shop.Store.GetOrderAsync("flowers", paid.OrderId!, default)).ShouldNotBeNull();
        order.Fulfilment[0].Groups.Select(g => g.Options.ShouldHaveSingleItem().Id).ShouldBe(["std", "box"]);
        order.Totals.Fulfilment.ShouldBe(2500);
    }
}
