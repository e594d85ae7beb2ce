using Comptoir.Ordering.GiftCards;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.AfterSale;

/// <summary>Gift cards: which there are, giving one away, blocking a lost one.</summary>
internal static class GiftCardEndpoints
{
    private const int PageSize = 100;

    public static void MapGiftCards(this IEndpointRouteBuilder console)
    {
        console.MapGet("/gift-cards", List);
        console.MapPost("/gift-cards", GiveAsync).Needs(ConsoleAction.Refunds);
        console.MapPost("/gift-cards/{id}/{action}", ChangeAsync).Needs(ConsoleAction.Refunds);
    }

    private static async Task<IResult> List(HttpContext http, GiftCardService cards, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<GiftCardsPage, GiftCardsPage.View>(console, await ViewAsync(console, cards, new ConsoleForm(console.T), null, ct));
    }

    private static async Task<IResult> GiveAsync(HttpContext http, GiftCardService cards, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var (amount, note) = (form.Amount("amount", console.Shop.Currency, required: true), form.Text("note", 200, required: true));
        IssuedGiftCard? issued = null;
        if (form.Valid && amount is { } minor)
        {
            var given = await cards.GiveAsync(console.Shop.Id, minor, console.Shop.Currency, note, null, console.Language, ct);
            if (given.Ok) issued = given.Value;
            else form.Wrong("amount", given.Refusal.Message);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Page.Show<GiftCardsPage, GiftCardsPage.View>(console, await ViewAsync(console, cards, issued is null ? form : new ConsoleForm(console.T), issued, ct), issued is null ? 422 : 200);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, string action, GiftCardService cards, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (action is not ("block" or "open")) return Page.NotFound(console);
        var changed = await cards.SetActiveAsync(console.Shop.Id, id, action == "open", ct);
        return changed.Ok ? Page.Done(console, "/console/gift-cards", console.T.DoneNow) : Page.NotFound(console);
    }

    private static async Task<GiftCardsPage.View> ViewAsync(ConsoleContext console, GiftCardService cards, ConsoleForm form, IssuedGiftCard? issued, CancellationToken ct)
    {
        var rows = new List<(GiftCard, long)>();
        foreach (var card in await cards.ListAsync(console.Shop.Id, PageSize, 0, ct)) rows.Add((card, await cards.BalanceAsync(card, ct)));
        return new(rows, form, issued);
    }
}
