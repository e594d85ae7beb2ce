using System.Text;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Formats;
using Comptoir.Capital.Pictures;
using Comptoir.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Capital;

/// <summary>Ten questions about who funds whom, each with its page, its pictures and its files. Nothing here changes anything.</summary>
internal static class CapitalEndpoints
{
    private const int MostDeals = 200;

    public static void MapCapital(this IEndpointRouteBuilder console)
    {
        console.MapGet("/capital", Ten);
        console.MapGet("/capital/deals", Deals);
        console.MapGet("/capital/network.graphml", Network);
        console.MapGet("/capital/deals.{format}", DealsFile);
        console.MapGet("/capital/pictures/{name}", PictureFile);
        console.MapGet("/capital/{question}", Show);
        console.MapGet("/capital/{question}/answer.{format}", AnswerFile);
    }

    private static async Task<IResult> Ten(HttpContext http, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        return Page.Show<CapitalPage, CapitalPage.View>(console, new(view, [.. Questions.Ten.Select(q => view.Analysis.Ask(q, console.Language, ct))]));
    }

    private static async Task<IResult> Show(HttpContext http, string question, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (Questions.Parse(question) is not { } asked) return Page.NotFound(console);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        var pictures = PicturesOf(asked).Select(kind => Picture.Of(view.Analysis, kind, console.Language, ids => DealsLink(console, ids)));
        return Page.Show<AnswerPage, AnswerPage.View>(console, new(view, view.Analysis.Ask(asked, console.Language, ct), [.. pictures]));
    }

    /// <summary>The rows behind a figure, with their sources.</summary>
    private static async Task<IResult> Deals(HttpContext http, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        var ids = http.Request.Query["ids"].ToString().Split(',', MostDeals + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var deals = ids.Length == 0 ? view.Analysis.Book.Deals.Take(MostDeals) : ids.Take(MostDeals).Select(view.Analysis.Book.Find).OfType<Deal>();
        return Page.Show<DealsPage, DealsPage.View>(console, new(view, [.. deals]));
    }

    private static async Task<IResult> Network(HttpContext http, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var view = await CapitalView.OfAsync(ConsoleContext.Of(http), file, ledger, service, ct);
        return Download(GraphMl.Write(view.Analysis.Network, view.Analysis.Balanced.Circular), "application/graphml+xml", "network.graphml");
    }

    private static async Task<IResult> DealsFile(HttpContext http, string format, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (!DealFiles.Endings.Contains("." + format)) return Page.NotFound(console);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        return Download(DealFiles.Write("deals." + format, view.Analysis.Book.Deals), "text/plain; charset=utf-8", "deals." + format);
    }

    private static async Task<IResult> PictureFile(HttpContext http, string name, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (!name.EndsWith(".svg", StringComparison.Ordinal) || !Enum.TryParse<PictureKind>(name[..^4], ignoreCase: true, out var kind) || !Enum.IsDefined(kind)) return Page.NotFound(console);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        return Download(Picture.Of(view.Analysis, kind, console.Language).Svg, "image/svg+xml", name);
    }

    private static async Task<IResult> AnswerFile(HttpContext http, string question, string format, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (Questions.Parse(question) is not { } asked || format is not ("csv" or "json")) return Page.NotFound(console);
        var view = await CapitalView.OfAsync(console, file, ledger, service, ct);
        var answer = view.Analysis.Ask(asked, console.Language, ct);
        return format == "csv" ? Download(AnswerExport.Csv(answer), "text/csv; charset=utf-8", question + ".csv") : Download(AnswerExport.Json([answer], view.Analysis.Book), "application/json", question + ".json");
    }

    internal static string DealsLink(ConsoleContext console, IEnumerable<string> ids) => CapitalView.Link(console, "/console/capital/deals", ("ids", string.Join(',', ids.Distinct(StringComparer.Ordinal).Take(MostDeals))));

    private static PictureKind[] PicturesOf(Question question) => question switch
    {
        Question.Funds => [PictureKind.Sankey, PictureKind.Matrix],
        Question.Circularity => [PictureKind.Sankey],
        Question.Loops or Question.Returns => [PictureKind.Loops],
        Question.SelfFunded => [PictureKind.Matrix],
        Question.Commitments or Question.Runway => [PictureKind.Timeline],
        Question.Stress => [PictureKind.Cascade],
        _ => [],
    };

    private static IResult Download(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), type, name);
}
