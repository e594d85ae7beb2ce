using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Tests.Identity;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Ucp.V2026_08_25;

/// <summary>What the preparation of 2026-08-25 demands of what is served of it, a test for each demand.</summary>
public sealed class PreparationTests : IAsyncLifetime
{
    private const string Later = "https://later.example/profile";
    private readonly UcpShop _shop = new(o =>
    {
        o.Preview20260825 = true;
        o.PinnedProfiles[Later] = UcpShop.Profile((string?)null, UcpVersions.V2026_08_25, "checkout", "cart", "catalog.search", "catalog.lookup", "order", "fulfillment", "discount", "buyer_consent", "split_payments", "payment_terms");
    });

    private UcpClient Agent => _shop.Client(UcpVersions.V2026_08_25, Later);

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task It_is_served_only_where_it_is_switched_on_and_is_never_the_default()
    {
        await using var closed = new UcpShop();
        await closed.InitializeAsync();
        (await closed.Client(UcpVersions.V2026_08_25).PostAsync("/catalog/search", """{"query":"rose"}""")).Status.ShouldBe(404);
        (await closed.Client().SendAsync(HttpMethod.Get, "//.well-known/ucp", null)).Raw.ShouldNotContain(UcpVersions.V2026_08_25);
        var open = await _shop.Client().SendAsync(HttpMethod.Get, "//.well-known/ucp", null);
        ((string?)open["ucp"]!["version"]).ShouldBe(UcpVersions.V2026_04_08);
        open["ucp"]!["supported_versions"]![UcpVersions.V2026_08_25].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_platform_of_that_release_is_served_at_its_own_endpoint_and_refused_at_the_others()
    {
        (await Agent.PostAsync("/catalog/search", """{"query":"rose"}""")).Status.ShouldBe(200);
        ((string?)(await _shop.Client(agent: Later).PostAsync("/catalog/search", """{"query":"rose"}"""))["code"]).ShouldBe("version_unsupported");
    }

    [Fact]
    public async Task Answers_are_what_the_schemas_of_the_preparation_say()
    {
        var cases = new SchemaCases("ucp", "2026-08-25-preparation");
        cases.Add("schemas/profile.json#/$defs/business_schema", await Agent.SendAsync(HttpMethod.Get, "//ucp/2026-08-25/profile", null));
        cases.Add("schemas/shopping/catalog_search.json#/$defs/search_response", await Agent.PostAsync("/catalog/search", """{"query":"pot"}"""));
        cases.Add("schemas/shopping/catalog_lookup.json#/$defs/lookup_response", await Agent.PostAsync("/catalog/lookup", """{"ids":["pot","nowhere"]}"""));
        cases.Add("schemas/shopping/catalog_lookup.json#/$defs/get_product_response", await Agent.PostAsync("/catalog/product", """{"id":"pot"}"""));
        cases.Add("schemas/shopping/cart.json", await Agent.PostAsync("/carts", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}"""));
        var ready = await Agent.ReadyCheckoutAsync();
        var paid = await Agent.PayAsync(ready.Id);
        foreach (var checkout in new[] { ready, paid })
            foreach (var extension in new[] { "fulfillment", "discount", "buyer_consent", "split_payments", "payment_terms" })
                cases.Add($"schemas/shopping/{extension}.json#/$defs/dev.ucp.shopping.checkout", checkout);
        cases.Add("schemas/shopping/order.json", await Agent.GetAsync($"/orders/{(string)paid["order"]!["id"]!}"));
        cases.Check();
    }

    [Fact]
    public async Task Destinations_say_what_they_are()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        ((string?)checkout["fulfillment"]!["methods"]![0]!["destinations"]![0]!["type"]).ShouldBe("shipping_address");
        ((string?)(await _shop.Client().ReadyCheckoutAsync())["fulfillment"]!["methods"]![0]!["destinations"]![0]!["type"]).ShouldBeNull("earlier releases do not know that");
    }

    [Fact]
    public async Task The_rules_for_returns_are_policies_and_an_exception_names_its_line()
    {
        await RulesAsync(r => r with { Returns = new ReturnPolicy { WindowDays = 30, Exclusions = [new ReturnExclusion("candles", "hygiene")] } });
        var cart = await Agent.PostAsync("/carts", """{"line_items":[{"item":{"id":"rose"},"quantity":1},{"item":{"id":"candle-01"},"quantity":1}]}""");
        var policies = cart["policies"]!.AsArray();
        policies.Select(p => (string?)p!["type"]).Distinct().ShouldBe(["dev.ucp.shopping.policy.return"]);
        ((string)policies[0]!["description"]!["plain"]!).ShouldContain("30 days");
        policies[1]!["applies_to"]!.ToJsonString().ShouldBe("""["$.line_items[1]"]""");
        (await _shop.Client().PostAsync("/carts", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}"""))["policies"].ShouldBeNull();
    }

