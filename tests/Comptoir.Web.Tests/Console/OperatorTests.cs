using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Operators;

namespace Comptoir.Web.Tests.Console;

public sealed partial class OperatorTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Fact]
    public async Task An_invited_clerk_gets_a_key_by_a_link_that_works_once()
    {
        using var owner = await world.OperatorAsync();
        var invited = await owner.PostAsync("/console/operators", ConsoleWorld.Form(("name", "Camille"), ("role", "Clerk")), Ct);
        invited.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = Token().Match(await invited.Content.ReadAsStringAsync(Ct)).Groups[1].Value;

        using var clerk = world.Browser();
        (await clerk.GetStringAsync("/console/invitation?token=" + token, Ct)).ShouldContain("Camille");
        var made = await clerk.PostAsync("/console/invitation/key", ConsoleWorld.Form(("invitation", token)), Ct);
        var key = Secret().Match(await made.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        (await clerk.PostAsync("/console/invitation/key", ConsoleWorld.Form(("invitation", token)), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.GetAsync("/console/invitation?token=" + token, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await clerk.PostAsync("/console/sign-in", ConsoleWorld.Form(("key", key)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await clerk.GetStringAsync("/console/access", Ct)).ShouldContain("Camille");
        (await clerk.PostAsync("/console/settings", ConsoleWorld.Form(("name", "Stolen")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_invitation_ends_after_three_days_and_with_the_next_one()
    {
        using var owner = await world.OperatorAsync();
        var first = Token().Match(await (await owner.PostAsync("/console/operators", ConsoleWorld.Form(("name", "Dana"), ("role", "ReadOnly")), Ct)).Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        var dana = (await world.Operators.ListAsync(Ct)).Single(o => o.Name == "Dana");
        var second = Token().Match(await (await owner.PostAsync($"/console/operators/{dana.Id}/invitation", ConsoleWorld.Form(), Ct)).Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        using var visitor = world.Browser();
        (await visitor.GetAsync("/console/invitation?token=" + first, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.GetAsync("/console/invitation?token=" + second, Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Clock.Advance(TimeSpan.FromDays(3.1));
        (await visitor.GetAsync("/console/invitation?token=" + second, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_sessions_on_other_devices()
    {
        using var here = await world.OperatorAsync();
        using var there = await world.OperatorAsync();
        (await here.PostAsync("/console/access/sign-out-everywhere", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await there.GetAsync("/console", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_first_owner_can_neither_be_removed_nor_given_another_role()
    {
        using var owner = await world.OperatorAsync();
        await owner.PostAsync($"/console/operators/{Operator.FirstOwnerId}/role", ConsoleWorld.Form(("role", "ReadOnly")), Ct);
        (await owner.PostAsync($"/console/operators/{Operator.FirstOwnerId}/remove", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.Operators.GetAsync(Operator.FirstOwnerId, Ct))!.Role.ShouldBe(OperatorRole.Owner);
    }

    [Fact]
    public async Task A_removed_operator_is_signed_out_and_stays_in_the_audit_log_by_name()
    {
        using var owner = await world.OperatorAsync();
        var (program, who) = await world.ProgramAsync(OperatorRole.Clerk);
        program.Dispose();
        (await owner.GetStringAsync($"/console/operators/{who.Id}/remove", Ct)).ShouldContain(who.Name);
        (await owner.PostAsync($"/console/operators/{who.Id}/remove", ConsoleWorld.Form(), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await world.Operators.GetAsync(who.Id, Ct)).ShouldNotBeNull().KeyHash.ShouldBeNull();
        (await world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(Object: who.Id), 10, Ct)).ShouldContain(e => e.Action == "operators.remove" && e.ActorId == Operator.FirstOwnerId);
        (await owner.GetStringAsync("/console/audit?who=" + who.Id, Ct)).ShouldContain(who.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"id\":\"!!\",\"rawId\":7,\"response\":null,\"type\":\"x\"}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\",\"attestationObject\":\"AAAA\",\"userHandle\":\"AAAA\"}}")]
    public async Task An_answer_that_is_no_passkey_is_refused(string answer)
    {
        using var owner = await world.OperatorAsync();
        var options = System.Text.Json.Nodes.JsonNode.Parse(await (await owner.PostAsync("/console/access/passkeys/options", ConsoleWorld.Form(), Ct)).Content.ReadAsStringAsync(Ct))!;
        (await owner.PostAsync("/console/access/passkeys", ConsoleWorld.Form(("name", "x"), ("token", (string)options["token"]!), ("credential", answer)), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var visitor = world.Browser();
        var challenge = System.Text.Json.Nodes.JsonNode.Parse(await (await visitor.PostAsync("/console/sign-in/passkey/options", ConsoleWorld.Form(), Ct)).Content.ReadAsStringAsync(Ct))!;
        (await visitor.PostAsync("/console/sign-in/passkey", ConsoleWorld.Form(("token", (string)challenge["token"]!), ("credential", answer)), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.Operators.ListPasskeysAsync(null, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_and_failed_sign_ins_are_in_the_audit_log_filtered_and_as_csv_without_secrets()
    {
        using var owner = await world.OperatorAsync();
        using var stranger = world.Browser();
        await stranger.PostAsync("/console/sign-in", ConsoleWorld.Form(("key", "a-wrong-key-1234567890")), Ct);
        await owner.PostAsync("/console/products/spade", ConsoleWorld.Form(("mark", "old")), Ct);
        var html = await owner.GetStringAsync("/console/audit", Ct);
        html.ShouldContain("sign-in");
        var csv = await owner.GetStringAsync("/console/audit.csv?action=products", Ct);
        csv.Split("\r\n").Skip(1).Where(l => l.Length > 0).ShouldAllBe(l => l.Contains(",products,spade,console,refused", StringComparison.Ordinal));
        var all = await owner.GetStringAsync("/console/audit.csv", Ct);
        all.ShouldContain(",visitor,,sign-in,,console,refused");
        all.ShouldContain($",operator,{Operator.FirstOwnerId},sign-in,,console,done");
        all.ShouldNotContain("wrong-key");
        all.ShouldNotContain(ConsoleWorld.Key);
    }

    [GeneratedRegex("invitation\\?token=([A-Za-z0-9_-]+)")]
    private static partial Regex Token();

    [GeneratedRegex("<code class=\"secret\">([0-9a-f]{32})</code>")]
    private static partial Regex Secret();
}
