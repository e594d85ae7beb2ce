using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Layout;
using Comptoir.Web.Requests;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Account;

/// <summary>Registration, sign-in by password or link, saved addresses, orders. Buying never needs any of it.</summary>
internal sealed class AccountEndpoints(Visits visits, CustomerService customers, CustomerSessions sessions, AccountAudit audit, WatchService watches, SubscriptionService subscriptions, StoreCreditProvider credit, IOptions<WebOptions> options)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.ShowAsync(http, ct));
        pages.MapPost("/account/sign-in", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.SignInAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapPost("/account/send-link", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.SendLinkAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/account/link", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.ShowLinkAsync(http, ct));
        pages.MapPost("/account/link", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.FollowLinkAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/account/register", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.ShowRegisterAsync(http, ct));
        pages.MapPost("/account/register", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.RegisterAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapPost("/account/addresses", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.AddressesAsync(http, ct));
        pages.MapPost("/account/sign-out", (HttpContext http, AccountEndpoints e, CancellationToken ct) => e.SignOutAsync(http, ct));
    }

    private async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return visit.Customer is null ? Html.Page<SignInPage>(new SignInModel(visit, null, null)) : await AccountAsync(visit, visit.Customer, null, ct);
    }

    private async Task<IResult> SignInAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var email = form.Text("email", 254) ?? "";
        var result = await customers.SignInAsync(visit.Shop.Id, email, form.Secret("password") ?? "", visit.Language, ct);
        await audit.NoteAsync(visit, "account.sign-in", result.Value, ct);
        if (!result.Ok) return Html.Page<SignInPage>(new SignInModel(visit, email, result.Refusal.Message), Invalid);
        await sessions.SignInAsync(http, result.Value, ct);
        return See.Other("/account");
    }

    private async Task<IResult> SendLinkAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (form.Text("email", 254) is not { } email) return Html.Page<SignInPage>(new SignInModel(visit, null, visit.Texts.BadEmail), Invalid);
        await customers.SendLinkAsync(visit.Shop.Id, email, visit.Language, LinkPrefix(visit), ct);
        return Html.Page<LinkSentPage>(new SignInModel(visit, email, null));
    }

    /// <summary>Only shows a button: mail scanners open links, and this one works once.</summary>
    private async Task<IResult> ShowLinkAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var token = http.Request.Query["token"].FirstOrDefault() is { Length: > 0 and <= 100 } given ? given : null;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Html.Page<LinkPage>(new LinkModel(visit, token, token is null ? visit.Texts.LinkBroken : null), token is null ? Invalid : StatusCodes.Status200OK);
    }

    private async Task<IResult> FollowLinkAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var result = await customers.RedeemLinkAsync(visit.Shop.Id, form.Secret("token", 100) ?? "", visit.Language, ct);
        await audit.NoteAsync(visit, "account.link", result.Value, ct);
        if (!result.Ok) return Html.Page<LinkPage>(new LinkModel(visit, null, result.Refusal.Message), Invalid);
        await sessions.SignInAsync(http, result.Value, ct);
        return See.Other("/account");
    }

    private async Task<IResult> ShowRegisterAsync(HttpContext http, CancellationToken ct) =>
        await visits.OpenAsync(http, ct) is not { } visit ? NoShop.Page
        : visit.Customer is not null ? See.Other("/account")
        : Html.Page<RegisterPage>(new RegisterModel(visit, null, null, null, null));

    private async Task<IResult> RegisterAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var (email, first, last) = (form.Text("email", 254) ?? "", form.Text("first", 100), form.Text("last", 100));
        var result = await customers.RegisterAsync(visit.Shop.Id, email, form.Secret("password"), first, last, visit.Language, LinkPrefix(visit), ct);
        await audit.NoteAsync(visit, "account.register", result.Value, ct);
        if (!result.Ok) return Html.Page<RegisterPage>(new RegisterModel(visit, email, first, last, result.Refusal.Message), Invalid);
        await sessions.SignInAsync(http, result.Value, ct);
        return See.Other("/account");
    }

    private async Task<IResult> AddressesAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (visit.Customer is not { } customer) return See.Other("/account");
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        IReadOnlyList<Address> wanted;
        if (form.Text("remove") is { } removed)
        {
            wanted = [.. customer.Addresses.Where(a => a.Id != removed)];
        }
        else
        {
            var address = new Address(null, form.Text("first", 100), form.Text("last", 100), form.Text("street"), form.Text("extended"), form.Text("city", 100), form.Text("region", 100), form.Text("postal", 20), form.Text("country", 2), form.Text("phone", 40));
            if (address.Street is null || address.City is null || address.Country is null) return await AccountAsync(visit, customer, visit.Texts.PleaseFix, ct);
            wanted = [.. customer.Addresses, address];
        }

        var result = await customers.SaveAddressesAsync(visit.Shop.Id, customer.Id, wanted, visit.Language, ct);
        return result.Ok ? See.Other("/account") : await AccountAsync(visit, customer, result.Refusal.Message, ct);
    }

    private async Task<IResult> SignOutAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        await sessions.SignOutAsync(http, visit.Shop.Id, ct);
        return See.Other("/");
    }

    private async Task<IResult> AccountAsync(Visit visit, Customer customer, string? problem, CancellationToken ct) =>
        Html.Page<AccountPage>(new AccountModel(visit, customer, await customers.ListOrdersAsync(customer, 50, ct), await RequestsAsync(customer, ct), problem) { Credit = await credit.BalanceAsync(visit.Shop.Id, customer.Id, visit.Shop.Currency, ct) }, problem is null ? StatusCodes.Status200OK : Invalid);

    /// <summary>Open ones first, each kind newest first.</summary>
    private async Task<IReadOnlyList<RequestView>> RequestsAsync(Customer customer, CancellationToken ct) =>
        [.. (await subscriptions.ListAsync(customer, ct)).Select(s => new RequestView(null, s, null, null)).Concat((await watches.ListAsync(customer, ct)).Select(w => new RequestView(w, null, null, null))).OrderBy(r => r.Ended)];

    private string LinkPrefix(Visit visit) => visit.MailBaseUrl(options.Value) + "/account/link?token=";
}

/// <param name="Problem">Why the last try failed.</param>
public sealed record SignInModel(Visit Visit, string? Email, string? Problem);

/// <param name="Token">Null: nothing to sign in with.</param>
public sealed record LinkModel(Visit Visit, string? Token, string? Problem);

public sealed record RegisterModel(Visit Visit, string? Email, string? FirstName, string? LastName, string? Problem);

/// <param name="Orders">Newest first.</param>
public sealed record AccountModel(Visit Visit, Customer Customer, IReadOnlyList<Order> Orders, IReadOnlyList<RequestView> Requests, string? Problem)
{
    /// <summary>What the shop owes the customer, minor units of its currency.</summary>
    public long Credit { get; init; }
}
