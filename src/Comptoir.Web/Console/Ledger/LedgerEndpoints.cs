using System.Text;
using Comptoir.Ledger;
using Comptoir.Ledger.Export;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Transfers;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Console.Ledger;

internal static class LedgerEndpoints
{
    private const int PageSize = 100;
    private const int MostLines = 1000;
    private const int MostSiblings = 50;

    public static void MapLedger(this IEndpointRouteBuilder console)
    {
        console.MapGet("/ledger", Balances);
        console.MapGet("/ledger/account", Account);
        console.MapGet("/ledger/transfers", Transfers);
        console.MapGet("/ledger/transfer", Transfer);
        console.MapGet("/ledger/lineage.json", LineageJson);
        console.MapGet("/ledger/statements", Statements);
        console.MapGet("/ledger/batches", Batches);
        console.MapGet("/ledger/check", Check);
        console.MapGet("/ledger/export", ExportBooks);
        console.MapGet("/ledger/close", AskClose).Needs(ConsoleAction.Ledger);
        console.MapPost("/ledger/close", Close).Needs(ConsoleAction.Ledger);
        console.MapGet("/ledger/trial-balance.csv", BalancesCsv);
        console.MapGet("/ledger/transfers.csv", TransfersCsv);
    }

    private static async Task<IResult> Balances(HttpContext http, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var span = LedgerSpan.Of(console);
        var trials = await service.TrialBalanceAsync(console.Shop.Id, span.Span.Before, span.Span.Time, ct);
        return Page.Show<LedgerPage, LedgerPage.View>(console, new(trials, [.. (await ledger.CheckHeadAsync(console.Shop.Id, ct)).Select(f => f.ToString())], span));
    }

    private static async Task<IResult> Account(HttpContext http, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var span = LedgerSpan.Of(console);
        // without days: this month, since an account's past may be long
        var shown = span is { From: null, To: null } ? span with { From = DateOnly.FromDateTime(console.Now.UtcDateTime).AddDays(1 - console.Now.UtcDateTime.Day) } : span;
        if (await ledger.GetBalanceAsync(console.Shop.Id, console.Query("id"), ct) is not { } balance) return Page.NotFound(console);
        var statement = await service.StatementAsync(console.Shop.Id, balance.Account.Id, shown.Span, MostLines, ct);
        return statement is null ? Page.NotFound(console) : Page.Show<AccountPage, AccountPage.View>(console, new(balance, statement, shown));
    }

    private static async Task<IResult> Transfers(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var page = console.PageNumber;
        var filter = FilterOf(console) with { Limit = PageSize + 1, Offset = (page - 1) * PageSize };
        var transfers = await ledger.GetTransfersAsync(console.Shop.Id, filter, ct);
        return Page.Show<TransfersPage, TransfersPage.View>(console, new([.. transfers.Take(PageSize)], filter, LedgerSpan.Of(console), page, transfers.Count > PageSize));
    }

