using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Every operation in every state, over both transports: what is answered, and that the released schema takes it.</summary>
[Must("ACP", "checkout")]
public sealed class AcpStateTests(AcpShop both) : IClassFixture<AcpShop>
{
    private const string Checkout = "schema.agentic_checkout.json#/$defs/";
    private const string Bearer = "state-agent";
    private readonly UcpShop _shop = both.Shop;

    /// <summary>Of each state the status that get, update, complete and cancel are answered with.</summary>
    public static TheoryData<string, string, int[]> Sessions => new()
    {
        { AcpVersions.V2026_04_17, "not_ready_for_payment", [200, 200, 400, 200] },
        { AcpVersions.V2026_04_17, "ready_for_payment", [200, 200, 200, 200] },
        { AcpVersions.V2026_04_17, "authentication_required", [200, 200, 400, 200] },
        { AcpVersions.V2026_04_17, "requires_escalation", [200, 200, 200, 200] },
        { AcpVersions.V2026_04_17, "complete_in_progress", [200, 409, 409, 409] },
        { AcpVersions.V2026_04_17, "completed", [200, 409, 409, 405] },
        { AcpVersions.V2026_04_17, "canceled", [200, 409, 409, 405] },
        { AcpVersions.V2026_04_17, "expired", [200, 409, 409, 200] },
        { AcpVersions.V2026_01_30, "not_ready_for_payment", [200, 200, 400, 200] },
        { AcpVersions.V2026_01_30, "ready_for_payment", [200, 200, 200, 200] },
        { AcpVersions.V2026_01_30, "requires_escalation", [200, 200, 200, 200] },
        { AcpVersions.V2026_01_30, "complete_in_progress", [200, 409, 409, 409] },
        { AcpVersions.V2026_01_30, "completed", [200, 409, 409, 405] },
        { AcpVersions.V2026_01_30, "canceled", [200, 409, 409, 405] },
        { AcpVersions.V2026_01_30, "expired", [200, 409, 409, 200] },
    };

    [Theory, MemberData(nameof(Sessions))]
    public async Task A_session_answers_each_operation_in_its_state(string version, string state, int[] expected)
    {
        var agent = new AcpClient(_shop, version, Bearer);
        var states = new AcpStates(_shop, agent);
        var cases = new SchemaCases("acp", "spec", version, "json-schema");
        string[] operations = ["get", "update", "complete", "cancel"];
        var got = new List<int>();
        foreach (var operation in operations)
        {
            var id = await states.SessionAsync(state);
            var before = await agent.GetAsync($"/checkout_sessions/{id}");
            before.State.ShouldBe(state, before.Raw);
            AddSession(cases, before.Body!);
            var (path, payload) = Request(operation);
            var reply = operation == "get" ? before : await agent.PostAsync($"/checkout_sessions/{id}{path}", payload);
            got.Add(reply.Status);
            if (reply.Status < 400) AddSession(cases, reply.Body!);
            else cases.Add(Checkout + "Error", reply);
            if (reply.Status >= 400 && state is not ("complete_in_progress" or "not_ready_for_payment")) (await agent.GetAsync($"/checkout_sessions/{id}")).Body!.ToJsonString().ShouldBe(before.Body!.ToJsonString(), "a refusal changes nothing");

            // the same over MCP, on a session of its own
            var other = await states.SessionAsync(state);
            var told = await new AcpMcpClient(_shop, bearer: Bearer).CallAsync("tools/call", AcpMcpClient.Arguments($"{operation}_checkout_session", other, operation == "get" ? null : payload ?? "{}", version));
            if (reply.Status < 400)
            {
                var content = (told["result"]?["structuredContent"] as JsonObject).ShouldNotBeNull(told.ToJsonString());
                ((string?)content["status"]).ShouldBe(reply.State);
                AddSession(cases, content);
            }
            else
            {
                var data = (told["error"]?["data"] as JsonObject).ShouldNotBeNull(told.ToJsonString());
                ((string?)data["code"]).ShouldBe((string?)reply["code"]);
                cases.Add(Checkout + "Error", data);
            }
        }

        got.ShouldBe(expected);
        cases.Check();
    }

