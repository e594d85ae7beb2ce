using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>The online function of withdrawal in two steps, reachable from every page and without an account.</summary>
internal sealed class WithdrawEndpoints(Visits visits, OrderService orders, ReturnService returns, WithdrawalService withdrawals, TimeProvider time)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/withdraw", (HttpContext http, WithdrawEndpoints e, CancellationToken ct) => e.LookUpAsync(http, ct));
        pages.MapPost("/withdraw", (HttpContext http, WithdrawEndpoints e, CancellationToken ct) => e.FindAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/orders/{id}/withdraw", (string id, HttpContext http, WithdrawEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapPost("/orders/{id}/withdraw", (string id, HttpContext http, WithdrawEndpoints e, CancellationToken ct) => e.DeclareAsync(id, http, ct)).AddEndpointFilter<Throttle>();
    }

    private async Task<IResult> LookUpAsync(HttpContext http, CancellationToken ct) =>
        await visits.OpenAsync(http, ct) is { } visit ? Html.Page<WithdrawLookupPage>(new OrderLookupModel(visit, null, visit.Customer?.Email, false)) : NoShop.Page;

    private async Task<IResult> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var (number, email) = (form.Text("number", 30), form.Text("email", 254));
        return number is not null && email is not null && await orders.FindAsync(visit.Shop.Id, number, email, ct) is { Ok: true } found
            ? See.Other($"/orders/{found.Value.Id}/withdraw")
            : Html.Page<WithdrawLookupPage>(new OrderLookupModel(visit, number, email, true), Invalid);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await RightsAsync(visit, id, ct) is not { } rights) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var done = http.Request.Query["done"].FirstOrDefault() is { } made ? rights.Order.Withdrawals.FirstOrDefault(w => w.Id == made) : null;
        return Html.Page<WithdrawPage>(new WithdrawModel(visit, rights, rights.Order.Buyer?.FullName, rights.Order.Buyer?.Email, Done: done));
    }

    private async Task<IResult> DeclareAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await RightsAsync(visit, id, ct) is not { } rights) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var chosen = rights.Order.Lines.ToDictionary(l => l.Item.Id, l => form.Number("q." + l.Item.Id) ?? 0);
        var input = new WithdrawalInput(form.Text("name") ?? "", form.Text("email", 254) ?? "", [.. chosen.Where(c => c.Value > 0).Select(c => new LineQuantity(c.Key, c.Value))]);
        var model = new WithdrawModel(visit, rights, input.Name, input.Email, chosen);
        if (input.Lines!.Count == 0) return Html.Page<WithdrawPage>(model with { Problem = visit.Texts.WhichPieces }, Invalid);
        if (!form.Ticked("confirm"))
        {
            var preview = await withdrawals.PreviewAsync(visit.Shop.Id, id, input, ct);
            return preview.Ok ? Html.Page<WithdrawPage>(model with { Declared = preview.Value, Key = FormKey.New(time) }) : Html.Page<WithdrawPage>(model with { Problem = preview.Refusal.Message }, Invalid);
        }

        var confirmed = await withdrawals.ConfirmAsync(visit.Shop.Id, id, input, visit.Caller, FormKey.Of(form, $"withdraw {id}"), ct);
        return confirmed.Ok
            ? See.Other($"/orders/{id}/withdraw?done={confirmed.Value.Withdrawals[^1].Id}")
            : Html.Page<WithdrawPage>(model with { Problem = confirmed.Refusal.Message }, Invalid);
    }

    private async Task<ReturnRights?> RightsAsync(Visit visit, string id, CancellationToken ct) =>
        id.Length <= 100 && await returns.RightsAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}
