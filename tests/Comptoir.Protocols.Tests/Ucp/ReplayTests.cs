using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "rest")]
public sealed class ReplayTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string OneRose = """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
    private const string SameOtherwiseWritten = """{ "line_items": [ { "quantity": 1, "item": { "id": "rose" } } ], "currency": "EUR" }""";
    private const string TwoRoses = """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":2}]}""";

    public static TheoryData<string> Versions => [.. UcpVersions.Supported];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_create_gives_the_same_status_and_body_and_no_second_checkout(string version)
    {
        var agent = shop.Client(version);
        var first = await agent.PostAsync("/checkout-sessions", OneRose, $"create-{version}");
        var second = await agent.PostAsync("/checkout-sessions", SameOtherwiseWritten, $"create-{version}");
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
        (await agent.PostAsync("/checkout-sessions", TwoRoses, $"create-{version}")).Status.ShouldBe(409);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_update_gives_the_same_answer_even_after_other_changes(string version)
    {
        var agent = shop.Client(version);
        var checkout = await agent.PostAsync("/checkout-sessions", OneRose);
        var (one, two) = (OneRose.Replace("{\"currency", $"{{\"id\":\"{checkout.Id}\",\"currency"), TwoRoses.Replace("{\"currency", $"{{\"id\":\"{checkout.Id}\",\"currency"));
        var first = await agent.PutAsync($"/checkout-sessions/{checkout.Id}", two, $"update-{version}");
        await agent.PutAsync($"/checkout-sessions/{checkout.Id}", one);
        var second = await agent.PutAsync($"/checkout-sessions/{checkout.Id}", two, $"update-{version}");
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
        first.Status.ShouldBe(200, first.Raw);
        (await agent.GetAsync($"/checkout-sessions/{checkout.Id}")).Line["quantity"]!.GetValue<int>().ShouldBe(1);
        (await agent.PutAsync($"/checkout-sessions/{checkout.Id}", one, $"update-{version}")).Status.ShouldBe(409);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_completion_gives_the_same_order_and_with_another_token_a_conflict(string version)
    {
        var agent = shop.Client(version);
        var checkout = await agent.ReadyCheckoutAsync();
        var first = await agent.PayAsync(checkout.Id, key: $"pay-{version}");
        var second = await agent.PayAsync(checkout.Id, key: $"pay-{version}");
        first.State.ShouldBe("completed");
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
        (await agent.PayAsync(checkout.Id, "other_token", $"pay-{version}")).Status.ShouldBe(409);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_cancellation_gives_the_same_answer_and_a_new_one_a_conflict(string version)
    {
        var agent = shop.Client(version);
        var checkout = await agent.PostAsync("/checkout-sessions", OneRose);
        var first = await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel", key: $"cancel-{version}");
        var second = await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel", key: $"cancel-{version}");
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
        (await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Status.ShouldBe(409);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_repeated_decline_is_declined_again_without_a_second_attempt(string version)
    {
        var agent = shop.Client(version);
        var checkout = await agent.ReadyCheckoutAsync();
        var first = await agent.PayAsync(checkout.Id, "fail_token", $"decline-{version}");
        var second = await agent.PayAsync(checkout.Id, "fail_token", $"decline-{version}");
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
    }

    [Fact]
    public async Task A_key_belongs_to_one_caller_one_operation_and_one_resource()
    {
        var (mine, other) = (shop.Client(), shop.Client(agent: "https://second.invalid/profile"));
        var first = await mine.PostAsync("/checkout-sessions", OneRose, "shared");
        var theirs = await other.PostAsync("/checkout-sessions", TwoRoses, "shared");
        theirs.Status.ShouldBe(201, theirs.Raw);
        theirs.Id.ShouldNotBe(first.Id);
        (await mine.PostAsync("/carts", TwoRoses, "shared")).Status.ShouldBe(201);
        var second = await mine.PostAsync("/checkout-sessions", OneRose);
        (await mine.PostAsync($"/checkout-sessions/{first.Id}/cancel", key: "shared")).Id.ShouldBe(first.Id);
        (await mine.PostAsync($"/checkout-sessions/{second.Id}/cancel", key: "shared")).Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task Carts_repeat_too()
    {
        var agent = shop.Client();
        var first = await agent.PostAsync("/carts", OneRose, "cart");
        (await agent.PostAsync("/carts", OneRose, "cart")).Raw.ShouldBe(first.Raw);
        (await agent.PostAsync("/carts", TwoRoses, "cart")).Status.ShouldBe(409);
        var updated = await agent.PutAsync($"/carts/{first.Id}", TwoRoses, "cart-up");
        (await agent.PutAsync($"/carts/{first.Id}", TwoRoses, "cart-up")).Raw.ShouldBe(updated.Raw);
        var cancelled = await agent.PostAsync($"/carts/{first.Id}/cancel", key: "cart-off");
        (await agent.PostAsync($"/carts/{first.Id}/cancel", key: "cart-off")).Raw.ShouldBe(cancelled.Raw);
    }

    [Fact]
    public async Task Many_at_once_with_one_key_make_one_checkout()
    {
        var agent = shop.Client();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => agent.PostAsync("/checkout-sessions", OneRose, "race")));
        replies.Select(r => (r.Status, r.Raw)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_honoured_for_a_day_and_forgotten_after_two()
    {
        var agent = shop.Client();
        var first = await agent.PostAsync("/checkout-sessions", OneRose, "aged");
        (await agent.PostAsync("/testing/idempotency/age", """{"key":"aged","hours":47}""")).Status.ShouldBe(200);
        (await agent.PostAsync("/checkout-sessions", OneRose, "aged")).Raw.ShouldBe(first.Raw);
        (await agent.PostAsync("/testing/idempotency/age", """{"key":"aged","hours":2}""")).Status.ShouldBe(200);
        (await agent.PostAsync("/checkout-sessions", OneRose, "aged")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Without_the_store_of_keys_nothing_that_carries_one_is_done()
    {
        await using var alone = new UcpShop();
        await alone.InitializeAsync();
        var agent = alone.Client();
        await agent.PostAsync("/testing/idempotency/outage", """{"enabled":true}""");
        var refused = await agent.PostAsync("/checkout-sessions", OneRose);
        refused.Status.ShouldBe(503);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        ((string?)refused["code"]).ShouldBe("unavailable");
        (await agent.SendAsync(HttpMethod.Post, "/catalog/search", """{"query":"pot"}""")).Status.ShouldBe(200);
        await agent.PostAsync("/testing/idempotency/outage", """{"enabled":false}""");
        (await agent.PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
    }
}
