using Comptoir.Catalog;
using Comptoir.Ordering.Operators;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Operators;

/// <summary>Who may work in the console: inviting, roles, removing. For owners; all may look.</summary>
internal static class OperatorEndpoints
{
    private const string List = "/console/operators";
    private const int NameLength = 100;
    private const int MostOperators = 500;

    public static void MapOperators(this IEndpointRouteBuilder console)
    {
        console.MapGet("/operators", ListAsync);
        console.MapGet("/operators/{id}", ShowAsync);
        console.MapPost("/operators", InviteAsync).Needs(ConsoleAction.Operators);
        console.MapPost("/operators/{id}/invitation", InviteAgainAsync).Needs(ConsoleAction.Operators);
        console.MapPost("/operators/{id}/role", ChangeRoleAsync).Needs(ConsoleAction.Operators);
        console.MapPost("/operators/{id}/sign-out", SignOutAsync).Needs(ConsoleAction.Operators);
        console.MapPost("/operators/{id}/passkeys/{passkey}/remove", RemovePasskeyAsync).Needs(ConsoleAction.Operators);
        console.MapGet("/operators/{id}/remove", AskRemoveAsync).Needs(ConsoleAction.Operators);
        console.MapPost("/operators/{id}/remove", RemoveAsync).Needs(ConsoleAction.Operators);
    }

    private static Task<IResult> ListAsync(HttpContext http, IOperatorStore operators, CancellationToken ct) =>
        FormAsync(ConsoleContext.Of(http), operators, new ConsoleForm(ConsoleContext.Of(http).T) { ["role"] = nameof(OperatorRole.Clerk) }, ct);

    private static async Task<IResult> ShowAsync(HttpContext http, string id, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await operators.GetAsync(id, ct) is { } shown
            ? Page.Show<OperatorPage, OperatorPage.View>(console, new(shown, await operators.ListPasskeysAsync(id, ct)))
            : Page.NotFound(console);
    }

    private static async Task<IResult> InviteAsync(HttpContext http, IOperatorStore operators, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var name = form.Text("name", NameLength, required: true);
        var role = RoleIn(form);
        if (form.Valid && (await operators.ListAsync(ct)).Count >= MostOperators) form.Wrong("name", console.T.AtMostEntries(MostOperators));
        if (!form.Valid) return await FormAsync(console, operators, form, ct);
        var invited = new Operator { Id = Ids.New("op", time), Name = name, Role = role, CreatedAt = time.GetUtcNow(), Version = 1 };
        await operators.SaveAsync(invited, ct);
        return await LinkAsync(console, operators, invited, time, ct);
    }

    private static async Task<IResult> InviteAgainAsync(HttpContext http, string id, IOperatorStore operators, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await operators.GetAsync(id, ct) is { RemovedAt: null } invited ? await LinkAsync(console, operators, invited, time, ct) : Page.NotFound(console);
    }

    private static async Task<IResult> ChangeRoleAsync(HttpContext http, string id, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await operators.GetAsync(id, ct) is not { RemovedAt: null } changed) return Page.NotFound(console);
        var role = RoleIn(console.Form);
        if (changed.IsFirstOwner || !console.Form.Valid) return Page.NotDone(console, PathOf(id), console.T.NotPossibleNow);
        return await operators.SaveAsync(changed with { Role = role, Version = changed.Version + 1 }, ct)
            ? Page.Done(console, PathOf(id), console.T.RoleChanged(changed.Name, console.T.RoleName(role)))
            : Page.NotDone(console, PathOf(id), console.T.OperatorChangedMeanwhile);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, string id, IOperatorStore operators, ConsoleSessions sessions, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await operators.GetAsync(id, ct) is not { } known) return Page.NotFound(console);
        await sessions.CloseAllAsync(id, ct);
        return Page.Done(console, PathOf(id), console.T.SignedOutEverywhere(known.Name));
    }

    private static async Task<IResult> RemovePasskeyAsync(HttpContext http, string id, string passkey, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        console.Changed = id;
        return await operators.RemovePasskeyAsync(id, passkey, ct) ? Page.Done(console, PathOf(id), console.T.PasskeyRemoved) : Page.NotFound(console);
    }

    private static async Task<IResult> AskRemoveAsync(HttpContext http, string id, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await operators.GetAsync(id, ct) is not { RemovedAt: null, IsFirstOwner: false } leaving) return Page.NotFound(console);
        var t = console.T;
        return Page.Show<ConfirmPage, Confirmation>(console, new(
            t.RemoveOperator(leaving.Name), (PathOf(id), leaving.Name), PathOf(id) + "/remove",
            [new(t.Name, leaving.Name), new(t.Role, t.RoleName(leaving.Role))], [t.RemoveOperatorExplained],
            new Dictionary<string, string>(), t.Remove, Danger: true));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, IOperatorStore operators, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await operators.GetAsync(id, ct) is not { RemovedAt: null, IsFirstOwner: false } leaving) return Page.NotFound(console);
        if (!await operators.SaveAsync(leaving with { RemovedAt = time.GetUtcNow(), KeyHash = null, Version = leaving.Version + 1 }, ct))
            return Page.NotDone(console, PathOf(id), console.T.OperatorChangedMeanwhile);
        await operators.RemoveTicketsAsync(id, null, ct);
        foreach (var passkey in await operators.ListPasskeysAsync(id, ct)) await operators.RemovePasskeyAsync(id, passkey.Id, ct);
        return Page.Done(console, List, console.T.OperatorRemoved(leaving.Name));
    }

    private static async Task<IResult> LinkAsync(ConsoleContext console, IOperatorStore operators, Operator invited, TimeProvider time, CancellationToken ct)
    {
        console.Changed = invited.Id;
        var link = await InvitationEndpoints.InviteAsync(operators, invited, console.Request, time, ct);
        return Page.Show<InvitedPage, InvitedPage.View>(console, new(invited, link, console.Now + InvitationEndpoints.Lifetime));
    }

    private static async Task<IResult> FormAsync(ConsoleContext console, IOperatorStore operators, ConsoleForm form, CancellationToken ct) =>
        Page.Show<OperatorsPage, OperatorsPage.View>(
            console,
            new([.. (await operators.ListAsync(ct)).Where(o => o.RemovedAt is null)], (await operators.ListPasskeysAsync(null, ct)).CountBy(p => p.OperatorId).ToDictionary(), form),
            form.Valid ? 200 : 422);

    private static OperatorRole RoleIn(ConsoleForm form) =>
        Enum.TryParse<OperatorRole>(form.Choice("role", Enum.GetNames<OperatorRole>()), out var role) ? role : OperatorRole.ReadOnly;

    private static string PathOf(string id) => $"{List}/{Uri.EscapeDataString(id)}";
}
