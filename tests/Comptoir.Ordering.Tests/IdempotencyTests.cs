using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class IdempotencyTests
{
    private readonly TestShop _shop = Flowers();

    [Fact]
    public async Task A_repeated_creation_is_answered_alike_and_makes_nothing_new()
    {
        var first = await _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)), Agent, Key("k"), default);
        var second = await _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)), Agent, Key("k"), default);
        second.Replayed.ShouldBeTrue();
        Json(Value(second)).ShouldBe(Json(Value(first)));
        _shop.Store.Checkouts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_a_conflict_before_anything_else_is_checked()
    {
        Value(await _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)), Agent, Key("k"), default));
        Refused(await _shop.Checkouts.CreateAsync("flowers", Input(("nonsense", -5)) with { Currency = "EUR" }, Agent, Key("k", "h2"), default), RefusalKind.IdempotencyConflict);
    }

    [Fact]
    public async Task Updates_cancellations_and_carts_replay_too()
    {
        var checkout = await _shop.CreateAsync(Input(("pot_ceramic", 1)));
        var update = await _shop.Checkouts.UpdateAsync("flowers", checkout.Id, Input(("pot_ceramic", 2)), Agent, Key("u"), default);
        await _shop.UpdateAsync(checkout, i => i with { Lines = [new("pot_ceramic", 9)] });
        var again = await _shop.Checkouts.UpdateAsync("flowers", checkout.Id, Input(("pot_ceramic", 2)), Agent, Key("u"), default);
        Json(Value(again)).ShouldBe(Json(Value(update)));
        var cancel = await _shop.Checkouts.CancelAsync("flowers", checkout.Id, Agent, Key("c"), default);
        Json(Value(await _shop.Checkouts.CancelAsync("flowers", checkout.Id, Agent, Key("c"), default))).ShouldBe(Json(Value(cancel)));
        var cart = await _shop.Carts.CreateAsync("flowers", new CartInput { Lines = [new("pot_ceramic", 1)] }, Agent, Key("cart"), default);
        Value(await _shop.Carts.CreateAsync("flowers", new CartInput { Lines = [new("pot_ceramic", 1)] }, Agent, Key("cart"), default)).Id.ShouldBe(Value(cart).Id);
    }

    [Fact]
    public async Task A_completion_replays_and_its_key_cannot_pay_otherwise()
    {
        var ready = await _shop.ReadyAsync();
        var first = Value(await _shop.CompleteAsync(ready, key: Key("k")));
        var second = await _shop.CompleteAsync(ready, key: Key("k"));
        second.Replayed.ShouldBeTrue();
        Json(Value(second)).ShouldBe(Json(first));
        Value(second).OrderNumber.ShouldBe("1001");
        Refused(await _shop.CompleteAsync(ready, key: Key("k", "other")), RefusalKind.IdempotencyConflict);
        Refused(await _shop.CompleteAsync(ready, key: Key("k2")), RefusalKind.Conflict);
    }

    [Fact]
    public async Task A_decline_replays_as_a_decline_and_a_new_key_may_pay()
    {
        var ready = await _shop.ReadyAsync();
        var first = await _shop.CompleteAsync(ready, "fail_token", Key("k"));
        var second = await _shop.CompleteAsync(ready, "fail_token", Key("k"));
        second.Replayed.ShouldBeTrue();
        second.Refusal.ShouldBe(first.Refusal);
        Value(await _shop.CompleteAsync(ready, key: Key("k2"))).Status.ShouldBe(CheckoutStatus.Completed);
    }

    [Fact]
    public async Task A_refusal_that_changed_nothing_does_not_use_up_the_key()
    {
        Refused(await _shop.Checkouts.CreateAsync("flowers", Input(("nonsense", 1)), Agent, Key("k"), default), RefusalKind.Invalid);
        Value(await _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)), Agent, Key("k", "corrected"), default));
    }

    [Fact]
    public async Task The_same_creation_ten_times_at_once_makes_one_checkout()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _shop.Checkouts.CreateAsync("flowers", Input(("pot_ceramic", 1)), Agent, Key("k"), default))));
        results.Select(r => Value(r).Id).Distinct().ShouldHaveSingleItem();
        _shop.Store.Checkouts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{ "b" : [1, 2], "a" : 1.0 }""", true)]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":2,"x":1}}""", true)]
    [InlineData("""{"a":"\u00e9"}""", """{"a":"é"}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":null}""", "{}", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    public void The_fingerprint_sees_content_and_not_its_writing(string one, string other, bool same) =>
        (RequestHash.Of(JsonNode.Parse(one)) == RequestHash.Of(JsonNode.Parse(other))).ShouldBe(same);

    private static string Json(Checkout checkout) => JsonSerializer.Serialize(checkout, OrderingJson.Default.Checkout);
}
