using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Requests of an agent with which a secret was agreed.</summary>
[Must("ACP", "signatures")]
public sealed class AcpSignatureTests(AcpShop both) : IClassFixture<AcpShop>, IAsyncLifetime
{
    private const string Secret = "sixteen or more characters";
    private const string Rose = """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}""";
    private readonly UcpShop _shop = both.Shop;
    private readonly string _bearer = AgentKey.NewSecret();

    private AcpClient Agent => new(_shop, bearer: _bearer, secret: Secret);

    private AcpClient Unsigned => new(_shop, bearer: _bearer);

    private static string Now => $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}";

    public async ValueTask InitializeAsync()
    {
        var key = AgentKey.Of(Ids.New("agk", TimeProvider.System), "flowers", "ChatGPT", _bearer, DateTimeOffset.UtcNow) with { RequestSecret = _shop.Services.GetRequiredService<ISecretBox>().Protect(Secret) };
        (await _shop.Services.GetRequiredService<IAgentKeyStore>().SaveAsync(key, default)).ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_signature_is_the_HMAC_of_timestamp_operation_and_canonical_body()
    {
        // computed with: printf '2026-04-17T10:30:00Z\nPOST /checkout_sessions\n{"a":1,"b":"é"}' | openssl dgst -sha256 -hmac secret -binary | basenc --base64url
        RequestSignature.Make("secret", "2026-04-17T10:30:00Z", "POST /checkout_sessions", JsonNode.Parse("""{ "b": "\u00e9", "a": 1.0 }""")!.AsObject())
            .ShouldBe("__0vw4x9KRJJIWipUixOteo77JSJk_T6hCvPManE24o");
    }

    [Fact]
    public async Task A_signed_purchase_goes_through_however_its_body_is_written()
    {
        var ready = await Agent.ReadyAsync();
        (await Agent.GetAsync($"/checkout_sessions/{ready.Id}")).Status.ShouldBe(200);
        (await Agent.PayAsync(ready.Id, await Agent.DelegateAsync(ready.Id))).State.ShouldBe("completed");
        var other = await Agent.ReadyAsync("tulip");
        (await Agent.PostAsync($"/checkout_sessions/{other.Id}/cancel")).State.ShouldBe("canceled");
    }

    [Theory]
    [InlineData("POST /checkout_sessions", Rose, 201)]
    [InlineData("POST /checkout_sessions/chk_other/complete", Rose, 401)]
    [InlineData("POST /checkout_sessions", """{"line_items":[{"id":"tulip"}],"currency":"eur","capabilities":{}}""", 401)]
    public async Task A_signature_is_good_for_one_operation_and_one_body(string operation, string body, int status)
    {
        var now = Now;
        var reply = await Unsigned.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", now), ("Signature", RequestSignature.Make(Secret, now, operation, JsonNode.Parse(body)!.AsObject())));
        (reply.Status, (string?)reply["code"]).ShouldBe((status, status == 401 ? "invalid_signature" : null), reply.Raw);
    }

    [Theory]
    [InlineData(null, 401, "invalid_signature")]
    [InlineData("", 401, "invalid_signature")]
    [InlineData("AAAA", 401, "invalid_signature")]
    [InlineData("not base64!", 401, "invalid_signature")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401, "invalid_signature")]
    public async Task A_missing_or_wrong_signature_changes_nothing(string? signature, int status, string code)
    {
        var ready = await Agent.ReadyAsync();
        var token = await Agent.DelegateAsync(ready.Id);
        foreach (var reply in new[]
        {
            await Unsigned.PostAsync($"/checkout_sessions/{ready.Id}/complete", AcpClient.Payment(token), null, ("Timestamp", Now), ("Signature", signature)),
            await Unsigned.PostAsync($"/checkout_sessions/{ready.Id}", Rose, null, ("Timestamp", Now), ("Signature", signature)),
            await Unsigned.GetAsync($"/checkout_sessions/{ready.Id}", ("Timestamp", Now), ("Signature", signature)),
            await Unsigned.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation(ready.Id), null, ("Timestamp", Now), ("Signature", signature)),
        })
            (reply.Status, (string?)reply["code"]).ShouldBe((status, code), reply.Raw);
        (await Agent.GetAsync($"/checkout_sessions/{ready.Id}")).State.ShouldBe("ready_for_payment");
    }

    [Fact]
    public async Task A_recording_a_signature_without_its_time_and_one_of_another_secret_are_refused()
    {
        string Sign(string at, string secret = Secret) => RequestSignature.Make(secret, at, "POST /checkout_sessions", JsonNode.Parse(Rose)!.AsObject());
        var old = $"{DateTime.UtcNow.AddMinutes(-6):yyyy-MM-ddTHH:mm:ssZ}";
        (await Unsigned.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", old), ("Signature", Sign(old)))).Status.ShouldBe(400);
        (await Unsigned.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", Now), ("Signature", Sign(old)))).Status.ShouldBe(401, "the time is signed too");
        (await Unsigned.PostAsync("/checkout_sessions", Rose, null, ("Signature", Sign(Now)))).Status.ShouldBe(400);
        var now = Now;
        (await Unsigned.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", now), ("Signature", Sign(now, "another secret of theirs")))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_body_that_has_no_canonical_form_is_refused()
    {
        var reply = await Unsigned.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"metadata":{"a":1e999}}""", null, ("Timestamp", Now), ("Signature", new string('A', 43)));
        (reply.Status, (string)reply["code"]!).ShouldBe((401, "invalid_signature"));
    }

    [Fact]
    public async Task Over_MCP_the_signature_stands_in_meta_and_is_that_of_the_REST_operation()
    {
        var mcp = new AcpMcpClient(_shop, bearer: _bearer);
        var unsigned = await mcp.CallAsync("tools/call", AcpMcpClient.Arguments("create_checkout_session", null, Rose));
        ((string)unsigned["error"]!["data"]!["code"]!).ShouldBe("invalid_signature");
        var now = Now;
        var made = await mcp.CallAsync("tools/call", AcpMcpClient.Arguments("create_checkout_session", null, Rose, AcpVersions.V2026_04_17,
            ("timestamp", now), ("signature", RequestSignature.Make(Secret, now, "POST /checkout_sessions", JsonNode.Parse(Rose)!.AsObject()))));
        var id = (string)made["result"]!["structuredContent"]!["id"]!;
        var read = await mcp.CallAsync("tools/call", AcpMcpClient.Arguments("get_checkout_session", id, null, AcpVersions.V2026_04_17,
            ("timestamp", now), ("signature", RequestSignature.Make(Secret, now, $"GET /checkout_sessions/{id}", []))));
        ((string)read["result"]!["structuredContent"]!["id"]!).ShouldBe(id);
    }
}
