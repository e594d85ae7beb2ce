using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Operators;
using Comptoir.Web.Console.Access;

namespace Comptoir.Web.Tests.Console;

public sealed class RoleTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public void Every_endpoint_that_changes_something_names_the_right_it_needs() =>
        world.Changes.Where(e => Rights.Of(e) is null).Select(e => e.RoutePattern.RawText).ShouldBeEmpty("Add .Needs(ConsoleAction.…) where it is mapped.");

    [Theory]
    [InlineData(OperatorRole.Clerk, "OwnAccess, Orders, Returns, Refunds, Messages, Stock")]
    [InlineData(OperatorRole.ReadOnly, "OwnAccess")]
    [InlineData(OperatorRole.AgentOperator, "OwnAccess, Agents, Trust, Conversations")]
    public void A_role_has_its_rights_and_no_other(OperatorRole role, string rights) =>
        Enum.GetValues<ConsoleAction>().Where(a => Rights.May(role, a)).ShouldBe(rights.Split(", ").Select(Enum.Parse<ConsoleAction>), ignoreOrder: true);

    [Fact]
    public void An_owner_may_do_everything() => Enum.GetValues<ConsoleAction>().ShouldAllBe(a => Rights.May(OperatorRole.Owner, a));

    [Theory]
    [InlineData(OperatorRole.Owner)]
    [InlineData(OperatorRole.Clerk)]
    [InlineData(OperatorRole.ReadOnly)]
    [InlineData(OperatorRole.AgentOperator)]
    public async Task Every_change_is_refused_to_roles_without_the_right_and_no_role_meets_a_fault(OperatorRole role)
    {
        world.Changes.Count.ShouldBeGreaterThan(20);
        foreach (var endpoint in world.Changes)
        {
            if (Rights.Of(endpoint) is not { } right || right == ConsoleAction.SignIn) continue;
            var (program, who) = await world.ProgramAsync(role);
            using (program)
            {
                var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart part ? part.Content : "none"));
                var response = await program.PostAsync("/" + path, ConsoleWorld.Form(), Ct);
                if (Rights.May(role, right)) response.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden, path);
                else response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
                ((int)response.StatusCode).ShouldBeLessThan(500, path);
                if (!Rights.May(role, right)) (await world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(ActorId: who.Id), 10, Ct)).ShouldHaveSingleItem(path).Outcome.ShouldBe(AuditEntry.Refused);
            }
        }
    }

    /// <summary>Pages that are nothing but the form of a change.</summary>
    private static bool IsForm(string path) => path is "/console/ledger/entry" or "/console/ledger/exchange" or "/console/ledger/contracts/new";

    [Fact]
    public async Task Who_may_only_look_sees_every_page_and_no_button_that_would_be_refused()
    {
        var (program, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        using (program)
        {
            foreach (var path in PageTests.Paths.Where(p => !p.EndsWith("/delete", StringComparison.Ordinal) && !IsForm(p)).Concat(["/console/products/spade", "/console/policies/returns", "/console/promotions/promo_ten", "/console/operators", "/console/audit"]))
            {
                var html = await program.GetStringAsync(path, Ct);
                Regex.Matches(html, "<form method=\"post\"(.*?)</form>", RegexOptions.Singleline)
                    .Select(m => m.Value).Where(f => f.Contains("type=\"submit\"", StringComparison.Ordinal) && !f.Contains("/sign-out", StringComparison.Ordinal) && !f.Contains("/console/access", StringComparison.Ordinal))
                    .ShouldBeEmpty(path);
                Regex.IsMatch(html, "href=\"[^\"]*/(new|delete|refund|ship|cancel|remove)\"").ShouldBeFalse(path);
            }
        }
    }

    [Fact]
    public async Task A_question_before_a_change_is_asked_only_of_those_who_may_make_it()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        var (reader, _) = await world.ProgramAsync(OperatorRole.ReadOnly);
        var (clerk, _) = await world.ProgramAsync(OperatorRole.Clerk);
        (await reader.GetAsync($"/console/orders/{order.Id}/refund", Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var form in PageTests.Paths.Where(IsForm)) (await reader.GetAsync(form, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.GetAsync($"/console/orders/{order.Id}/refund", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.GetStringAsync($"/console/orders/{order.Id}", Ct)).ShouldNotContain($"/console/orders/{order.Id}/refund");
        (await clerk.GetStringAsync($"/console/orders/{order.Id}", Ct)).ShouldContain($"/console/orders/{order.Id}/refund");
        reader.Dispose();
        clerk.Dispose();
    }

    [Fact]
    public async Task A_role_taken_away_counts_with_the_next_click()
    {
        var (program, who) = await world.ProgramAsync(OperatorRole.Clerk);
        using (program)
        {
            (await program.PostAsync("/console/stock", ConsoleWorld.Form(), Ct)).StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
            await world.Operators.SaveAsync(who with { Role = OperatorRole.ReadOnly, Version = 2 }, Ct);
            (await program.PostAsync("/console/stock", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            await world.Operators.SaveAsync(who with { RemovedAt = world.Clock.GetUtcNow(), Version = 3 }, Ct);
            (await program.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }
}
