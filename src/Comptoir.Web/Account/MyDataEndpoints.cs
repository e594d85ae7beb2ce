using System.Text.Json;
using Comptoir.Ordering.Privacy;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Account;

/// <summary>A shopper's copy of their own data, and its erasure after a question.</summary>
internal sealed class MyDataEndpoints(Visits visits, PersonalDataService data, CustomerSessions sessions)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/account/data", (HttpContext http, MyDataEndpoints e, CancellationToken ct) => e.ExportAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/account/erase", (HttpContext http, MyDataEndpoints e, CancellationToken ct) => e.AskAsync(http, ct));
        pages.MapPost("/account/erase", (HttpContext http, MyDataEndpoints e, CancellationToken ct) => e.EraseAsync(http, ct)).AddEndpointFilter<Throttle>();
    }

    private async Task<IResult> ExportAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (visit.Customer is not { } customer) return See.Other("/account");
        var found = await data.ExportAsync(PersonalDataService.Of(customer), By(customer.Id), ct);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(found, Readable), "application/json", "my-data.json");
    }

    private async Task<IResult> AskAsync(HttpContext http, CancellationToken ct) =>
        await visits.OpenAsync(http, ct) is not { } visit ? NoShop.Page
        : visit.Customer is null ? See.Other("/account")
        : Html.Page<ErasePage>(new EraseModel(visit, null));

    private async Task<IResult> EraseAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (visit.Customer is not { } customer) return See.Other("/account");
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (!form.Ticked("sure")) return Html.Page<ErasePage>(new EraseModel(visit, visit.Texts.TickFirst), StatusCodes.Status422UnprocessableEntity);
        var result = await data.EraseAsync(PersonalDataService.Of(customer), visit.Language, By(customer.Id), ct);
        if (!result.Ok) return Html.Page<ErasePage>(new EraseModel(visit, result.Refusal.Message), StatusCodes.Status409Conflict);
        await sessions.SignOutAsync(http, visit.Shop.Id, ct);
        Cookies.Remove(http, Cookies.Cart);
        Cookies.Remove(http, Cookies.Conversation);
        return See.Other("/");
    }

    private static AuditActor By(string customerId) => new("customer", customerId, "pages");
}

/// <param name="Problem">Why it was not done.</param>
public sealed record EraseModel(Visit Visit, string? Problem);
