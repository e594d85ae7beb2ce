using System.Net;
using Comptoir.Compute;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Setup;

namespace Comptoir.Web.Tests.Console;

public sealed class ModelPageTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    [Fact]
    public async Task The_page_of_models_shows_deployments_contracts_and_why_a_call_goes_where_it_goes()
    {
        var compute = world.Service<ComputeService>();
        var now = world.Clock.GetUtcNow();
        (await compute.ApplySetupAsync(ConsoleWorld.ShopId, new ComputeSetup
        {
            Providers = [new("north") { Url = "https://north.example/v1" }, new("south") { Url = "https://south.example/v1" }],
            Deployments =
            [
                new("north-small") { Provider = "north", Model = "small-1", Region = "eu-west-1", Price = new(3, 15) },
                new("south-small") { Provider = "south", Model = "small-1", Price = new(1, 5) },
            ],
            Models = [new("assistant") { Chain = [["north-small", "south-small"]] }],
        }, ConsoleWorld.Ct)).ShouldBeEmpty();
        (await compute.ApplyContractsAsync(ConsoleWorld.ShopId,
        [
            new("ctr_north", "north") { Title = "North & <b>sons</b>", Start = now.AddDays(-30), End = now.AddDays(335), Clauses = [new CommitmentClause("commit", 1000), new ExclusivityClause("only") { Models = ["small-1"], Until = now.AddDays(20) }] },
        ], ConsoleWorld.Ct)).ShouldBeEmpty();
        foreach (var (language, words) in new[] { ("en", new[] { "ctr_north#only ends on", "refused", "fewer than seven days" }), ("fr", ["ctr_north#only prend fin le", "refusé", "moins de sept jours de recul"]) })
        {
            using var browser = await world.OperatorAsync(language);
            var response = await browser.GetAsync("/console/models?model=assistant&need=chat", ConsoleWorld.Ct);
            var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(ConsoleWorld.Ct));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var word in (string[])[.. words, "north-small", "south-small", "ctr_north#only", "North & <b>sons</b>"]) html.ShouldContain(word, customMessage: language);
        }
    }
}