    [Fact]
    public async Task A_gift_card_with_an_amount_pays_that_and_the_card_pays_the_rest()
    {
        var (checkout, code) = (await Agent.ReadyCheckoutAsync(), await GiftCardAsync(2000));
        var paid = await CompleteAsync(checkout, Gift(code, 1500), Card());
        paid.State.ShouldBe("completed", paid.Raw);
        paid["payment"]!["instruments"]!.AsArray().Select(i => (long)i!["amount"]!).ShouldBe([1500L, 2500L]);
        paid.Raw.ShouldNotContain(code);
    }

    [Fact]
    public async Task An_open_amount_is_what_is_on_the_card_and_an_empty_one_is_no_failure()
    {
        var (checkout, code, spent) = (await Agent.ReadyCheckoutAsync(), await GiftCardAsync(700), await GiftCardAsync(100));
        (await CompleteAsync(await Agent.ReadyCheckoutAsync("candle-01"), Gift(spent, 100), Card())).State.ShouldBe("completed");
        var paid = await CompleteAsync(checkout, Gift(spent, null), Gift(code, null), Card());
        paid.State.ShouldBe("completed", paid.Raw);
        paid["payment"]!["instruments"]!.AsArray().Sum(i => (long)i!["amount"]!).ShouldBe(4000);
    }

    [Theory]
    [InlineData(2001, false)]
    [InlineData(5000, true)]
    public async Task Amounts_that_cannot_be_paid_fail_the_payment_and_nothing_is_taken(long amount, bool more)
    {
        var (checkout, code) = (await Agent.ReadyCheckoutAsync(), await GiftCardAsync(more ? 9000 : 2000));
        var refused = await CompleteAsync(checkout, Gift(code, amount), Card());
        refused.Codes.ShouldContain("payment_failed");
        refused.State.ShouldBe("ready_for_complete");
        (await BalanceAsync(code)).ShouldBe(more ? 9000 : 2000);
    }

    [Fact]
    public async Task Means_that_do_not_reach_the_total_fail_the_payment_and_are_given_back()
    {
        var (checkout, code) = (await Agent.ReadyCheckoutAsync(), await GiftCardAsync(2000));
        (await CompleteAsync(checkout, Gift(code, null))).Codes.ShouldContain("payment_failed");
        (await CompleteAsync(checkout, Gift(code, 1000), Card("fail_token"))).Codes.ShouldContain("payment_failed");
        (await BalanceAsync(code)).ShouldBe(2000);
        (await CompleteAsync(checkout, Card())).State.ShouldBe("completed");
    }

