using Comptoir.Agent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Conversations;

internal static class ConversationEndpoints
{
    private const int PageSize = 50;

    public static void MapConversations(this IEndpointRouteBuilder console)
    {
        console.MapGet("/conversations", List);
        console.MapGet("/conversations/{id}", Show);
    }

    private static async Task<IResult> List(HttpContext http, IConversationStore conversations, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var page = console.PageNumber;
        var found = await conversations.ListAsync(console.Shop.Id, PageSize + 1, (page - 1) * PageSize, ct);
        return Page.Show<ConversationsPage, ConversationsPage.View>(console, new([.. found.Take(PageSize)], page, found.Count > PageSize));
    }

    private static async Task<IResult> Show(HttpContext http, string id, IConversationStore conversations, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await conversations.GetAsync(console.Shop.Id, id, ct) is { } conversation
            ? Page.Show<ConversationPage, Conversation>(console, conversation)
            : Page.NotFound(console);
    }
}
