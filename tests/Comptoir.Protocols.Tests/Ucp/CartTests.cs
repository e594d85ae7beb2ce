using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "cart")]
public sealed class CartTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string TwoRoses = """{"line_items":[{"item":{"id":"rose"},"quantity":2}],"discounts":{"codes":["ten"]},"buyer":{"email":"ada@example.com"}}""";

    [Fact]
    public async Task A_cart_has_lines_totals_links_and_the_discount_of_its_code()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        cart.Status.ShouldBe(201, cart.Raw);
        cart.Total("subtotal").ShouldBe(7000);
        cart.Total("discount").ShouldBe(-700);
        cart.Total("total").ShouldBe(6300);
        ((string?)cart["currency"]).ShouldBe("EUR");
        ((string?)cart.Line["item"]!["image_url"]).ShouldBe($"{shop.BaseUrl}/pictures/rose.svg");
        cart["links"]!.AsArray().Select(l => (string?)l!["type"]).ShouldBe(["privacy_policy", "refund_policy", "shipping_policy"], ignoreOrder: true);
        ((string?)cart["ucp"]!["status"]).ShouldBe("success");
        cart["ucp"]!["capabilities"]!.AsObject().Select(c => c.Key).ShouldBe(["dev.ucp.shopping.cart", "dev.ucp.shopping.discount"]);
    }

    [Fact]
    public async Task A_cart_is_read_back_as_it_was_answered()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        (await shop.Client().GetAsync($"/carts/{cart.Id}")).Raw.ShouldBe(cart.Raw);
    }

    [Fact]
    public async Task An_update_replaces_the_whole_cart()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        var updated = await shop.Client().PutAsync($"/carts/{cart.Id}", """{"line_items":[{"item":{"id":"tulip"},"quantity":3}]}""");
        updated.Status.ShouldBe(200, updated.Raw);
        updated["line_items"]!.AsArray().Count.ShouldBe(1);
        ((string?)updated.Line["item"]!["id"]).ShouldBe("tulip");
        updated.Total("total").ShouldBe(9000);
        updated["discounts"].ShouldBeNull();
    }

    [Fact]
    public async Task A_cart_may_be_emptied()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        var updated = await shop.Client().PutAsync($"/carts/{cart.Id}", """{"line_items":[]}""");
        updated.Status.ShouldBe(200, updated.Raw);
        updated.Total("total").ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_cart_is_answered_once_more_and_then_gone()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        var cancelled = await shop.Client().PostAsync($"/carts/{cart.Id}/cancel");
        cancelled.Status.ShouldBe(200, cancelled.Raw);
        cancelled.Id.ShouldBe(cart.Id);
        (await shop.Client().GetAsync($"/carts/{cart.Id}")).Codes.ShouldBe(["not_found"]);
        (await shop.Client().PutAsync($"/carts/{cart.Id}", TwoRoses)).Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task A_checkout_made_from_a_cart_has_its_lines_and_codes_and_the_second_try_gives_the_same_checkout()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoRoses);
        var checkout = await shop.Client().PostAsync("/checkout-sessions", $$"""{ "cart_id": "{{cart.Id}}" }""");
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout.Line["quantity"]!.GetValue<int>().ShouldBe(2);
        checkout.Total("discount").ShouldBe(-700);
        ((string?)checkout["buyer"]!["email"]).ShouldBe("ada@example.com");
        var again = await shop.Client().PostAsync("/checkout-sessions", $$"""{ "cart_id": "{{cart.Id}}", "line_items": [{ "item": { "id": "tulip" }, "quantity": 1 }] }""");
        (again.Status, again.Id).ShouldBe((200, checkout.Id));
        ((string?)again.Line["item"]!["id"]).ShouldBe("rose");
    }

    [Fact]
    public async Task An_unknown_cart_is_an_outcome()
    {
        foreach (var reply in new[]
        {
            await shop.Client().GetAsync("/carts/cart_none"),
            await shop.Client().PutAsync("/carts/cart_none", TwoRoses),
            await shop.Client().PostAsync("/carts/cart_none/cancel"),
        })
        {
            reply.Status.ShouldBe(200);
            ((string?)reply["ucp"]!["status"]).ShouldBe("error");
            reply.Codes.ShouldBe(["not_found"]);
        }
    }

    [Fact]
    public async Task Texts_and_labels_are_in_the_carts_language()
    {
        var cart = await shop.Client().PostAsync("/carts", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"context":{"language":"fr"}}""");
        ((string?)cart.Line["item"]!["title"]).ShouldBe("Bouquet de roses");
        ((string?)cart["totals"]![0]!["display_text"]).ShouldBe("Sous-total");
        (await shop.Client().GetAsync($"/carts/{cart.Id}")).Raw.ShouldBe(cart.Raw);
    }
}
