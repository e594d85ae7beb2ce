using System.Globalization;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Payments;

/// <summary>Invoices that are open or overdue, recording what came in by bank transfer, and who may pay on invoice.</summary>
internal static class InvoiceEndpoints
{
    private const string Path = "/console/invoices";
    private const int MostDays = 365;

    public static void MapInvoices(this IEndpointRouteBuilder console)
    {
        console.MapGet("/invoices", List);
        console.MapPost("/invoices/{id}/paid", Paid).Needs(ConsoleAction.Refunds);
        console.MapPost("/invoices/credit", Credit).Needs(ConsoleAction.Payments);
    }

    private static async Task<IResult> List(HttpContext http, InvoiceService invoices, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await ShowAsync(console, invoices, new ConsoleForm(console.T) { ["days"] = "30" }, 200, ct);
    }

    private static async Task<IResult> Paid(HttpContext http, string id, InvoiceService invoices, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (id.Length > 100) return Page.NotFound(console);
        var result = await invoices.RecordTransferAsync(console.Shop.Id, id, ct);
        return result.Ok ? Page.Done(console, Path, console.T.InvoicePaidDone) : Page.NotDone(console, Path, console.T.RefusedBecause(result.Refusal.Message));
    }

    private static async Task<IResult> Credit(HttpContext http, InvoiceService invoices, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var email = form.Text("email", 254, required: true);
        var limit = form.Amount("limit", console.Shop.Currency, required: false);
        var days = form.Whole("days", 1, MostDays, required: true);
        if (!form.Valid) return await ShowAsync(console, invoices, form, 422, ct);
        if (await invoices.SetCreditAsync(console.Shop.Id, email, limit is 0 ? null : limit, (int)(days ?? 30), ct)) return Page.Done(console, Path, console.T.CreditSaved);
        form.Wrong("email", console.T.NoSuchCustomer);
        return await ShowAsync(console, invoices, form, 422, ct);
    }

    private static async Task<IResult> ShowAsync(ConsoleContext console, InvoiceService invoices, ConsoleForm form, int status, CancellationToken ct)
    {
        var all = console.Query("all") == "1";
        var view = new InvoicesPage.View(await invoices.ListAsync(console.Shop.Id, all, ct), all, form);
        return Page.Show<InvoicesPage, InvoicesPage.View>(console, view, status);
    }

    internal static string NumberOf(Invoice invoice) => invoice.Number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
