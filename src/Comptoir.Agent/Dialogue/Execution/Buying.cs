using System.Text.Json.Nodes;
using Comptoir.Agent.Guardrails;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>From the cart to the order: details, delivery, the exact proposal, and the purchase after a yes to it.</summary>
internal sealed class Buying(Basket basket, CheckoutService checkouts, OrderService orders, IOrderingStore store, TimeProvider time)
{
    public async Task<Outcome> StartAsync(Scope scope, CancellationToken ct)
    {
        var cart = await basket.CurrentAsync(scope, ct);
        if (cart is null || cart.Lines.Count == 0) return new CartOutcome(CartChange.Shown, cart);
        // a cart that changed since makes its checkout anew: the buyer's details must not have to be told twice
        var buyer = await OpenAsync(scope, ct) is { } open && open.CartId == cart.Id ? open.Buyer : null;
        var created = await checkouts.CreateAsync(scope.ShopId, new CheckoutInput { CartId = cart.Id, Buyer = buyer, Country = scope.Context.Country, Language = scope.Language }, scope.Caller, null, ct);
        return created.Ok ? await NextAsync(scope, created.Value, askDelivery: false, ct) : new RefusedOutcome(created.Refusal.Message);
    }

    public async Task<Outcome> DetailsAsync(Scope scope, DetailsAct act, CancellationToken ct)
    {
        if (await OpenAsync(scope, ct) is not { } checkout) return await StartAsync(scope, ct);
        var fields = Details.Clean(act.Fields);
        if (fields.TryGetValue(Details.Delivery, out var delivery) && !fields.ContainsKey(Details.Street)) return await DeliverAsync(scope, checkout, delivery, ct);

        var countries = Countries.Of(await store.GetRulesAsync(scope.ShopId, ct));
        var problems = Details.Problems(fields, countries);
        if (problems.Count > 0) return new DetailsAskedOutcome(checkout, fields, countries, problems, null);
        var updated = await checkouts.UpdateAsync(scope.ShopId, checkout.Id, CheckoutInput.From(checkout) with
        {
            Buyer = Details.BuyerOf(fields),
            Country = Details.AddressOf(fields).Country,
            Language = scope.Language,
            Fulfilment = [new MethodRequest(null, "shipping", null, [Details.AddressOf(fields)], null, [])],
        }, scope.Caller, null, ct);
        return updated.Ok ? await NextAsync(scope, updated.Value, askDelivery: true, ct) : new DetailsAskedOutcome(checkout, fields, countries, [], updated.Refusal.Message);
    }

    /// <summary>The person said yes to a proposal to buy: only if it is still exactly that, is money taken.</summary>
    public async Task<Outcome> PlaceAsync(Scope scope, Proposal proposal, CancellationToken ct)
    {
        var found = await checkouts.GetAsync(scope.ShopId, proposal.TargetId, ct);
        if (!found.Ok) return new RefusedOutcome(found.Refusal.Message);
        var checkout = found.Value;
        if (!Confirmation.StillHolds(proposal, scope.ConversationId, checkout)) return checkout.Final ? new SaidOutcome(Saying.Stale) : await NextAsync(scope, checkout, askDelivery: false, ct, changed: true);
        if (!await PaysByTestAsync(scope, ct)) return new PayOnPageOutcome(checkout);

        var instrument = new PaymentInstrument("chat", TestPaymentProvider.Handler, "token", new JsonObject { ["type"] = "token", ["token"] = "success_token" }, Selected: true);
        var completed = await checkouts.CompleteAsync(scope.ShopId, checkout.Id, new CompleteInput([instrument], checkout.Totals.Total), scope.Caller,
            new IdempotencyKey("chat complete " + scope.ConversationId, proposal.Token, proposal.Token), ct);
        if (!completed.Ok) return await RefusedAsync(scope, checkout, completed.Refusal, ct);
        if (completed.Value.OrderId is not { } orderId) return new PaymentOutcomeSaid("", null);
        var order = await orders.GetAsync(scope.ShopId, orderId, ct);
        return order.Ok ? new OrderedOutcome(order.Value, TestPayment: true) : new RefusedOutcome(order.Refusal.Message);
    }

