using Comptoir.Catalog;
using Comptoir.Ordering.Audit;
using Comptoir.Web.Console.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Comptoir.Web.Console.Audit;

/// <summary>Writes what the console did into the audit log; called by the gate alone, after each request that changes something.</summary>
internal sealed class ConsoleAudit(IAuditLog log, TimeProvider time)
{
    /// <summary>The outcome of a request that only looked, such as a preview: nothing is written.</summary>
    public const string Unchanged = "unchanged";

    private const string SignInName = "sign-in";
    private const int LongestId = 100;

    /// <param name="status">HTTP status of the answer; says the outcome unless the context does.</param>
    public Task WriteAsync(ConsoleContext context, int status)
    {
        if (context.Outcome == Unchanged) return Task.CompletedTask;
        var http = context.Request.HttpContext;
        var outcome = context.Outcome ?? (status < 400 ? AuditEntry.Done : status < 500 ? AuditEntry.Refused : AuditEntry.Failed);
        var (action, known) = ActionOf(http);
        var shop = Rights.OfWholeServer(Rights.Of(http.GetEndpoint())) ? "" : context.CurrentShop?.Id ?? "";
        return AppendAsync(shop, context.SignedIn?.Id, action, context.Changed ?? known, outcome);
    }

    /// <summary>A program sent a key that is nobody's.</summary>
    public Task WrongKeyAsync() => AppendAsync("", null, SignInName, null, AuditEntry.Refused);

    private Task AppendAsync(string shopId, string? operatorId, string action, string? changed, string outcome) => log.AppendAsync(
        new(Ids.New("aud", time), shopId, time.GetUtcNow(), operatorId is null ? "visitor" : "operator", operatorId, action, Short(changed), "console", outcome),
        // what happened is written down even when its sender has gone
        CancellationToken.None);

    /// <summary><c>/console/orders/{id}/{action}</c> with refund is <c>orders.refund</c>, and the id is what it is done to.</summary>
    private static (string Action, string? Object) ActionOf(HttpContext http)
    {
        var values = http.GetRouteData().Values;
        var parts = new List<string>();
        string? changed = null;
        foreach (var segment in (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.PathSegments.Skip(1) ?? [])
        {
            if (segment.Parts is [RoutePatternLiteralPart literal]) parts.Add(literal.Content);
            if (segment.Parts is not [RoutePatternParameterPart parameter]) continue;
            if (parameter.Name == "action") parts.Add(Short(values["action"]?.ToString()) ?? "");
            else changed = values[parameter.Name]?.ToString();
        }

        return (string.Join('.', parts), changed);
    }

    private static string? Short(string? text) => text is { Length: > LongestId } ? text[..LongestId] : text;
}
