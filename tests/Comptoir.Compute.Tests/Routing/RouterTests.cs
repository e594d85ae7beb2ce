using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Comptoir.Compute.Tests.Routing;

public sealed class RouterTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ComputeSetup Setup = new()
    {
        Providers = [new("north") { Url = "https://north.example/v1" }, new("south") { Url = "https://south.example/v1" }],
        Deployments =
        [
            Deployment("north-a", "north", 4),
            Deployment("south-a", "south", 3),
            Deployment("south-us", "south", 1) with { Region = "us-east-1", Quality = 30 },
        ],
        Models = [new("assistant") { Chain = [["north-a", "south-a"], ["south-us"]] }],
    };

    [Fact]
    public void The_cheapest_is_first_and_the_next_group_is_the_fallback()
    {
        var decision = Router.Decide(Request(), State());
        decision.Choices.Select(c => (c.Deployment.Id, c.Reason)).ShouldBe([("south-a", ChoiceReason.LowestCost), ("north-a", ChoiceReason.LowestCost), ("south-us", ChoiceReason.Fallback)]);
        decision.Choices[0].Estimate.ShouldBe((1000 * 3000) + (100 * 3000));
    }

    [Fact]
    public void Among_about_equally_cheap_ones_the_faster_of_two_is_taken()
    {
        var setup = Setup with { Policy = new() { CostTolerancePercent = 50 } };
        var health = new Dictionary<string, DeploymentHealth> { ["north-a"] = new(Latency: 100), ["south-a"] = new(Latency: 100, InFlight: 5) };
        var decision = Router.Decide(Request(), State(setup) with { Health = health });
        (decision.Choices[0].Deployment.Id, decision.Choices[0].Reason).ShouldBe(("north-a", ChoiceReason.LowestLatency));
    }

    [Theory]
    [InlineData("capability.images", null, Capability.Images, 0, "")]
    [InlineData("request.channel", "stateful", Capability.Chat, 0, "")]
    [InlineData("policy.quality", null, Capability.Chat, 90, "")]
    [InlineData("key.residency", null, Capability.Chat, 0, "us")]
    public void What_a_deployment_lacks_refuses_it_by_name(string clause, string? channel, Capability need, int quality, string region)
    {
        var decision = Router.Decide(Request() with { Channel = channel, Needs = [need], MinQuality = quality, Residency = region.Length > 0 ? [region] : [] }, State());
        decision.Refused.Single(r => r.Deployment == "north-a").Clause.ShouldBe(clause);
    }

    [Fact]
    public void An_exclusive_model_goes_only_to_its_provider_by_date_and_channel()
    {
        var contract = Contract("ctr_n", "north", new ExclusivityClause("only") { Models = ["small-1"], Channels = ["api"], Until = Now.AddDays(1) });
        var decision = Router.Decide(Request(), State(Setup, contract));
        decision.Choices.Select(c => c.Deployment.Id).ShouldBe(["north-a"]);
        decision.Refused.ShouldAllBe(r => r.Clause == "ctr_n#only");
        Router.Decide(Request() with { At = Now.AddDays(1) }, State(Setup, contract)).Choices.Count.ShouldBe(3, "the clause has ended");
    }

    [Fact]
    public void Paid_capacity_comes_first_costs_nothing_more_and_spills_over_when_it_is_used()
    {
        var contract = Contract("ctr_n", "north", new ProvisionedClause("pt", ["north-a"], 5000, 10));
        var decision = Router.Decide(Request(), State(Setup, contract));
        (decision.Choices[0].Deployment.Id, decision.Choices[0].Reason, decision.Choices[0].Estimate).ShouldBe(("north-a", ChoiceReason.PaidCapacity, 0));
        var full = State(Setup, contract) with { Health = new Dictionary<string, DeploymentHealth> { ["north-a"] = new(TokensThisMinute: 4500) } };
        var spilled = Router.Decide(Request(), full);
        spilled.Choices[0].Deployment.Id.ShouldBe("south-a");
        spilled.Refused.ShouldHaveSingleItem().Clause.ShouldBe("ctr_n#pt");
    }

    [Fact]
    public void A_commitment_that_would_not_be_spent_goes_before_a_cheaper_price_and_one_that_runs_out_does_not()
    {
        var terms = Contract("ctr_n", "north", new CommitmentClause("commit", 36_500)).Terms;
        var behind = Router.Decide(Request(), State(Setup) with { Contracts = [new(terms, 100, [.. Enumerable.Repeat(1m, 30)])] });
        (behind.Choices[0].Deployment.Id, behind.Choices[0].Reason, behind.Choices[0].Terms.Contract).ShouldBe(("north-a", ChoiceReason.CommitmentBehind, "ctr_n"));
        var ahead = Router.Decide(Request(), State(Setup) with { Contracts = [new(terms, 30_000, [.. Enumerable.Repeat(1000m, 30)])] });
        ahead.Choices[0].Deployment.Id.ShouldBe("south-a");
    }

    [Fact]
    public void Who_is_to_be_asked_first_is_the_only_one_while_it_can_serve()
    {
        var contract = Contract("ctr_n", "north", new FirstRefusalClause("first") { Models = ["small-1"] });
        Router.Decide(Request(), State(Setup, contract)).Choices.Select(c => c.Deployment.Id).ShouldBe(["north-a"]);
        var resting = State(Setup, contract) with { Health = new Dictionary<string, DeploymentHealth> { ["north-a"] = new(RestsUntil: Now.AddSeconds(5), Rests: "health.circuit") } };
        var decision = Router.Decide(Request(), resting);
        decision.Choices[0].Deployment.Id.ShouldBe("south-a");
        decision.Refused.ShouldHaveSingleItem().Clause.ShouldBe("health.circuit");
    }

    [Fact]
    public void A_model_without_a_price_is_refused_and_not_free()
    {
        var setup = Setup with { Deployments = [Setup.Deployments[0] with { Price = null }] };
        Router.Decide(Request(), State(setup)).Refused.ShouldHaveSingleItem().Clause.ShouldBe("price.missing");
        Router.Decide(Request(), State(setup with { Policy = new() { AllowUnpriced = true } })).Choices.ShouldHaveSingleItem().Estimate.ShouldBeNull();
        var book = new PriceBook([new() { Provider = "list", Model = "x", From = Now.AddDays(-1), Rates = new(1_000_000_000, 2_000_000_000) }]);
        var named = setup with { Deployments = [setup.Deployments[0] with { Prices = "list/x" }] };
        Router.Decide(Request(), State(named) with { Prices = book }).Choices.ShouldHaveSingleItem().Estimate.ShouldBe(1_200_000);
    }

    [Fact]
    public void A_contracts_price_and_tier_hold_for_the_next_call()
    {
        var terms = Contract("ctr_n", "north", new PriceClause("price", 2, 2), new TiersClause("tiers", [new(0, 0), new(1000, 12.5m)])).Terms;
        var small = Router.Decide(Request(), State(Setup) with { Contracts = [new(terms, 999.99m, [])] }).Choices.Single(c => c.Deployment.Id == "north-a");
        small.Estimate.ShouldBe(2_200_000);
        var large = Router.Decide(Request(), State(Setup) with { Contracts = [new(terms, 1000, [])] }).Choices.Single(c => c.Deployment.Id == "north-a");
        large.Estimate.ShouldBe(1_925_000);
        large.Terms.Clauses.ShouldBe(["ctr_n#price", "ctr_n#tiers"]);
    }

    /// <summary>Whatever the contracts, dates, health and request: nothing that is chosen breaks a clause in force, and every deployment is either chosen or refused.</summary>
    [Property(MaxTest = 300)]
    public Property No_choice_breaks_a_clause_in_force() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
    {
        var random = new System.Random(seed);
        T Pick<T>(params T[] values) => values[random.Next(values.Length)];
        var deployments = Enumerable.Range(0, 6).Select(i => Deployment($"d{i}", Pick("north", "south", "east"), random.Next(1, 9)) with
        {
            Family = Pick("a", "b"),
            Channel = Pick("api", "stateful"),
            Region = Pick("eu-west-1", "us-east-1", null),
            Quality = random.Next(100),
        }).ToList();
        var setup = new ComputeSetup
        {
            Providers = [.. new[] { "north", "south", "east" }.Select(p => new Provider(p) { Url = "https://x.example" })],
            Deployments = deployments,
            Models = [new("m") { Chain = [["d0", "d1", "d2"], ["d3", "d4", "d5"]] }],
        };
        var contracts = Enumerable.Range(0, random.Next(4)).Select(i => Contract($"ctr_{i}", Pick("north", "south", "east"), Enumerable.Range(0, random.Next(1, 4)).Select<int, Clause>(c => random.Next(4) switch
        {
            0 => new ExclusivityClause($"c{c}") { Models = [Pick("a", "b")], Channels = random.Next(2) == 0 ? [] : ["api"], From = Now.AddDays(random.Next(-9, 3)), Until = Now.AddDays(random.Next(-3, 9)) },
            1 => new ResidencyClause($"c{c}", [Pick("eu", "us-east-1")]) { Models = random.Next(2) == 0 ? [] : ["a"], From = Now.AddDays(random.Next(-9, 3)) },
            2 => new FirstRefusalClause($"c{c}") { Models = [Pick("a", "b")] },
            _ => new ProvisionedClause($"c{c}", [Pick("d0", "d1", "d2")], random.Next(1, 4000), 1),
        }).ToArray())).ToList();
        var health = deployments.Where(_ => random.Next(3) == 0).ToDictionary(d => d.Id, _ => new DeploymentHealth(random.Next(500), random.Next(9), Now.AddSeconds(random.Next(-5, 5)), "health.circuit", random.Next(4000)));
        var request = Request() with { Model = "m", Residency = random.Next(3) == 0 ? ["eu"] : [], MinQuality = random.Next(3) * 20, ChanceOne = (uint)random.Next(), ChanceTwo = (uint)random.Next() };
        var decision = Router.Decide(request, new(setup, new([]), contracts, health));
        decision.Choices.Select(c => c.Deployment.Id).Concat(decision.Refused.Select(r => r.Deployment)).Order().ShouldBe(deployments.Select(d => d.Id).Order());
        foreach (var choice in decision.Choices)
        {
            var d = choice.Deployment;
            foreach (var terms in contracts.Select(c => c.Terms))
                foreach (var clause in terms.Clauses.Where(c => (c.From ?? terms.Start) <= Now && Now < (c.Until ?? terms.End)))
                {
                    if (clause is ExclusivityClause e && terms.Provider != d.Provider) (e.Models.Contains(d.Family!) && (e.Channels.Count == 0 || e.Channels.Contains(d.Channel))).ShouldBeFalse($"{d.Id} breaks {terms.NameOf(clause)}");
                    if (clause is ResidencyClause r && terms.Provider == d.Provider && (r.Models.Count == 0 || r.Models.Contains(d.Family!))) r.Regions.Any(x => d.Region == x || d.Region?.StartsWith(x + "-", StringComparison.Ordinal) == true).ShouldBeTrue($"{d.Id} breaks {terms.NameOf(clause)}");
                    if (clause is FirstRefusalClause f && terms.Provider != d.Provider && f.Models.Contains(d.Family!)) decision.Choices.Any(c => c.Deployment.Provider == terms.Provider && f.Models.Contains(c.Deployment.Family!)).ShouldBeFalse($"{d.Id} breaks {terms.NameOf(clause)}");
                }

            d.Quality.ShouldBeGreaterThanOrEqualTo(request.MinQuality);
            (health.GetValueOrDefault(d.Id)?.RestsUntil > Now).ShouldBeFalse();
        }
    });

    private static RoutingRequest Request() => new("assistant", Now, 1000, 100) { ChanceTwo = 1 };

    private static RoutingState State(ComputeSetup? setup = null, params ContractStanding[] contracts) => RoutingState.Empty with { Setup = setup ?? Setup, Contracts = contracts };

    private static ContractStanding Contract(string id, string provider, params Clause[] clauses) =>
        new(new ContractTerms(id, provider) { Start = Now.AddDays(-100), End = Now.AddDays(265), Clauses = clauses }, 0, []);

    private static Deployment Deployment(string id, string provider, decimal price) => new(id) { Provider = provider, Model = "small-1", Region = "eu-west-1", Price = new(price, price) };
}
