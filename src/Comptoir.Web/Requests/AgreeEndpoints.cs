using System.Security.Cryptography;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Requests;

/// <summary>From "buy it if…" or "subscribe" to the yes: the fields, the exact words of the agreement, and the button that agrees to just these.</summary>
internal sealed class AgreeEndpoints(Visits visits, RequestEndpoints requests, WatchService watches, SubscriptionService subscriptions, IOrderingStore store, ILiveCatalog catalog, IOptions<WebOptions> options)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/requests/new", (HttpContext http, AgreeEndpoints e, CancellationToken ct) => e.ShowAsync(http, ct));
        pages.MapGet("/requests/sent", (HttpContext http, AgreeEndpoints e, CancellationToken ct) => e.SentAsync(http, ct));
        pages.MapPost("/requests/new", (HttpContext http, AgreeEndpoints e, CancellationToken ct) => e.SubmitAsync(http, ct)).AddEndpointFilter<Throttle>();
    }

    private async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var form = RequestForm.From(http.Request.Query, visit);
        if (http.Request.Query["renew"].FirstOrDefault() is { } id)
        {
            if (await requests.FindAsync(visit, id, http.Request.Query["key"], ct) is not { Subscription: { } s, Mandate: { } mandate } view) return Missing(visit);
            form = form.At(mandate.Terms.Address with { FirstName = mandate.Terms.Buyer.FirstName, LastName = mandate.Terms.Buyer.LastName }) with { Item = s.VariantId, Pieces = s.Pieces, Every = s.Every.Code, Renew = s.Id, Key = view.Key, Email = s.Email };
        }

        return await PageAsync(visit, form, null, null, ct);
    }

    private async Task<IResult> SentAsync(HttpContext http, CancellationToken ct) => await visits.OpenAsync(http, ct) is not { } visit ? NoShop.Page
        : Html.Page<RequestNotePage>(new RequestNoteModel(visit, visit.Texts.AlmostDone, visit.Texts.ConfirmByMail(null), null));

    private async Task<IResult> SubmitAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } posted) return Results.BadRequest();
        var form = RequestForm.Read(posted);
        if (posted.Text("do") == "back") return await PageAsync(visit, form, null, null, ct);
        form = form with { Nonce = form.Nonce ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };
        var (wish, problem) = form.ToWish(visit, visit.MailBaseUrl(options.Value), form.Nonce);
        if (wish is null) return await PageAsync(visit, form, null, problem, ct);
        if (form.Renew is not null && await requests.FindAsync(visit, form.Renew, form.Key, ct) is not { Subscription: not null }) return Missing(visit);

        if (posted.Text("agree", 64) is { } hash)
        {
            var (address, refusal) = await AgreeAsync(visit, form, wish, hash, ct);
            if (address is not null) return See.Other(address);
            if (refusal!.Code != "consent_changed") return await PageAsync(visit, form, null, refusal.Message, ct);
            problem = refusal.Message;
        }

        var agreement = await ProposeAsync(visit, form, wish, ct);
        return agreement.Ok ? await PageAsync(visit, form, agreement.Value, problem, ct) : await PageAsync(visit, form, null, agreement.Refusal.Message, ct);
    }

    private Task<Result<Agreement>> ProposeAsync(Visit visit, RequestForm form, PurchaseWish wish, CancellationToken ct) =>
        form.Renew is { } id ? subscriptions.ProposeRenewalAsync(visit.Shop.Id, id, wish, ct)
        : form.Every is not null ? subscriptions.ProposeAsync(visit.Shop.Id, wish, visit.Caller, ct)
        : watches.ProposeBuyAsync(visit.Shop.Id, wish, visit.Caller, ct);

    private async Task<(string? Address, Refusal? Refusal)> AgreeAsync(Visit visit, RequestForm form, PurchaseWish wish, string hash, CancellationToken ct)
    {
        var shop = visit.Shop.Id;
        if (form.Renew is { } id)
        {
            var renewed = await subscriptions.RenewAsync(shop, id, wish, hash, ct);
            return renewed.Ok ? (form.Key is null ? $"/requests/{id}" : AutomationLinks.Show(id, form.Key), null) : (null, renewed.Refusal);
        }

        if (form.Every is not null)
        {
            var started = await subscriptions.StartAsync(shop, wish, hash, visit.Caller, ct);
            return started.Ok ? (After(visit, started.Value.Id), null) : (null, started.Refusal);
        }

        var set = await watches.BuyWhenAsync(shop, wish, hash, visit.Caller, ct);
        return set.Ok ? (After(visit, set.Value.Id), null) : (null, set.Refusal);
    }

    /// <summary>A guest gets the key of the request by e-mail only: that it arrives there is what confirms it.</summary>
    private static string After(Visit visit, string id) => visit.Customer is null ? "/requests/sent" : "/requests/" + id;

    private async Task<IResult> PageAsync(Visit visit, RequestForm form, Agreement? agreement, string? problem, CancellationToken ct)
    {
        if (form.Item.Length > 200 || catalog.FindItem(visit.Shop.Id, form.Item) is not { } item) return Missing(visit);
        var rules = await store.GetRulesAsync(visit.Shop.Id, ct);
        var offer = SubscriptionOffer.For(rules, item.Product);
        return Html.Page<AgreePage>(new AgreeModel(visit, form with { Item = item.Variant.Id }, item.Product, item.Variant, offer, PayChoices.Accepted(rules), agreement, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Missing(Visit visit) => Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
}

/// <param name="Agreement">To be agreed to; null: the fields are still to be filled in.</param>
public sealed record AgreeModel(Visit Visit, RequestForm Form, Product Product, Variant Variant, SubscriptionOffer? Offer, bool TestCards, Agreement? Agreement, string? Problem)
{
    public bool Subscribes => Form.Every is not null;

    public string Money(long amount) => new Money(amount, Visit.Shop.Currency).Format(Visit.Language);
}
