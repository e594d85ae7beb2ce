using Comptoir.Compute.Contracts;
using Comptoir.Compute.Tests.World;
using Comptoir.Ledger.Contracts;

namespace Comptoir.Compute.Tests.Contracts;

/// <summary>Terms in the books: hours that are paid, minimums, credit, shortfall; each once, whoever does it and how often.</summary>
public sealed class ContractLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Paid_hours_minimums_credit_and_the_shortfall_are_booked_once()
    {
        var clock = new Clock { Now = Start.AddDays(1) };
        var terms = new ContractTerms("ctr_north", "north")
        {
            Start = Start,
            End = Start.AddDays(59),
            Clauses =
            [
                new CommitmentClause("commit", 1000) { TakeOrPay = true },
                new ProvisionedClause("paid", ["north-small"], 1000, 0.25m) { Until = Start.AddDays(10).AddHours(12) },
                new MinimumClause("least", 20) { Until = Start.AddDays(31) },
                new CreditClause("welcome", 5),
            ],
        };
        await using var node = await GatewayNode.StartAsync(Some.Setup("http://127.0.0.1:1"), time: clock, contracts: [terms]);
        async Task UpkeepAsync() => await Task.WhenAll(node.Compute.UpkeepAsync(CancellationToken.None), node.Compute.UpkeepAsync(CancellationToken.None), node.Compute.UpkeepAsync(CancellationToken.None));

        clock.Now = Start.AddDays(12);
        await UpkeepAsync();
        await UpkeepAsync();
        (await SpentAsync()).ShouldBe(63, "10 days and a half at 6 a day");
        (await node.OwedAsync()).ShouldBe(58_000_000_000, "5 were paid by credit");
        (await StateAsync()).Drawn.ShouldBe(6300);

        clock.Now = Start.AddDays(33);
        await UpkeepAsync();
        (await node.OwedAsync()).ShouldBe(58_000_000_000, "January's 63 are above the minimum");

        clock.Now = Start.AddDays(61);
        await UpkeepAsync();
        var state = await StateAsync();
        (state.Drawn, state.Short, state.Left).ShouldBe((6300, 93_700, 0));
        (await node.Ledger.GetBalanceAsync(GatewayNode.Shop, "owed-for-shortfall:north:USD", CancellationToken.None))!.Balance.ShouldBe(93_700);
        (await node.Ledger.CheckAsync(GatewayNode.Shop, null, null, CancellationToken.None)).Findings.ShouldBeEmpty();

        async Task<decimal> SpentAsync() => (await node.Compute.ContractsAsync(GatewayNode.Shop, CancellationToken.None)).Single().Standing.Spent;
        async Task<ContractState> StateAsync() => (await node.Compute.ContractsAsync(GatewayNode.Shop, CancellationToken.None)).Single().State!;
    }

    [Fact]
    public async Task What_was_signed_stays_and_contradictions_change_nothing()
    {
        var terms = new ContractTerms("ctr_north", "north") { Start = Start, End = Start.AddDays(365), Clauses = [new CommitmentClause("commit", 1000)] };
        await using var node = await GatewayNode.StartAsync(Some.Setup("http://127.0.0.1:1"), contracts: [terms]);
        (await ApplyAsync(terms with { Clauses = [new CommitmentClause("commit", 2000)] })).ShouldHaveSingleItem().ShouldContain("stays as it was signed");
        (await ApplyAsync(terms with { Title = "New title", Clauses = [.. terms.Clauses, new ExclusivityClause("only") { Models = ["m"] }] })).ShouldBeEmpty();
        var other = terms with { Id = "ctr_south", Provider = "south", Clauses = [new ExclusivityClause("too") { Models = ["m"] }] };
        (await ApplyAsync(other)).ShouldHaveSingleItem().ShouldStartWith("ctr_north#only and ctr_south#too");
        var there = (await node.Compute.ViewAsync(GatewayNode.Shop, CancellationToken.None)).Terms.ShouldHaveSingleItem();
        (there.Title, there.Version).ShouldBe(("New title", 2));

        Task<IReadOnlyList<string>> ApplyAsync(ContractTerms contract) => node.Compute.ApplyContractsAsync(GatewayNode.Shop, [contract], CancellationToken.None);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
