using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Trust;

public sealed class AgentLogTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task A_purchase_is_kept_from_cart_to_order_in_order_and_without_who_buys_or_what_pays()
    {
        var agent = shop.Client();
        var cart = await agent.PostAsync("/carts", """{"line_items":[{"item":{"id":"tulip"},"quantity":2}]}""");
        var made = await agent.PostAsync("/checkout-sessions", $$"""{"line_items":[{"item":{"id":"tulip"},"quantity":2}],"cart_id":"{{cart.Id}}"}""");
        made.Status.ShouldBe(201, made.Raw);
        var ready = await agent.PutAsync($"/checkout-sessions/{made.Id}", """
            {"line_items":[{"item":{"id":"tulip"},"quantity":2}],"buyer":{"first_name":"Ada","last_name":"Byron","email":"ada@example.com"},
             "fulfillment":{"methods":[{"type":"shipping","destinations":[{"id":"d1","street_address":"1 rue des Lilas","address_locality":"Lyon","postal_code":"69001","address_country":"FR"}],
             "selected_destination_id":"d1","groups":[{"selected_option_id":"std"}]}]}}
            """);
        ready.State.ShouldBe("ready_for_complete", ready.Raw);
        var paid = await agent.PayAsync(made.Id);
        paid.State.ShouldBe("completed", paid.Raw);
        var order = (string)paid["order"]!["id"]!;
        await agent.GetAsync($"/orders/{order}");

        var (log, store) = (shop.Services.GetRequiredService<AgentLog>(), shop.Services.GetRequiredService<IAgentStore>());
        await log.FlushAsync(default);
        await Task.Delay(300); // what the background took first may still be on its way
        foreach (var id in (string[])[cart.Id, made.Id, order])
            (await store.ListSessionAsync("flowers", id, 100, default)).Select(x => x.Operation).ShouldBe(["create_cart", "create_checkout", "update_checkout", "complete_checkout", "get_order"], id);
        var session = await store.ListSessionAsync("flowers", order, 100, default);
        var all = string.Join('\n', session.SelectMany(x => new[] { x.Request, x.Response }));
        foreach (var hidden in (string[])["Ada", "Byron", "ada@example.com", "Lilas", "69001", "Lyon", "success_token"]) all.ShouldNotContain(hidden);
        all.ShouldContain("\"tulip\"");
        session[0].Took.ShouldBeGreaterThan(0);
        var seen = (await store.GetAsync("flowers", UcpShop.Agent, default))!;
        seen.Requests.ShouldBeGreaterThanOrEqualTo(5);
        seen.Last.Capabilities.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"query":"roses for bob@example.org now"}""", """{"query":"roses for ••• now"}""")]
    [InlineData("""{"payment":{"instruments":[{"id":"i","credential":{"type":"token","token":"t","x":[1,"y"]}}]}}""", """{"payment":{"instruments":[{"id":"i","credential":{"type":"token","token":"•••","x":["•••","•••"]}}]}}""")]
    [InlineData("""{"buyer":{"full_name":"A","consent":{"marketing":true}},"title":"T"}""", """{"buyer":{"full_name":"•••","consent":{"marketing":true}},"title":"T"}""")]
    [InlineData("""{"a":[{"display":"x"},{"title":"kept"}]}""", """{"a":[{"display":"x"},{"title":"kept"}]}""")]
    [InlineData("not json", "…")]
    [InlineData("", null)]
    public void A_body_is_kept_without_credentials_and_personal_data(string body, string? kept) => LogMask.Of(System.Text.Encoding.UTF8.GetBytes(body), 10_000).ShouldBe(kept);

    [Fact]
    public void A_long_body_is_cut_off()
    {
        var kept = LogMask.Of(System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("\"0123456789\"", 1000))}]"), 500)!;
        kept.Length.ShouldBeInRange(400, 520);
        kept.ShouldEndWith("…");
    }

    [Fact]
    public async Task What_is_past_its_time_or_beyond_its_number_is_forgotten()
    {
        var store = shop.Services.GetRequiredService<IAgentStore>();
        AgentExchange Of(int i) => new() { Id = $"xc_old{i:00}", ShopId = "flowers", AgentId = "old", At = DateTimeOffset.UnixEpoch.AddDays(i), Door = "ucp", Operation = "search_catalog", Status = 200 };
        await store.AddAsync([.. Enumerable.Range(0, 10).Select(Of)], [Of(3)], default);
        (await store.GetAsync("flowers", "old", default))!.Requests.ShouldBe(11);
        await store.ForgetAsync(DateTimeOffset.UnixEpoch.AddDays(5), 1_000_000, default);
        (await store.ListExchangesAsync("flowers", new("old"), 100, default)).Select(x => x.Id).ShouldBe(["xc_old09", "xc_old08", "xc_old07", "xc_old06", "xc_old05"]);
    }
}
