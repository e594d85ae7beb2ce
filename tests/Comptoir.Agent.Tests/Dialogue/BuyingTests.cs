using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Agent.Tests.Dialogue;

/// <summary>Whole conversations that end in an order, and what happens to orders afterwards.</summary>
public sealed class BuyingTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static readonly (string, string)[] Marie =
        [("email", "marie@example.org"), ("first_name", "Marie"), ("last_name", "Durand"), ("street", "1 rue de la Paix"), ("postal_code", "75002"), ("city", "Paris"), ("country", "FR")];

    [Fact]
    public async Task From_a_question_to_an_order_in_English()
    {
        var talk = shop.Talk("en");
        await talk.Say("hello, I'm looking for a bird feeder for the garden under 60 euros");
        talk.Block<ProductsBlock>().Products.ShouldAllBe(p => p.Price.Amount <= 6000);
        await talk.Say("add the first one");
        var cart = await Chosen(talk);
        cart.Lines.Count.ShouldBe(1);
        await talk.Say("make it two");
        talk.Block<CartBlock>().Cart.Lines[0].Quantity.ShouldBe(2);
        await talk.Say("I'd like to check out");
        talk.Block<FormBlock>().Id.ShouldBe("details");
        await talk.Fill(Marie);
        talk.Block<FormBlock>().Id.ShouldBe("delivery");
        await talk.Fill(("delivery", "fr-express"));

        var confirmation = talk.Block<ConfirmationBlock>();
        confirmation.Checkout!.Totals.Fulfilment.ShouldBe(990);
        talk.Last.Text.ShouldContain("test payment");
        talk.Last.Text.ShouldContain("1 rue de la Paix");
        await talk.Say("yes please");

        var order = talk.Block<OrderBlock>().Order;
        order.Totals.Total.ShouldBe(confirmation.Checkout.Totals.Total);
        order.Buyer!.Email.ShouldBe("marie@example.org");
        order.Caller.Channel.ShouldBe("chat");
        (await talk.Stored()).OrderId.ShouldBe(order.Id);
    }

    [Fact]
    public async Task The_age_asked_for_is_the_size_that_is_added_and_total_stays_in_the_language()
    {
        var talk = shop.Talk("en");
        await talk.Say("waterproof jacket for a 6 year old, not pink");
        await talk.Say("cheaper");
        var second = talk.Block<ProductsBlock>().Products[1];
        await talk.Say("the second one in blue");
        await talk.Say("add it");
        var line = talk.Block<CartBlock>().Cart.Lines.ShouldHaveSingleItem();
        line.ProductId.ShouldBe(second.ProductId);
        line.VariantLabel.ShouldBe("blue / 6 years");
        await talk.Say("total");
        talk.Block<CartBlock>().Cart.Lines.ShouldHaveSingleItem();
        talk.Last.Text.ShouldNotContain("panier");
    }

    [Fact]
    public async Task An_age_that_no_size_is_named_after_is_no_choice()
    {
        var talk = shop.Talk("en");
        await talk.Say("waterproof jacket for a 7 year old");
        await talk.Say("add the first one");
        talk.Last.Text.ShouldContain("?");
        talk.Last.Blocks.OfType<CartBlock>().ShouldBeEmpty();
    }

    [Fact]
    public async Task From_a_question_to_an_order_in_French_with_a_code_and_pick_up()
    {
        var talk = shop.Talk("en");
        await talk.Say("bonjour, je cherche une tisane bio");
        talk.Last.Text.ShouldContain("assistant automatique");
        await talk.Say("ajoute le premier au panier");
        await Chosen(talk);
        await talk.Say("j’ai un code promo : WELCOME10");
        talk.Last.Text.ShouldContain("WELCOME10");
        talk.Block<CartBlock>().Cart.Discounts.ShouldNotBeEmpty();
        await talk.Say("passer commande");
        await talk.Fill(Marie);
        await talk.Fill(("delivery", "pickup"));
        var total = talk.Block<ConfirmationBlock>().Checkout!.Totals.Total;
        await talk.TapYes();

        talk.Last.Text.ShouldStartWith("Merci");
        talk.Block<OrderBlock>().Order.Totals.Total.ShouldBe(total);
        talk.Block<OrderBlock>().Order.Fulfilment[0].Type.ShouldBe("pickup");
    }

    [Fact]
    public async Task A_wrong_form_says_which_fields_and_keeps_the_rest()
    {
        var talk = await Checkout("en");
        await talk.Fill([.. Marie.Select(f => f.Item1 == "email" ? ("email", "not an address") : f)]);

        talk.Last.Text.ShouldContain("e-mail");
        var form = talk.Block<FormBlock>();
        form.Fields.First(f => f.Id == "street").Value.ShouldBe("1 rue de la Paix");
        form.Fields.First(f => f.Id == "country").Choices!.ShouldContain(c => c.Value == "BE" && c.Label == "Belgium");
    }

    [Fact]
    public async Task A_country_that_is_not_offered_is_refused()
    {
        var talk = await Checkout("en");
        await talk.Fill([.. Marie.Select(f => f.Item1 == "country" ? ("country", "ZZ") : f)]);

        talk.Last.Text.ShouldContain("country");
        talk.Last.Blocks.ShouldNotContain(b => b is ConfirmationBlock);
    }

    [Fact]
    public async Task An_order_is_followed_and_cancelled_only_after_a_yes()
    {
        var talk = await Ordered("en");
        var id = talk.Block<OrderBlock>().Order.Id;
        await talk.Say("where is my order?");
        talk.Block<OrderBlock>().Order.Id.ShouldBe(id);
        await talk.Say("cancel my order");
        talk.Block<ConfirmationBlock>().Order!.Id.ShouldBe(id);
        await talk.Say("don't cancel it");
        (await Order(id)).Status.ShouldBe(OrderStatus.Confirmed);
        await talk.Say("cancel my order");
        await talk.Say("yes");

        (await Order(id)).Status.ShouldBe(OrderStatus.Canceled);
        talk.Last.Text.ShouldContain("cancelled");
    }

    [Fact]
    public async Task Another_conversation_finds_an_order_only_with_its_number_and_its_e_mail()
    {
        var order = (await Ordered("en")).Block<OrderBlock>().Order;
        var stranger = shop.Talk("en");
        await stranger.Say("where is my order?");
        await stranger.Say($"it is {order.Number}, eve@example.org");
        stranger.Last.Blocks.ShouldBeEmpty();
        var wrongNumber = shop.Talk("en");
        await wrongNumber.Say("track order 999999, marie@example.org");
        wrongNumber.Last.Text.ShouldContain(stranger.Last.Text.Split('\n')[0]);

        await stranger.Say("where is my order?");
        await stranger.Say($"{order.Number}");
        await stranger.Say("Marie@Example.org");
        stranger.Block<OrderBlock>().Order.Id.ShouldBe(order.Id);
    }

    [Fact]
    public async Task Guessing_at_orders_ends_after_five_tries()
    {
        var order = (await Ordered("en")).Block<OrderBlock>().Order;
        var eve = shop.Talk("en");
        for (var i = 0; i < 5; i++) await eve.Say($"track order {order.Number}, eve{i}@example.org");
        await eve.Say($"track order {order.Number}, marie@example.org");

        eve.Last.Blocks.ShouldBeEmpty();
        eve.Last.Text.ShouldContain("bonjour@maison-tilleul.example");
    }

    [Fact]
    public async Task A_shipped_order_is_not_cancelled_but_the_way_back_is_shown()
    {
        var talk = await Ordered("fr");
        var order = talk.Block<OrderBlock>().Order;
        await shop.Services.GetRequiredService<OrderService>().ShipAsync(shop.Shop.Id, order.Id, null, "Colissimo", "6A123", new Caller("operator", "console"), CancellationToken.None);
        await talk.Say("annuler ma commande");

        talk.Last.Blocks.ShouldNotContain(b => b is ConfirmationBlock);
        talk.Block<PolicyBlock>().Passages[0].PolicyId.ShouldBe("returns");
        await talk.Say("où est mon colis ?");
        talk.Last.Text.ShouldContain("6A123");
    }

    [Fact]
    public async Task Who_wants_to_withdraw_gets_the_policy_and_the_state_of_their_order()
    {
        var talk = await Ordered("fr");
        var id = talk.Block<OrderBlock>().Order.Id;
        await talk.Say("je veux me rétracter");

        talk.Block<PolicyBlock>().Passages[0].PolicyId.ShouldBe("returns");
        talk.Block<OrderBlock>().Order.Id.ShouldBe(id);
    }

    [Fact]
    public async Task More_than_there_is_in_stock_is_not_added()
    {
        var product = shop.Search.Products(shop.Shop.Id).First(p => p.Variants.Count == 1 && shop.Search.Available(shop.Shop.Id, p.Variants[0].Id) is > 0 and < 60);
        var available = shop.Search.Available(shop.Shop.Id, product.Variants[0].Id);
        var talk = shop.Talk("en");
        await talk.Tap("show:" + product.Id);
        await talk.Say($"add {available + 1} of them");

        talk.Last.Text.ShouldContain($"Only {available}");
        (await talk.State()).CartId.ShouldBeNull();
    }

    [Fact]
    public async Task A_sold_out_product_is_not_added()
    {
        var product = shop.Search.Products(shop.Shop.Id).First(p => p.Variants.Count == 1 && p.Id.StartsWith("sports", StringComparison.Ordinal));
        await shop.Services.GetRequiredService<ICatalogStore>().WriteAsync(new CatalogBatch(shop.Shop.Id) { Stock = [new StockLevel(product.Variants[0].Id, shop.Shop.Locations[0].Id, 0, 0)] }, CancellationToken.None);
        await shop.Search.FollowAsync(CancellationToken.None);
        var talk = shop.Talk("fr");
        await talk.Tap("add:" + product.Id);

        talk.Last.Text.ShouldContain("épuisé");
        talk.Last.CartId.ShouldBeNull();
    }

    [Fact]
    public async Task The_chat_uses_the_cart_of_the_page()
    {
        var page = shop.Talk("en");
        await page.Tap("add:" + Simple(1).Id);
        var other = shop.Talk("en");
        other.CartId = page.Last.CartId;
        await other.Tap("add:" + Simple(2).Id);

        other.Last.CartId.ShouldBe(page.Last.CartId);
        other.Block<CartBlock>().Cart.Lines.Count.ShouldBe(2);
        await other.Say("remove the last one");
        other.Block<CartBlock>().Cart.Lines.ShouldHaveSingleItem().ProductId.ShouldBe(Simple(1).Id);
        await other.Say("empty my cart");
        other.Last.Text.ShouldContain("empty");
    }

    private Comptoir.Catalog.Products.Product Simple(int n) =>
        shop.Search.Products(shop.Shop.Id).Where(p => p.Variants.Count == 1 && shop.Search.Available(shop.Shop.Id, p.Variants[0].Id) > 8).OrderBy(p => p.Id).ElementAt(n);

    private async Task<Talk> Checkout(string language)
    {
        var talk = shop.Talk(language);
        await talk.Tap("add:" + Simple(3).Id);
        await talk.Tap("checkout");
        return talk;
    }

    private async Task<Talk> Ordered(string language)
    {
        var talk = await Checkout(language);
        await talk.Fill(Marie);
        await talk.Fill(("delivery", "fr-standard"));
        await talk.TapYes();
        talk.Last.Blocks.ShouldContain(b => b is OrderBlock);
        return talk;
    }

    private async Task<Order> Order(string id) => (await shop.Services.GetRequiredService<OrderService>().GetAsync(shop.Shop.Id, id, CancellationToken.None)).Value!;

    /// <summary>Answers questions after options with the first button until something is in the cart.</summary>
    private static async Task<Comptoir.Ordering.Carts.Cart> Chosen(Talk talk)
    {
        for (var i = 0; i < 4 && !talk.Last.Blocks.Any(b => b is CartBlock); i++) await talk.Tap(talk.Last.QuickReplies[0].Action);
        return talk.Block<CartBlock>().Cart;
    }
}
