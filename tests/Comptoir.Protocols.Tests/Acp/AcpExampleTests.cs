using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>The requests among the published examples are taken; only ids and amounts are those of our shop. Skipped where the examples are not at hand.</summary>
public sealed class AcpExampleTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private readonly AcpClient _agent = new(shop);

    [Theory]
    [InlineData("examples.agentic_checkout.json", "create_checkout_session_request")]
    [InlineData("examples.agentic_checkout.json", "create_checkout_session_request_with_first_touch_attribution")]
    [InlineData("examples.multi_item_checkout.json", "create_multi_item_checkout_request")]
    [InlineData("discount-extension/automatic-discount.json", "request")]
    [InlineData("discount-extension/order-level-discount.json", "request")]
    [InlineData("discount-extension/percentage-discount-with-allocations.json", "request")]
    [InlineData("discount-extension/rejected-discount-code.json", "request")]
    [InlineData("discount-extension/stacked-discounts.json", "request")]
    public async Task A_session_is_made_from_the_example(string file, string name)
    {
        var reply = await _agent.PostAsync("/checkout_sessions", Ours(Example(file, name)).ToJsonString());
        reply.Status.ShouldBe(201, reply.Raw);
    }

    [Theory]
    [InlineData("complete_checkout_session_request")]
    [InlineData("complete_checkout_session_request_seller_backed")]
    [InlineData("complete_checkout_session_request_with_last_touch_attribution")]
    [InlineData("complete_session_with_authentication_result_request")]
    public async Task A_session_is_completed_by_the_example(string name)
    {
        var body = Example("examples.agentic_checkout.json", name);
        var ready = await _agent.ReadyAsync();
        body["payment_data"]!["handler_id"] = "mock_payment_handler";
        body["payment_data"]!["instrument"]!["credential"]!["token"] = name.Contains("authentication", StringComparison.Ordinal) ? "success_token" : await _agent.DelegateAsync(ready.Id);
        var reply = await _agent.PostAsync($"/checkout_sessions/{ready.Id}/complete", body.ToJsonString());
        reply.Status.ShouldBe(200, reply.Raw);
    }

    [Theory]
    [InlineData("cancel_checkout_session_request")]
    [InlineData("cancel_checkout_session_request_timing_deferred")]
    public async Task A_session_is_cancelled_by_the_example(string name)
    {
        var ready = await _agent.ReadyAsync();
        (await _agent.PostAsync($"/checkout_sessions/{ready.Id}/cancel", Example("examples.agentic_checkout.json", name).ToJsonString())).State.ShouldBe("canceled");
    }

    [Fact]
    public async Task A_card_is_delegated_by_the_example()
    {
        var body = Example("examples.delegate_payment.json", "delegate_payment_request");
        body["allowance"]!["merchant_id"] = "flowers";
        body["allowance"]!["expires_at"] = "2099-01-01T00:00:00Z";
        body["payment_method"]!["exp_year"] = "2099";
        var reply = await _agent.PostAsync("/agentic_commerce/delegate_payment", body.ToJsonString());
        reply.Status.ShouldBe(201, reply.Raw);
    }

    [Theory]
    [InlineData("create_authentication_session_request_minimal")]
    [InlineData("create_authentication_session_request_with_channel_and_acquirer_details")]
    public async Task An_authentication_is_begun_and_answered_by_the_examples(string name)
    {
        const string file = "examples.delegate_authentication.json";
        var begun = Example(file, name);
        begun["payment_method"]!["exp_year"] = "2099";
        var started = await _agent.PostAsync("/delegate_authentication", begun.ToJsonString());
        started.Status.ShouldBe(201, started.Raw);
        var path = $"/delegate_authentication/{(string)started["authentication_session_id"]!}";
        foreach (var answer in new[] { "authenticate_request_fingerprint_success", "authenticate_request_fingerprint_timeout", "authenticate_request_fingerprint_unavailable", "authenticate_request_with_deferred_channel" })
            (await _agent.PostAsync(path + "/authenticate", Example(file, answer).ToJsonString())).Status.ShouldBe(200);
        (await _agent.GetAsync(path)).Status.ShouldBe(200);
    }

    /// <summary>With items and currency that this shop has.</summary>
    private static JsonObject Ours(JsonObject body)
    {
        string[] ours = ["rose", "tulip", "pot-red-s", "candle-01"];
        foreach (var (line, i) in body["line_items"]!.AsArray().Select((l, i) => (l, i))) line!["id"] = ours[i % ours.Length];
        body["currency"] = "eur";
        return body;
    }

    private static JsonObject Example(string file, string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Comptoir.slnx"))) folder = folder.Parent;
        var path = Path.Combine(folder!.FullName, "..", "shared", "data", "protocols", "acp", "examples", AcpVersions.V2026_04_17, file);
        if (!File.Exists(path)) Assert.Skip($"The published examples are not at {path}.");
        return JsonNode.Parse(File.ReadAllText(path))![name]!.DeepClone().AsObject();
    }
}
