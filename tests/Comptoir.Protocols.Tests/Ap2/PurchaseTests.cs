using System.Text.Json.Nodes;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Ap2;

/// <summary>Buying with a mandate whose buyer is there, and with one whose buyer is not.</summary>
[Must("UCP", "ap2-mandates")]
[Must("AP2", "mandates")]
public sealed class PurchaseTests(Ap2World world) : IClassFixture<Ap2World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IOrderingStore Store => world.Shop.Services.GetRequiredService<IOrderingStore>();

    [Fact]
    public async Task Every_answer_about_a_checkout_carries_the_shops_signature_over_it()
    {
        var keys = await world.ShopKeysAsync();
        var created = await world.Client.ReadyCheckoutAsync();
        var read = await world.Client.GetAsync($"/checkout-sessions/{created.Id}");
        foreach (var answer in new[] { created, read, await world.Client.PostAsync($"/checkout-sessions/{created.Id}/cancel") })
        {
            MerchantAuthorization.Check(answer.Body!, keys).ShouldBeNull(answer.Raw);
            var altered = (JsonObject)answer.Body!.DeepClone();
            altered["currency"] = "USD";
            MerchantAuthorization.Check(altered, keys)!.Code.ShouldBe("merchant_authorization_invalid");
        }

        ((string)created["ap2"]!["merchant_authorization"]!).ShouldMatch("^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$");
        created["ucp"]!["capabilities"]!.AsObject().ContainsKey("dev.ucp.shopping.ap2_mandate").ShouldBeTrue();
    }

    [Fact]
    public async Task Who_did_not_negotiate_it_buys_as_ever_and_hears_nothing_of_it()
    {
        var client = world.Shop.Client();
        var checkout = await client.ReadyCheckoutAsync();
        checkout.Body!.ContainsKey("ap2").ShouldBeFalse();
        (await client.PayAsync(checkout.Id)).State.ShouldBe("completed");
        var old = world.Shop.Client(UcpVersions.V2026_01_11);
        var older = await old.ReadyCheckoutAsync();
        var body = JsonNode.Parse(UcpClient.Payment(UcpVersions.V2026_01_11, "success_token"))!.AsObject();
        body["ap2"] = new JsonObject { ["checkout_mandate"] = "header.payload.signature~kb_signature" };
        (await old.PostAsync($"/checkout-sessions/{older.Id}/complete", body.ToJsonString())).State.ShouldBe("completed");
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("hash")]
    [InlineData("plain claims")]
    [InlineData("a bank's, bound to its holder")]
    public async Task A_buyer_who_signed_the_checkout_buys_it_and_gets_receipts(string form)
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var mandate = form switch
        {
            "whole" => Mandates.Root(world.PlatformKey, Ap2World.Whole(checkout)),
            "hash" => Mandates.Root(world.PlatformKey, Ap2World.ByHash(checkout)),
            "plain claims" => Mandates.Jwt(world.PlatformKey, Ap2World.Whole(checkout), "dc+sd-jwt"),
            _ => Bound(checkout),
        };
        var done = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate);
        done.State.ShouldBe("completed", done.Raw);
        var keys = await world.ShopKeysAsync();
        var receipt = Jws.Parse((string)done["ap2"]!["checkout_receipt"]!)!;
        keys.Any(receipt.VerifiedBy).ShouldBeTrue();
        var said = receipt.Members()!;
        ((string?)said["status"], (string?)said["order_id"], (string?)said["iss"]).ShouldBe(("Success", (string?)done["order"]!["id"], world.Site));
        ((string?)said["reference"]).ShouldBe(Mandates.Hash(mandate.Split('~')[0]));
        MerchantAuthorization.Check(done.Body!, keys).ShouldBeNull();

        var order = (await Store.GetOrderAsync("flowers", (string)done["order"]!["id"]!, Ct))!;
        var kept = (await Store.GetMandateAsync("flowers", order.MandateId!, Ct))!;
        (kept.Terms.Purpose, kept.Terms.Presented!.Credential, kept.Uses.Single().OrderId).ShouldBe((MandatePurpose.Presented, mandate, order.Id));
        (await world.Shop.Services.GetRequiredService<ILedgerStore>().FindTransferAsync("flowers", await SaleAsync(order.Id), Ct))!.Cause.ShouldBe($"mandate:{order.MandateId}");
    }

    [Fact]
    public async Task An_agent_told_to_buy_below_80_euros_before_Friday_buys_once()
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var (open, payment) = Orders(checkout, 8000, Ap2World.Now.AddDays(2));
        var (mandate, token) = Close(checkout, open, payment);
        var done = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, token);
        done.State.ShouldBe("completed", done.Raw);
        var paid = Jws.Parse((string)done["ap2"]!["payment_receipt"]!)!.Members()!;
        ((string?)paid["status"], (string?)paid["reference"]).ShouldBe(("Success", Mandates.Hash(token.Split("~~")[1].Split('~')[0])));

        // the same permission for another checkout, closed anew by the agent
        var second = await world.Client.ReadyCheckoutAsync();
        var again = Close(second, open, payment);
        var refused = await Ap2World.CompleteAsync(world.Client, second.Id, again.Mandate, again.Token);
        (refused.Status, (string?)refused["code"]).ShouldBe((403, "mandate_scope_mismatch"), refused.Raw);
        await UnchangedAsync(second);

        // nor with the user's signature in its other writing, which is as good
        var segments = open.Split('~', 2);
        var other = Close(second, $"{Mandates.OtherSignature(segments[0])}~{segments[1]}", payment);
        ((string?)(await Ap2World.CompleteAsync(world.Client, second.Id, other.Mandate, other.Token))["code"]).ShouldBe("mandate_scope_mismatch");
        await UnchangedAsync(second);
    }

    [Fact]
    public async Task Of_two_purchases_at_once_under_one_permission_one_is_made()
    {
        UcpReply[] checkouts = [await world.Client.ReadyCheckoutAsync(), await world.Client.ReadyCheckoutAsync()];
        var (open, payment) = Orders(checkouts[0], 8000, Ap2World.Now.AddDays(2));
        var done = await Task.WhenAll(checkouts.Select(c => Task.Run(() =>
        {
            var (mandate, token) = Close(c, open, payment);
            return Ap2World.CompleteAsync(world.Client, c.Id, mandate, token);
        })));
        done.Count(d => d.State == "completed").ShouldBe(1);
    }

    [Fact]
    public async Task A_declined_payment_gives_the_permission_back()
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var mandate = Mandates.Root(world.PlatformKey, Ap2World.Whole(checkout));
        (await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, "fail_token")).Codes.ShouldContain("payment_failed");
        var again = await world.Client.GetAsync($"/checkout-sessions/{checkout.Id}");
        (await Ap2World.CompleteAsync(world.Client, checkout.Id, Mandates.Root(world.PlatformKey, Ap2World.Whole(again)))).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_answer_and_buys_nothing_more()
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var (open, payment) = Orders(checkout, 8000, Ap2World.Now.AddDays(2));
        var (mandate, token) = Close(checkout, open, payment);
        var key = Guid.NewGuid().ToString();
        var first = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, token, key);
        var second = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, token, key);
        ((string?)second["order"]!["id"]).ShouldBe((string?)first["order"]!["id"]);
        (second.Status, second["ap2"]!.AsObject().ContainsKey("checkout_receipt")).ShouldBe((200, true));
    }

    [Theory]
    [InlineData("dearer than allowed", "mandate_scope_mismatch")]
    [InlineData("after the last day", "mandate_scope_mismatch")]
    [InlineData("another item", "mandate_scope_mismatch")]
    [InlineData("another quantity", "mandate_scope_mismatch")]
    [InlineData("another merchant", "mandate_scope_mismatch")]
    [InlineData("a merchant of the same name elsewhere", "mandate_scope_mismatch")]
    [InlineData("an unknown constraint", "mandate_scope_mismatch")]
    [InlineData("a constraint that the agent hides", "mandate_invalid_signature")]
    [InlineData("no items named", "mandate_scope_mismatch")]
    [InlineData("an unknown payment constraint", "mandate_scope_mismatch")]
    [InlineData("payment not tied to the checkout", "mandate_scope_mismatch")]
    [InlineData("payment tied to another permission", "mandate_scope_mismatch")]
    [InlineData("payment of another amount", "mandate_scope_mismatch")]
    [InlineData("payment to somebody else", "mandate_scope_mismatch")]
    [InlineData("payment for another checkout", "mandate_scope_mismatch")]
    [InlineData("payment in another currency", "mandate_scope_mismatch")]
    [InlineData("payment with another card", "mandate_scope_mismatch")]
    [InlineData("payment over budget", "mandate_scope_mismatch")]
    [InlineData("recurring without a budget", "mandate_scope_mismatch")]
    [InlineData("no payment mandate", "mandate_required")]
    public async Task Nothing_outside_of_the_permission_is_bought(string how, string code)
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        JsonObject items = Mandates.LineItems(how switch { "another item" => ("tulip", 1), "another quantity" => ("rose", 2), _ => ("rose", 1) });
        JsonObject Merchants(string site) => new() { ["type"] = "checkout.allowed_merchants", ["allowed"] = new JsonArray(new JsonObject { ["id"] = "flowers", ["name"] = "Flowers", ["website"] = site }) };
        JsonObject[] constraints = how switch
        {
            "another merchant" => [items, new() { ["type"] = "checkout.allowed_merchants", ["allowed"] = new JsonArray(new JsonObject { ["id"] = "other-shop", ["name"] = "Flowers" }) }],
            "a merchant of the same name elsewhere" => [items, Merchants("https://flowers.example")],
            "an unknown constraint" => [items, new() { ["type"] = "checkout.gift_wrapped" }],
            "no items named" => [Merchants(world.Site)],
            _ => [items, Merchants(world.Site)],
        };
        var permission = Mandates.OpenCheckout(world.AgentKey, constraints);
        if (how == "a constraint that the agent hides") permission["constraints"]!.AsArray().Add(Mandates.Hidden(Mandates.Disclosure(new JsonObject { ["type"] = "checkout.only_on_sundays" })));
        var open = Mandates.Root(world.PlatformKey, permission);
        var another = Mandates.Root(world.PlatformKey, Mandates.OpenCheckout(world.AgentKey, items.DeepClone().AsObject()));

        JsonObject Range(int max, string currency = "EUR") => new() { ["type"] = "payment.amount_range", ["currency"] = currency, ["max"] = max };
        JsonObject Tied(string to) => new() { ["type"] = "payment.reference", ["conditional_transaction_id"] = Mandates.Hash(to) };
        JsonObject[] limits = how switch
        {
            "dearer than allowed" => [Range(3000), Tied(open)],
            "after the last day" => [Range(8000), Tied(open), new() { ["type"] = "payment.execution_date", ["not_after"] = Ap2World.Now.AddDays(-1).ToString("yyyy-MM-dd") }],
            "an unknown payment constraint" => [Range(8000), Tied(open), new() { ["type"] = "payment.full_moon" }],
            "payment not tied to the checkout" => [Range(8000)],
            "payment tied to another permission" => [Range(8000), Tied(another)],
            "payment in another currency" => [Range(8000, "USD"), Tied(open)],
            "payment with another card" => [Range(8000), Tied(open), new() { ["type"] = "payment.allowed_payment_instruments", ["allowed"] = new JsonArray(new JsonObject { ["id"] = "card-2", ["type"] = "card" }) }],
            "payment over budget" => [Range(8000), Tied(open), new() { ["type"] = "payment.budget", ["max"] = 39.99, ["currency"] = "EUR" }],
            "recurring without a budget" => [Range(8000), Tied(open), new() { ["type"] = "payment.agent_recurrence", ["frequency"] = "MONTHLY" }],
            _ => [Range(8000), Tied(open)],
        };
        var (mandate, token) = Close(checkout, open, Mandates.Root(world.PlatformKey, Mandates.OpenPayment(world.AgentKey, limits)), p =>
        {
            if (how == "payment of another amount") p["payment_amount"]!["amount"] = 1;
            if (how == "payment to somebody else") p["payee"]!["website"] = "https://somebody.example";
            if (how == "payment for another checkout") p["transaction_id"] = Mandates.Hash("another");
        });
        var refused = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, how == "no payment mandate" ? "success_token" : token);
        (refused.Status is 400 or 403, (string?)refused["code"]).ShouldBe((true, code), refused.Raw);
        if (code == "mandate_scope_mismatch") ((string?)Jws.Parse((string)refused["ap2"]!["checkout_receipt"]!)!.Members()!["status"]).ShouldBe("Error");
        await UnchangedAsync(checkout);
    }

    [Theory]
    [InlineData("missing", "mandate_required")]
    [InlineData("garbage", "mandate_invalid_signature")]
    [InlineData("signed by a stranger", "mandate_invalid_signature")]
    [InlineData("signature altered", "mandate_invalid_signature")]
    [InlineData("payload altered", "mandate_invalid_signature")]
    [InlineData("alg none", "mandate_invalid_signature")]
    [InlineData("disclosure altered", "mandate_invalid_signature")]
    [InlineData("disclosure missing", "mandate_invalid_signature")]
    [InlineData("disclosure too many", "mandate_invalid_signature")]
    [InlineData("disclosure twice", "mandate_invalid_signature")]
    [InlineData("expired", "mandate_expired")]
    [InlineData("from the future", "mandate_invalid_signature")]
    [InlineData("not yet valid", "mandate_invalid_signature")]
    [InlineData("expiry is no number", "mandate_invalid_signature")]
    [InlineData("another type", "mandate_scope_mismatch")]
    [InlineData("another checkout", "mandate_scope_mismatch")]
    [InlineData("an older state of the checkout", "mandate_scope_mismatch")]
    [InlineData("checkout altered", "merchant_authorization_invalid")]
    [InlineData("checkout signed by nobody", "merchant_authorization_missing")]
    [InlineData("checkout signed by the platform", "merchant_authorization_invalid")]
    [InlineData("wrong hash", "mandate_scope_mismatch")]
    [InlineData("hash without the checkout", "mandate_scope_mismatch")]
    [InlineData("made out to another shop", "mandate_scope_mismatch")]
    [InlineData("made for another checkout", "mandate_scope_mismatch")]
    [InlineData("holder's proof missing", "mandate_invalid_signature")]
    [InlineData("holder's proof by another key", "mandate_invalid_signature")]
    public async Task A_mandate_that_is_not_sound_changes_nothing(string how, string code)
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var whole = Ap2World.Whole(checkout);
        var sound = Mandates.Root(world.PlatformKey, whole);
        var (jwt, disclosure) = (sound.Split('~')[0], sound.Split('~')[1]);
        var parts = jwt.Split('.');
        JsonObject With(string name, JsonNode value)
        {
            var changed = (JsonObject)whole.DeepClone();
            changed[name] = value;
            return changed;
        }

        string Of(JsonObject mandate) => Mandates.Root(world.PlatformKey, mandate);
        var mandate = how switch
        {
            "missing" => null,
            "garbage" => "not.a.chain~",
            "signed by a stranger" => Mandates.Root(world.AgentKey, whole),
            "signature altered" => sound.Replace(parts[2], parts[2][..^4] + (parts[2].EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"), StringComparison.Ordinal),
            "payload altered" => sound.Replace(parts[1], Mandates.Encode("""{"delegate_payload":[]}"""), StringComparison.Ordinal),
            "alg none" => $"{Mandates.Encode($$"""{"alg":"none","kid":"{{world.PlatformKey.Id}}"}""")}.{parts[1]}.{parts[2]}~{disclosure}~",
            "disclosure altered" => $"{jwt}~{Mandates.Disclosure(whole)}~",
            "disclosure missing" => $"{jwt}~",
            "disclosure too many" => $"{jwt}~{disclosure}~{Mandates.Disclosure(JsonValue.Create(1)!, "extra")}~",
            "disclosure twice" => $"{jwt}~{disclosure}~{disclosure}~",
            "expired" => Of(With("exp", Ap2World.Now.AddMinutes(-10).ToUnixTimeSeconds())),
            "from the future" => Of(With("iat", Ap2World.Now.AddMinutes(10).ToUnixTimeSeconds())),
            "not yet valid" => Of(With("nbf", Ap2World.Now.AddMinutes(10).ToUnixTimeSeconds())),
            "expiry is no number" => Of(With("exp", "tomorrow")),
            "another type" => Of(With("vct", "mandate.payment.1")),
            "another checkout" => Of(Ap2World.Whole(await world.Client.ReadyCheckoutAsync())),
            "an older state of the checkout" => Of(await OlderAsync(checkout)),
            "checkout altered" => Of(Altered(whole, c => c["totals"]![0]!["amount"] = 1)),
            "checkout signed by nobody" => Of(Altered(whole, c => c.Remove("ap2"))),
            "checkout signed by the platform" => Of(Altered(whole, c => MerchantAuthorization.Add(c, world.PlatformKey))),
            "wrong hash" => Of(Altered(Ap2World.ByHash(checkout), m => m["checkout_hash"] = Mandates.Hash("x"), "")),
            "hash without the checkout" => Of(Altered(Ap2World.ByHash(checkout), m => m.Remove("checkout_jwt"), "")),
            "made out to another shop" => Bound(checkout, c => c["aud"] = "https://another.example"),
            "made for another checkout" => Bound(checkout, c => c["nonce"] = "chk_another"),
            "holder's proof missing" => Bound(checkout)[..(Bound(checkout).LastIndexOf('~') + 1)],
            _ => Bound(checkout, signer: world.PlatformKey),
        };
        var refused = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate);
        (refused.Status is 400 or 403, (string?)refused["code"]).ShouldBe((true, code), refused.Raw);
        refused.Codes.ShouldBe([code]);
        await UnchangedAsync(checkout);
    }

    [Theory]
    [InlineData("bound to another permission")]
    [InlineData("bound twice")]
    [InlineData("signed by another agent")]
    [InlineData("of the wrong type")]
    [InlineData("without its time")]
    [InlineData("handed on at the end")]
    [InlineData("longer than a chain may be")]
    public async Task A_chain_that_is_not_sound_changes_nothing(string how)
    {
        var checkout = await world.Client.ReadyCheckoutAsync();
        var (open, payment) = Orders(checkout, 8000, Ap2World.Now.AddDays(2));
        var closed = Ap2World.ByHash(checkout);
        if (how == "handed on at the end") closed["cnf"] = Mandates.Confirm(world.AgentKey);
        var mandate = Mandates.Hop(open, how == "signed by another agent" ? SigningKey.Create() : world.AgentKey, closed, world.Site, checkout.Id, Ap2World.Now, how == "of the wrong type" ? "kb+jwt" : "kb+sd-jwt", p =>
        {
            if (how == "bound to another permission") p["sd_hash"] = Mandates.Hash("another");
            if (how == "bound twice") p["issuer_jwt_hash"] = Mandates.Hash(open.Split('~')[0]);
            if (how == "without its time") p.Remove("iat");
        });
        if (how == "longer than a chain may be") mandate = string.Join("~~", Enumerable.Repeat(mandate.TrimEnd('~'), 4));
        var refused = await Ap2World.CompleteAsync(world.Client, checkout.Id, mandate, Close(checkout, open, payment).Token);
        (refused.Status, (string?)refused["code"]).ShouldBe((403, "mandate_invalid_signature"), refused.Raw);
        await UnchangedAsync(checkout);
    }

    [Fact]
    public async Task A_platform_without_keys_is_told_so()
    {
        var profile = UcpShop.Profile((string?)null, UcpVersions.V2026_04_08, "checkout", "fulfillment", "ap2_mandate");
        var shop = new UcpShop(o =>
        {
            o.Ap2Mandates = true;
            o.PinnedProfiles[Ap2World.Keyless] = profile;
        });
        await shop.InitializeAsync();
        var client = shop.Client(UcpVersions.V2026_04_08, Ap2World.Keyless);
        var checkout = await client.ReadyCheckoutAsync();
        (await Ap2World.CompleteAsync(client, checkout.Id, "not.a.chain~"))["code"]!.GetValue<string>().ShouldBe("agent_missing_key");
        await shop.DisposeAsync();
    }

    /// <summary>A user's permission: one rose from this shop, up to an amount, until a day.</summary>
    private (string Open, string Payment) Orders(UcpReply checkout, int max, DateTimeOffset until)
    {
        checkout.Total("total").ShouldBeLessThan(max);
        var open = Mandates.OpenCheckout(world.AgentKey, Mandates.LineItems(("rose", 1)), new JsonObject { ["type"] = "checkout.allowed_merchants", ["allowed"] = new JsonArray(new JsonObject { ["id"] = "x", ["name"] = "Flowers", ["website"] = world.Site }) });
        open["exp"] = until.ToUnixTimeSeconds();
        var signed = Mandates.Root(world.PlatformKey, open);
        return (signed, Mandates.Root(world.PlatformKey, Mandates.OpenPayment(world.AgentKey,
            new JsonObject { ["type"] = "payment.amount_range", ["currency"] = "EUR", ["max"] = max },
            new JsonObject { ["type"] = "payment.execution_date", ["not_after"] = until.ToString("yyyy-MM-dd") },
            new JsonObject { ["type"] = "payment.allowed_payees", ["allowed"] = new JsonArray(new JsonObject { ["id"] = "x", ["name"] = "Flowers", ["website"] = world.Site }) },
            new JsonObject { ["type"] = "payment.reference", ["conditional_transaction_id"] = Mandates.Hash(signed) })));
    }

    /// <summary>The agent's mandates for exactly this checkout.</summary>
    private (string Mandate, string Token) Close(UcpReply checkout, string open, string payment, Action<JsonObject>? change = null) =>
        (Mandates.Hop(open, world.AgentKey, Ap2World.ByHash(checkout), world.Site, checkout.Id, Ap2World.Now),
            Mandates.Hop(payment, world.AgentKey, world.Payment(checkout, change), world.Site, checkout.Id, Ap2World.Now));

    /// <summary>A bank's credential whose holder signs the presentation.</summary>
    private string Bound(UcpReply checkout, Action<JsonObject>? change = null, SigningKey? signer = null)
    {
        var holder = world.AgentKey;
        var mandate = Ap2World.Whole(checkout);
        mandate["cnf"] = Mandates.Confirm(holder);
        var presented = Mandates.Jwt(world.BankKey, mandate, "dc+sd-jwt", Ap2World.Bank) + "~";
        var claims = new JsonObject { ["iat"] = Ap2World.Now.ToUnixTimeSeconds(), ["aud"] = world.Site, ["nonce"] = checkout.Id, ["sd_hash"] = Mandates.Hash(presented) };
        change?.Invoke(claims);
        return presented + Mandates.Jwt(signer ?? holder, claims, "kb+jwt");
    }

    private async Task<JsonObject> OlderAsync(UcpReply checkout)
    {
        var older = Ap2World.Whole(checkout);
        var changed = await world.Client.PutAsync($"/checkout-sessions/{checkout.Id}", """
            { "line_items": [{ "item": { "id": "rose" }, "quantity": 2 }], "buyer": { "email": "ada@example.com" },
              "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }], "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] }] } }
            """);
        changed.Status.ShouldBe(200, changed.Raw);
        return older;
    }

    private static JsonObject Altered(JsonObject mandate, Action<JsonObject> change, string member = "checkout")
    {
        var altered = (JsonObject)mandate.DeepClone();
        change(member.Length == 0 ? altered : altered[member]!.AsObject());
        return altered;
    }

    private async Task<string> SaleAsync(string orderId)
    {
        var ledger = world.Shop.Services.GetRequiredService<ILedgerStore>();
        var transfers = await ledger.GetTransfersAsync("flowers", new TransferFilter { Reference = orderId }, Ct);
        return transfers.First(t => t.Reference == orderId).Id;
    }

    private async Task UnchangedAsync(UcpReply checkout)
    {
        var now = (await Store.GetCheckoutAsync("flowers", checkout.Id, Ct))!;
        (now.OrderId, now.MandateId, now.Attempt).ShouldBe((null, null, null));
    }
}
