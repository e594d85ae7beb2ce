using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Requests;

/// <summary>What shoppers have asked to be told, bought or delivered: a list, the log of each, and a stop.</summary>
internal static class RequestsEndpoint
{
    private const int PageSize = 50;

    public static void MapRequests(this IEndpointRouteBuilder console)
    {
        console.MapGet("/requests", ListAsync);
        console.MapGet("/requests/{id}", ShowAsync);
        console.MapPost("/requests/{id}/stop", StopAsync).Needs(ConsoleAction.Orders);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAutomationStore automations, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var page = console.PageNumber;
        var subscriptions = console.Query("kind") == "subscription";
        var filter = new AutomationFilter(Limit: PageSize + 1, Offset: (page - 1) * PageSize);
        List<RequestView> found = subscriptions
            ? [.. (await automations.ListSubscriptionsAsync(console.Shop.Id, filter, ct)).Select(s => new RequestView(null, s, null, null))]
            : [.. (await automations.ListWatchesAsync(console.Shop.Id, filter, ct)).Select(w => new RequestView(w, null, null, null))];
        return Page.Show<RequestsPage, RequestsPage.View>(console, new([.. found.Take(PageSize)], subscriptions, page, found.Count > PageSize));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string id, WatchService watches, SubscriptionService subscriptions, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await FindAsync(console, id, watches, subscriptions, ct) is { } view ? Page.Show<RequestPage, RequestView>(console, view) : Page.NotFound(console);
    }

    private static async Task<IResult> StopAsync(HttpContext http, string id, WatchService watches, SubscriptionService subscriptions, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await FindAsync(console, id, watches, subscriptions, ct) is not { } view) return Page.NotFound(console);
        var refusal = view.Watch is not null ? (await watches.StopAsync(console.Shop.Id, id, "console", ct)).Refusal : (await subscriptions.StopAsync(console.Shop.Id, id, "console", ct)).Refusal;
        var path = "/console/requests/" + Uri.EscapeDataString(id);
        return refusal is null ? Page.Done(console, path, console.T.RequestStopped) : Page.NotDone(console, path, refusal.Message);
    }

    private static async Task<RequestView?> FindAsync(ConsoleContext console, string id, WatchService watches, SubscriptionService subscriptions, CancellationToken ct)
    {
        if (id.Length > 100) return null;
        if (id.StartsWith("sub_", StringComparison.Ordinal)) return await subscriptions.GetAsync(console.Shop.Id, id, ct) is { Ok: true, Value: var s } ? new(null, s, await subscriptions.MandateAsync(s, ct), null) : null;
        return await watches.GetAsync(console.Shop.Id, id, ct) is { Ok: true, Value: var w } ? new(w, null, await watches.MandateAsync(w, ct), null) : null;
    }
}
