using System.Globalization;
using Comptoir.Ordering;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Selling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.AfterSale;

/// <summary>The rules that returns are decided by.</summary>
internal static class ReturnPolicyEndpoints
{
    public static void MapReturnPolicy(this IEndpointRouteBuilder console)
    {
        console.MapGet("/return-policy", Show);
        console.MapPost("/return-policy", Save).Needs(ConsoleAction.Rules);
    }

    private static async Task<IResult> Show(HttpContext http, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        var p = rules.Returns;
        var form = new ConsoleForm(console.T)
        {
            [RulesEdit.VersionField] = RulesEdit.VersionOf(rules),
            ["window"] = p.WindowDays.ToString(CultureInfo.InvariantCulture),
            ["exclusions"] = string.Join('\n', p.Exclusions.Select(e => $"{e.Id} {e.Reason}")),
            ["fee"] = ConsoleForm.PercentText(p.RestockingBasisPoints, console.Language),
            ["address"] = string.Join('\n', p.Address),
            ["withdrawal"] = p.WithdrawalDays.ToString(CultureInfo.InvariantCulture),
        };
        LocalizedForm.Fill(form, "condition", p.Condition, console.Shop);
        foreach (var (name, on) in new[] { ("postage", p.BuyerPaysPostage), ("auto", p.ApprovesItself), ("exchange", p.OffersExchange), ("credit", p.OffersStoreCredit), ("informs", p.InformsOfWithdrawal) })
            if (on) form[name] = "on";
        return Page.Show<ReturnPolicyPage, ConsoleForm>(console, form);
    }

    private static async Task<IResult> Save(HttpContext http, IOrderingStore ordering, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        var policy = Read(form, rules.Returns, console);
        return form.Valid && await RulesEdit.SaveAsync(console, form, ordering, search, rules, rules with { Returns = policy }, ct)
            ? Page.Done(console, "/console/return-policy", console.T.ReturnPolicySaved)
            : Page.Show<ReturnPolicyPage, ConsoleForm>(console, form, 422);
    }

    private static ReturnPolicy Read(ConsoleForm form, ReturnPolicy before, ConsoleContext console)
    {
        var exclusions = new List<ReturnExclusion>();
        foreach (var line in form.LongText("exclusions", 20_000).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ Length: <= 200 } id, var reason] && ReturnExclusion.Reasons.Contains(reason)) exclusions.Add(new(id, reason));
            else form.Wrong("exclusions", console.T.ExclusionsLike);
        }

        return before with
        {
            WindowDays = (int)(form.Whole("window", 0, 3_650, required: true) ?? 0),
            Exclusions = exclusions,
            Condition = LocalizedForm.Read(form, "condition", before.Condition, console.Shop, 500, required: false),
            BuyerPaysPostage = form.Checked("postage"),
            RestockingBasisPoints = form.BasisPoints("fee") ?? 0,
            ApprovesItself = form.Checked("auto"),
            OffersExchange = form.Checked("exchange"),
            OffersStoreCredit = form.Checked("credit"),
            Address = [.. form.LongText("address", 600).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            WithdrawalDays = (int)(form.Whole("withdrawal", 14, 365, required: true) ?? 14),
            InformsOfWithdrawal = form.Checked("informs"),
        };
    }
}
