using Comptoir.Ordering;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Delegated cards and confirmations with the built-in test provider.</summary>
[Must("ACP", "delegate_payment")]
public sealed class AcpPaymentTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private readonly AcpClient _agent = new(shop);

    [Fact]
    public async Task A_token_pays_once()
    {
        var first = await _agent.ReadyAsync();
        var token = await _agent.DelegateAsync(first.Id);
        (await _agent.PayAsync(first.Id, token)).State.ShouldBe("completed");
        var second = await _agent.ReadyAsync();
        (await _agent.PayAsync(second.Id, token)).Status.ShouldBe(402);
        (await _agent.GetAsync($"/checkout_sessions/{second.Id}")).State.ShouldBe("ready_for_payment");
    }

    [Fact]
    public async Task A_token_pays_no_other_session()
    {
        var (mine, other) = (await _agent.ReadyAsync(), await _agent.ReadyAsync());
        (await _agent.PayAsync(other.Id, await _agent.DelegateAsync(mine.Id))).Status.ShouldBe(402);
    }

    [Fact]
    public async Task A_token_pays_not_one_cent_more_than_its_allowance()
    {
        var ready = await _agent.ReadyAsync();
        (await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, most: ready.Total("total") - 1))).Status.ShouldBe(402);
        (await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, most: ready.Total("total")))).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_token_pays_only_in_its_currency_and_an_unknown_one_pays_nothing()
    {
        var ready = await _agent.ReadyAsync();
        (await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, currency: "usd"))).Status.ShouldBe(402);
        (await _agent.PayAsync(ready.Id, "vt_made_up")).Status.ShouldBe(402);
    }

    [Fact]
    public async Task A_token_pays_nothing_after_it_expired()
    {
        var ready = await _agent.ReadyAsync();
        var token = await _agent.DelegateAsync(ready.Id, until: DateTimeOffset.UtcNow.AddSeconds(1.5));
        await Task.Delay(1600, TestContext.Current.CancellationToken);
        (await _agent.PayAsync(ready.Id, token)).Status.ShouldBe(402);
    }

    [Theory]
    [InlineData("4242424242424241", "flowers", 422, "$.payment_method.number")]
    [InlineData("4242", "flowers", 422, "$.payment_method.number")]
    [InlineData(AcpClient.Card, "another-shop", 400, "$.allowance.merchant_id")]
    public async Task A_card_that_cannot_be_delegated_is_refused(string card, string merchant, int status, string param)
    {
        var reply = await _agent.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_1", card, merchant: merchant));
        (reply.Status, (string)reply["param"]!).ShouldBe((status, param));
        reply.Raw.ShouldNotContain(card);
    }

    [Fact]
    public async Task The_answer_to_a_delegation_echoes_its_key_and_metadata_and_a_repetition_makes_no_second_token()
    {
        var first = await _agent.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_1"), "one-key");
        ((string)first["metadata"]!["idempotency_key"]!, (string)first["metadata"]!["campaign"]!).ShouldBe(("one-key", "q4"));
        var body = AcpClient.Delegation("chk_2");
        var second = await _agent.PostAsync("/agentic_commerce/delegate_payment", body, "two-key");
        var again = await _agent.PostAsync("/agentic_commerce/delegate_payment", body, "two-key");
        (again.Id, again.Status, again.Headers.GetValues("Idempotent-Replayed").Single()).ShouldBe((second.Id, 201, "true"));
        (await _agent.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_3"), "two-key")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task No_number_of_a_card_is_kept_anywhere()
    {
        var ready = await _agent.ReadyAsync();
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id));
        var order = (await shop.Services.GetRequiredService<IOrderingStore>().GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!;
        System.Text.Json.JsonSerializer.Serialize(order, OrderingJson.Default.Order).ShouldNotContain(AcpClient.Card);
        order.Payments[0].Instrument.Credential.ShouldBeNull();
    }

    [Fact]
    public async Task A_bank_that_asks_makes_the_session_wait_for_an_authentication_result_and_goes_on_with_it()
    {
        var ready = await _agent.ReadyAsync();
        var token = await _agent.DelegateAsync(ready.Id, AcpClient.ConfirmedCard);
        var asked = await _agent.PayAsync(ready.Id, token);
        (asked.Status, (string)asked["code"]!, (string)asked["param"]!).ShouldBe((400, "requires_3ds", "$.authentication_result"));
        var waiting = await _agent.GetAsync($"/checkout_sessions/{ready.Id}");
        waiting.State.ShouldBe("authentication_required");
        ((string)waiting["authentication_metadata"]!["directory_server"]!).ShouldBe("visa");
        (await _agent.PayAsync(ready.Id, token)).Status.ShouldBe(400);

        var bank = new BankVisit(_agent);
        var started = await bank.StartAsync(AcpClient.ConfirmedCard, ready.Total("total"), ready.Id);
        ((string)started["action"]!["type"]!).ShouldBe("fingerprint");
        await bank.ConfirmAsync(started);
        var paid = await _agent.PayAsync(ready.Id, token, await bank.ResultAsync(started));
        paid.Status.ShouldBe(200, paid.Raw);
        paid.State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_confirmation_that_the_bank_did_not_give_pays_nothing()
    {
        var ready = await _agent.ReadyAsync();
        var token = await _agent.DelegateAsync(ready.Id, AcpClient.ConfirmedCard);
        (await _agent.PayAsync(ready.Id, token)).Status.ShouldBe(400);
        var bank = new BankVisit(_agent);
        var less = await bank.StartAsync(AcpClient.ConfirmedCard, ready.Total("total") - 1, ready.Id);
        await bank.ConfirmAsync(less);
        (await _agent.PayAsync(ready.Id, token, await bank.ResultAsync(less))).Status.ShouldBe(402);
        var refused = await bank.StartAsync(AcpClient.ConfirmedCard, ready.Total("total"), ready.Id);
        await bank.ConfirmAsync(refused, "refuse");
        (await _agent.PayAsync(ready.Id, token, await bank.ResultAsync(refused))).Status.ShouldBe(402);
        (await _agent.PayAsync(ready.Id, token, """, "authentication_result": { "outcome": "authenticated", "outcome_details": { "three_ds_cryptogram": "invented", "electronic_commerce_indicator": "05", "transaction_id": "none", "version": "2.2.0" } } """)).Status.ShouldBe(402);
        (await _agent.GetAsync($"/checkout_sessions/{ready.Id}")).State.ShouldBe("ready_for_payment");
    }

    [Fact]
    public async Task An_agent_that_cannot_authenticate_is_led_to_the_bank_s_page()
    {
        var ready = await _agent.ReadyAsync(interventions: "");
        (await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, AcpClient.ConfirmedCard))).Status.ShouldBe(400);
        var session = await _agent.GetAsync($"/checkout_sessions/{ready.Id}");
        (session.State, ((string)session["continue_url"]!).Contains("/pay/test/", StringComparison.Ordinal)).ShouldBe(("requires_escalation", true));
        session.Codes.ShouldContain("intervention_required");
    }
}
