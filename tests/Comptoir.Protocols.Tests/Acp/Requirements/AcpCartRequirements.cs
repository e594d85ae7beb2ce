using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp.Requirements;

/// <summary>What ACP 2026-04-17 demands of carts.</summary>
[Must("ACP", "cart")]
public sealed class AcpCartRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private readonly AcpClient _agent = new(shop);
    private readonly AcpStates _states = new(shop, new(shop));

    [Fact]
    public async Task A_cart_is_made_with_201_and_read_replaced_and_cancelled_with_200()
    {
        var made = await _agent.PostAsync("/carts", """{"line_items":[{"id":"rose"}]}""");
        made.Status.ShouldBe(201);
        foreach (var reply in new[] { await _agent.GetAsync($"/carts/{made.Id}"), await _agent.PutAsync($"/carts/{made.Id}", """{"line_items":[{"id":"tulip"}]}"""), await _agent.PostAsync($"/carts/{made.Id}/cancel") })
        {
            reply.Status.ShouldBe(200, reply.Raw);
            reply.Body!.ShouldHave("id", "line_items", "currency", "totals");
        }
    }

    [Fact]
    public async Task A_replacement_leaves_nothing_of_what_it_does_not_say()
    {
        var id = await _states.CartAsync("open");
        var replaced = await _agent.PutAsync($"/carts/{id}", """{"line_items":[{"id":"tulip","quantity":3}]}""");
        replaced["line_items"]!.AsArray().Select(l => (l!["item"].Text("id"), l.Amount("quantity"))).ShouldBe([("tulip", 3L)]);
        replaced["buyer"].ShouldBeNull();
        replaced.Total("total").ShouldBe(9000);
    }

    [Fact]
    public async Task Cancelling_answers_with_the_cart_as_it_was_and_then_it_is_gone()
    {
        var id = await _states.CartAsync("open");
        var before = await _agent.GetAsync($"/carts/{id}");
        var cancelled = await _agent.PostAsync($"/carts/{id}/cancel");
        cancelled["line_items"]!.ToJsonString().ShouldBe(before["line_items"]!.ToJsonString());
        (await _agent.GetAsync($"/carts/{id}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("canceled")]
    [InlineData("expired")]
    public async Task A_cart_that_is_not_there_any_more_is_404_for_every_operation(string state)
    {
        var id = state == "nowhere" ? "nowhere" : await _states.CartAsync(state);
        foreach (var reply in new[] { await _agent.GetAsync($"/carts/{id}"), await _agent.PutAsync($"/carts/{id}", """{"line_items":[{"id":"tulip"}]}"""), await _agent.PostAsync($"/carts/{id}/cancel") })
            (reply.Status, reply.Body.Text("type")).ShouldBe((404, "invalid_request"), reply.Raw);
    }

    [Fact]
    public async Task What_is_sold_out_is_kept_with_a_message()
    {
        var made = await _agent.PostAsync("/carts", """{"line_items":[{"id":"rose"},{"id":"gardenia"}]}""");
        (made.Status, made["messages"]!.AsArray().Any(m => m.Text("code") == "out_of_stock")).ShouldBe((201, true), made.Raw);
    }
}
