using Comptoir.Ordering;
using Comptoir.Ordering.Outbox;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Outbox;

internal static class OutboxEndpoints
{
    private const int PageSize = 50;
    private const int MostScanned = 5_000;

    public static void MapOutbox(this IEndpointRouteBuilder console)
    {
        console.MapGet("/outbox", List);
        console.MapGet("/outbox/{id}", Show);
        console.MapPost("/outbox/{id}/retry", Retry).Needs(ConsoleAction.Messages);
    }

    private static async Task<IResult> List(HttpContext http, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var page = console.PageNumber;
        var kind = console.Query("kind") is "email" or "webhook" or "acp_webhook" ? console.Query("kind") : "";
        OutboxState? state = Enum.GetValues<OutboxState>().Cast<OutboxState?>().FirstOrDefault(s => string.Equals(s.ToString(), console.Query("state"), StringComparison.OrdinalIgnoreCase));
        var found = state is null
            ? await ordering.ListOutboxAsync(console.Shop.Id, kind.Length > 0 ? kind : null, PageSize + 1, (page - 1) * PageSize, ct)
            : [.. (await OrderReading.MessagesAsync(ordering, console.Shop.Id, m => m.State == state && (kind.Length == 0 || m.Kind == kind), MostScanned, ct)).Skip((page - 1) * PageSize).Take(PageSize + 1)];
        return Page.Show<OutboxPage, OutboxPage.View>(console, new([.. found.Take(PageSize)], kind, state, page, found.Count > PageSize));
    }

    private static async Task<IResult> Show(HttpContext http, string id, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await FindAsync(console, ordering, id, ct) is { } message ? Page.Show<MessagePage, OutboxMessage>(console, message) : Page.NotFound(console);
    }

    /// <summary>Puts a message that was given up, or held back, in line again. One that waits or was sent is left alone.</summary>
    private static async Task<IResult> Retry(HttpContext http, string id, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await FindAsync(console, ordering, id, ct) is not { } message) return Page.NotFound(console);
        var path = "/console/outbox/" + Uri.EscapeDataString(id);
        if (message.State is not (OutboxState.Failed or OutboxState.Held)) return Page.NotDone(console, path, console.T.NotPossibleNow);
        if (message.Receiver is { } receiver) await ordering.LiftReceiverAsync(console.Shop.Id, receiver, ct);
        await ordering.SaveOutboxAsync(message with { State = OutboxState.Waiting, Attempts = 0, NextAttemptAt = console.Now }, ct);
        return Page.Done(console, path, console.T.MessageRetried);
    }

    private static async Task<OutboxMessage?> FindAsync(ConsoleContext console, IOrderingStore ordering, string id, CancellationToken ct) =>
        (await OrderReading.MessagesAsync(ordering, console.Shop.Id, m => m.Id == id, MostScanned, ct)).FirstOrDefault();
}
