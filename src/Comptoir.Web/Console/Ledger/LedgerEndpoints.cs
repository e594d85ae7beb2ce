using Comptoir.Ledger;
using Comptoir.Ledger.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Ledger;

internal static class LedgerEndpoints
{
    private const int PageSize = 100;

    public static void MapLedger(this IEndpointRouteBuilder console)
    {
        console.MapGet("/ledger", Balances);
        console.MapGet("/ledger/account", Account);
        console.MapGet("/ledger/transfers", Transfers);
        console.MapGet("/ledger/trial-balance.csv", BalancesCsv);
        console.MapGet("/ledger/transfers.csv", TransfersCsv);
    }

    private static async Task<IResult> Balances(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var balances = await ledger.GetBalancesAsync(console.Shop.Id, ct);
        return Page.Show<LedgerPage, LedgerPage.View>(console, new(TrialBalance.Of(balances), [.. (await ledger.CheckHeadAsync(console.Shop.Id, ct)).Select(f => f.ToString())]));
    }

    private static async Task<IResult> Account(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var id = console.Query("id");
        var balance = (await ledger.GetBalancesAsync(console.Shop.Id, ct)).FirstOrDefault(b => b.Account.Id == id);
        if (balance is null) return Page.NotFound(console);
        var page = console.PageNumber;
        var transfers = await ledger.GetTransfersAsync(console.Shop.Id, new TransferFilter(AccountId: id, Limit: PageSize + 1, Offset: (page - 1) * PageSize), ct);
        return Page.Show<AccountPage, AccountPage.View>(console, new(balance, [.. transfers.Take(PageSize)], page, transfers.Count > PageSize));
    }

    private static async Task<IResult> Transfers(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var reference = console.Query("reference");
        var page = console.PageNumber;
        var transfers = await ledger.GetTransfersAsync(console.Shop.Id, new TransferFilter(Reference: reference.Length > 0 ? reference : null, Limit: PageSize + 1, Offset: (page - 1) * PageSize), ct);
        return Page.Show<TransfersPage, TransfersPage.View>(console, new([.. transfers.Take(PageSize)], reference, page, transfers.Count > PageSize));
    }

    private static async Task<IResult> BalancesCsv(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Csv("trial-balance.csv", LedgerCsv.Of(await ledger.GetBalancesAsync(console.Shop.Id, ct)));
    }

    private static IResult TransfersCsv(HttpContext http, ILedgerStore ledger)
    {
        var console = ConsoleContext.Of(http);
        var filter = new TransferFilter(console.Query("reference") is { Length: > 0 } reference ? reference : null, console.Query("account") is { Length: > 0 } account ? account : null);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"transfers.csv\"";
        return Results.Stream(body => LedgerCsv.WriteAsync(body, ledger, console.Shop.Id, filter, http.RequestAborted), "text/csv; charset=utf-8");
    }

    private static IResult Csv(string name, string content) => Results.File(System.Text.Encoding.UTF8.GetBytes(content), "text/csv; charset=utf-8", name);
}
