using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class FulfilmentTests
{
    private readonly TestShop _shop = Flowers();

    private async Task KnowJohnAsync(params Address[] addresses) =>
        (await _shop.Store.SaveAsync(new Customer { Id = "cust_1", ShopId = "flowers", Email = "john.doe@example.com", Addresses = addresses, Version = 1 }, default)).ShouldBeTrue();

    private static readonly Address[] Johns = [Springfield with { Id = "addr_1" }, new("addr_2", Street: "456 Oak Ave", City: "Metropolis", Region: "NY", PostalCode: "10012", Country: "US")];

    private static CheckoutInput Johnny => Input(("bouquet_roses", 1)) with { Buyer = new(Email: "John.Doe@example.com") };

    [Fact]
    public async Task An_agent_that_asks_for_no_fulfilment_gets_none_and_is_told()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1)));
        checkout.Fulfilment.ShouldBeEmpty();
        checkout.Status.ShouldBe(CheckoutStatus.Incomplete);
        checkout.Messages.ShouldContain(m => m.Code == "field_required" && m.Path == "$.fulfillment");
    }

    [Fact]
    public async Task Options_appear_with_a_destination_and_follow_its_country()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1)) with { Fulfilment = [Shipping()] });
        var method = checkout.Fulfilment.ShouldHaveSingleItem();
        method.Groups.ShouldHaveSingleItem().Options.ShouldBeEmpty();
        method.LineIds.ShouldBe(checkout.Lines.Select(l => l.Id));

        var us = await _shop.UpdateAsync(checkout, i => i with { Fulfilment = [Shipping(new("dest_us", PostalCode: "62704", Country: "US"))] });
        us.Fulfilment[0].Groups[0].Options.Select(o => o.Id).ShouldBe(["std-ship", "exp-ship-us"]);
        us.Fulfilment[0].Id.ShouldBe(method.Id);
        us.Fulfilment[0].Groups[0].SelectedOptionId.ShouldBeNull("agents choose themselves");

        var ca = await _shop.UpdateAsync(us, i => i with { Fulfilment = [Shipping(new("dest_ca", PostalCode: "M5V 2H1", Country: "ca"), "exp-ship-us")] });
        ca.Fulfilment[0].Groups[0].Options.Select(o => o.Id).ShouldBe(["std-ship", "exp-ship-intl"]);
        ca.Fulfilment[0].Groups[0].SelectedOptionId.ShouldBeNull("the option is not for Canada");
        ca.Fulfilment[0].Destinations.ShouldHaveSingleItem().Id.ShouldBe("dest_ca");
    }

    [Fact]
    public async Task An_update_that_leaves_fulfilment_out_keeps_it_and_reprices_it()
    {
        var checkout = await _shop.ReadyAsync(("pot_ceramic", 1));
        checkout.Totals.Total.ShouldBe(2000);
        var more = await _shop.UpdateAsync(checkout, i => i with { Lines = [.. i.Lines.Select(l => l with { Quantity = 7 }), new("orchid_white", 1)] });
        more.Fulfilment[0].Id.ShouldBe(checkout.Fulfilment[0].Id);
        more.Fulfilment[0].Groups[0].SelectedOptionId.ShouldBe("std-ship");
        more.Fulfilment[0].LineIds.Count.ShouldBe(2);
        more.Totals.Fulfilment.ShouldBe(0);
        more.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Fact]
    public async Task Strangers_and_customers_without_addresses_are_offered_none()
    {
        var stranger = await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping()] });
        stranger.Fulfilment[0].Destinations.ShouldBeEmpty();
        await KnowJohnAsync();
        (await _shop.UpdateAsync(stranger, i => i with { Fulfilment = [Shipping()] })).Fulfilment[0].Destinations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_customers_addresses_are_offered_and_can_be_chosen_by_id()
    {
        await KnowJohnAsync(Johns);
        var checkout = await _shop.CreateAsync(Johnny with { Fulfilment = [] });
        checkout.Fulfilment[0].Destinations.Select(d => d.Id).ShouldBe(["addr_1", "addr_2"]);
        checkout.Fulfilment[0].SelectedDestinationId.ShouldBeNull();
        var chosen = await _shop.UpdateAsync(checkout, i => i with { Fulfilment = [Shipping(destination: "addr_2")] });
        chosen.Fulfilment[0].SelectedDestinationId.ShouldBe("addr_2");
        chosen.Fulfilment[0].Destinations.First(d => d.Id == "addr_2").Address.Street.ShouldBe("456 Oak Ave");
        chosen.Fulfilment[0].Groups[0].Options.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_place_takes_the_known_id_even_under_another()
    {
        await KnowJohnAsync(Johns);
        var checkout = await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping(Springfield with { Id = "mine", City = " springfield " }, "std-ship")] });
        checkout.Fulfilment[0].Destinations.ShouldHaveSingleItem().Id.ShouldBe("addr_1");
        checkout.Fulfilment[0].SelectedDestinationId.ShouldBe("addr_1");
        checkout.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Fact]
    public async Task Another_place_under_a_known_id_does_not_replace_the_saved_one()
    {
        await KnowJohnAsync(Johns);
        var checkout = await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping(new("addr_1", Street: "9 Elm", Country: "US"), "std-ship")] });
        checkout.Fulfilment[0].SelectedDestinationId.ShouldNotBe("addr_1");
        (await _shop.Store.GetAsync("flowers", "cust_1", default))!.Addresses[0].Street.ShouldBe("123 Main St");
    }

    [Fact]
    public async Task A_new_address_gets_an_id_and_is_offered_next_time()
    {
        var checkout = await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping(new(null, Street: "789 Pine St", City: "Villagetown", Region: "NY", PostalCode: "10001", Country: "US"))] });
        var id = checkout.Fulfilment[0].Destinations.Single().Id;
        id.ShouldNotBeNullOrEmpty();
        var next = await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping()] });
        next.Fulfilment[0].Destinations.Select(d => d.Id).ShouldBe([id]);
    }

    [Fact]
    public async Task The_addresses_of_an_account_are_not_shown_to_whoever_names_its_email()
    {
        await KnowJohnAsync(Johns);
        var john = (await _shop.Store.GetAsync("flowers", "cust_1", default)).ShouldNotBeNull();
        await _shop.Store.SaveAsync(john with { VerifiedAt = Shops.Now, Version = 2 }, default);
        (await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping(Springfield with { Street = "66 Evil St" })] })).ShouldNotBeNull();
        (await _shop.CreateAsync(Johnny with { Fulfilment = [Shipping()] })).Fulfilment[0].Destinations.ShouldBeEmpty();
        (await _shop.CreateAsync(Johnny, Shopper)).Fulfilment[0].Destinations.ShouldBeEmpty();
        var signedIn = await _shop.CreateAsync(Johnny, Shopper with { CustomerId = "cust_1" });
        signedIn.Fulfilment[0].Destinations.Select(d => d.Id).ShouldBe(["addr_1", "addr_2"]);
    }

    [Fact]
    public async Task A_person_gets_shipping_without_asking_with_the_cheapest_option_chosen()
    {
        var empty = await _shop.CreateAsync(Input(("pot_ceramic", 1)), Shopper);
        empty.Fulfilment.ShouldHaveSingleItem();
        empty.Messages.Select(m => m.Path).ShouldBe(["$.buyer.email", "$.fulfillment.methods[0].selected_destination_id"]);
        var full = await _shop.UpdateAsync(empty, i => i with { Buyer = new(Email: "ada@example.com"), Fulfilment = [Shipping(Springfield)] }, Shopper);
        full.Fulfilment[0].Groups[0].SelectedOptionId.ShouldBe("std-ship");
        full.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Fact]
    public async Task Pick_up_offers_the_shops_places()
    {
        var shop = French();
        var checkout = await shop.CreateAsync(Input(("pan", 1)) with { Fulfilment = [new(null, "pickup", null, [], "paris", [new(null, "pickup")])] });
        var place = checkout.Fulfilment[0].Destinations.ShouldHaveSingleItem();
        place.Name.ShouldBe("Boutique de Paris");
        checkout.Fulfilment[0].Groups[0].Options.ShouldHaveSingleItem().Title.ShouldBe("Retrait sur place");
        checkout.Totals.Fulfilment.ShouldBe(0);
        checkout.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Fact]
    public async Task Lines_can_be_split_between_shipping_and_pick_up()
    {
        var shop = French();
        var checkout = await shop.CreateAsync(Input(("pan", 1), ("book", 1)));
        var (pan, book) = (checkout.Lines[0].Id, checkout.Lines[1].Id);
        var split = await shop.UpdateAsync(checkout, i => i with
        {
            Fulfilment = [Shipping(new("d", Street: "1 rue X", Country: "FR"), "relay") with { LineIds = [pan] }, new(null, "pickup", [book], [], "paris", [new(null, "pickup")])],
        });
        split.Fulfilment.Select(m => m.LineIds.Single()).ShouldBe([pan, book]);
        split.Status.ShouldBe(CheckoutStatus.ReadyForComplete);
        split.Totals.Fulfilment.ShouldBe(390);
    }

    [Fact]
    public async Task Where_no_rate_leads_the_address_is_undeliverable()
    {
        _shop.Store.Rules = _shop.Store.Rules with { Shipping = [_shop.Store.Rules.Shipping[1]] };
        var checkout = await _shop.CreateAsync(Input(("pot_ceramic", 1)) with { Fulfilment = [Shipping(new("d", Country: "CA"))] });
        checkout.Messages.ShouldContain(m => m.Code == "address_undeliverable");
    }

    [Fact]
    public async Task A_shop_without_rates_needs_no_fulfilment()
    {
        _shop.Store.Rules = _shop.Store.Rules with { Shipping = [] };
        (await _shop.CreateAsync(Input(("pot_ceramic", 1)))).Status.ShouldBe(CheckoutStatus.ReadyForComplete);
    }

    [Theory]
    [InlineData("drone", null, "$.fulfillment.methods[0].type")]
    [InlineData("shipping", "nowhere", "$.fulfillment.methods[0].selected_destination_id")]
    public async Task Unknown_types_and_destinations_are_refused(string type, string? destination, string path)
    {
        var result = await _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)) with { Fulfilment = [new(null, type, null, [], destination, [])] }, Agent, null, default);
        Refused(result, RefusalKind.Invalid).Path.ShouldBe(path);
    }
}
