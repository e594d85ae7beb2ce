using Comptoir.Catalog.Products;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Trust;

namespace Comptoir.Protocols.Tests.Trust;

/// <summary>The rules of trust without a server.</summary>
[Must("UCP", "overview: negotiation")]
public sealed class TierTests
{
    [Theory]
    [InlineData(AgentProof.None, AgentAct.Catalogue, null)]
    [InlineData(AgentProof.None, AgentAct.Cart, null)]
    [InlineData(AgentProof.None, AgentAct.Checkout, AgentRefusal.NeedsSignature)]
    [InlineData(AgentProof.None, AgentAct.Complete, AgentRefusal.NeedsToken)]
    [InlineData(AgentProof.None, AgentAct.Order, AgentRefusal.NeedsToken)]
    [InlineData(AgentProof.Signature, AgentAct.Checkout, null)]
    [InlineData(AgentProof.Signature, AgentAct.Complete, AgentRefusal.NeedsToken)]
    [InlineData(AgentProof.Signature, AgentAct.Order, AgentRefusal.NeedsToken)]
    [InlineData(AgentProof.Token, AgentAct.Complete, null)]
    [InlineData(AgentProof.Token, AgentAct.Order, null)]
    public void Each_proof_opens_what_belongs_to_its_tier(AgentProof proof, AgentAct act, AgentRefusal? refusal) =>
        AgentTiers.Decide(proof, null, false, act, openToAll: false).ShouldBe(refusal);

    [Fact]
    public void The_merchant_raises_and_lowers_an_agent_that_proves_itself()
    {
        AgentTiers.Decide(AgentProof.Signature, new(AgentTier.Token), false, AgentAct.Complete, false).ShouldBeNull();
        AgentTiers.Decide(AgentProof.Token, new(AgentTier.Anonymous), false, AgentAct.Checkout, false).ShouldBe(AgentRefusal.NeedsToken);
    }

    [Fact]
    public void A_name_that_is_only_claimed_earns_nothing_from_its_rule() =>
        AgentTiers.Decide(AgentProof.None, new(AgentTier.Token), false, AgentAct.Checkout, false).ShouldBe(AgentRefusal.NeedsSignature);

    [Fact]
    public void A_stopped_agent_gets_nothing_whatever_it_proves_and_also_in_a_demo()
    {
        foreach (var act in Enum.GetValues<AgentAct>())
            AgentTiers.Decide(AgentProof.Token, new(AgentTier.Token, DateTimeOffset.UnixEpoch), false, act, openToAll: true).ShouldBe(AgentRefusal.Stopped);
    }

    [Fact]
    public void A_shop_may_serve_only_agents_that_show_who_they_are()
    {
        AgentTiers.Decide(AgentProof.None, null, closedToUnsigned: true, AgentAct.Catalogue, false).ShouldBe(AgentRefusal.Stopped);
        AgentTiers.Decide(AgentProof.Signature, null, closedToUnsigned: true, AgentAct.Catalogue, false).ShouldBeNull();
    }

    [Fact]
    public void A_demo_opens_everything_to_everybody()
    {
        foreach (var act in Enum.GetValues<AgentAct>()) AgentTiers.Decide(AgentProof.None, null, false, act, openToAll: true).ShouldBeNull();
    }

    [Theory]
    [InlineData("rose", "roses", AgentTier.Anonymous, false)]
    [InlineData("rose", "roses", AgentTier.Token, true)]
    [InlineData("lamp", "lamps", AgentTier.Token, false)]
    [InlineData("lily", "flowers", AgentTier.Token, false)]
    [InlineData("lily", null, AgentTier.Token, false)]
    [InlineData("desk", "furniture", AgentTier.Anonymous, true)]
    public void Of_a_product_its_category_and_those_above_the_strictest_counts(string product, string? category, AgentTier tier, bool shown) => new AgentPolicy("s", 1)
    {
        Reserved = [new("category", "flowers", AgentTier.Signed), new("category", "lamps", null), new("product", "lily", null)],
    }.Shows(
        new Product { Id = product, Handle = product, Title = new("x", "x"), CategoryId = category, Variants = [], Source = new("test", DateTimeOffset.UnixEpoch) },
        [new("flowers", new("f", "f")), new("roses", new("r", "r"), ParentId: "flowers"), new("loop", new("l", "l"), ParentId: "loop")], tier).ShouldBe(shown);

    [Fact]
    public void A_rule_that_says_nothing_is_dropped() =>
        new AgentPolicy("s", 1).With("a", new(AgentTier.Token)).With("a", new()).Rules.ShouldBeEmpty();
}