    [Theory]
    [InlineData("open", new[] { 200, 200, 200 })]
    [InlineData("canceled", new[] { 404, 404, 404 })]
    [InlineData("expired", new[] { 404, 404, 404 })]
    public async Task A_cart_answers_each_operation_in_its_state(string state, int[] expected)
    {
        var agent = new AcpClient(_shop);
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        var states = new AcpStates(_shop, agent);
        UcpReply[] replies =
        [
            await agent.GetAsync($"/carts/{await states.CartAsync(state)}"),
            await agent.PutAsync($"/carts/{await states.CartAsync(state)}", """{"line_items":[{"id":"tulip"}]}"""),
            await agent.PostAsync($"/carts/{await states.CartAsync(state)}/cancel"),
        ];
        foreach (var reply in replies) cases.Add(reply.Status < 400 ? "schema.cart.json#/$defs/Cart" : Checkout + "Error", reply);
        replies.Select(r => r.Status).ShouldBe(expected);
        cases.Check();
    }

    [Theory]
    [InlineData(TestAuthenticationState.Fingerprint, false, "action_required", "action_required")]
    [InlineData(TestAuthenticationState.Pending, false, "pending", "authenticated")]
    [InlineData(TestAuthenticationState.Challenge, false, "action_required", "action_required")]
    [InlineData(TestAuthenticationState.Authenticated, false, "authenticated", "authenticated")]
    [InlineData(TestAuthenticationState.NotAuthenticated, false, "not_authenticated", "not_authenticated")]
    [InlineData(TestAuthenticationState.NotSupported, false, "not_supported", "not_supported")]
    [InlineData(TestAuthenticationState.Fingerprint, true, "expired", "expired")]
    [InlineData(TestAuthenticationState.Challenge, true, "expired", "expired")]
    public async Task An_authentication_answers_each_operation_in_its_state(TestAuthenticationState state, bool over, string read, string authenticated)
    {
        const string schema = "schema.delegate_authentication.json#/$defs/";
        var agent = new AcpClient(_shop);
        var session = new TestAuthentication(Ids.New("auth", TimeProvider.System), "flowers", state, 4000, "EUR", null, DateTimeOffset.UtcNow.AddMinutes(over ? -1 : 30))
        {
            Challenges = state is TestAuthenticationState.Fingerprint or TestAuthenticationState.Challenge,
            Cryptogram = state == TestAuthenticationState.Authenticated ? "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" : null,
        };
        (await _shop.Services.GetRequiredService<ITestVault>().SaveAsync(session, default)).ShouldBeTrue();
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        var before = await agent.GetAsync($"/delegate_authentication/{session.Id}");
        before.State.ShouldBe(read, before.Raw);
        var after = await agent.PostAsync($"/delegate_authentication/{session.Id}/authenticate", """{ "fingerprint_completion": "Y" }""");
        after.State.ShouldBe(authenticated, after.Raw);
        cases.Add(schema + "DelegateAuthenticationSession", after);

        // the schema of a session with its result cannot be met by anything (allOf over a closed base): judged in its two halves
        foreach (var reply in new[] { before, await agent.GetAsync($"/delegate_authentication/{session.Id}") })
        {
            if (reply.Body!["authentication_result"] is JsonObject result) cases.Add(schema + "AuthenticationResult", result);
            reply.Body.Remove("authentication_result");
            cases.Add(schema + "DelegateAuthenticationSession", reply);
        }

        cases.Check();
    }

    private static void AddSession(SchemaCases cases, JsonObject session) =>
        cases.Add(Checkout + (session["order"] is null ? "CheckoutSession" : "CheckoutSessionWithOrder"), session);

    private static (string Path, string? Payload) Request(string operation) => operation switch
    {
        "update" => ("", """{"line_items":[{"id":"tulip"},{"id":"gardenia"}],"discounts":{"codes":["TULIP5","NOPE"]}}"""),
        "complete" => ("/complete", AcpClient.Payment("success_token")),
        "cancel" => ("/cancel", """{"intent_trace":{"reason_code":"timing_deferred"}}"""),
        _ => ("", null),
    };
}