    private static async Task<IResult> Transfer(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await ledger.FindTransferAsync(console.Shop.Id, console.Query("id"), ct) is not { } transfer) return Page.NotFound(console);
        var steps = await LineageOf(http).OfAsync(console.Shop.Id, transfer, ct);
        var siblings = await ledger.GetTransfersAsync(console.Shop.Id, new TransferFilter(Limit: MostSiblings) { Cause = Cause.Of(transfer).ToString() }, ct);
        return Page.Show<TransferPage, TransferPage.View>(console, new(transfer, steps, [.. siblings.Where(s => s.Id != transfer.Id)]));
    }

    /// <summary>By transfer: what caused it, step by step. By cause (<c>order:ord_…</c>, <c>contract:…</c>, <c>call:…</c>): the transfers that it caused.</summary>
    private static async Task<IResult> LineageJson(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (console.Query("transfer") is { Length: > 0 } id)
            return await ledger.FindTransferAsync(console.Shop.Id, id, ct) is { } transfer
                ? Results.Ok(new { steps = await LineageOf(http).OfAsync(console.Shop.Id, transfer, ct) })
                : Results.Problem(statusCode: 404, title: $"There is no transfer with this id.");
        if (Cause.Parse(console.Query("cause")) is not { } cause) return Results.Problem(statusCode: 400, title: "Give transfer=id or cause=kind:id.");
        var caused = await ledger.GetTransfersAsync(console.Shop.Id, new TransferFilter(Limit: MostLines) { Cause = cause.ToString() }, ct);
        return Results.Ok(new { cause = cause.ToString(), transfers = caused.Select(t => new { t.Id, t.Kind, debit = t.Debit.Id, credit = t.Credit.Id, t.Amount, t.Asset, t.At, t.Phase, t.Reference }) });
    }

    private static async Task<IResult> Statements(HttpContext http, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var span = LedgerSpan.Of(console);
        return Page.Show<StatementsPage, StatementsPage.View>(console, new(
            span, await service.IncomeStatementAsync(console.Shop.Id, span.Span, ct), await service.BalanceSheetAsync(console.Shop.Id, span.Span.Before, span.Span.Time, ct)));
    }

    private static async Task<IResult> Batches(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var page = console.PageNumber;
        var batches = await ledger.GetBatchesAsync(console.Shop.Id, PageSize + 1, (page - 1) * PageSize, ct);
        return Page.Show<BatchesPage, BatchesPage.View>(console, new([.. batches.Take(PageSize)], await ledger.GetPeriodsAsync(console.Shop.Id, ct), page, batches.Count > PageSize));
    }

    private static async Task<IResult> Check(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<CheckPage, Comptoir.Ledger.Proof.CheckReport>(console, await ledger.CheckAsync(console.Shop.Id, null, null, ct));
    }

    private static IResult ExportBooks(HttpContext http, ILedgerStore ledger)
    {
        var console = ConsoleContext.Of(http);
        if (!Enum.TryParse<ExportFormat>(console.Query("format"), ignoreCase: true, out var format) || !Enum.IsDefined(format)) return Page.NotFound(console);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"ledger.{LedgerExport.ExtensionOf(format)}\"";
        return Results.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, new UTF8Encoding(false));
                await new LedgerExport(ledger).WriteAsync(writer, console.Shop.Id, format, LedgerSpan.Of(console).Span, http.RequestAborted);
            },
            format is ExportFormat.Csv or ExportFormat.Focus ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8");
    }

    private static IResult AskClose(HttpContext http)
    {
        var console = ConsoleContext.Of(http);
        var t = console.T;
        if (LedgerSpan.Day(console.Query("through")) is not { } day) return Page.NotDone(console, "/console/ledger/batches", t.PeriodNotClosed);
        var text = $"{day:yyyy-MM-dd}";
        return Page.Show<ConfirmPage, Confirmation>(console, new(
            t.ClosePeriod, ("/console/ledger/batches", t.Seals), "/console/ledger/close", [new(t.LastDayOfPeriod, console.Day(PeriodClose.EndOf(day).AddDays(-1)))], [t.ClosingMovesResult, t.ClosingIsFinal],
            new Dictionary<string, string> { ["through"] = text }, t.ClosePeriod, Danger: true));
    }

    private static async Task<IResult> Close(HttpContext http, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (LedgerSpan.Day(console.Form["through"]) is not { } day) return Page.NotDone(console, "/console/ledger/batches", console.T.PeriodNotClosed);
        var closed = await service.CloseAsync(console.Shop.Id, day, console.SignedIn?.Id ?? "operator", null, ct);
        return closed.Close is { } close
            ? Page.Done(console, "/console/ledger/batches", console.T.PeriodClosed(console.Day(close.Before.AddDays(-1))))
            : Page.NotDone(console, "/console/ledger/batches", console.T.PeriodNotClosed);
    }

    private static async Task<IResult> BalancesCsv(HttpContext http, ILedgerStore ledger, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Results.File(Encoding.UTF8.GetBytes(LedgerCsv.Of(await ledger.GetBalancesAsync(console.Shop.Id, ct))), "text/csv; charset=utf-8", "trial-balance.csv");
    }

    private static IResult TransfersCsv(HttpContext http, ILedgerStore ledger)
    {
        var console = ConsoleContext.Of(http);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"transfers.csv\"";
        return Results.Stream(body => LedgerCsv.WriteAsync(body, ledger, console.Shop.Id, FilterOf(console), http.RequestAborted), "text/csv; charset=utf-8");
    }

    private static TransferFilter FilterOf(ConsoleContext console)
    {
        static string? Given(string text) => text.Length > 0 ? text : null;
        return new(Given(console.Query("reference")), Given(console.Query("account")))
        {
            Kind = Given(console.Query("kind")),
            Cause = Given(console.Query("cause")),
            Batch = long.TryParse(console.Query("batch"), out var batch) ? batch : null,
            Span = LedgerSpan.Of(console).Span,
        };
    }

    private static Lineage LineageOf(HttpContext http) => ActivatorUtilities.CreateInstance<Lineage>(http.RequestServices);
}
