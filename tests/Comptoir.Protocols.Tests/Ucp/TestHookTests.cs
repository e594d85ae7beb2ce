using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

public sealed class TestHookTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client(UcpVersions.V2026_01_11);

    [Fact]
    public async Task Shipping_is_simulated_only_for_those_who_know_the_secret()
    {
        var id = await OrderAsync();
        (await Agent.SendAsync(HttpMethod.Post, $"//testing/simulate-shipping/{id}", null)).Status.ShouldBe(403);
        (await Agent.SendAsync(HttpMethod.Post, $"//testing/simulate-shipping/{id}", null, headers: ("Simulation-Secret", "wrong"))).Status.ShouldBe(403);
        (await Agent.SendAsync(HttpMethod.Post, $"//testing/simulate-shipping/{id}", null, headers: ("Simulation-Secret", UcpShop.Secret))).Status.ShouldBe(200);
        var order = await Agent.GetAsync($"//orders/{id}");
        ((string?)order["fulfillment"]!["events"]![0]!["type"]).ShouldBe("shipped");
        (await Agent.SendAsync(HttpMethod.Post, "//testing/simulate-shipping/ord_none", null, headers: ("Simulation-Secret", UcpShop.Secret))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_request_that_was_passed_on_from_elsewhere_is_refused()
    {
        var id = await OrderAsync();
        (await Agent.SendAsync(HttpMethod.Post, $"//testing/simulate-shipping/{id}", null, headers: [("Simulation-Secret", UcpShop.Secret), ("X-Forwarded-For", "203.0.113.9")])).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Events_and_adjustments_can_be_written_into_an_order()
    {
        var id = await OrderAsync();
        var line = (string)(await Agent.GetAsync($"//orders/{id}")).Line["id"]!;
        var put = await Agent.PutAsync($"//orders/{id}", $$"""
            { "fulfillment": { "events": [{ "id": "e1", "type": "shipped", "occurred_at": "2026-01-12T10:00:00Z", "line_items": [{ "id": "{{line}}", "quantity": 1 }], "tracking_number": "T1", "tracking_url": "http://track.example/1" }] },
              "adjustments": [{ "id": "a1", "type": "refund", "status": "pending", "occurred_at": "2026-01-12T10:00:00Z", "amount": 500 }] }
            """);
        put.Status.ShouldBe(200, put.Raw);
        ((string?)put["fulfillment"]!["events"]![0]!["tracking_number"]).ShouldBe("T1");
        put["adjustments"]![0]!["amount"]!.GetValue<long>().ShouldBe(500);
    }

    [Theory]
    [InlineData("""{"adjustments":{"id":"a"}}""")]
    [InlineData("""{"adjustments":[{"id":"a","type":"refund","status":"INVALID","occurred_at":"2026-01-12T10:00:00Z"}]}""")]
    [InlineData("""{"fulfillment":{"events":[{"id":"e","type":"shipped"}]}}""")]
    [InlineData("""{"fulfillment":{"events":"none"}}""")]
    public async Task What_is_no_event_and_no_adjustment_is_422(string body)
    {
        var id = await OrderAsync();
        (await Agent.PutAsync($"//orders/{id}", body)).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    public async Task Pieces_can_be_given_back(string root)
    {
        var id = await OrderAsync();
        var line = (string)(await Agent.GetAsync($"//orders/{id}")).Line["id"]!;
        var reply = await Agent.PostAsync($"{root}/testing/orders/{id}/adjust", $$"""{ "line_item_id": "{{line}}", "quantity": 1, "type": "refund" }""");
        reply.Status.ShouldBe(200, reply.Raw);
        var order = await shop.Client().GetAsync($"/orders/{id}");
        order["adjustments"]![0]!["line_items"]![0]!["quantity"]!.GetValue<int>().ShouldBe(-1);
    }

    [Fact]
    public async Task Without_a_secret_there_are_no_hooks()
    {
        await using var closed = new UcpShop(o => o.TestHooksSecret = null);
        await closed.InitializeAsync();
        (await closed.Client().SendAsync(HttpMethod.Post, "//testing/simulate-shipping/x", null, headers: ("Simulation-Secret", ""))).Status.ShouldBe(404);
        (await closed.Client().PutAsync("//orders/x", "{}")).Status.ShouldBe(405);
    }

    private async Task<string> OrderAsync() => (string)(await Agent.PayAsync((await Agent.ReadyCheckoutAsync()).Id))["order"]!["id"]!;
}
