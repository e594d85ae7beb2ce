using System.Globalization;
using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Requests;

/// <summary>A shopper's alerts, waiting purchases and subscriptions: seen and ended by the link of their e-mails or from the account, without JavaScript.</summary>
internal sealed class RequestEndpoints(Visits visits, WatchService watches, SubscriptionService subscriptions, TimeProvider time, IOptions<WebOptions> options)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/requests/tell", (HttpContext http, RequestEndpoints e, CancellationToken ct) => e.TellAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/requests/{id}", (string id, HttpContext http, RequestEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapGet("/requests/{id}/stop", (string id, HttpContext http, RequestEndpoints e, CancellationToken ct) => e.AskStopAsync(id, http, ct));
        foreach (var action in new[] { "confirm", "skip", "pause", "resume", "date", "pieces" })
            pages.MapPost("/requests/{id}/" + action, (string id, HttpContext http, RequestEndpoints e, CancellationToken ct) => e.ChangeAsync(id, action, http, ct)).AddEndpointFilter<Throttle>();
    }

    /// <summary>
    /// One POST with the key ends a request (RFC 8058), also when a mail program sends it: it comes from no page of ours, and whoever
    /// knows the key may end it.
    /// </summary>
    public static void MapStop(IEndpointRouteBuilder routes) =>
        routes.MapPost("/requests/{id}/stop", (string id, HttpContext http, RequestEndpoints e, CancellationToken ct) => e.StopAsync(id, http, ct)).AddEndpointFilter<Throttle>().ExcludeFromDescription();

    private async Task<IResult> TellAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var typed = form.Text("at_most", 20);
        var atMost = typed is null ? null : RequestForm.Amount(typed, visit.Shop);
        if (form.Text("kind") == "price" && atMost is null) return Refused(visit, visit.Texts.BadPrice);
        var set = await watches.TellAsync(visit.Shop.Id, new(form.Text("item") ?? "", atMost, form.Text("email", 254), visit.Language, null, visit.MailBaseUrl(options.Value)), visit.Caller, ct);
        if (!set.Ok) return Refused(visit, set.Refusal.Message);

        // a stranger who names somebody's address learns nothing more about it
        return set.Value.State == WatchState.Unconfirmed ? Html.Page<RequestNotePage>(new RequestNoteModel(visit, visit.Texts.AlmostDone, visit.Texts.ConfirmByMail(set.Value.Email), null))
            : visit.Customer is null ? Html.Page<RequestNotePage>(new RequestNoteModel(visit, visit.Texts.RequestKept, visit.Texts.WeTellYou, null))
            : See.Other("/requests/" + set.Value.Id);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await FindAsync(visit, id, http.Request.Query["key"], ct) is { } view ? Page(http, visit, view, null) : Missing(visit);
    }

    private async Task<IResult> ChangeAsync(string id, string action, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (await FindAsync(visit, id, form.Secret("key", 100), ct) is not { } view) return Missing(visit);
        var refusal = await DoAsync(visit, view, action, form, ct);
        if (refusal is null) return See.Other(view.Address);
        return await FindAsync(visit, id, view.Key, ct) is { } now ? Page(http, visit, now, refusal.Message) : Missing(visit);
    }

    private async Task<Refusal?> DoAsync(Visit visit, RequestView view, string action, BoundedForm form, CancellationToken ct)
    {
        var (shop, id) = (visit.Shop.Id, view.Id);
        if (view.Watch is not null) return action == "confirm" ? (await watches.ConfirmAsync(shop, id, ct)).Refusal : null;
        return action switch
        {
            "confirm" => (await subscriptions.ConfirmAsync(shop, id, ct)).Refusal,
            "skip" => (await subscriptions.SkipAsync(shop, id, ct)).Refusal,
            "pause" => (await subscriptions.PauseAsync(shop, id, ct)).Refusal,
            "resume" => (await subscriptions.ResumeAsync(shop, id, ct)).Refusal,
            "pieces" => (await subscriptions.ChangePiecesAsync(shop, id, form.Number("pieces") ?? 0, ct)).Refusal,
            _ => DateOnly.TryParseExact(form.Text("date", 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (await subscriptions.ChangeDateAsync(shop, id, day, ct)).Refusal : new Refusal(RefusalKind.Invalid, "invalid_date", visit.Texts.BadDay),
        };
    }

    private async Task<IResult> AskStopAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await FindAsync(visit, id, http.Request.Query["key"], ct) is not { } view) return Missing(visit);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Html.Page<RequestStopPage>(new RequestModel(visit, view, null, Today));
    }

    private async Task<IResult> StopAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var key = http.Request.Query["key"].FirstOrDefault();

        // without the key it is the account's button, which must come from our own page
        if (key is null && !SameOrigin.Allows(http.Request)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await FindAsync(visit, id, key, ct) is not { } view) return Missing(visit);
        var by = key is null ? "account" : "link";
        var refusal = view.Watch is not null ? (await watches.StopAsync(visit.Shop.Id, id, by, ct)).Refusal : (await subscriptions.StopAsync(visit.Shop.Id, id, by, ct)).Refusal;
        return refusal is not null ? Refused(visit, refusal.Message)
            : Html.Page<RequestNotePage>(new RequestNoteModel(visit, visit.Texts.RequestStopped, visit.Texts.NothingMore(view.Title), view.Address));
    }

    /// <summary>With the key of its links, or as the customer whose it is.</summary>
    internal async Task<RequestView?> FindAsync(Visit visit, string id, string? key, CancellationToken ct)
    {
        if (id.Length > 100) return null;
        if (id.StartsWith("sub_", StringComparison.Ordinal))
            return await subscriptions.GetAsync(visit.Shop.Id, id, ct) is { Ok: true, Value: var s } && May(visit, s.Key, s.CustomerId, s.Email, key) ? new(null, s, await subscriptions.MandateAsync(s, ct), key) : null;
        return await watches.GetAsync(visit.Shop.Id, id, ct) is { Ok: true, Value: var w } && May(visit, w.Key, w.CustomerId, w.Email, key) ? new(w, null, await watches.MandateAsync(w, ct), key) : null;
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static bool May(Visit visit, string key, string? owner, string email, string? given) =>
        AutomationLinks.Opens(key, given) || (visit.Customer is { } c && (c.Id == owner || (c.VerifiedAt is not null && c.Email == email)));

    private IResult Page(HttpContext http, Visit visit, RequestView view, string? problem)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Html.Page<RequestPage>(new RequestModel(visit, view, problem, Today), problem is null ? StatusCodes.Status200OK : Invalid);
    }

    private static IResult Refused(Visit visit, string why) => Html.Page<RequestNotePage>(new RequestNoteModel(visit, visit.Texts.RequestNotKept, why, null), Invalid);

    private static IResult Missing(Visit visit) => Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
}