    [Fact]
    public async Task The_profile_says_which_means_go_together_and_offers_terms_only_where_invoices_are_taken()
    {
        var profile = (await Agent.SendAsync(HttpMethod.Get, "//ucp/2026-08-25/profile", null))["ucp"]!["capabilities"]!;
        profile["dev.ucp.shopping.split_payments"]![0]!["config"]!["allowed_combinations"]!.AsArray().Count.ShouldBe(2);
        profile["dev.ucp.shopping.payment_terms"].ShouldBeNull();
        profile["dev.ucp.common.loyalty"].ShouldBeNull("there is no programme behind it");
        profile["dev.ucp.shopping.permalink"].ShouldBeNull("its endpoint must be https, and this shop is not");
        await TakeInvoicesAsync();
        (await Agent.SendAsync(HttpMethod.Get, "//ucp/2026-08-25/profile", null))["ucp"]!["capabilities"]!["dev.ucp.shopping.payment_terms"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_customer_with_credit_chooses_between_terms_whose_schedules_sum_to_the_total()
    {
        await TakeInvoicesAsync();
        (await Agent.ReadyCheckoutAsync())["payment"]?["terms"].ShouldBeNull("nobody is known to have credit");
        var token = await CreditTokenAsync(100_000);
        var checkout = await SendAsync(HttpMethod.Post, "/checkout-sessions", Ready(), token);
        var terms = checkout["payment"]!["terms"]!.AsArray();
        terms.Select(t => (string?)t!["id"]).ShouldBe(["now", "invoice"]);
        terms.ShouldAllBe(t => t!["schedules"]!.AsArray().Sum(s => (long)s!["amount"]!) == checkout.Total("total"));
        ((string?)checkout["payment"]!["selected_term_id"]).ShouldBe("now");

        var chosen = await SendAsync(HttpMethod.Put, $"/checkout-sessions/{checkout.Id}", Ready("invoice"), token);
        ((string?)chosen["payment"]!["selected_term_id"]).ShouldBe("invoice");
        (await SendAsync(HttpMethod.Post, $"/checkout-sessions/{checkout.Id}/complete", Payment(Card()), token)).Status.ShouldBe(400, "a card is not capable of that term");
        var paid = await SendAsync(HttpMethod.Post, $"/checkout-sessions/{checkout.Id}/complete", Payment(new JsonObject { ["id"] = "i1", ["handler_id"] = "invoice", ["type"] = "invoice", ["selected"] = true }), token);
        paid.State.ShouldBe("completed", paid.Raw);
        (await SendAsync(HttpMethod.Put, $"/checkout-sessions/{(await SendAsync(HttpMethod.Post, "/checkout-sessions", Ready(), token)).Id}", Ready("in_a_year"), token)).Status.ShouldBe(400);
    }

    private static JsonObject Gift(string code, long? amount)
    {
        var gift = new JsonObject { ["id"] = $"g{code[^4..]}", ["handler_id"] = "gift_card", ["type"] = "gift_card", ["credential"] = new JsonObject { ["type"] = "gift_card", ["code"] = code } };
        if (amount is not null) gift["amount"] = amount;
        return gift;
    }

    private static JsonObject Card(string token = "success_token") =>
        new() { ["id"] = "c1", ["handler_id"] = "mock_payment_handler", ["type"] = "card", ["credential"] = new JsonObject { ["type"] = "token", ["token"] = token } };

    private static string Payment(params JsonObject[] instruments) => new JsonObject { ["payment"] = new JsonObject { ["instruments"] = new JsonArray([.. instruments]) } }.ToJsonString();

    private Task<UcpReply> CompleteAsync(UcpReply checkout, params JsonObject[] instruments) => Agent.PostAsync($"/checkout-sessions/{checkout.Id}/complete", Payment(instruments));

    private static string Ready(string? term = null) => $$"""
        { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }], "buyer": { "email": "ada@example.com" }, {{(term is null ? "" : $"\"payment\": {{ \"selected_term_id\": \"{term}\" }},")}}
          "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_country": "FR" }], "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] }] } }
        """;

    private Task<UcpReply> SendAsync(HttpMethod method, string path, string json, string token) =>
        Agent.SendAsync(method, path, json, Guid.NewGuid().ToString(), headers: [("Authorization", $"Bearer {token}")]);

    private async Task<string> GiftCardAsync(long amount) =>
        (await _shop.Services.GetRequiredService<GiftCardService>().GiveAsync("flowers", amount, "EUR", "For a test", null, "en", default)).Value!.Code;

    private async Task<long> BalanceAsync(string code) => (await _shop.Services.GetRequiredService<GiftCardService>().FindAsync("flowers", code, default))!.Value.Balance;

    private Task TakeInvoicesAsync() => RulesAsync(r => r with { PaymentHandlers = [.. r.PaymentHandlers, new PaymentHandler("invoice", "dev.comptoir.invoice", UcpVersions.V2026_04_08, ["invoice"])] });

    private async Task RulesAsync(Func<SellingRules, SellingRules> change)
    {
        var ordering = _shop.Services.GetRequiredService<IOrderingStore>();
        var rules = change(await ordering.GetRulesAsync("flowers", default));
        (await ordering.SaveRulesAsync("flowers", rules with { Version = rules.Version + 1 }, default)).ShouldBeTrue();
    }

    private async Task<string> CreditTokenAsync(long limit)
    {
        var linking = new LinkingShop(_shop);
        var customer = await linking.CustomerAsync();
        (await _shop.Services.GetRequiredService<ICustomerStore>().SaveAsync(customer with { CreditLimit = limit, Version = 2 }, default)).ShouldBeTrue();
        return (await linking.LinkAsync(await linking.ClientAsync(profile: Later), customer, LinkScopes.ManageCheckouts)).Access;
    }
}
