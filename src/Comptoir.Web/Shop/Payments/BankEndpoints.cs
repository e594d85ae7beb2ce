using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.Payments;

/// <summary>A buyer's way to the bank and back: where the bank sends the buyer to, and the page that plays the bank for test payments.</summary>
internal static class BankEndpoints
{
    private const int LongestId = 100;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/checkout/{id}/return", ReturnAsync);
        pages.MapGet("/pay/test/{id}", ShowAsync);
        pages.MapPost("/pay/test/{id}", AnswerAsync);
    }

    /// <summary>Back from the bank: how the payment stands is asked of the provider, whatever the address says.</summary>
    private static async Task<IResult> ReturnAsync(string id, HttpContext http, Visits visits, CheckoutService checkouts, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (id.Length > LongestId) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var resumed = await checkouts.ResumeAsync(visit.Shop.Id, id, ct);
        if (resumed is { Ok: true, Value: { Status: CheckoutStatus.Completed, OrderId: { } order } }) return See.Other($"/orders/{order}?placed=1");
        return resumed.Refusal?.Kind == RefusalKind.NotFound ? Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404) : See.Other($"/checkout/{Uri.EscapeDataString(id)}");
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, Visits visits, ITestPaymentMemory memory, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await FindAsync(visit, id, memory, ct) is { } payment
            ? Html.Page<TestBankPage>(new TestBankModel(visit, payment))
            : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private static async Task<IResult> AnswerAsync(string id, HttpContext http, Visits visits, ITestPaymentMemory memory, TimeProvider time, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (await FindAsync(visit, id, memory, ct) is not { } payment) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var yes = form.Text("do") == "confirm";
        await memory.ChangeAsync(visit.Shop.Id, payment.Id, p => (p?.Confirmed(yes, time.GetUtcNow()), true), ct);
        return See.Other($"/checkout/{Uri.EscapeDataString(payment.Cause)}/return");
    }

    private static async Task<TestPayment?> FindAsync(Visit visit, string id, ITestPaymentMemory memory, CancellationToken ct) =>
        id.Length <= LongestId && await memory.FindAsync(visit.Shop.Id, id, ct) is { State: not PaymentStatus.Created } payment ? payment : null;
}

public sealed record TestBankModel(Visit Visit, TestPayment Payment)
{
    public bool Waits => Payment.State == PaymentStatus.RequiresAction;
}
