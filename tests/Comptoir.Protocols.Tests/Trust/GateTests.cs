using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Tests.Trust;

/// <summary>A shop that is not open to all, and agents that sign, that do not, and that lie.</summary>
[Must("UCP", "overview: negotiation")]
public sealed class GateTests : IAsyncLifetime
{
    private const string OneRose = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
    private const string Signer = "https://signer.example/profile";
    private const string Named = "https://named.example/profile";

    private readonly SigningKey _key = SigningKey.Create();
    private readonly UcpShop _shop;

    public GateTests() => _shop = new(o =>
    {
        o.OpenToAll = false;
        o.PinnedProfiles[Signer] = UcpShop.Profile([_key]);
        o.PinnedProfiles[Named] = UcpShop.Profile([_key]);
        o.TrustedProfiles.Add(Named);
    });

    private UcpClient Stranger => _shop.Client();

    private UcpClient Agent => _shop.Client(agent: Signer).Signing(_key);

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task An_agent_that_does_not_sign_looks_and_fills_carts_and_no_more()
    {
        (await Stranger.PostAsync("/catalog/search", """{"query":"rose"}""")).Status.ShouldBe(200);
        (await Stranger.PostAsync("/carts", OneRose)).Status.ShouldBe(201);
        (await Stranger.PostAsync("/checkout-sessions", OneRose)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(401, r.Raw), r => ((string?)r["code"]).ShouldBe("signature_missing"));
        foreach (var reply in new[] { await Stranger.GetAsync("/orders/ord_1"), await Stranger.PayAsync("chk_1") })
            reply.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(403, r.Raw), r => ((string?)r["code"]).ShouldBe("profile_not_trusted"));
        var older = await _shop.Client(UcpVersions.V2026_01_11, agent: null).PostAsync("/checkout-sessions", OneRose);
        older.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(401, r.Raw), r => ((string?)r["detail"]).ShouldNotBeNullOrEmpty());
    }

    [Fact]
    public async Task An_agent_that_signs_checks_out_and_does_not_complete()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        (await Agent.GetAsync($"/checkout-sessions/{checkout.Id}")).Status.ShouldBe(200);
        (await Agent.PayAsync(checkout.Id)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task One_that_the_merchant_raised_completes_and_reads_its_order()
    {
        await ChangeAsync(p => p.With(Signer, new(AgentTier.Token)));
        var paid = await Agent.PayAsync((await Agent.ReadyCheckoutAsync()).Id);
        paid.State.ShouldBe("completed", paid.Raw);
        (await Agent.GetAsync($"/orders/{(string?)paid["order"]!["id"]}")).Status.ShouldBe(200);
        (await _shop.Client(agent: Signer).GetAsync($"/orders/{(string?)paid["order"]!["id"]}")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Over_A2A_the_same_tiers_hold_for_strangers_signers_and_tokens()
    {
        const string Add = """{"action":"add_to_checkout","product_id":"rose"}""";
        async Task<(int Status, string? Code, JsonObject? Body)> SayAsync(UcpClient agent, string data, string? context = null, params (string, string)[] headers)
        {
            var message = new JsonObject { ["role"] = "user", ["messageId"] = Guid.NewGuid().ToString(), ["contextId"] = context, ["parts"] = new JsonArray(new JsonObject { ["kind"] = "data", ["data"] = JsonNode.Parse(data) }) };
            var reply = await agent.SendAsync(HttpMethod.Post, "//a2a", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "message/send", ["params"] = new JsonObject { ["message"] = message } }.ToJsonString(), headers: headers);
            return (reply.Status, (string?)reply.Body!["error"]?["data"]?["code"], reply.Body["result"] as JsonObject);
        }

        (await SayAsync(Stranger, """{"action":"search_catalog","query":"rose"}""")).Code.ShouldBeNull();
        (await SayAsync(Stranger, Add)).Code.ShouldBe("signature_missing");
        var context = (string?)(await SayAsync(Agent, Add)).Body!["contextId"];
        const string Pay = """{"action":"complete_checkout","payment":{"handler_id":"mock_payment_handler","type":"card","credential":{"type":"token","token":"success_token"}}}""";
        (await SayAsync(Agent, Pay, context)).Code.ShouldBe("profile_not_trusted");

        var linking = new Identity.LinkingShop(_shop);
        var client = await linking.ClientAsync(profile: UcpShop.Agent);
        var (token, _) = await linking.LinkAsync(client, await linking.CustomerAsync(), Comptoir.Protocols.Identity.LinkScopes.ManageCheckouts);
        var added = await SayAsync(Stranger, Add, null, ("Authorization", $"Bearer {token}"));
        added.Code.ShouldBeNull();
        (await SayAsync(Stranger, Pay, (string?)added.Body!["contextId"], ("Authorization", $"Bearer {token}"))).Code.ShouldNotBe("profile_not_trusted");
        (await SayAsync(Stranger, Add, null, ("Authorization", "Bearer unknown"))).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(401), r => r.Code.ShouldBe("identity_required"));
    }

    [Fact]
    public async Task The_consoles_own_agent_may_buy_and_nobody_else_can_be_it()
    {
        var claimed = _shop.Client(agent: TrialAgent.ProfileUrl);
        (await claimed.PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(401);
        (await claimed.Signing(_key).PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_profile_that_the_configuration_trusts_must_sign_to_be_it()
    {
        var named = _shop.Client(agent: Named);
        (await named.PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(401);
        var paid = await named.Signing(_key).PayAsync((await named.Signing(_key).ReadyCheckoutAsync()).Id);
        paid.State.ShouldBe("completed", paid.Raw);
    }

    [Fact]
    public async Task A_stop_counts_within_a_second_on_every_node_and_an_end_of_it_too()
    {
        var otherNode = new AgentPolicies(_shop.Services.GetRequiredService<IAgentStore>(), TimeProvider.System);
        (await otherNode.GetAsync("flowers", default)).RuleOf(Signer).ShouldBeNull();
        await ChangeAsync(p => p.With(Signer, new(StoppedAt: DateTimeOffset.UnixEpoch)));
        foreach (var reply in new[] { await Agent.PostAsync("/catalog/search", """{"query":"rose"}"""), await _shop.Client(agent: Signer).PostAsync("/carts", OneRose) })
            reply.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(403, r.Raw), r => ((string?)r["code"]).ShouldBe("profile_not_trusted"));
        await Task.Delay(700);
        (await otherNode.GetAsync("flowers", default)).RuleOf(Signer)!.StoppedAt.ShouldNotBeNull();
        await ChangeAsync(p => p.With(Signer, new()));
        (await Agent.PostAsync("/catalog/search", """{"query":"rose"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_signature_that_is_there_must_be_good_also_where_none_is_needed()
    {
        var liar = _shop.Client(agent: Signer).Signing(SigningKey.Create());
        (await liar.PostAsync("/catalog/search", "{}")).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(401, r.Raw), r => ((string?)r["code"]).ShouldBe("key_not_found"));
        await using var open = new UcpShop();
        await open.InitializeAsync();
        (await open.Client().Signing(_key).PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task One_who_names_anothers_profile_but_signs_with_its_own_key_is_found_out()
    {
        var own = SigningKey.Import(SigningKey.Create().Export(), _key.Id);
        (await _shop.Client(agent: Signer).Signing(own).PostAsync("/checkout-sessions", OneRose)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(401, r.Raw), r => ((string?)r["code"]).ShouldBe("signature_invalid"));
    }

    [Theory]
    [InlineData("Content-Digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:", 400, "digest_mismatch")]
    [InlineData("Signature-Input", "sig1=(\"@method\");keyid=\"k\"", 401, "signature_missing")]
    [InlineData("Signature", "sig1=:AAAA:", 401, "signature_missing")]
    public async Task What_is_wrong_with_a_signature_is_said_by_its_code(string header, string value, int status, string code)
    {
        var client = header == "Content-Digest" ? Agent : _shop.Client(agent: Signer);
        var reply = await client.SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose, "k-1", "application/json", (header, value));
        if (header == "Content-Digest") reply.Headers.Contains("Signature").ShouldBeFalse();
        reply.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(status, r.Raw), r => ((string?)r["code"]).ShouldBe(code));
    }

    [Fact]
    public async Task A_signed_request_that_comes_again_gets_the_same_answer_and_makes_nothing()
    {
        using var http = new HttpClient();
        async Task<string> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Agent.Endpoint}/checkout-sessions") { Content = new StringContent(OneRose, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"{Signer}\"");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "the-captured-one");
            UcpClient.Sign(request, Encoding.UTF8.GetBytes(OneRose), _key);
            return (string)JsonNode.Parse(await (await http.SendAsync(request)).Content.ReadAsStringAsync())!["id"]!;
        }

        (await SendAsync()).ShouldBe(await SendAsync());
    }

    [Fact]
    public async Task Answers_about_checkouts_are_signed_with_a_key_of_the_shops_profile()
    {
        var reply = await Agent.PostAsync("/checkout-sessions", OneRose);
        var keys = VerificationKey.ReadSet((await Agent.SendAsync(HttpMethod.Get, "//.well-known/ucp", null))["signing_keys"]);
        var answer = SignedMessage.Answer(reply.Status, name => reply.Headers.TryGetValues(name, out var v) || reply.Content!.TryGetValues(name, out v) ? v.ToArray() : default(StringValues), Encoding.UTF8.GetBytes(reply.Raw));
        SignatureVerifier.Verify(answer, keys, ["@status", "content-digest", "content-type"], TimeProvider.System.GetUtcNow()).Code.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_reserved_does_not_exist_for_an_agent_of_a_lower_tier()
    {
        await ChangeAsync(p => p with { Reserved = [new("product", "rose", AgentTier.Signed), new("category", "candles", null)] });
        (await Stranger.PostAsync("/catalog/search", """{"query":"rose"}""")).Raw.ShouldNotContain("\"id\":\"rose\"");
        (await Stranger.PostAsync("/catalog/lookup", """{"ids":["rose","tulip"]}""")).ShouldSatisfyAllConditions(r => r.Codes.ShouldBe(["not_found"]), r => r["products"]!.AsArray().Count.ShouldBe(1));
        (await Stranger.PostAsync("/catalog/product", """{"id":"rose"}""")).Codes.ShouldBe(["not_found"]);
        (await Stranger.PostAsync("/carts", OneRose)).ShouldSatisfyAllConditions(r => ((string?)r["ucp"]!["status"]).ShouldBe("error", r.Raw), r => r.Codes.ShouldBe(["not_found"]));
        (await Agent.PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
        (await Agent.PostAsync("/checkout-sessions", OneRose.Replace("rose", "candle-01", StringComparison.Ordinal))).Codes.ShouldBe(["not_found"]);
        (await Agent.PostAsync("/catalog/search", """{"query":"rose"}""")).Raw.ShouldContain("\"id\":\"rose\"");
        (await CountAsync(Stranger)).ShouldBe(await CountAsync(Agent) - 1, "what is not shown is not counted, and leaves no gaps in pages");
    }

    [Fact]
    public async Task A_web_bot_is_known_by_the_directory_of_its_keys()
    {
        await using var platform = new NegotiationTests.Platform();
        await platform.InitializeAsync();
        var directory = platform.Serve(new JsonObject { ["keys"] = new JsonArray { _key.PublicJwk.DeepClone() } }.ToJsonString());
        var gate = _shop.Services.GetRequiredService<AgentGate>();
        async Task<Admission> AdmitAsync(string tag, long lasts, string covered = "\"signature-agent\";key=\"sig1\"")
        {
            var headers = new Dictionary<string, StringValues> { ["signature-agent"] = $"sig1=\"{directory}\";type=jwks_uri" };
            var message = new SignedMessage(n => headers.GetValueOrDefault(n), default) { Method = "GET", Authority = "shop.example", Path = "/mcp" };
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var input = StructuredFields.Dictionary($"sig1=(\"@method\" \"@authority\" \"@path\" {covered});created={now};expires={now + lasts};keyid=\"{_key.Thumbprint}\";tag=\"{tag}\"")!.Single().Value;
            headers["signature-input"] = $"sig1={input}";
            headers["signature"] = $"sig1=:{Convert.ToBase64String(_key.Sign(SignatureBase.Of(message, input)!))}:";
            return await gate.AdmitAsync(new("flowers", UcpVersions.V2026_04_08, "create_checkout", "mcp") { Message = message }, default);
        }

        var good = await AdmitAsync("web-bot-auth", 300);
        good.Granted.ShouldBeTrue(good.Denied?.Content);
        good.Agent.ShouldBe(new AgentIdentity(new Uri(directory).GetLeftPart(UriPartial.Authority), AgentProof.Signature));
        (await AdmitAsync("web-bot-auth", 2 * 86_400)).Denied!.Code.ShouldBe("signature_invalid");
        (await AdmitAsync("web-bot-auth", -10)).Denied!.Code.ShouldBe("signature_invalid");
        (await AdmitAsync("other", 300)).Denied!.Code.ShouldBe("key_not_found");
        (await AdmitAsync("web-bot-auth", 300, "\"@query\"")).Denied!.Code.ShouldBe("key_not_found");
    }

    private static async Task<int> CountAsync(UcpClient agent)
    {
        var found = await agent.PostAsync("/catalog/search", """{"filters":{"categories":["plants"]},"pagination":{"limit":100}}""");
        found["products"]!.AsArray().Count.ShouldBe((int)found["pagination"]!["total_count"]!, found.Raw);
        return (int)found["pagination"]!["total_count"]!;
    }

    private Task<bool> ChangeAsync(Func<AgentPolicy, AgentPolicy> change) => _shop.Services.GetRequiredService<AgentPolicies>().ChangeAsync("flowers", change, default);
}
