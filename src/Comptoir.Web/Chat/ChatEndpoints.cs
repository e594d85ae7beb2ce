using System.Text.Json;
using Comptoir.Agent;
using Comptoir.Ordering.Carts;
using Comptoir.Search;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Chat;

/// <summary>The conversation: as a page with plain forms, and as JSON for the panel. Both use the cart of the pages.</summary>
internal sealed class ChatEndpoints(Visits visits, ShopAgent agent, CartService carts, IConversationStore conversations, ProductSearch search, Shelves shelves)
{
    private const int LongestText = 2000;
    private const int LongestAction = 500;
    private const int MostFields = 40;
    private const string FieldPrefix = "field.";
    private static readonly TimeSpan CartLifetime = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/chat", (HttpContext http, ChatEndpoints e, CancellationToken ct) => e.ShowAsync(http, ct));
        pages.MapPost("/chat", (HttpContext http, ChatEndpoints e, CancellationToken ct) => e.SayAsync(http, ct));
        pages.MapPost("/chat/new", (HttpContext http) =>
        {
            Cookies.Remove(http, Cookies.Conversation);
            return See.Other("/chat");
        });
        pages.MapPost("/api/chat", (HttpContext http, ChatEndpoints e, CancellationToken ct) => e.AnswerAsync(http, ct));
    }

    private async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var about = http.Request.Query["about"].FirstOrDefault() is { Length: <= 100 } id ? search.FindProduct(visit.Shop.Id, id)?.Id : null;
        return Html.Page<ChatPage>(new ChatModel(visit, await EarlierAsync(visit, ct), null, null, about, shelves.For(visit.Context).Examples));
    }

    private async Task<IResult> SayAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var (text, action, about) = (form.Text("text", LongestText), form.Text("action", LongestAction), form.Text("about", 100));
        var fields = form.Names.Where(n => n.StartsWith(FieldPrefix, StringComparison.Ordinal)).Take(MostFields).ToDictionary(n => n[FieldPrefix.Length..], n => form.Text(n, 300) ?? "");
        if (text is null && action is null && fields.Count == 0) return See.Other("/chat");
        var earlier = await EarlierAsync(visit, ct);
        var (reply, after) = await TurnAsync(http, visit, visit.ConversationId, text, action, fields, about, ct);
        return Html.Page<ChatPage>(new ChatModel(after, earlier, text ?? form.Text("label", 200), reply, about, []));
    }

    private async Task<IResult> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return Results.Problem("No shop is open here.", statusCode: StatusCodes.Status503ServiceUnavailable);
        if (await ReadAsync(http, ct) is not { } asked) return Results.Problem("Expected JSON: {\"text\":\"…\"} and, optionally, conversationId, action, fields, pageProductId.", statusCode: StatusCodes.Status400BadRequest);
        var text = BoundedForm.Clean(asked.Text, LongestText);
        var action = BoundedForm.Clean(asked.Action, LongestAction);
        var fields = (asked.Fields ?? []).Take(MostFields).ToDictionary(f => f.Key, f => BoundedForm.Clean(f.Value, 300) ?? "");
        if (text is null && action is null && fields.Count == 0) return Results.Problem("Say something: text, action or fields.", statusCode: StatusCodes.Status400BadRequest);
        var conversation = asked.ConversationId is { Length: > 0 and <= 100 } given ? given : visit.ConversationId;
        var (reply, after) = await TurnAsync(http, visit, conversation, text, action, fields, BoundedForm.Clean(asked.PageProductId, 100), ct);
        var html = await Html.RenderAsync(http.RequestServices, typeof(ReplyView), new ReplyModel(after, reply));
        return Results.Json(new ChatAnswer(reply.ConversationId, reply.Text, reply.Blocks, reply.QuickReplies, html, after.CartCount), PageJson.Default.ChatAnswer);
    }

    private async Task<(AgentReply Reply, Visit After)> TurnAsync(HttpContext http, Visit visit, string? conversation, string? text, string? action, Dictionary<string, string> fields, string? about, CancellationToken ct)
    {
        var context = visit.Context with { Caller = visit.Caller with { Channel = "chat" } };
        var reply = await agent.TurnAsync(new AgentTurn(context, conversation, text ?? "", action, fields.Count == 0 ? null : fields, visit.Cart?.Id, about), ct);
        if (reply.ConversationId != visit.ConversationId) Cookies.Set(http, Cookies.Conversation, reply.ConversationId);
        if (reply.CartId is { } cartId && cartId != visit.Cart?.Id) Cookies.Set(http, Cookies.Cart, cartId, CartLifetime);
        var cart = reply.CartId is { } id && await carts.GetAsync(visit.Shop.Id, id, ct) is { Ok: true, Value: { Cancelled: false } now } ? now : null;
        return (reply, visit with { Cart = cart, ConversationId = reply.ConversationId });
    }

    private async Task<IReadOnlyList<ConversationTurn>> EarlierAsync(Visit visit, CancellationToken ct) =>
        visit.ConversationId is { } id && await conversations.GetAsync(visit.Shop.Id, id, ct) is { } conversation ? [.. conversation.Turns.TakeLast(20)] : [];

    private static async Task<ChatRequest?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasJsonContentType() || http.Request.ContentLength > 64 * 1024) return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = 64 * 1024;
        try
        {
            return await http.Request.ReadFromJsonAsync(PageJson.Default.ChatRequest, ct);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>A turn as the page's script sends it.</summary>
/// <param name="ConversationId">Null: the one in the cookie, else a new one.</param>
public sealed record ChatRequest(string? ConversationId, string? Text, string? Action, Dictionary<string, string?>? Fields, string? PageProductId);

/// <param name="Html">The reply as the page shows it.</param>
/// <param name="CartCount">Pieces in the cart after the turn.</param>
public sealed record ChatAnswer(string ConversationId, string Text, IReadOnlyList<Block> Blocks, IReadOnlyList<QuickReply> QuickReplies, string Html, int CartCount);

/// <param name="Earlier">Turns before this one.</param>
/// <param name="Said">What was just said; null when the page was only opened.</param>
/// <param name="About">The product that the person came from.</param>
/// <param name="Examples">Requests to begin with.</param>
public sealed record ChatModel(Visit Visit, IReadOnlyList<ConversationTurn> Earlier, string? Said, AgentReply? Reply, string? About, IReadOnlyList<string> Examples);

public sealed record ReplyModel(Visit Visit, AgentReply Reply);