/// <summary>A watch or a subscription, with its consent.</summary>
/// <param name="Key">As given in the link; null for the signed-in customer.</param>
public sealed record RequestView(Watch? Watch, Subscription? Subscription, Mandate? Mandate, string? Key)
{
    public string Id => Watch?.Id ?? Subscription!.Id;

    public string Title => Watch?.Title ?? Subscription!.Title;

    public string Currency => Watch?.Currency ?? Subscription!.Currency;

    public bool Ended => Watch?.State == WatchState.Ended || Subscription?.State == SubscriptionState.Ended;

    public bool Unconfirmed => Watch?.State == WatchState.Unconfirmed || Subscription?.State == SubscriptionState.Unconfirmed;

    public IReadOnlyList<LogEntry> Log => Watch?.Log ?? Subscription!.Log;

    public string Address => Key is null ? $"/requests/{Id}" : AutomationLinks.Show(Id, Key);

    public string StopAddress => Key is null ? $"/requests/{Id}/stop" : AutomationLinks.Stop(Id, Key);
}

public sealed record RequestModel(Visit Visit, RequestView View, string? Problem, DateOnly Today);

/// <param name="Back">Path of the request's own page; null: none to show.</param>
public sealed record RequestNoteModel(Visit Visit, string Title, string Text, string? Back);
