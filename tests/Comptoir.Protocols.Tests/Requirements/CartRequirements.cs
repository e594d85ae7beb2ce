using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What 2026-04-08 demands of carts, and of checkouts that are made from them.</summary>
[Must("UCP", "cart")]
public sealed class CartRequirements(Tour tour) : IClassFixture<Tour>
{
    private const string TwoTulips = """{"line_items":[{"item":{"id":"tulip"},"quantity":2}],"buyer":{"email":"ada@example.com"},"discounts":{"codes":["TULIP5"]}}""";

    private UcpClient Agent => tour.Agent;

    [Fact]
    public void A_cart_has_an_envelope_an_id_lines_a_currency_and_totals() => tour.Carts.All(c => c.ShouldHave("ucp", "id", "line_items", "currency", "totals"));

    [Fact]
    public void A_line_of_a_cart_has_an_id_an_item_a_quantity_and_totals() => tour.Carts.SelectMany(c => Tour.Objects(c, "line_items")).All(l => l.ShouldHave("id", "item", "quantity", "totals"));

    [Fact]
    public void The_quantity_of_a_line_is_a_whole_number_of_at_least_one() => tour.Carts.SelectMany(c => Tour.Objects(c, "line_items")).All(l =>
    {
        l["quantity"]!.ToJsonString().ShouldMatch("^[0-9]+$");
        l.Amount("quantity").ShouldBeGreaterThanOrEqualTo(1);
    });

    [Fact]
    public void The_item_of_a_line_has_an_id_a_title_and_a_price() => tour.Carts.SelectMany(c => Tour.Objects(c, "line_items")).All(l => l["item"]!.AsObject().ShouldHave("id", "title", "price"));

    [Fact]
    public void A_cart_has_no_members_of_a_checkout() => tour.Carts.All(c => c.Select(m => m.Key).ShouldNotContain(k => k == "status" || k == "payment" || k == "order" || k == "fulfillment"));

    [Fact]
    public async Task A_cart_is_made_with_201_and_read_changed_and_cancelled_with_200()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        cart.Status.ShouldBe(201);
        (await Agent.GetAsync($"/carts/{cart.Id}")).Status.ShouldBe(200);
        (await Agent.PutAsync($"/carts/{cart.Id}", TwoTulips)).Status.ShouldBe(200);
        (await Agent.PostAsync($"/carts/{cart.Id}/cancel")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_update_of_a_cart_leaves_nothing_of_what_it_does_not_say()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        var replaced = await Agent.PutAsync($"/carts/{cart.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        replaced["line_items"]!.AsArray().Select(l => (string)l!["item"]!["id"]!).ShouldBe(["rose"]);
        (replaced["buyer"], replaced["discounts"]?["codes"]).ShouldBe((null, null));
    }

    [Fact]
    public async Task Cancelling_answers_with_the_cart_as_it_was()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        var cancelled = await Agent.PostAsync($"/carts/{cart.Id}/cancel");
        cancelled["line_items"]!.ToJsonString().ShouldBe(cart["line_items"]!.ToJsonString());
        cancelled["totals"]!.ToJsonString().ShouldBe(cart["totals"]!.ToJsonString());
        (await Agent.PutAsync($"/carts/{cart.Id}", TwoTulips)).Codes.ShouldBe(["not_found"]);
        (await Agent.PostAsync("/checkout-sessions", $$"""{"cart_id":"{{cart.Id}}","line_items":[]}""")).Body!["id"].ShouldBeNull();
    }

    [Fact]
    public async Task A_conversion_takes_the_cart_and_ignores_what_the_request_says_of_the_same()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        var checkout = await Agent.PostAsync("/checkout-sessions", $$"""
            {"cart_id":"{{cart.Id}}","line_items":[{"item":{"id":"rose"},"quantity":9}],"buyer":{"email":"other@example.com"},"discounts":{"codes":["TEN"] } }
            """);
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout["line_items"]!.AsArray().Select(l => ((string)l!["item"]!["id"]!, l.Amount("quantity"))).ShouldBe([("tulip", 2L)]);
        checkout["buyer"].Text("email").ShouldBe("ada@example.com");
        checkout["discounts"]!["codes"]!.AsArray().Select(c => (string)c!).ShouldBe(["TULIP5"]);
        checkout.Total("total").ShouldBe(cart.Total("total"));
    }

    [Fact]
    public async Task Converting_a_cart_again_gives_its_open_checkout()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        var body = $$"""{"cart_id":"{{cart.Id}}","line_items":[]}""";
        var first = await Agent.PostAsync("/checkout-sessions", body);
        (await Agent.PostAsync("/checkout-sessions", body)).Id.ShouldBe(first.Id);
        (await Agent.PostAsync($"/checkout-sessions/{first.Id}/cancel")).State.ShouldBe("canceled");
        (await Agent.PostAsync("/checkout-sessions", body)).Id.ShouldNotBe(first.Id, "only an open checkout is given again");
    }

    [Fact]
    public async Task A_cart_id_in_an_update_of_a_checkout_means_nothing()
    {
        var cart = await Agent.PostAsync("/carts", TwoTulips);
        var checkout = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        var updated = await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", $$"""{"cart_id":"{{cart.Id}}","line_items":[{"item":{"id":"rose"},"quantity":3}]}""");
        updated["line_items"]!.AsArray().Select(l => ((string)l!["item"]!["id"]!, l.Amount("quantity"))).ShouldBe([("rose", 3L)]);
    }

    [Fact]
    public async Task A_key_of_a_cart_with_another_body_is_a_conflict_and_with_the_same_its_answer()
    {
        var key = $"{Guid.NewGuid()}";
        var first = await Agent.PostAsync("/carts", TwoTulips, key);
        (await Agent.PostAsync("/carts", TwoTulips, key)).Raw.ShouldBe(first.Raw);
        var conflict = await Agent.PostAsync("/carts", """{"line_items":[]}""", key);
        (conflict.Status, conflict.Body.Text("code")).ShouldBe((409, "idempotency_conflict"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"2\"")]
    public async Task A_quantity_that_is_no_whole_number_of_at_least_one_makes_no_cart(string quantity)
    {
        var reply = await Agent.PostAsync("/carts", $$"""{"line_items":[{"item":{"id":"rose"},"quantity":{{quantity}} }]}""");
        reply["id"].ShouldBeNull(reply.Raw);
        (reply.Raw.Contains("quantity", StringComparison.Ordinal)).ShouldBeTrue(reply.Raw);
    }
}
