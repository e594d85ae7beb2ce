using Comptoir.Ledger;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Transfers;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Ledger;

/// <summary>Contracts: where each stands, signing one, its condition met, what was drawn or released by hand.</summary>
internal static class ContractEndpoints
{
    private const string Path = "/console/ledger/contracts";

    public static void MapContracts(this IEndpointRouteBuilder console)
    {
        console.MapGet("/ledger/contracts", ShowAsync);
        console.MapGet("/ledger/contracts/new", Ask).Needs(ConsoleAction.Ledger);
        console.MapPost("/ledger/contracts", SignAsync).Needs(ConsoleAction.Ledger);
        console.MapPost("/ledger/contracts/{id}/{action}", ChangeAsync).Needs(ConsoleAction.Ledger);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<ContractsPage, ContractsPage.View>(console, new(await service.ContractsAsync(console.Shop.Id, console.Now, ct)));
    }

    private static IResult Ask(HttpContext http)
    {
        var console = ConsoleContext.Of(http);
        var form = new ConsoleForm(console.T) { ["buyer"] = Party.Shop, ["kind"] = "commitment", ["asset"] = console.Shop.Currency };
        return Page.Show<NewContractPage, ConsoleForm>(console, form);
    }

    private static async Task<IResult> SignAsync(HttpContext http, LedgerService service, CancellationToken ct)
    {
        var (console, form) = (ConsoleContext.Of(http), ConsoleContext.Of(http).Form);
        var asset = EntryEndpoints.AssetOf(form, "asset", console);
        if (asset is { IsMemo: true }) form.Wrong("asset", console.T.AssetLike);
        var amount = EntryEndpoints.AmountOf(form, "amount", asset, console);
        var (start, end) = (EntryEndpoints.DayOf(form, console, "start"), EntryEndpoints.DayOf(form, console, "end"));
        if (start >= end) form.Wrong("end", console.T.EndsAfterStart);
        var (id, buyer, seller, kind) = (form.Text("id", 100, required: true), form.Text("buyer", 150, required: true), form.Text("seller", 150, required: true), form.Text("kind", 40, required: true));
        var (title, condition, evidence) = (form.Text("title", 300), form.Optional("condition", 500), form.Optional("evidence", 500));
        if (form.Valid)
        {
            var contract = new Contract(id, buyer, seller, kind, asset!.Code, amount!.Value, Midnight(start!.Value), Midnight(end!.Value)) { Title = title, Condition = condition, Evidence = evidence, TakeOrPay = form.Checked("take-or-pay") };
            var signed = await service.SignAsync(console.Shop.Id, contract, ct);
            if (signed.Done) return Page.Done(console, Path, signed.Status == PostStatus.Posted ? console.T.ContractSigned : console.T.EntryWasThere);
            form.Wrong("", console.T.PostRefused(signed.Status));
        }

        return Page.Show<NewContractPage, ConsoleForm>(console, form, 422);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, string action, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var (console, form) = (ConsoleContext.Of(http), ConsoleContext.Of(http).Form);
        if (action is not ("trigger" or "draw" or "release") || (await ledger.GetContractsAsync(console.Shop.Id, ct)).FirstOrDefault(c => c.Id == id) is not { } contract) return Page.NotFound(console);
        if (action == "trigger") return Told(console, await service.TriggerAsync(console.Shop.Id, contract, console.Now, ct));
        var (key, amount) = (form.Text("key", 80, required: true), EntryEndpoints.AmountOf(form, "amount", Comptoir.Ledger.Assets.Asset.Of(contract.Asset), console));
        if (!form.Valid || amount is null) return Page.NotDone(console, Path, console.T.PostRefused(PostStatus.Unsound));
        var entry = action == "draw" ? Commitment.Draw(contract, key, amount.Value, console.Now) : Commitment.Release(contract, key, amount.Value, console.Now);

        // the same key again means the same moment as before
        if (await ledger.FindTransferAsync(console.Shop.Id, entry.Id, ct) is { } before) entry = entry with { At = before.At };
        return Told(console, await service.PostManuallyAsync(console.Shop.Id, [entry], ct));
    }

    private static IResult Told(ConsoleContext console, PostResult result) =>
        result.Done ? Page.Done(console, Path, result.Status == PostStatus.Posted ? console.T.EntryPosted : console.T.EntryWasThere) : Page.NotDone(console, Path, console.T.PostRefused(result.Status));

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
