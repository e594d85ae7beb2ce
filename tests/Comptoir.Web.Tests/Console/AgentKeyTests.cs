using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Secrets;

namespace Comptoir.Web.Tests.Console;

/// <summary>Keys that the merchant makes for agents.</summary>
public sealed class AgentKeyTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    private IAgentKeyStore Keys => world.Service<IAgentKeyStore>();

    [Fact]
    public async Task A_key_is_shown_once_and_what_is_agreed_with_its_agent_is_kept_protected()
    {
        using var browser = await world.OperatorAsync();
        var made = await browser.PostAsync("/console/agent-keys", ConsoleWorld.Form(("name", "ChatGPT"), ("address", "https://agent.example/hook"), ("signing", "whsec_1"), ("requests", "sixteen or more characters")), Ct);
        var html = await made.Content.ReadAsStringAsync(Ct);
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var secret = Regex.Match(html, "ck_[A-Za-z0-9_-]{43}").Value;
        var key = (await Keys.FindAsync(ConsoleWorld.ShopId, AgentKey.HashOf(secret), Ct)).ShouldNotBeNull();
        var box = world.Service<ISecretBox>();
        (box.Reveal(key.WebhookSecret!), box.Reveal(key.RequestSecret!)).ShouldBe(("whsec_1", "sixteen or more characters"));
        (key.WebhookSecret + key.RequestSecret).ShouldNotContain("sixteen");
        var list = await (await browser.GetAsync("/console/agent-keys", Ct)).Content.ReadAsStringAsync(Ct);
        list.ShouldContain("signed requests only");
        list.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("http://agent.example/hook", "whsec_1", "")]
    [InlineData("https://agent.example/hook", "", "")]
    [InlineData("", "", "too short")]
    public async Task What_cannot_be_kept_safe_is_not_made_and_no_secret_is_shown_again(string address, string signing, string requests)
    {
        using var browser = await world.OperatorAsync();
        var before = (await Keys.ListAsync(ConsoleWorld.ShopId, Ct)).Count;
        var reply = await browser.PostAsync("/console/agent-keys", ConsoleWorld.Form(("name", "Careless"), ("address", address), ("signing", signing), ("requests", requests)), Ct);
        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await reply.Content.ReadAsStringAsync(Ct);
        html.ShouldNotContain("whsec_1");
        html.ShouldNotContain("\"too short\"");
        (await Keys.ListAsync(ConsoleWorld.ShopId, Ct)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_revoked_key_keeps_no_secrets()
    {
        using var browser = await world.OperatorAsync();
        await browser.PostAsync("/console/agent-keys", ConsoleWorld.Form(("name", "Leaver"), ("requests", "sixteen or more characters")), Ct);
        var key = (await Keys.ListAsync(ConsoleWorld.ShopId, Ct)).Single(k => k.Name == "Leaver");
        (await browser.PostAsync($"/console/agent-keys/{key.Id}/revoke", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Keys.GetAsync(ConsoleWorld.ShopId, key.Id, Ct))!.ShouldSatisfyAllConditions(k => k.RevokedAt.ShouldNotBeNull(), k => k.RequestSecret.ShouldBeNull());
    }
}
