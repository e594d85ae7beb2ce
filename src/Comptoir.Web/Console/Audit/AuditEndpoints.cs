using System.Globalization;
using System.Text;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Operators;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Audit;

/// <summary>The audit log: filtered and paged by the database, and all of it as CSV.</summary>
internal static class AuditEndpoints
{
    private const int PageSize = 100;
    private const int CsvPortion = 1_000;

    public static void MapAudit(this IEndpointRouteBuilder console)
    {
        console.MapGet("/audit", ShowAsync);
        console.MapGet("/audit.csv", Csv);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IAuditLog log, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var entries = await log.ReadAsync(console.Shop.Id, FilterOf(console), PageSize + 1, ct);
        var names = (await operators.ListAsync(ct)).ToDictionary(o => o.Id, o => o.Name);
        return Page.Show<AuditPage, AuditPage.View>(console, new([.. entries.Take(PageSize)], names, entries.Count > PageSize ? entries[PageSize - 1].Id : null));
    }

    private static IResult Csv(HttpContext http, IAuditLog log)
    {
        var console = ConsoleContext.Of(http);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        return Results.Stream(body => WriteAsync(body, log, console.Shop.Id, FilterOf(console), http.RequestAborted), "text/csv; charset=utf-8");
    }

    private static async Task WriteAsync(Stream body, IAuditLog log, string shopId, AuditFilter filter, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false));
        await writer.WriteAsync("id,at,shop,actor,actor_id,action,object,door,outcome\r\n".AsMemory(), ct);
        while (true)
        {
            var portion = await log.ReadAsync(shopId, filter, CsvPortion, ct);
            foreach (var e in portion)
                await writer.WriteAsync(CsvLine.Of(e.Id, e.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), e.ShopId, e.Actor, e.ActorId ?? "", e.Action, e.Object ?? "", e.Door, e.Outcome).AsMemory(), ct);
            if (portion.Count < CsvPortion) return;
            filter = filter with { Before = portion[^1].Id };
        }
    }

    private static AuditFilter FilterOf(ConsoleContext console)
    {
        string? Asked(string name) => console.Query(name) is { Length: > 0 } text ? text : null;
        return new(
            Asked("who"), Asked("action"), Asked("object"),
            Asked("outcome") is AuditEntry.Done or AuditEntry.Refused or AuditEntry.Failed ? Asked("outcome") : null,
            Day(Asked("from")), Day(Asked("until"))?.AddDays(1), Asked("before"));
    }

    private static DateTimeOffset? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
