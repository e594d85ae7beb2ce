using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What 2026-04-08 demands where buyers claim to be entitled to something, a test for each demand.</summary>
[Must("UCP", "eligibility")]
public sealed class EligibilityRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task A_known_claim_shows_its_discount_as_provisional()
    {
        var applied = (await ClaimingAsync("com.example.member"))["discounts"]!["applied"]!.AsArray().Single()!;
        applied["provisional"]!.GetValue<bool>().ShouldBeTrue();
        applied["automatic"]!.GetValue<bool>().ShouldBeTrue();
        ((string?)applied["eligibility"]).ShouldBe("com.example.member");
        applied.AsObject().ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_claim_changes_nothing_and_is_said()
    {
        var checkout = await ClaimingAsync("com.example.stranger");
        checkout.Status.ShouldBe(201);
        checkout["discounts"].ShouldBeNull();
        checkout["messages"]!.AsArray().ShouldContain(m => (string?)m!["code"] == "eligibility_not_accepted" && (string?)m["type"] == "warning");
    }

    [Fact]
    public async Task Without_the_claim_there_is_no_such_discount() =>
        (await Agent.ReadyCheckoutAsync())["discounts"].ShouldBeNull();

    [Fact]
    public async Task Completing_resolves_what_was_provisional()
    {
        var checkout = await ClaimingAsync("com.example.member");
        var paid = await Agent.PayAsync(checkout.Id);
        paid.State.ShouldBe("completed", paid.Raw);
        paid["discounts"]!["applied"]!.AsArray().ShouldAllBe(a => a!["provisional"] == null);
        paid.Total("total").ShouldBe(checkout.Total("total"));
    }

    [Fact]
    public async Task A_claim_that_is_not_true_of_the_buyer_keeps_the_checkout_open_until_it_is_left_out()
    {
        var checkout = await ClaimingAsync("com.example.staff");
        var refused = await Agent.PayAsync(checkout.Id);
        refused.Status.ShouldBe(200);
        ((string?)refused["ucp"]!["status"]).ShouldBe("success");
        refused.State.ShouldNotBe("completed");
        refused["messages"]!.AsArray().ShouldContain(m => (string?)m!["code"] == "eligibility_invalid" && (string?)m["severity"] == "recoverable");
        (await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", Body(null))).State.ShouldBe("ready_for_complete");
        (await Agent.PayAsync(checkout.Id)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task The_same_claim_by_a_buyer_it_is_true_of_is_completed()
    {
        var checkout = await Agent.PostAsync("/checkout-sessions", Body("com.example.staff", "eve@staff.example"));
        (await Agent.PayAsync(checkout.Id)).State.ShouldBe("completed");
    }

    private Task<UcpReply> ClaimingAsync(string claim) => Agent.PostAsync("/checkout-sessions", Body(claim));

    private static string Body(string? claim, string email = "ada@example.com") => $$"""
        { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }], "buyer": { "email": "{{email}}" }, "context": { "eligibility": [{{(claim is null ? "" : $"\"{claim}\"")}}] },
          "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }],
            "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] }] } }
        """;
}
