using System.Text;
using Comptoir.Compute.Contracts;

namespace Comptoir.Compute.Tests.Contracts;

public sealed class ContractCheckTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, ContractTerms[], string[]> Contradictions => new()
    {
        { "two exclusivities", [Of("ctr_a", "north", new ExclusivityClause("x") { Models = ["m"] }), Of("ctr_b", "south", new ExclusivityClause("y") { Models = ["m"], From = Start.AddDays(30) })], ["ctr_a#x", "ctr_b#y"] },
        { "exclusive here and first refusal there", [Of("ctr_a", "north", new ExclusivityClause("x") { Models = ["m"] }), Of("ctr_b", "south", new FirstRefusalClause("y") { Models = ["m"] })], ["ctr_a#x", "ctr_b#y"] },
        { "the same the other way round", [Of("ctr_b", "south", new ProvisionedClause("y", ["d"], 100, 1) { Models = ["m"] }), Of("ctr_a", "north", new ExclusivityClause("x") { Models = ["m"] })], ["ctr_a#x", "ctr_b#y"] },
        { "two first refusals", [Of("ctr_a", "north", new FirstRefusalClause("x") { Models = ["m"] }), Of("ctr_b", "south", new FirstRefusalClause("y"))], ["ctr_a#x", "ctr_b#y"] },
        { "two commitments", [Of("ctr_a", "north", new CommitmentClause("x", 100), new CommitmentClause("y", 200))], ["ctr_a#x", "ctr_a#y"] },
        { "two prices", [Of("ctr_a", "north", new PriceClause("x", 1, 1) { Models = ["m"] }, new PriceClause("y", 2, 2))], ["ctr_a#x", "ctr_a#y"] },
        { "two scales", [Of("ctr_a", "north", new TiersClause("x", [new(0, 1)]), new TiersClause("y", [new(0, 2)]))], ["ctr_a#x", "ctr_a#y"] },
        { "may and may not be ended", [Of("ctr_a", "north", new CancellationClause("x", true), new CancellationClause("y", false))], ["ctr_a#x", "ctr_a#y"] },
        { "provisioned twice", [Of("ctr_a", "north", new ProvisionedClause("x", ["d"], 1, 1), new ProvisionedClause("y", ["d", "e"], 1, 1))], ["ctr_a#x", "ctr_a#y"] },
        { "no region left", [Of("ctr_a", "north", new ResidencyClause("x", ["eu"]), new ResidencyClause("y", ["us"]))], ["ctr_a#x", "ctr_a#y"] },
        { "minimums above the commitment", [Of("ctr_a", "north", new CommitmentClause("x", 1000), new MinimumClause("y", 100))], ["ctr_a#x", "ctr_a#y"] },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void A_contradiction_names_both_clauses(string what, ContractTerms[] contracts, string[] clauses)
    {
        var problem = ContractCheck.Problems(contracts).ShouldHaveSingleItem(what);
        foreach (var clause in clauses) problem.ShouldContain(clause);
    }

    [Fact]
    public void Clauses_that_hold_one_after_the_other_or_for_other_channels_agree() => ContractCheck.Problems(
    [
        Of("ctr_a", "north", new ExclusivityClause("x") { Models = ["m"], Until = Start.AddDays(30) }, new ExclusivityClause("z") { Models = ["n"], Channels = ["api"] }),
        Of("ctr_b", "south", new ExclusivityClause("y") { Models = ["m"], From = Start.AddDays(30) }, new ExclusivityClause("z") { Models = ["n"], Channels = ["stateful"] }),
    ]).ShouldBeEmpty();

    public static TheoryData<string, ContractTerms> Unsound => new()
    {
        { "no end", Of("ctr_a", "north") with { End = Start } },
        { "no id", Of("a", "north") },
        { "no currency", Of("ctr_a", "north") with { Currency = "usd/9" } },
        { "an amount below zero", Of("ctr_a", "north", new CommitmentClause("x", -1)) },
        { "a tenth of a cent", Of("ctr_a", "north", new CreditClause("x", 0.001m)) },
        { "a schedule that falls", Of("ctr_a", "north", new CommitmentClause("x", 100) { Schedule = [new(Start.AddDays(10), 60), new(Start.AddDays(20), 50)] }) },
        { "a discount above all", Of("ctr_a", "north", new TiersClause("x", [new(0, 101)])) },
        { "a clause outside the term", Of("ctr_a", "north", new ExclusivityClause("x") { From = Start.AddDays(400) }) },
        { "a fee for what is not allowed", Of("ctr_a", "north", new CancellationClause("x", false) { Fee = 5 }) },
        { "the same id twice", Of("ctr_a", "north", new CreditClause("x", 1), new MinimumClause("x", 1)) },
    };

    [Theory, MemberData(nameof(Unsound))]
    public void Unsound_terms_are_refused(string what, ContractTerms terms) => ContractCheck.Problems([terms]).ShouldNotBeEmpty(what);

    [Fact]
    public void A_file_reads_as_it_is_written_and_an_unknown_member_is_named()
    {
        const string File =
            """
            [{"id":"ctr_north","provider":"north","currency":"USD","start":"2026-01-01T00:00:00Z","end":"2033-01-01T00:00:00Z","clauses":[
              {"id":"commit","kind":"commitment","amount":38000000000,"takeOrPay":true,"schedule":[{"at":"2027-01-01T00:00:00Z","amount":5000000000}]},
              {"kind":"exclusivity","id":"only","models":["m"],"until":"2026-04-27T00:00:00Z"}]}]
            """;
        var terms = ComputeJson.Read<IReadOnlyList<ContractTerms>>(Encoding.UTF8.GetBytes(File)).ShouldHaveSingleItem();
        ContractCheck.Problems([terms]).ShouldBeEmpty();
        ContractLedger.CommitmentOf(terms)!.Amount.ShouldBe(3_800_000_000_000);
        Should.Throw<FormatException>(() => ComputeJson.Read<IReadOnlyList<ContractTerms>>(Encoding.UTF8.GetBytes(File.Replace("takeOrPay", "takeOrLeave", StringComparison.Ordinal)))).Message.ShouldContain("takeOrLeave");
    }

    [Fact]
    public void A_forecast_goes_on_as_it_went_and_its_interval_holds_the_outcome_about_four_times_in_five()
    {
        var random = new Random(7);
        var held = 0;
        const int Runs = 400;
        for (var run = 0; run < Runs; run++)
        {
            // spending that differs by weekday and by chance
            decimal Day(int i) => (decimal)Math.Max(0, (i % 7 < 5 ? 120 : 40) + (60 * Gaussian(random)));
            var days = Enumerable.Range(0, 70).Select(Day).ToList();
            var terms = Of("ctr_a", "north", new CommitmentClause("x", 36_000));
            var at = Start.AddDays(70);
            var pace = Pace.Of(new(terms, days.Sum(), days), at)!;
            var outcome = days.Sum() + Enumerable.Range(70, 295).Sum(Day);
            if (pace.Forecast!.Low <= outcome && outcome <= pace.Forecast.High) held++;
        }

        (held / (double)Runs).ShouldBeInRange(0.70, 0.90);
    }

    [Fact]
    public void Shortfalls_and_dates_raise_alerts()
    {
        var terms = Of("ctr_a", "north", new CommitmentClause("commit", 36_500), new ExclusivityClause("only") { Models = ["m"], Until = Start.AddDays(80) }, new CancellationClause("leave", true) { NoticeDays = 280 }, new MinimumClause("least", 500));
        var alerts = Alert.Of([new(terms, 700, [.. Enumerable.Repeat(10m, 70)])], new Dictionary<string, decimal> { ["ctr_a"] = 120 }, Start.AddDays(70));
        alerts.Select(a => a.Kind).ShouldBe([AlertKind.ClauseEnds, AlertKind.NoticeDue, AlertKind.MinimumMissed, AlertKind.ShortfallExpected]);
        alerts[3].Amount.ShouldBe(36_500 - 3650);
        Pace.Of(new(terms, 0, [1, 2, 3]), Start.AddDays(3))!.Forecast.ShouldBeNull("three days say nothing");
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static ContractTerms Of(string id, string provider, params Clause[] clauses) => new(id, provider) { Start = Start, End = Start.AddDays(365), Clauses = clauses };
}
