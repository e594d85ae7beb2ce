using Comptoir.Catalog;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp.Requirements;

/// <summary>What ACP demands of keys by which requests are repeated safely.</summary>
[Must("ACP", "idempotency")]
public sealed class IdempotencyRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string Rose = """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}""";
    private readonly AcpClient _agent = new(shop);

    [Theory]
    [InlineData("/checkout_sessions")]
    [InlineData("/checkout_sessions/chk_1")]
    [InlineData("/checkout_sessions/chk_1/complete")]
    [InlineData("/checkout_sessions/chk_1/cancel")]
    [InlineData("/carts")]
    [InlineData("/carts/cart_1/cancel")]
    [InlineData("/agentic_commerce/delegate_payment")]
    public async Task A_POST_without_a_key_is_refused_before_anything_else(string path)
    {
        var reply = await _agent.SendAsync(HttpMethod.Post, path, Rose, null);
        (reply.Status, reply.Body.Text("type"), reply.Body.Text("code")).ShouldBe((400, "invalid_request", "idempotency_key_required"));
    }

    [Theory]
    [InlineData("""{"capabilities":{},"currency":"eur","line_items":[{"id":"rose"}]}""")]
    [InlineData("""{ "line_items" : [ { "id" : "rose" } ], "currency":"\u0065ur", "capabilities":{ } }""")]
    public async Task The_same_body_in_another_writing_is_the_same_request(string again)
    {
        var key = NewKey();
        var first = await _agent.PostAsync("/checkout_sessions", Rose, key);
        var second = await _agent.PostAsync("/checkout_sessions", again, key);
        (second.Status, second.Raw).ShouldBe((first.Status, first.Raw));
    }

    [Fact]
    public async Task A_number_with_trailing_zeros_is_the_same_number()
    {
        var key = NewKey();
        string Body(string quantity) => $$"""{"line_items":[{"id":"rose","quantity":{{quantity}} }],"currency":"eur","capabilities":{ } }""";
        var first = await _agent.PostAsync("/checkout_sessions", Body("2"), key);
        (await _agent.PostAsync("/checkout_sessions", Body("2.0"), key)).Raw.ShouldBe(first.Raw);
    }

    [Fact]
    public async Task Null_and_absent_are_different_requests()
    {
        var (session, key) = ((await _agent.ReadyAsync()).Id, NewKey());
        (await _agent.PostAsync($"/checkout_sessions/{session}", "{}", key)).Status.ShouldBe(200);
        Conflicts(await _agent.PostAsync($"/checkout_sessions/{session}", """{"discounts":null}""", key));
    }

    [Fact]
    public async Task The_order_of_a_list_counts()
    {
        var key = NewKey();
        await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"},{"id":"tulip"}],"currency":"eur","capabilities":{}}""", key);
        Conflicts(await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"tulip"},{"id":"rose"}],"currency":"eur","capabilities":{}}""", key));
    }

    [Fact]
    public async Task What_an_extension_adds_counts()
    {
        var key = NewKey();
        await _agent.PostAsync("/checkout_sessions", Rose[..^1] + ""","discounts":{"codes":["TEN"]}}""", key);
        Conflicts(await _agent.PostAsync("/checkout_sessions", Rose[..^1] + ""","discounts":{"codes":["TULIP5"]}}""", key));
        Conflicts(await _agent.PostAsync("/checkout_sessions", Rose[..^1] + ""","affiliate_attribution":{"provider":"p","token":"t"}}""", key));
    }

    [Fact]
    public async Task Headers_do_not_count()
    {
        var key = NewKey();
        var first = await _agent.PostAsync("/checkout_sessions", Rose, key, ("Request-Id", "one"), ("User-Agent", "a"));
        (await _agent.PostAsync("/checkout_sessions", Rose, key, ("Request-Id", "two"), ("User-Agent", "b"))).Raw.ShouldBe(first.Raw);
    }

    [Fact]
    public async Task A_key_is_its_agents_own_and_for_one_endpoint()
    {
        var key = NewKey();
        var mine = await _agent.PostAsync("/checkout_sessions", Rose, key);
        (await new AcpClient(shop, bearer: "somebody").PostAsync("/checkout_sessions", Rose, key)).Id.ShouldNotBe(mine.Id);
        (await _agent.PostAsync("/carts", Rose, key)).Status.ShouldBe(201);
        (await _agent.PostAsync($"/checkout_sessions/{mine.Id}", "{}", key)).Status.ShouldBe(200);
        (await _agent.PostAsync($"/checkout_sessions/{mine.Id}/cancel", null, key)).State.ShouldBe("canceled");
    }

    [Fact]
    public async Task A_repetition_is_marked_and_takes_no_money_and_no_goods_again()
    {
        var catalog = shop.Services.GetRequiredService<ICatalogStore>();
        async Task<long> StockAsync() => (await catalog.ReadStockAsync("flowers", ["candle-07"], default)).Sum(l => l.OnHand - l.Reserved);
        var before = await StockAsync();
        var ready = await _agent.ReadyAsync("candle-07", 2);
        var (token, key) = (await _agent.DelegateAsync(ready.Id), NewKey());
        var paid = await _agent.PayAsync(ready.Id, token, key: key);
        for (var i = 0; i < 3; i++)
        {
            var again = await _agent.PayAsync(ready.Id, token, key: key);
            (again.Status, again.Raw, again.Headers.GetValues("Idempotent-Replayed").Single()).ShouldBe((200, paid.Raw, "true"));
        }

        (before - await StockAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task An_update_is_repeated_like_a_creation()
    {
        var (session, key) = ((await _agent.ReadyAsync()).Id, NewKey());
        const string body = """{"line_items":[{"id":"tulip","quantity":2}]}""";
        var first = await _agent.PostAsync($"/checkout_sessions/{session}", body, key);
        (await _agent.PostAsync($"/checkout_sessions/{session}", """{"line_items":[{"id":"rose"}]}""")).Line["item"].Text("id").ShouldBe("rose");
        (await _agent.PostAsync($"/checkout_sessions/{session}", body, key)).Raw.ShouldBe(first.Raw);
        (await _agent.GetAsync($"/checkout_sessions/{session}")).Line["item"].Text("id").ShouldBe("rose", "the repetition changed nothing");
    }

    [Theory]
    [InlineData("/agentic_commerce/delegate_payment", 422)]
    [InlineData("/delegate_authentication", 409)]
    public async Task The_provider_keeps_keys_too(string path, int conflict)
    {
        var key = NewKey();
        string Body(string session) => path.EndsWith("payment", StringComparison.Ordinal) ? AcpClient.Delegation(session)
            : $$"""{ "merchant_id": "flowers", "checkout_session_id": "{{session}}", "payment_method": { "type": "card", "number": "4242424242424242", "exp_month": "11", "exp_year": "2099", "name": "Ada" }, "amount": { "value": 100, "currency": "EUR" } }""";
        var body = Body("one");
        var first = await _agent.PostAsync(path, body, key);
        first.Status.ShouldBe(201, first.Raw);
        (await _agent.PostAsync(path, body, key)).Raw.ShouldBe(first.Raw);
        var other = await _agent.PostAsync(path, Body("two"), key);
        (other.Status, other.Body.Text("code")).ShouldBe((conflict, "idempotency_conflict"));
    }

    [Fact]
    public async Task An_answer_is_kept_for_at_least_a_day()
    {
        var key = NewKey();
        var first = await _agent.PostAsync("/checkout_sessions", Rose, key);
        (await shop.Client().PostAsync("/testing/idempotency/age", $$"""{"key":"{{key}}","hours":25}""")).Status.ShouldBe(200);
        (await _agent.PostAsync("/checkout_sessions", Rose, key)).Raw.ShouldBe(first.Raw);
    }

    [Fact]
    public async Task A_fault_of_the_shop_is_not_kept()
    {
        await using var alone = new UcpShop();
        await alone.InitializeAsync();
        var (agent, key) = (new AcpClient(alone), NewKey());
        await alone.Client().PostAsync("/testing/idempotency/outage", """{"enabled":true}""");
        var refused = await agent.PostAsync("/checkout_sessions", Rose, key);
        (refused.Status, refused.Body.Text("type")).ShouldBe((503, "service_unavailable"), refused.Raw);
        await alone.Client().PostAsync("/testing/idempotency/outage", """{"enabled":false}""");
        (await agent.PostAsync("/checkout_sessions", Rose, key)).Status.ShouldBe(201);
    }

    private static string NewKey() => $"{Guid.NewGuid()}";

    private static void Conflicts(UcpReply reply) => (reply.Status, reply.Body.Text("type"), reply.Body.Text("code")).ShouldBe((422, "invalid_request", "idempotency_conflict"), reply.Raw);
}