    private async Task<Outcome> RefusedAsync(Scope scope, Checkout checkout, Refusal refusal, CancellationToken ct) => refusal.Kind switch
    {
        RefusalKind.TotalChanged or RefusalKind.NotReady => await RepriceAsync(scope, checkout, ct),
        RefusalKind.PaymentActionRequired => new PaymentOutcomeSaid(refusal.Message, refusal.ContinueUrl),
        _ => new RefusedOutcome(refusal.Message),
    };

    private async Task<Outcome> RepriceAsync(Scope scope, Checkout checkout, CancellationToken ct)
    {
        var updated = await checkouts.UpdateAsync(scope.ShopId, checkout.Id, CheckoutInput.From(checkout), scope.Caller, null, ct);
        return updated.Ok ? await NextAsync(scope, updated.Value, askDelivery: false, ct, changed: true) : new RefusedOutcome(updated.Refusal.Message);
    }

    private async Task<Outcome> DeliverAsync(Scope scope, Checkout checkout, string choice, CancellationToken ct)
    {
        var method = checkout.Fulfilment.FirstOrDefault();
        var pickup = choice == Details.Pickup;
        var updated = await checkouts.UpdateAsync(scope.ShopId, checkout.Id, CheckoutInput.From(checkout) with
        {
            Fulfilment = pickup
                ? [new MethodRequest(null, Details.Pickup, null, [], null, [])]
                : [new MethodRequest(method?.Type == "shipping" ? method.Id : null, "shipping", null, [], null, [new GroupRequest(null, choice)])],
        }, scope.Caller, null, ct);
        return updated.Ok ? await NextAsync(scope, updated.Value, askDelivery: false, ct) : new RefusedOutcome(updated.Refusal.Message);
    }

    /// <summary>What is needed next: details, the choice of delivery, payment on the page, or the yes.</summary>
    private async Task<Outcome> NextAsync(Scope scope, Checkout checkout, bool askDelivery, CancellationToken ct, bool changed = false)
    {
        var rules = await store.GetRulesAsync(scope.ShopId, ct);
        var known = Details.Of(checkout, scope.Context.Country);
        var pickup = checkout.Fulfilment.Any(m => m.Type == Details.Pickup);
        if (checkout.Buyer?.Email is null || (!pickup && !known.ContainsKey(Details.Street)))
            return new DetailsAskedOutcome(checkout, known, Countries.Of(rules), [], null);

        var choices = Choices(scope, checkout);
        if (askDelivery && choices.Count > 1) return new DeliveryAskedOutcome(checkout, choices, checkout.Fulfilment.SelectMany(m => m.Groups).FirstOrDefault()?.SelectedOptionId);
        if (checkout.Status != CheckoutStatus.ReadyForComplete)
        {
            var problem = checkout.Messages.FirstOrDefault(m => m.Type == "error");
            return problem?.Code is "address_undeliverable" or "field_required" ? new DetailsAskedOutcome(checkout, known, Countries.Of(rules), [], problem.Content) : new RefusedOutcome(problem?.Content ?? "");
        }

        if (!rules.PaymentHandlers.Any(h => h.Id == TestPaymentProvider.Handler)) return new PayOnPageOutcome(checkout);
        return new ProposedOutcome(Confirmation.ToPlace(checkout, scope.ConversationId, scope.State.Turns + 1, time), checkout, null, TestPayment: true, changed);
    }

    private static List<FormChoice> Choices(Scope scope, Checkout checkout)
    {
        var options = checkout.Fulfilment.Where(m => m.Type == "shipping").SelectMany(m => m.Groups).SelectMany(g => g.Options).DistinctBy(o => o.Id)
            .Select(o => new FormChoice(o.Id, Replies.Wording.Delivery(o, checkout.Currency, scope.Language)));
        var pickup = scope.Context.Shop.Locations.FirstOrDefault(l => l.Pickup);
        return [.. options, .. pickup is null ? [] : new[] { new FormChoice(Details.Pickup, Replies.Wording.PickUpAt(pickup, scope.Language)) }];
    }

    private async Task<Checkout?> OpenAsync(Scope scope, CancellationToken ct)
    {
        if (scope.State.CheckoutId is not { } id) return null;
        var found = await checkouts.GetAsync(scope.ShopId, id, ct);
        return found.Ok && !found.Value.Final ? found.Value : null;
    }

    private async Task<bool> PaysByTestAsync(Scope scope, CancellationToken ct) =>
        (await store.GetRulesAsync(scope.ShopId, ct)).PaymentHandlers.Any(h => h.Id == TestPaymentProvider.Handler);
}
