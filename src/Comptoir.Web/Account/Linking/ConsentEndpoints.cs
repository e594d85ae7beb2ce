using System.Net;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Account.Linking;

/// <summary>
/// Where an agent's platform sends a customer to link their account: sign in, read what is asked, say yes or no, go back. The request stays
/// in the address from page to page and is judged anew each time; nothing of it is kept before the yes.
/// </summary>
internal sealed class ConsentEndpoints(Visits visits, AccountLinks links, CustomerService customers, ICustomerStore store, CustomerSessions sessions, AccountAudit audit, IOptions<UcpOptions> ucp, IOptions<WebOptions> options)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(IdentityEndpoints.AuthorizePath, (HttpContext http, ConsentEndpoints e, CancellationToken ct) => e.ShowAsync(http, ct));
        pages.MapPost(IdentityEndpoints.AuthorizePath, (HttpContext http, ConsentEndpoints e, CancellationToken ct) => e.DecideAsync(http, ct));
        pages.MapPost("/oauth2/sign-in", (HttpContext http, ConsentEndpoints e, CancellationToken ct) => e.SignInAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapPost("/oauth2/register", (HttpContext http, ConsentEndpoints e, CancellationToken ct) => e.RegisterAsync(http, ct)).AddEndpointFilter<Throttle>();
    }

    private Task<IResult> ShowAsync(HttpContext http, CancellationToken ct) => WithRequestAsync(http, async (visit, request, issuer) =>
    {
        if (await TestCustomerAsync(http, request.Client, ct) is { } willing) return await AgreeAsync(http, request, willing, issuer, ct);
        return visit.Customer is null ? SignIn(http, visit, request, null, null) : await ConsentAsync(http, visit, visit.Customer, request, ct);
    }, ct);

    private Task<IResult> DecideAsync(HttpContext http, CancellationToken ct) => WithRequestAsync(http, async (visit, request, issuer) =>
    {
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (visit.Customer is not { } customer) return SignIn(http, visit, request, null, null);
        switch (form.Text("decision"))
        {
            case "allow":
                var answer = await AgreeAsync(http, request, customer, issuer, ct);
                await audit.NoteAsync(visit, "account.link-agent", customer, ct);
                return answer;
            case "deny":
                return Back(http, request.RedirectUri, ("error", "access_denied"), ("state", request.State), ("iss", issuer));
            default:
                return await ConsentAsync(http, visit, customer, request, ct);
        }
    }, ct);

    private Task<IResult> SignInAsync(HttpContext http, CancellationToken ct) => WithRequestAsync(http, async (visit, request, _) =>
    {
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var email = form.Text("email", 254) ?? "";
        var result = await customers.SignInAsync(visit.Shop.Id, email, form.Secret("password") ?? "", visit.Language, ct);
        await audit.NoteAsync(visit, "account.sign-in", result.Value, ct);
        if (!result.Ok) return SignIn(http, visit, request, email, result.Refusal.Message);
        await sessions.SignInAsync(http, result.Value, ct);
        return See.Other(IdentityEndpoints.AuthorizePath + http.Request.QueryString);
    }, ct);

    private Task<IResult> RegisterAsync(HttpContext http, CancellationToken ct) => WithRequestAsync(http, async (visit, request, _) =>
    {
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var email = form.Text("new-email", 254) ?? "";
        var result = await customers.RegisterAsync(visit.Shop.Id, email, form.Secret("new-password"), null, null, visit.Language, visit.MailBaseUrl(options.Value) + "/account/link?token=", ct);
        await audit.NoteAsync(visit, "account.register", result.Value, ct);
        if (!result.Ok) return SignIn(http, visit, request, email, result.Refusal.Message);
        await sessions.SignInAsync(http, result.Value, ct);
        return See.Other(IdentityEndpoints.AuthorizePath + http.Request.QueryString);
    }, ct);

    /// <summary>Goes on with a sound request; one that is not is told to the platform, or to the person when it is not sure who the platform is.</summary>
    private async Task<IResult> WithRequestAsync(HttpContext http, Func<Visit, AuthorizationRequest, string, Task<IResult>> go, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var (query, issuer) = (http.Request.Query, ShopAddress.Of(http.Request, ucp.Value));
        var client = await links.FindClientAsync(visit.Shop.Id, query["client_id"], ct);
        var reading = AuthorizationReading.Of(name => query[name], client, issuer);
        if (reading.Request is { } request) return await go(visit, request, issuer);

        // a stranger's own document must not make this address send people on without a word
        return reading.RedirectUri is { } back && client is { FromDocument: false }
            ? Back(http, back, ("error", reading.Error), ("error_description", reading.Description), ("state", reading.State), ("iss", issuer))
            : Html.Page<ConsentProblemPage>(new ConsentProblem(visit, client?.Name), StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> AgreeAsync(HttpContext http, AuthorizationRequest request, Customer customer, string issuer, CancellationToken ct) =>
        Back(http, request.RedirectUri, ("code", await links.AgreeAsync(request, customer.Id, ct)), ("state", request.State), ("iss", issuer));

    /// <summary>With open test hooks a test's client has a customer who agrees at once, since no person is there to do it.</summary>
    private async Task<Customer?> TestCustomerAsync(HttpContext http, LinkClient client, CancellationToken ct) =>
        ucp.Value.TestHooksSecret is not null && client.TestCustomer is { } email && http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            ? await store.FindByEmailAsync(client.ShopId, email, ct)
            : null;

    private static IResult SignIn(HttpContext http, Visit visit, AuthorizationRequest request, string? email, string? problem)
    {
        KeepAddressPrivate(http);
        return Html.Page<ConsentSignInPage>(new ConsentSignIn(visit, request.Client.Name, http.Request.QueryString.Value ?? "", email, problem), problem is null ? StatusCodes.Status200OK : Invalid);
    }

    private async Task<IResult> ConsentAsync(HttpContext http, Visit visit, Customer customer, AuthorizationRequest request, CancellationToken ct)
    {
        KeepAddressPrivate(http);
        ResponseHeaders.AllowFormTo(http, RedirectAddress.PolicySource(request.RedirectUri));
        var before = (await links.ListAsync(customer, ct)).FirstOrDefault(p => p.Client.Id == request.Client.Id)?.Scopes ?? [];
        return Html.Page<ConsentPage>(new ConsentQuestion(visit, customer, request, http.Request.QueryString.Value ?? "", before));
    }

    private static IResult Back(HttpContext http, string address, params (string Name, string? Value)[] members)
    {
        KeepAddressPrivate(http);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = RedirectAddress.With(address, members);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The address holds the platform's request: no other site is to read it.</summary>
    private static void KeepAddressPrivate(HttpContext http) => http.Response.Headers["Referrer-Policy"] = "no-referrer";
}

/// <param name="Platform">Null: not even that is known.</param>
public sealed record ConsentProblem(Visit Visit, string? Platform);

/// <param name="Query">The platform's request as it came, with its question mark.</param>
public sealed record ConsentSignIn(Visit Visit, string Platform, string Query, string? Email, string? Problem);

/// <param name="Query">The platform's request as it came, with its question mark.</param>
/// <param name="Before">What the customer allowed that platform earlier and has not taken back.</param>
public sealed record ConsentQuestion(Visit Visit, Customer Customer, AuthorizationRequest Request, string Query, IReadOnlyList<string> Before);
