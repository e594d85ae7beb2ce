using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class CheckoutTests
{
    private readonly TestShop _shop = Flowers();

    private Task<Result<Checkout>> Create(CheckoutInput input, Caller? caller = null) => _shop.Checkouts.CreateAsync("flowers", input, caller ?? Agent, null, default);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task Quantities_outside_one_and_the_most_are_refused(int quantity)
    {
        var refusal = Refused(await Create(Input(("pot_ceramic", 1), ("bouquet_roses", quantity))), RefusalKind.Invalid);
        (refusal.Code, refusal.Path).ShouldBe(("invalid_quantity", "$.line_items[1].quantity"));
        refusal.Message.ShouldContain("stock");
        _shop.Store.Commits.ShouldBe(0);
    }

    [Theory]
    [InlineData("pink_wumpus")]
    [InlineData("")]
    [InlineData("'; drop table checkout; --")]
    public async Task Unknown_items_are_refused_by_their_place(string item)
    {
        var refusal = Refused(await Create(Input(("pot_ceramic", 1), (item, 1))), RefusalKind.Invalid);
        (refusal.Code, refusal.Path).ShouldBe(("not_found", "$.line_items[1]"));
        refusal.Message.ShouldContain("not found");
    }

    [Theory]
    [InlineData("EUR")]
    [InlineData("XXX")]
    public async Task Another_currency_than_the_shops_is_refused(string currency) =>
        Refused(await Create(Input(("pot_ceramic", 1)) with { Currency = currency }), RefusalKind.Invalid).Path.ShouldBe("$.currency");

    [Fact]
    public async Task At_most_a_hundred_lines_and_at_least_one()
    {
        Refused(await Create(new CheckoutInput { Lines = [.. Enumerable.Range(0, 101).Select(i => new LineRequest("pot_ceramic", 1, null, $"l{i}"))] }), RefusalKind.Invalid);
        Refused(await Create(new CheckoutInput()), RefusalKind.Invalid).Path.ShouldBe("$.line_items");
    }

    [Theory]
    [InlineData("no-at.example.com")]
    [InlineData("a@b")]
    [InlineData("a@b@c.example")]
    [InlineData("a@b.example\r\nBcc: x@y.example")]
    [InlineData("\"x\" <a@b.example>")]
    [InlineData("a b@c.example")]
    public async Task Email_addresses_of_the_wrong_shape_are_refused(string email) =>
        Refused(await Create(Input(("pot_ceramic", 1)) with { Buyer = new(Email: email) }), RefusalKind.Invalid).Path.ShouldBe("$.buyer.email");

    [Fact]
    public async Task Texts_are_bounded_and_of_one_line()
    {
        var input = Input(("pot_ceramic", 1));
        Refused(await Create(input with { Buyer = new(new string('x', 201)) }), RefusalKind.Invalid).Path.ShouldBe("$.buyer.first_name");
        Refused(await Create(input with { Buyer = new(LastName: "a\nb") }), RefusalKind.Invalid).Path.ShouldBe("$.buyer.last_name");
        Refused(await Create(input with { Country = "USA" }), RefusalKind.Invalid).Code.ShouldBe("invalid_country");
        Refused(await Create(input with { DiscountCodes = [new string('x', 101)] }), RefusalKind.Invalid);
        Refused(await Create(input with { DiscountCodes = [.. Enumerable.Repeat("x", 21)] }), RefusalKind.Invalid);
        Refused(await Create(input with { Fulfilment = [Shipping(new(Street: new string('x', 201), Country: "US"))] }), RefusalKind.Invalid).Path.ShouldBe("$.fulfillment.methods[0].destinations[0].street_address");
        Refused(await Create(input with { Instruments = [Token("t") with { Id = new string('x', 201) }] }), RefusalKind.Invalid);
    }

    [Fact]
    public async Task A_sum_that_no_currency_could_hold_is_refused()
    {
        _shop.Reprice("pot_ceramic", Apportion.Largest);
        Refused(await Create(Input(("pot_ceramic", 999))), RefusalKind.Invalid);
    }

    [Fact]
    public async Task An_item_with_a_negative_price_is_not_for_sale()
    {
        _shop.Reprice("pot_ceramic", -1);
        Refused(await Create(Input(("pot_ceramic", 1))), RefusalKind.Invalid).Code.ShouldBe("not_found");
    }

    [Theory]
    [InlineData("en", "Insufficient stock for Gardenias")]
    [InlineData("fr", "Stock insuffisant pour Gardenias")]
    public async Task Out_of_stock_is_a_message_and_the_checkout_stays_incomplete(string language, string text)
    {
        var checkout = await _shop.CreateAsync(Input(("pot_ceramic", 1), ("gardenias", 1)) with { Language = language });
        var message = checkout.Messages.Single(m => m.Code == "out_of_stock");
        (message.Type, message.Path, message.Severity).ShouldBe(("error", "$.line_items[1]", "recoverable"));
        message.Content.ShouldContain(text);
        checkout.Status.ShouldBe(CheckoutStatus.Incomplete);
    }

    [Fact]
    public async Task Two_lines_of_one_variant_share_its_stock()
    {
        var checkout = await _shop.CreateAsync(new CheckoutInput { Lines = [new("orchid_white", 2, null, "a"), new("orchid_white", 2, null, "b")] });
        checkout.Lines.Count.ShouldBe(2);
        checkout.Messages.ShouldContain(m => m.Code == "out_of_stock" && m.Path == "$.line_items[1]");
    }

    [Fact]
    public async Task The_same_item_twice_is_one_line_unless_ids_tell_them_apart()
    {
        var merged = await _shop.CreateAsync(Input(("pot_ceramic", 1), ("pot_ceramic", 2)));
        merged.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3);
        var added = await _shop.UpdateAsync(merged, i => i with { Lines = [.. i.Lines, new("pot_ceramic", 1)] });
        added.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(4);
        added.Lines[0].Id.ShouldBe(merged.Lines[0].Id);
        Refused(await _shop.Checkouts.UpdateAsync("flowers", added.Id, Input(("pot_ceramic", 999), ("pot_ceramic", 1)), Agent, null, default), RefusalKind.Invalid);
    }

    [Fact]
    public async Task A_price_other_than_the_one_shown_is_a_warning()
    {
        var checkout = await _shop.CreateAsync(new CheckoutInput { Lines = [new("pot_ceramic", 1, ExpectedPrice: 1000)] });
        checkout.Messages.Single(m => m.Code == "price_changed").Content.ShouldBe("The price of pot_ceramic is now $15.00 instead of $10.00.");
        checkout.Totals.Total.ShouldBe(1500);
    }

    [Fact]
    public async Task An_update_replaces_everything_but_what_null_keeps()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1)) with { Buyer = new("Ada", Email: "ada@example.com", Consent: new(Marketing: true, Analytics: false)), DiscountCodes = ["10OFF"], Instruments = [Token("success_token")] });
        checkout.Buyer!.Consent.ShouldBe(new Consent(Marketing: true, Analytics: false));
        var updated = Value(await _shop.Checkouts.UpdateAsync("flowers", checkout.Id, Input(("bouquet_roses", 2)), Agent, null, default));
        updated.Version.ShouldBe(checkout.Version + 1);
        updated.Lines.ShouldHaveSingleItem().Id.ShouldBe(checkout.Lines[0].Id);
        updated.Totals.Total.ShouldBe(7000);
        updated.Buyer.ShouldBeNull();
        updated.DiscountCodes.ShouldBeEmpty();
        updated.Instruments.ShouldHaveSingleItem().Credential.ShouldBeNull();
    }

    [Fact]
    public async Task An_item_that_left_the_shop_leaves_the_checkout_with_a_word()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1), ("pot_ceramic", 1)));
        _shop.Withdraw("pot_ceramic");
        var updated = await _shop.UpdateAsync(checkout, i => i);
        updated.Lines.ShouldHaveSingleItem().ItemId.ShouldBe("bouquet_roses");
        updated.Messages.ShouldContain(m => m.Code == "item_unavailable");
        Refused(await Create(Input(("pot_ceramic", 1))), RefusalKind.Invalid);
    }

    [Fact]
    public async Task Cancelled_completed_and_expired_checkouts_refuse_update_and_cancel()
    {
        async Task RefusesAsync(Checkout c, string code)
        {
            Refused(await _shop.Checkouts.UpdateAsync("flowers", c.Id, CheckoutInput.From(c), Agent, null, default), RefusalKind.Conflict).Code.ShouldBe(code);
            if (code != "expired") Refused(await _shop.Checkouts.CancelAsync("flowers", c.Id, Agent, null, default), RefusalKind.Conflict).Code.ShouldBe(code);
        }

        var canceled = await _shop.ReadyAsync();
        Value(await _shop.Checkouts.CancelAsync("flowers", canceled.Id, Agent, null, default)).Status.ShouldBe(CheckoutStatus.Canceled);
        await RefusesAsync(canceled, "canceled");
        var completed = await _shop.ReadyAsync();
        Value(await _shop.CompleteAsync(completed));
        await RefusesAsync(completed, "already_completed");
        var expired = await _shop.ReadyAsync();
        _shop.Time.Advance(TimeSpan.FromHours(6));
        await RefusesAsync(expired, "expired");
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        Refused(await _shop.Checkouts.GetAsync("flowers", "chk_none", default), RefusalKind.NotFound);
        Refused(await _shop.Checkouts.UpdateAsync("flowers", "chk_none", Input(("pot_ceramic", 1)), Agent, null, default), RefusalKind.NotFound);
        Refused(await _shop.Checkouts.CancelAsync("nowhere", "chk_none", Agent, null, default), RefusalKind.NotFound);
        Refused(await _shop.Checkouts.CreateAsync("nowhere", Input(("pot_ceramic", 1)), Agent, null, default), RefusalKind.NotFound);
        Refused(await Create(new CheckoutInput { CartId = "cart_none" }), RefusalKind.NotFound).Path.ShouldBe("$.cart_id");
    }

    [Fact]
    public async Task Concurrent_updates_all_happen_one_after_the_other()
    {
        var checkout = await _shop.CreateAsync(Input(("bouquet_roses", 1)));
        var results = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => Task.Run(() => _shop.Checkouts.UpdateAsync("flowers", checkout.Id, Input(("bouquet_roses", n)), Agent, null, default))));
        results.ShouldAllBe(r => r.Ok);
        results.Select(r => r.Value!.Version).Distinct().Count().ShouldBe(5);
    }
}
