using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class CartTests
{
    private readonly TestShop _shop = Flowers();

    private async Task<Cart> CartAsync(params (string Item, int Quantity)[] items) =>
        Value(await _shop.Carts.CreateAsync("flowers", new CartInput { Lines = [.. items.Select(i => new LineRequest(i.Item, i.Quantity))] }, Shopper, null, default));

    private Task<Checkout> ConvertAsync(Cart cart) => _shop.CreateAsync(new CheckoutInput { CartId = cart.Id }, Shopper);

    [Fact]
    public async Task A_cart_is_priced_like_a_checkout()
    {
        var cart = Value(await _shop.Carts.CreateAsync("flowers", new CartInput { Lines = [new("bouquet_roses", 1)], DiscountCodes = ["10OFF", "WELCOME20"] }, Shopper, null, default));
        cart.Totals.Total.ShouldBe(2520);
        cart.Channel.ShouldBe("web");
        Value(await _shop.Carts.GetAsync("flowers", cart.Id, default)).Totals.Total.ShouldBe(2520);
    }

    [Fact]
    public async Task Many_additions_at_once_are_all_there()
    {
        var cart = await CartAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
            Value(await _shop.Carts.ChangeAsync("flowers", cart.Id, i => i with { Lines = [.. i.Lines, new("pot_ceramic", 1)] }, Shopper, default)))));
        Value(await _shop.Carts.GetAsync("flowers", cart.Id, default)).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(6);
    }

    [Fact]
    public async Task A_cart_can_be_empty_and_shows_what_is_out_of_stock()
    {
        (await CartAsync()).Totals.Total.ShouldBe(0);
        (await CartAsync(("gardenias", 1))).Messages.ShouldContain(m => m.Code == "out_of_stock");
    }

    [Fact]
    public async Task Cancelled_expired_and_unknown_carts_refuse_changes()
    {
        var cart = await CartAsync(("pot_ceramic", 1));
        Value(await _shop.Carts.CancelAsync("flowers", cart.Id, Shopper, null, default)).Cancelled.ShouldBeTrue();
        Refused(await _shop.Carts.UpdateAsync("flowers", cart.Id, CartInput.From(cart), Shopper, null, default), RefusalKind.Conflict);
        Refused(await _shop.Checkouts.CreateAsync("flowers", new CheckoutInput { CartId = cart.Id }, Shopper, null, default), RefusalKind.Conflict);
        var old = await CartAsync(("pot_ceramic", 1));
        _shop.Time.Advance(TimeSpan.FromDays(31));
        Refused(await _shop.Carts.ChangeAsync("flowers", old.Id, i => i, Shopper, default), RefusalKind.Conflict).Code.ShouldBe("expired");
        Refused(await _shop.Carts.GetAsync("flowers", "cart_none", default), RefusalKind.NotFound);
    }

    [Fact]
    public async Task Converting_a_cart_twice_gives_the_same_checkout_even_at_the_same_moment()
    {
        var cart = Value(await _shop.Carts.CreateAsync("flowers", new CartInput { Lines = [new("bouquet_roses", 2)], DiscountCodes = ["10OFF"], Buyer = new(Email: "ada@example.com") }, Shopper, null, default));
        var converted = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => ConvertAsync(cart))));
        converted.Select(c => c.Id).Distinct().ShouldHaveSingleItem();
        converted[0].Totals.Total.ShouldBe(6300);
        converted[0].Buyer!.Email.ShouldBe("ada@example.com");
        converted[0].CartId.ShouldBe(cart.Id);
    }

    [Fact]
    public async Task A_cart_that_changed_since_brings_its_checkout_up_to_date()
    {
        var cart = await CartAsync(("bouquet_roses", 1));
        var checkout = await ConvertAsync(cart);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        Value(await _shop.Carts.ChangeAsync("flowers", cart.Id, i => i with { Lines = [new("bouquet_roses", 3)] }, Shopper, default));
        var again = await ConvertAsync(cart);
        again.Id.ShouldBe(checkout.Id);
        again.Totals.Subtotal.ShouldBe(10500);
    }

    [Fact]
    public async Task A_purchase_empties_its_cart_so_that_it_is_not_bought_twice()
    {
        var cart = await CartAsync(("bouquet_roses", 1));
        var checkout = await ConvertAsync(cart);
        var ready = await _shop.UpdateAsync(checkout, i => i with { Buyer = new(Email: "ada@example.com"), Fulfilment = [Shipping(Springfield)] }, Shopper);
        Value(await _shop.CompleteAsync(ready));
        var after = Value(await _shop.Carts.GetAsync("flowers", cart.Id, default));
        after.Lines.ShouldBeEmpty();
        after.Totals.Total.ShouldBe(0);
        Refused(await _shop.Checkouts.CreateAsync("flowers", new CheckoutInput { CartId = cart.Id }, Shopper, null, default), RefusalKind.Invalid);
    }
}
