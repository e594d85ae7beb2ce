using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What 2026-04-08 demands of discounts, a test for each demand.</summary>
[Must("UCP", "discount")]
public sealed class DiscountRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task Codes_replace_the_codes_before_them()
    {
        var first = await WithAsync("TEN");
        var second = await Agent.PutAsync($"/checkout-sessions/{first.Id}", Body("TULIP5"));
        second["discounts"]!["codes"]!.AsArray().Select(c => (string?)c).ShouldBe(["TULIP5"]);
        second["discounts"]!["applied"]!.AsArray().Select(a => (string?)a!["code"]).ShouldBe(["TULIP5"]);
    }

    [Fact]
    public async Task No_codes_remove_all_codes()
    {
        var first = await WithAsync("TEN");
        var second = await Agent.PutAsync($"/checkout-sessions/{first.Id}", Body());
        second["discounts"].ShouldBeNull();
        second.Total("total").ShouldBe(second.Total("subtotal"));
    }

    [Fact]
    public async Task Upper_and_lower_case_are_the_same_code() =>
        (await WithAsync("ten"))["discounts"]!["applied"]!.AsArray().Count.ShouldBe(1);

    [Fact]
    public async Task A_rejected_code_is_said_in_a_message_and_not_applied()
    {
        var checkout = await WithAsync("TEN", "NOPE");
        checkout["discounts"]!["applied"]!.AsArray().Count.ShouldBe(1);
        checkout["messages"]!.AsArray().ShouldContain(m => (string?)m!["code"] == "discount_code_invalid" && (string?)m["type"] == "warning");
    }

    [Fact]
    public async Task Two_valid_codes_are_both_applied() =>
        (await WithAsync("TEN", "TULIP5"))["discounts"]!["applied"]!.AsArray().Count.ShouldBe(2);

    [Fact]
    public async Task Amounts_of_applied_discounts_are_above_zero_with_a_title_a_method_and_a_priority()
    {
        foreach (var applied in (await WithAsync("TEN", "TULIP5"))["discounts"]!["applied"]!.AsArray())
        {
            applied!["amount"]!.GetValue<long>().ShouldBeGreaterThan(0);
            ((string?)applied["title"]).ShouldNotBeNullOrEmpty();
            ((string?)applied["method"]).ShouldBeOneOf("each", "across");
            applied["priority"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task Allocations_add_up_to_their_discount()
    {
        var applied = (await WithAsync("TULIP5"))["discounts"]!["applied"]!.AsArray().Single()!;
        applied["allocations"]!.AsArray().Sum(a => a!["amount"]!.GetValue<long>()).ShouldBe(applied["amount"]!.GetValue<long>());
        applied["allocations"]!.AsArray().ShouldAllBe(a => ((string?)a!["path"])!.StartsWith("$.line_items["));
    }

    [Fact]
    public async Task The_items_discount_is_the_sum_of_the_lines_own()
    {
        var checkout = await WithAsync("TEN", "TULIP5");
        var lines = checkout["line_items"]!.AsArray().SelectMany(l => l!["totals"]!.AsArray()).Where(t => (string?)t!["type"] == "items_discount").Sum(t => t!["amount"]!.GetValue<long>());
        lines.ShouldBeLessThan(0);
        checkout.Total("items_discount").ShouldBe(lines);
    }

    [Fact]
    public async Task An_automatic_discount_has_no_code_and_cannot_be_taken_away()
    {
        var first = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":30}]}""");
        var second = await Agent.PutAsync($"/checkout-sessions/{first.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":30}],"discounts":{"codes":[],"applied":[]}}""");
        var automatic = second["discounts"]!["applied"]!.AsArray().Single()!;
        automatic["automatic"]!.GetValue<bool>().ShouldBeTrue();
        automatic.AsObject().ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task Codes_of_a_cart_come_with_it_into_the_checkout()
    {
        var cart = await Agent.PostAsync("/carts", Body("TEN"));
        var checkout = await Agent.PostAsync("/checkout-sessions", $$"""{"cart_id":"{{cart.Id}}","line_items":[{"item":{"id":"rose"},"quantity":9}]}""");
        checkout["discounts"]!["applied"]!.AsArray().Select(a => (string?)a!["code"]).ShouldBe(["TEN"]);
        checkout.Total("total").ShouldBe(cart.Total("total"));
    }

    private Task<UcpReply> WithAsync(params string[] codes) => Agent.PostAsync("/checkout-sessions", Body(codes));

    private static string Body(params string[] codes) =>
        $$"""{ "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }, { "item": { "id": "tulip" }, "quantity": 2 }], "discounts": { "codes": [{{string.Join(',', codes.Select(c => $"\"{c}\""))}}] } }""";
}
