using Comptoir.Catalog.Offers;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Payments;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>The checkout page, for carts of this shop front and for checkouts that an agent prepared.</summary>
internal sealed class CheckoutEndpoints(Visits visits, CartService carts, CheckoutService checkouts, Wallets wallets, IOrderingStore store, TimeProvider time)
{
    private static readonly Dictionary<string, string> NothingWrong = [];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/checkout", (HttpContext http, CheckoutEndpoints e, CancellationToken ct) => e.StartAsync(null, http, ct));
        pages.MapPost("/cart/{id}/checkout", (string id, HttpContext http, CheckoutEndpoints e, CancellationToken ct) => e.StartAsync(id, http, ct));
        pages.MapGet("/checkout/{id}", (string id, HttpContext http, CheckoutEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapPost("/checkout/{id}", (string id, HttpContext http, CheckoutEndpoints e, CancellationToken ct) => e.SubmitAsync(id, http, ct));
    }

    /// <param name="cartId">Null: the visitor's own cart.</param>
    private async Task<IResult> StartAsync(string? cartId, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if ((cartId is null ? visit.Cart : await CartEndpoints.FindAsync(visit, cartId, carts, ct)) is not { Lines.Count: > 0 } cart) return See.Other("/cart");
        var created = await checkouts.CreateAsync(visit.Shop.Id, new CheckoutInput { CartId = cart.Id, Language = visit.Language, Country = visit.Country }, visit.Caller, null, ct);
        if (!created.Ok) return Html.Page<CartPage>(new CartModel(visit, created.Refusal.Message) { Shown = cartId is null ? null : cart }, StatusCodes.Status422UnprocessableEntity);
        var checkout = created.Value;
        if (checkout.Status != CheckoutStatus.CompleteInProgress && checkout.Fulfilment.All(m => m.SelectedDestinationId is null))
        {
            // the country is enough to know the delivery options, so that the page shows a true total from the start
            var start = CheckoutForm.From(checkout, visit);
            var first = await checkouts.UpdateAsync(visit.Shop.Id, checkout.Id, start.ToInput(checkout, visit), visit.Caller, null, ct);
            if (first.Ok) checkout = first.Value;
        }

        return See.Other("/checkout/" + checkout.Id);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await FindAsync(visit, id, ct) is not { } checkout) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (checkout.AwaitsBuyer && !http.Request.Query.ContainsKey("other")) return Html.Page<BankWaitPage>(BankWaitModel.Of(visit, checkout, http.Request.Query.ContainsKey("go")));
        return Closed(visit, checkout) ?? await PageAsync(http, visit, checkout, CheckoutForm.From(checkout, visit), NothingWrong, null, ct);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } posted) return Results.BadRequest();
        if (await FindAsync(visit, id, ct) is not { } checkout) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (Closed(visit, checkout) is { } closed) return closed;

        var paying = posted.Text("do") == "pay";
        var form = CheckoutForm.Read(posted);
        var wrong = form.Check(visit.Texts, paying);
        var usable = form with
        {
            Email = wrong.ContainsKey("email") ? null : form.Email,
            Country = wrong.ContainsKey("country") ? visit.Shop.Country : form.Country,
        };
        var updated = await checkouts.UpdateAsync(visit.Shop.Id, checkout.Id, usable.ToInput(checkout, visit), visit.Caller, null, ct);
        if (!updated.Ok) return await PageAsync(http, visit, checkout, form, wrong, updated.Refusal.Message, ct);
        if (wrong.Count > 0) return await PageAsync(http, visit, updated.Value, form, wrong, visit.Texts.PleaseFix, ct);
        if (form.Gift is not null || posted.Text("means") is not null) return await ChangeMeansAsync(http, visit, updated.Value, form, posted.Text("means"), ct);
        if (!paying) return See.Other($"/checkout/{checkout.Id}#{(form.IsPickup ? "pickup" : "delivery")}");
        return await PayAsync(http, visit, updated.Value, form, posted, ct);
    }

    /// <summary>A typed code always counts first: nobody is charged in full who has just entered a gift card.</summary>
    private async Task<IResult> ChangeMeansAsync(HttpContext http, Visit visit, Checkout checkout, CheckoutForm form, string? wish, CancellationToken ct)
    {
        if (wish == "credit") wallets.AddCredit(http, checkout);
        else if (wish?.StartsWith("drop.", StringComparison.Ordinal) == true) wallets.Drop(http, checkout, wish[5..]);
        else if (await wallets.AddAsync(http, visit, checkout, form.Gift ?? "", ct) is { } problem)
            return await PageAsync(http, visit, checkout, form, new Dictionary<string, string> { ["gift"] = problem }, visit.Texts.PleaseFix, ct);
        return See.Other($"/checkout/{checkout.Id}#payment");
    }

    /// <summary>Charges exactly the total that the page showed when the button was pressed, and of it no more to the card.</summary>
    private async Task<IResult> PayAsync(HttpContext http, Visit visit, Checkout checkout, CheckoutForm form, BoundedForm posted, CancellationToken ct)
    {
        string Write(long amount) => new Money(amount, checkout.Currency).Format(visit.Language);
        var shown = posted.Number("shown");
        if (checkout.Totals.Total != shown)
        {
            return await PageAsync(http, visit, checkout, form, NothingWrong, visit.Texts.TotalChanged(Write(shown ?? 0), Write(checkout.Totals.Total)), ct);
        }

        var wallet = await wallets.OpenAsync(http, visit, checkout, ct);
        if (wallet.Rest != (posted.Number("rest") ?? wallet.Rest)) return await PageAsync(http, visit, checkout, form, NothingWrong, visit.Texts.RestChanged(Write(wallet.Rest)), ct);
        var card = wallet.Rest > 0 ? PayChoices.Instrument(form.Card) : null;
        if (card is null && wallet.Rest > 0)
            return await PageAsync(http, visit, checkout, form, new Dictionary<string, string> { ["card"] = visit.Texts.Needed }, visit.Texts.PleaseFix, ct);
        var completed = await checkouts.CompleteAsync(visit.Shop.Id, checkout.Id, new CompleteInput([.. wallet.Held.Where(h => h.Pays > 0).Select(h => h.Instrument), .. card is null ? [] : new[] { card }], shown), visit.Caller, null, ct);
        if (completed.Ok)
        {
            Wallets.Clear(http, checkout);
            return See.Other($"/orders/{completed.Value.OrderId}?placed=1");
        }

        if (completed.Refusal.Kind == RefusalKind.PaymentActionRequired) return See.Other($"/checkout/{checkout.Id}?go=1");
        var now = await FindAsync(visit, checkout.Id, ct) ?? checkout;
        return Closed(visit, now) ?? await PageAsync(http, visit, now, form, NothingWrong, completed.Refusal.Message, ct);
    }

    /// <summary>The page of a checkout that can no longer be changed; null when it can.</summary>
    private IResult? Closed(Visit visit, Checkout checkout) => checkout switch
    {
        { Status: CheckoutStatus.Completed, OrderId: { } order } => See.Other("/orders/" + order),
        { Status: CheckoutStatus.CompleteInProgress } => Html.Page<CheckoutClosedPage>(new CheckoutClosedModel(visit, checkout, Running: true)),
        { Final: true } => Html.Page<CheckoutClosedPage>(new CheckoutClosedModel(visit, checkout, Running: false)),
        _ when checkout.ExpiresAt <= time.GetUtcNow() => Html.Page<CheckoutClosedPage>(new CheckoutClosedModel(visit, checkout, Running: false)),
        _ => null,
    };

    private async Task<IResult> PageAsync(HttpContext http, Visit visit, Checkout checkout, CheckoutForm form, IReadOnlyDictionary<string, string> wrong, string? problem, CancellationToken ct)
    {
        var rules = await store.GetRulesAsync(visit.Shop.Id, ct);
        var model = new CheckoutModel(visit, checkout, form, wrong, problem, PayChoices.Accepted(rules), PayChoices.Choices(visit.Texts, rules, visit), await wallets.OpenAsync(http, visit, checkout, ct));
        return Html.Page<CheckoutPage>(model, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<Checkout?> FindAsync(Visit visit, string id, CancellationToken ct) =>
        id.Length <= 100 && await checkouts.GetAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}

/// <param name="Form">As typed; stays on the page when something is wrong.</param>
/// <param name="Wrong">What is wrong, by field name.</param>
/// <param name="Problem">What is wrong as a whole, above the form.</param>
/// <param name="TestCards">The test handler's cards are among the choices.</param>
/// <param name="Choices">How the visitor may pay; empty: not on this page.</param>
/// <param name="Wallet">Gift cards and store credit on this checkout.</param>
public sealed record CheckoutModel(Visit Visit, Checkout Checkout, CheckoutForm Form, IReadOnlyDictionary<string, string> Wrong, string? Problem, bool TestCards, IReadOnlyList<(string Id, string Label)> Choices, Wallet Wallet)
{
    public FulfilmentMethod? Method => Checkout.Fulfilment.FirstOrDefault();

    public IReadOnlyList<FulfilmentOption> Options => Method?.Groups.FirstOrDefault()?.Options ?? [];

    public string? SelectedOption => Method?.Groups.FirstOrDefault()?.SelectedOptionId;

    public bool FromAgent => !Checkout.Caller.IsPerson;
}

/// <param name="CardPage">The buyer is to enter a card there; false: a bank asks for a confirmation.</param>
/// <param name="GoOn">Just asked to pay: the browser goes on to the card page by itself.</param>
/// <param name="Again">Where to look whether it is done.</param>
/// <param name="Otherwise">Where to pay in another way; null: not here.</param>
/// <param name="Stop">What to post to rather not pay; null: not here.</param>
public sealed record BankWaitModel(Visit Visit, bool CardPage, string? ActionUrl, bool GoOn, string Again, string? Otherwise, string? Stop)
{
    public static BankWaitModel Of(Visit visit, Checkout checkout, bool goOn) => new(visit,
        checkout.Attempt?.Payments.Any(p => p is { State: PaymentStatus.RequiresAction, Instrument.Type: PaymentInstrument.Hosted }) == true,
        checkout.Attempt?.Outcome?.ActionUrl, goOn, $"/checkout/{checkout.Id}/return", $"/checkout/{checkout.Id}?other=1", null);

    /// <summary>Where the buyer goes; only an address that a browser may open safely.</summary>
    public string? BankUrl => ActionUrl is { } url && (url.StartsWith("https://", StringComparison.Ordinal) || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))) ? url : null;
}

/// <param name="Running">A payment has no outcome yet; else cancelled or expired.</param>
public sealed record CheckoutClosedModel(Visit Visit, Checkout Checkout, bool Running);
