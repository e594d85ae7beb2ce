using Comptoir.Ordering.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Access;

/// <summary>The one-time link by which a new operator, or one who lost the way in, makes a passkey or gets a personal key.</summary>
internal static class InvitationEndpoints
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private const int NameLength = 60;

    public static void MapInvitation(this IEndpointRouteBuilder console)
    {
        console.MapGet("/invitation", ShowAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/invitation/options", OfferAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/invitation/passkey", WithPasskeyAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/invitation/key", WithKeyAsync).Needs(ConsoleAction.SignIn);
    }

    /// <summary>A new link; those before stop working.</summary>
    public static async Task<string> InviteAsync(IOperatorStore operators, Operator invited, HttpRequest request, TimeProvider time, CancellationToken ct)
    {
        var token = ConsoleSessions.NewToken();
        await operators.RemoveTicketsAsync(invited.Id, TicketKinds.Invitation, ct);
        await operators.AddTicketAsync(new(TicketKinds.Invitation, ConsoleOptions.HashOf(token), invited.Id, time.GetUtcNow() + Lifetime), ct);
        return $"{request.Scheme}://{request.Host}/console/invitation?token={token}";
    }

    /// <summary>Only shows what can be done: mail scanners open links, and this one works once.</summary>
    private static async Task<IResult> ShowAsync(HttpContext http, IOperatorStore operators, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Form(console, await InvitedAsync(operators, time, console.Query("token"), take: false, ct), console.Query("token"), null);
    }

    private static async Task<IResult> OfferAsync(HttpContext http, IOperatorStore operators, Passkeys passkeys, SignInLimit limit, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        console.Outcome = Audit.ConsoleAudit.Unchanged;
        if (!await limit.TryAsync(http)) return SignInLimit.Refusal(http, console.T);
        if (await InvitedAsync(operators, time, console.Form["invitation"], take: false, ct) is not { } invited) return Results.Problem(statusCode: 403, title: console.T.InvitationOver);
        await limit.ForgiveAsync(http);
        return Results.Json(await passkeys.OfferNewAsync(invited, http, ct));
    }

    private static async Task<IResult> WithPasskeyAsync(HttpContext http, IOperatorStore operators, Passkeys passkeys, ConsoleSessions sessions, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var token = console.Form["invitation"];
        if (await InvitedAsync(operators, time, token, take: false, ct) is not { } invited) return Form(console, null, "", null);
        console.Changed = invited.Id;
        if (!await passkeys.AddAsync(invited, console.Form["token"], console.Form["credential"], console.Form.Text("name", NameLength), http, ct)) return Form(console, invited, token, console.T.PasskeyNotAdded);
        if (await InvitedAsync(operators, time, token, take: true, ct) is null) return Form(console, null, "", null);
        return await SignInEndpoints.EnterAsync(console, sessions, invited, byConsoleKey: false, "", ct);
    }

    private static async Task<IResult> WithKeyAsync(HttpContext http, IOperatorStore operators, Keys keys, SignInLimit limit, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (!await limit.TryAsync(http)) return SignInLimit.Refusal(http, console.T);
        if (await InvitedAsync(operators, time, console.Form["invitation"], take: true, ct) is not { } invited) return Form(console, null, "", null);
        await limit.ForgiveAsync(http);
        console.Changed = invited.Id;
        return await keys.RenewAsync(invited, ct) is { } key
            ? Page.Show<NewKeyPage, NewKeyPage.View>(console, new(key, "/console/sign-in", Inside: false))
            : Form(console, null, "", null);
    }

    private static async Task<Operator?> InvitedAsync(IOperatorStore operators, TimeProvider time, string token, bool take, CancellationToken ct)
    {
        if (token.Length is 0 or > 100) return null;
        var (hash, now) = (ConsoleOptions.HashOf(token), time.GetUtcNow());
        var ticket = take ? await operators.TakeTicketAsync(TicketKinds.Invitation, hash, now, ct) : await operators.FindTicketAsync(TicketKinds.Invitation, hash, now, ct);
        return ticket?.OperatorId is { } id && await operators.GetAsync(id, ct) is { RemovedAt: null } invited ? invited : null;
    }

    private static IResult Form(ConsoleContext console, Operator? invited, string token, string? error) =>
        Page.Show<InvitationPage, InvitationPage.View>(console, new(invited, token, error, Passkeys.PossibleAt(console.Request)), invited is null ? 403 : error is null ? 200 : 422);
}
