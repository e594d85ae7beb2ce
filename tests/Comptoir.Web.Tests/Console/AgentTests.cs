using System.Net;
using Comptoir.Ordering.Operators;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;

namespace Comptoir.Web.Tests.Console;

/// <summary>What a person sees of agents, and decides about them.</summary>
public sealed class AgentTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private const string Agent = "https://agent.example/profile?x=<script>alert(1)</script>";
    private static CancellationToken Ct => ConsoleWorld.Ct;

    private AgentPolicies Policies => world.Service<AgentPolicies>();

    [Theory]
    [InlineData("en", "The whole purchase")]
    [InlineData("fr", "L’achat")]
    public async Task An_agents_page_and_its_purchase_show_what_it_did_and_nothing_it_says_is_code(string language, string _)
    {
        await SeenAsync("chk_1", "cart_1", "create_checkout");
        await SeenAsync("chk_1", "ord_1", "complete_checkout");
        using var browser = await world.OperatorAsync(language);
        foreach (var path in new[] { "/console/agents", PathOf(Agent), "/console/agents/session?about=ord_1" })
        {
            var html = await (await browser.GetAsync(path, Ct)).Content.ReadAsStringAsync(Ct);
            html.ShouldContain($"<html lang=\"{language}\">", customMessage: path);
            html.ShouldContain("https://agent.example/profile", customMessage: path);
            html.ShouldNotContain("<script", customMessage: path);
        }

        var session = await (await browser.GetAsync("/console/agents/session?about=cart_1", Ct)).Content.ReadAsStringAsync(Ct);
        session.IndexOf("create_checkout", StringComparison.Ordinal).ShouldBeInRange(1, session.IndexOf("complete_checkout", StringComparison.Ordinal));
        (await browser.GetAsync("/console/agents/session?about=nothing", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(PathOf("https://nobody.example/"), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_click_stops_an_agent_and_another_lets_it_in_again()
    {
        await SeenAsync("chk_2", null, "get_checkout");
        using var browser = await world.OperatorAsync();
        (await browser.PostAsync("/console/agents/stop", ConsoleWorld.Form(("id", Agent)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).RuleOf(Agent)!.StoppedAt.ShouldNotBeNull();
        (await browser.PostAsync("/console/agents/tier", ConsoleWorld.Form(("id", Agent), ("tier", "Token")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).RuleOf(Agent)!.ShouldSatisfyAllConditions(r => r.StoppedAt.ShouldNotBeNull(), r => r.Tier.ShouldBe(AgentTier.Token));
        await browser.PostAsync("/console/agents/allow", ConsoleWorld.Form(("id", Agent)), Ct);
        await browser.PostAsync("/console/agents/tier", ConsoleWorld.Form(("id", Agent), ("tier", "")), Ct);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).RuleOf(Agent).ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_not_decide_about_agents_changes_nothing()
    {
        var (clerk, _) = await world.ProgramAsync(OperatorRole.Clerk);
        using (clerk)
            foreach (var path in new[] { "/console/agents/stop", "/console/agents/tier", "/console/agents/keys/rotate", "/console/agents/reserved", "/console/agents/unsigned" })
                (await clerk.PostAsync(path, ConsoleWorld.Form(("id", "https://clerk.example/"), ("at-once", "yes"), ("closed", "yes")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).ShouldSatisfyAllConditions(p => p.RuleOf("https://clerk.example/").ShouldBeNull(), p => p.ClosedToUnsigned.ShouldBeFalse());
    }

    [Fact]
    public async Task A_product_and_a_category_can_be_reserved_and_opened_again_and_others_do_not_exist()
    {
        using var browser = await world.OperatorAsync();
        await browser.PostAsync("/console/agents/reserved", ConsoleWorld.Form(("kind", "product"), ("id", "mug"), ("opens", "Token")), Ct);
        await browser.PostAsync("/console/agents/reserved", ConsoleWorld.Form(("kind", "product"), ("id", "no-such"), ("opens", "")), Ct);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).Reserved.ShouldBe([new("product", "mug", AgentTier.Token)]);
        (await (await browser.GetAsync("/console/agents/reserved", Ct)).Content.ReadAsStringAsync(Ct)).ShouldContain("mug");
        await browser.PostAsync("/console/agents/reserved/open", ConsoleWorld.Form(("kind", "product"), ("id", "mug")), Ct);
        (await Policies.GetAsync(ConsoleWorld.ShopId, Ct)).Reserved.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_key_waits_its_turn_and_a_stolen_one_goes_at_once()
    {
        using var browser = await world.OperatorAsync();
        var keys = world.Service<ShopKeys>();
        (await (await browser.GetAsync("/console/agents/keys/rotate?at-once=yes", Ct)).Content.ReadAsStringAsync(Ct)).ShouldContain("name=\"at-once\" value=\"yes\"");
        var first = await keys.SigningAsync(ConsoleWorld.ShopId, Ct);
        await browser.PostAsync("/console/agents/keys/rotate", ConsoleWorld.Form(("at-once", "no")), Ct);
        (await keys.SigningAsync(ConsoleWorld.ShopId, Ct)).Id.ShouldBe(first.Id, "receivers do not know the new one yet");
        (await keys.PublishedAsync(ConsoleWorld.ShopId, Ct)).Count.ShouldBe(2);
        await browser.PostAsync("/console/agents/keys/rotate", ConsoleWorld.Form(("at-once", "yes")), Ct);
        (await keys.SigningAsync(ConsoleWorld.ShopId, Ct)).Id.ShouldNotBe(first.Id);
        (await keys.PublishedAsync(ConsoleWorld.ShopId, Ct)).Count.ShouldBe(1);
    }

    private static string PathOf(string agent) => "/console/agents/agent?id=" + Uri.EscapeDataString(agent);

    private Task SeenAsync(string subject, string? related, string operation) => world.Service<IAgentStore>().AddAsync(
    [
        new()
        {
            Id = Catalog.Ids.New("xc", TimeProvider.System),
            ShopId = ConsoleWorld.ShopId,
            AgentId = Agent,
            At = world.Clock.GetUtcNow(),
            Door = "ucp",
            Operation = operation,
            Status = 200,
            Subject = subject,
            Related = related,
            Request = "{\"query\":\"<script>alert(2)</script>\"}",
            Response = "{}",
            Capabilities = ["dev.ucp.shopping.checkout"],
        },
    ], [], Ct);
}
