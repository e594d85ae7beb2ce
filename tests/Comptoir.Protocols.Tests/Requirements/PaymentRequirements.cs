using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What UCP demands of paying.</summary>
[Must("UCP", "payment")]
public sealed class PaymentRequirements(Tour tour) : IClassFixture<Tour>
{
    private UcpClient Agent => tour.Agent;

    private IEnumerable<JsonObject> Declared => tour.Profiles.Select(p => p["ucp"]!["payment_handlers"]!.AsObject()).SelectMany(r => r).SelectMany(h => h.Value!.AsArray()).OfType<JsonObject>();

    [Fact]
    public void Handlers_are_registered_by_reverse_domain_names() => tour.Profiles.SelectMany(p => p["ucp"]!["payment_handlers"]!.AsObject()).All(h => h.Key.ShouldMatch(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9_-]*)+$"));

    [Fact]
    public void A_handler_has_an_id_and_a_version() => Declared.All(h => h.ShouldHave("id", "version"));

    [Fact]
    public void A_list_of_instruments_names_at_least_one_type() => Declared.Where(h => h["available_instruments"] is not null).ToList().ForEach(h =>
        Tour.Objects(h, "available_instruments").All(i => i.ShouldHave("type")));

    [Fact]
    public void Every_checkout_names_the_handlers_that_can_pay_it() => tour.Checkouts.Where(c => c.Text("status") is not ("completed" or "canceled")).All(c =>
        c["ucp"]!["payment_handlers"]!.AsObject().SelectMany(h => h.Value!.AsArray()).All(h => h.Text("id").ShouldNotBeNullOrEmpty()));

    [Fact]
    public void Instruments_come_back_with_an_id_a_handler_and_a_type_and_without_their_credential() => tour.Checkouts.SelectMany(c => Tour.Objects(c["payment"], "instruments")).All(i =>
    {
        i.ShouldHave("id", "handler_id", "type");
        i["credential"].ShouldBeNull();
    });

    [Fact]
    public void No_answer_of_any_operation_repeats_a_token() => tour.All.All(s =>
    {
        foreach (var token in (string[])["success_token", "fail_token", "action_token"]) s.Reply.Raw.ShouldNotContain(token);
    });

    [Theory]
    [InlineData("nobody")]
    [InlineData("MOCK_PAYMENT_HANDLER")]
    public async Task A_handler_that_was_not_offered_takes_no_money(string handler)
    {
        var ready = await Agent.ReadyCheckoutAsync();
        var reply = await Agent.PostAsync($"/checkout-sessions/{ready.Id}/complete", UcpClient.Payment(UcpVersions.V2026_04_08, "success_token").Replace("mock_payment_handler", handler, StringComparison.Ordinal));
        reply.State.ShouldNotBe("completed", reply.Raw);
        (await Agent.GetAsync($"/checkout-sessions/{ready.Id}")).State.ShouldBe("ready_for_complete");
    }

    [Fact]
    public void A_bank_that_wants_to_ask_the_buyer_makes_the_checkout_escalate_with_an_address() => tour.Of("complete_checkout").Where(c => c.Text("status") == "requires_escalation")
        .All(c => Uri.TryCreate(c.Text("continue_url"), UriKind.Absolute, out _).ShouldBeTrue());

    [Theory]
    [InlineData("""{"payment":{"instruments":[]}}""")]
    [InlineData("""{"payment":{}}""")]
    [InlineData("""{"payment":{"instruments":[{"id":"i","handler_id":"mock_payment_handler","type":"card","credential":{"type":"token"}}]}}""")]
    [InlineData("""{"payment":{"instruments":[{"id":"i","handler_id":"mock_payment_handler","type":"card","credential":"success_token"}]}}""")]
    public async Task What_is_no_instrument_with_a_credential_pays_nothing(string body)
    {
        var ready = await Agent.ReadyCheckoutAsync();
        var reply = await Agent.PostAsync($"/checkout-sessions/{ready.Id}/complete", body);
        reply.State.ShouldNotBe("completed", reply.Raw);
        (await Agent.GetAsync($"/checkout-sessions/{ready.Id}")).State.ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task A_token_that_is_bound_to_another_checkout_pays_nothing()
    {
        var acp = new Acp.AcpClient(tour.Shop, bearer: "binding");
        var (mine, other) = (await Agent.ReadyCheckoutAsync(), await Agent.ReadyCheckoutAsync());
        var token = await acp.DelegateAsync(mine.Id);
        (await Agent.PayAsync(other.Id, token)).State.ShouldBe("ready_for_complete");
        (await Agent.PayAsync(mine.Id, token)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_decline_is_an_outcome_that_says_so_and_costs_nothing()
    {
        var declined = await Agent.PayAsync((await Agent.ReadyCheckoutAsync()).Id, "fail_token");
        (declined.Status, declined.State).ShouldBe((200, "ready_for_complete"));
        declined.Codes.ShouldContain("payment_failed");
        declined["order"].ShouldBeNull();
    }
}
