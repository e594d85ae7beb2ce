using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What UCP's tokenization guide demands of a tokenizer, a test for each demand, of the built-in test provider.</summary>
public sealed class TokenizationRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string At = "//ucp/handlers/mock_payment_handler";
    private const string Card = """{ "type": "card", "card_number_type": "fpan", "number": "4111111111111111", "expiry_month": 12, "expiry_year": 2030, "cvc": "123", "name": "Jane Doe" }""";

    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task A_token_comes_back_as_its_credential_to_whoever_made_it()
    {
        var token = await TokenAsync("chk_1");
        var back = await BackAsync(Agent, token, "chk_1");
        back.Status.ShouldBe(200, back.Raw);
        JsonNode.DeepEquals(back.Body, JsonNode.Parse(Card)).ShouldBeTrue(back.Raw);
    }

    [Fact]
    public async Task A_token_is_used_once()
    {
        var token = await TokenAsync("chk_1");
        (await BackAsync(Agent, token, "chk_1")).Status.ShouldBe(200);
        (await BackAsync(Agent, token, "chk_1")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_binding_must_match()
    {
        var token = await TokenAsync("chk_1");
        (await BackAsync(Agent, token, "chk_2")).Status.ShouldBe(404);
        (await BackAsync(shop.Client(agent: "https://other.example/profile"), token, "chk_1")).Status.ShouldBe(404, "it is another caller's");
        (await BackAsync(Agent, token, "chk_1", """, "identity": { "access_token": "another-shop" }""")).Status.ShouldBe(400);
        (await BackAsync(Agent, token, "chk_1", """, "identity": { "access_token": "flowers" }""")).Status.ShouldBe(200, "none of that used it up");
    }

    [Theory]
    [InlineData("""{ "credential": CARD }""", "$.binding.checkout_id")]
    [InlineData("""{ "credential": CARD, "binding": {} }""", "$.binding.checkout_id")]
    [InlineData("""{ "binding": { "checkout_id": "c" } }""", "$.credential")]
    [InlineData("""{ "credential": { "type": "card", "number": "4111111111111111" }, "binding": { "checkout_id": "c" } }""", "$.credential.card_number_type")]
    [InlineData("""{ "credential": { "type": "card", "card_number_type": "fpan", "number": "4539578763621486" }, "binding": { "checkout_id": "c" } }""", "$.credential.number")]
    [InlineData("""{ "credential": { "type": "iban" }, "binding": { "checkout_id": "c" } }""", "$.credential.type")]
    [InlineData("""{ "credential": CARD, "binding": { "checkout_id": "c", "identity": { "access_token": 5 } } }""", "$.binding.identity.access_token")]
    public async Task What_is_missing_or_wrong_is_named(string body, string path)
    {
        var reply = await Agent.SendAsync(HttpMethod.Post, $"{At}/tokenize", body.Replace("CARD", Card, StringComparison.Ordinal));
        reply.Status.ShouldBe(400, reply.Raw);
        ((string?)reply["messages"]![0]!["path"]).ShouldBe(path);
        reply.Raw.ShouldNotContain("4539578763621486");
    }

    [Fact]
    public async Task A_token_pays_for_its_checkout_and_for_no_other_and_is_used_up()
    {
        var (mine, other) = (await Agent.ReadyCheckoutAsync(), await Agent.ReadyCheckoutAsync());
        var token = await TokenAsync(mine.Id);
        (await Agent.PayAsync(other.Id, token)).Codes.ShouldContain("payment_failed");
        (await Agent.PayAsync(mine.Id, token)).State.ShouldBe("completed");
        (await BackAsync(Agent, token, mine.Id)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Tokens_cannot_be_guessed()
    {
        var (one, two) = (await TokenAsync("c"), await TokenAsync("c"));
        one.ShouldNotBe(two);
        one.Length.ShouldBeGreaterThanOrEqualTo("vt_".Length + 22, "128 bits in base64url");
    }

    [Fact]
    public async Task The_handler_says_where_and_how_and_only_where_there_is_one()
    {
        var profile = await Agent.SendAsync(HttpMethod.Get, "//.well-known/ucp", null);
        var config = profile["ucp"]!["payment_handlers"]!["dev.comptoir.test_payment"]![0]!["config"]!;
        ((string?)config["endpoint"]).ShouldBe($"{shop.BaseUrl}{At[1..]}");
        ((string?)config["identity"]!["access_token"]).ShouldBe("flowers");
        (await Agent.SendAsync(HttpMethod.Get, At, null))["tokenization"]!["lifecycle"].ShouldNotBeNull();
        (await Agent.SendAsync(HttpMethod.Get, "//ucp/handlers/shop_pay", null))["tokenization"].ShouldBeNull();
        (await Agent.SendAsync(HttpMethod.Post, "//ucp/handlers/shop_pay/tokenize", $$"""{ "credential": {{Card}}, "binding": { "checkout_id": "c" } }""")).Status.ShouldBe(404);
    }

    private async Task<string> TokenAsync(string checkout)
    {
        var reply = await Agent.SendAsync(HttpMethod.Post, $"{At}/tokenize", $$"""{ "credential": {{Card}}, "binding": { "checkout_id": "{{checkout}}", "identity": { "access_token": "flowers" } } }""");
        reply.Status.ShouldBe(200, reply.Raw);
        return (string)reply["token"]!;
    }

    private static Task<UcpReply> BackAsync(UcpClient agent, string token, string checkout, string identity = "") =>
        agent.SendAsync(HttpMethod.Post, $"{At}/detokenize", $$"""{ "token": "{{token}}", "binding": { "checkout_id": "{{checkout}}"{{identity}} } }""");
}
