using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Selling;

/// <summary>When the money of an order is taken; its form stands on the page of the payment handlers.</summary>
internal static class CaptureEndpoint
{
    public static void MapCapture(this IEndpointRouteBuilder console) => console.MapPost("/capture", SaveAsync).Needs(ConsoleAction.Payments);

    public static ConsoleForm Fill(ConsoleContext console, SellingRules rules) =>
        new(console.T) { [RulesEdit.VersionField] = RulesEdit.VersionOf(rules), ["capture"] = rules.Capture.ToString() };

    private static async Task<IResult> SaveAsync(HttpContext http, IOrderingStore ordering, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        if (!Enum.TryParse<CaptureTime>(form["capture"], out var capture) || !Enum.IsDefined(capture)) form.Wrong("capture", console.T.ChooseOne);
        return form.Valid && await RulesEdit.SaveAsync(console, form, ordering, search, rules, rules with { Capture = capture }, ct)
            ? Page.Done(console, "/console/payments", console.T.CaptureSaved)
            : Page.Show<PaymentsPage, PaymentsPage.View>(console, new(rules.PaymentHandlers, form), 422);
    }
}
