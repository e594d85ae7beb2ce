using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.Acp.Answers;
using Comptoir.Protocols.Acp.Requests;

namespace Comptoir.Protocols.Acp;

/// <summary>
/// ACP's operations on sessions and carts as JSON in, JSON out: the one mapping between wire and services that REST and MCP share. An
/// agent reaches only the sessions that it made itself.
/// </summary>
internal sealed class AcpOperations(CartService carts, CheckoutService checkouts, ICatalogStore catalog, IOrderingStore ordering, ITestVault vault, TimeProvider time)
{
    public async Task<AcpAnswer> CreateSessionAsync(AcpCall call, JsonObject body, CancellationToken ct)
    {
        var read = new WireReader();
        var input = SessionRequest.Create(read, body, call);
        var key = call.Key("acp_create_session", null, body);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, key, ct);
        return await SessionAsync(await checkouts.CreateAsync(call.ShopId, input, call.Caller, key, ct), call, key, 201, ct);
    }

    public async Task<AcpAnswer> GetSessionAsync(AcpCall call, string id, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is not { } checkout) return Unknown(call);
        return AcpPresenter.Session(checkout, call, await FactsAsync(checkout, call, withOrder: true, ct), 200);
    }

    public async Task<AcpAnswer> UpdateSessionAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is not { } current) return Unknown(call);
        var read = new WireReader();
        var input = SessionRequest.Update(read, body, current);
        var key = call.Key("acp_update_session", id, body);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, key, ct);
        return await SessionAsync(await checkouts.UpdateAsync(call.ShopId, id, input, call.Caller, key, ct), call, key, 200, ct);
    }

    public async Task<AcpAnswer> CompleteSessionAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is not { } current) return Unknown(call);
        var key = call.Key("acp_complete_session", id, body);
        var handlers = (await ordering.GetRulesAsync(call.ShopId, ct)).PaymentHandlers;
        var offersConsent = AcpPresenter.OffersConsent(await catalog.GetPoliciesAsync(call.ShopId, ct));
        var read = new WireReader();
        var payment = PaymentRequest.Read(read, body, handlers);
        var consent = ConsentRequest.Read(read, body, current.Buyer?.Consent, offersConsent && !call.IsOld);
        var input = SessionRequest.Update(read, Content(body), current, "last", consent);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, key, ct);

        if (!await IsRepeatedAsync(current, key, ct))
        {
            if (payment!.Outcome is null && AcpPresenter.AwaitsAgent(current, call.Version, handlers)) return Authenticate(call);
            if (Changes(body, current, input) && current.Status != CheckoutStatus.CompleteInProgress)
            {
                var changed = await checkouts.UpdateAsync(call.ShopId, id, input, call.Caller, null, ct);

                // a twin of this request may have begun to pay meanwhile: then it is answered as its repetition
                if (!changed.Ok && !await IsRepeatedAsync(await OwnAsync(call, id, ct), key, ct)) return await RefusedAsync(changed.Refusal, call, key, ct);
            }
        }

        // the buyer said yes to the total that was answered last, whatever this request or the catalogue has changed since
        var result = await checkouts.CompleteAsync(call.ShopId, id, new([await ShownAsync(call, payment!.Instrument, ct)], current.Totals.Total), call.Caller, key, ct);
        if (result.Refusal is { Kind: RefusalKind.PaymentPending } && key is not null && IsSame((await OwnAsync(call, id, ct))?.Attempt?.Key, key)) return AcpErrors.InFlight();
        if (result.Refusal is { Kind: RefusalKind.PaymentActionRequired } && await OwnAsync(call, id, ct) is { } waiting)
            return AcpPresenter.AwaitsAgent(waiting, call.Version, handlers) ? Authenticate(call) : LeadToBank(call);
        return await SessionAsync(result, call, key, 200, ct);
    }

    public async Task<AcpAnswer> CancelSessionAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        if (await OwnAsync(call, id, ct) is null) return Unknown(call);
        var key = call.Key("acp_cancel_session", id, body);
        var result = await checkouts.CancelAsync(call.ShopId, id, call.Caller, key, ct, carried => SessionMemory.AfterCancel(body, carried));
        return result.Ok ? await SessionAsync(result, call, key, 200, ct) : await RefusedAsync(result.Refusal, call, key, ct, result.Replayed, cancelling: true);
    }

    public async Task<AcpAnswer> CreateCartAsync(AcpCall call, JsonObject body, CancellationToken ct)
    {
        var read = new WireReader();
        var input = CartRequest.Read(read, body, call, null);
        var key = call.Key("acp_create_cart", null, body);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, key, ct);
        return await CartAsync(await carts.CreateAsync(call.ShopId, input, call.Caller, key, ct), call, key, 201, ct);
    }

    public async Task<AcpAnswer> GetCartAsync(AcpCall call, string id, CancellationToken ct)
    {
        var cart = await carts.GetAsync(call.ShopId, id, ct);
        return cart.Ok && IsOpen(cart.Value, call) ? AcpPresenter.Cart(cart.Value, call, 200) : UnknownCart(call);
    }

    public async Task<AcpAnswer> UpdateCartAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        if (await ordering.GetCartAsync(call.ShopId, id, ct) is not { } current || !IsOpen(current, call)) return UnknownCart(call);
        var read = new WireReader();
        var input = CartRequest.Read(read, body, call, current);
        var key = call.Key("acp_update_cart", id, body);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, key, ct);
        return await CartAsync(await carts.UpdateAsync(call.ShopId, id, input, call.Caller, key, ct), call, key, 200, ct);
    }

    public async Task<AcpAnswer> CancelCartAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        var key = call.Key("acp_cancel_cart", id, body);
        var result = await carts.CancelAsync(call.ShopId, id, call.Caller, key, ct);
        return result.Ok ? await CartAsync(result, call, key, 200, ct)
            : result.Refusal.Kind is RefusalKind.Conflict ? UnknownCart(call)
            : await RefusedAsync(result.Refusal, call, key, ct, result.Replayed);
    }

    private async Task<AcpAnswer> CartAsync(Result<Cart> result, AcpCall call, IdempotencyKey? key, int status, CancellationToken ct) => result.Ok
        ? AcpPresenter.Cart(result.Value, call, status) with { Replayed = result.Replayed }
        : await RefusedAsync(result.Refusal, call, key, ct, result.Replayed);

    private async Task<AcpAnswer> SessionAsync(Result<Checkout> result, AcpCall call, IdempotencyKey? key, int status, CancellationToken ct) => result.Ok
        ? AcpPresenter.Session(result.Value, call, await FactsAsync(result.Value, call, withOrder: false, ct), status) with { Replayed = result.Replayed }
        : await RefusedAsync(result.Refusal, call, key, ct, result.Replayed);

    /// <summary>
    /// Answers a refusal, and remembers it: a repetition gets the same answer, whatever has changed since. What is only so for the moment
    /// (a payment that is under way) or is remembered by the services is not stored here.
    /// </summary>
    private async Task<AcpAnswer> RefusedAsync(Refusal refusal, AcpCall call, IdempotencyKey? key, CancellationToken ct, bool replayed = false, bool cancelling = false)
    {
        var lasting = refusal.Kind is RefusalKind.Invalid or RefusalKind.NotReady or RefusalKind.OutOfStock or RefusalKind.TotalChanged
            || (refusal.Kind == RefusalKind.Conflict && refusal.Code is "already_completed" or "canceled" or "expired");
        if (key is not null && !replayed && lasting)
        {
            var record = new IdempotencyRecord(call.ShopId, key, "refusal", JsonSerializer.Serialize(refusal, OrderingJson.Default.Refusal), time.GetUtcNow());
            var stored = await ordering.CommitAsync(new Transition(call.ShopId) { Idempotency = record }, ct);
            if (stored.Existing is { } first)
            {
                if (first.Key.RequestHash != key.RequestHash)
                    refusal = new(RefusalKind.IdempotencyConflict, "idempotency_conflict", call.Say("The key was used with another request.", "Cette clé a servi pour une autre demande."));
                else if (first.Kind == "refusal")
                    (refusal, replayed) = (JsonSerializer.Deserialize(first.Document, OrderingJson.Default.Refusal) ?? refusal, true);
            }
        }

        return AcpErrors.Of(refusal, call, cancelling) with { Replayed = replayed };
    }

    /// <summary>The options that may be chosen: those of the session's methods, and those of delivery or collection instead.</summary>
    private async Task<IReadOnlyList<FulfilmentMethod>> OfferedAsync(Checkout c, AcpCall call, CancellationToken ct)
    {
        if (c.Final || c.AwaitsBuyer || c.Status == CheckoutStatus.CompleteInProgress) return c.Fulfilment;
        var offered = c.Fulfilment.Where(m => m.Type == "shipping").ToList();
        if (offered.Count == 0 && SessionMemory.Address(c.Carried) is { } address)
            offered.AddRange(await PreviewAsync(c, new(null, "shipping", null, [address with { Id = "here" }], "here", []), ct));
        foreach (var place in call.Context.Shop.Locations.Where(l => l.Pickup))
            offered.AddRange(await PreviewAsync(c, new(null, "pickup", null, [], place.Id, []), ct));
        return offered;
    }

    private async Task<IReadOnlyList<FulfilmentMethod>> PreviewAsync(Checkout c, MethodRequest method, CancellationToken ct)
    {
        var preview = await checkouts.PreviewAsync(c, CheckoutInput.From(c) with { Fulfilment = [method] }, ct);
        return preview.Ok ? preview.Value.Fulfilment : [];
    }

    private async Task<SessionFacts> FactsAsync(Checkout c, AcpCall call, bool withOrder, CancellationToken ct) => new(
        await ordering.GetRulesAsync(call.ShopId, ct),
        await catalog.GetPoliciesAsync(call.ShopId, ct),
        await OfferedAsync(c, call, ct),
        time.GetUtcNow(),
        withOrder && c.OrderId is { } order ? await ordering.GetOrderAsync(call.ShopId, order, ct) : null);

    /// <summary>The instrument with what people recognise the card by, which the agent left with the test provider.</summary>
    private async Task<PaymentInstrument> ShownAsync(AcpCall call, PaymentInstrument instrument, CancellationToken ct) =>
        instrument.HandlerId == TestPaymentProvider.Handler && SessionMemory.Text(instrument.Credential?["token"]) is { } token && await vault.FindTokenAsync(call.ShopId, token, ct) is { } card
            ? instrument with { Display = card.Display }
            : instrument;

    private async Task<Checkout?> OwnAsync(AcpCall call, string id, CancellationToken ct) =>
        await ordering.GetCheckoutAsync(call.ShopId, id, ct) is { } checkout && checkout.Caller.Id == call.Caller.Id ? checkout : null;

    private bool IsOpen(Cart cart, AcpCall call) => !cart.Cancelled && cart.ExpiresAt > time.GetUtcNow() && cart.ShopId == call.ShopId;

    /// <summary>A request with this key was answered, or is being answered.</summary>
    private async Task<bool> IsRepeatedAsync(Checkout? checkout, IdempotencyKey? key, CancellationToken ct) => key is not null && checkout is not null
        && (IsSame(checkout.Attempt?.Key, key) || await ordering.GetIdempotencyAsync(checkout.ShopId, key.Scope, key.Key, ct) is not null);

    /// <summary>A completion changes only who buys, notes and attribution.</summary>
    private static JsonObject Content(JsonObject body)
    {
        var content = new JsonObject();
        foreach (var name in new[] { "buyer", "order_notes", "affiliate_attribution" })
            if (body[name] is { } value) content[name] = value.DeepClone();
        return content;
    }

    private static bool Changes(JsonObject body, Checkout current, CheckoutInput input) =>
        input.Buyer != current.Buyer || (Content(body) is { Count: > 0 } && !JsonNode.DeepEquals(input.Carried is { Count: 0 } ? null : input.Carried, current.Carried));

    private static bool IsSame(IdempotencyKey? used, IdempotencyKey key) => used is not null && (used.Scope, used.Key) == (key.Scope, key.Key);

    private static AcpAnswer Authenticate(AcpCall call) => AcpErrors.Of(400, "requires_3ds",
        call.Say("The buyer's bank must confirm: send authentication_result.", "La banque de l’acheteur doit confirmer\u00a0: envoyez authentication_result."), "$.authentication_result");

    private static AcpAnswer LeadToBank(AcpCall call) => AcpErrors.Of(400, "intervention_required",
        call.Say("The buyer must confirm with the bank: read the session and lead the buyer to its continue_url.", "L’acheteur doit confirmer auprès de sa banque\u00a0: lisez la session et menez-le à son continue_url."), "$.payment_data");

    private static AcpAnswer Unknown(AcpCall call) => AcpErrors.Of(404, "session_not_found", call.Say("There is no such checkout session.", "Cette session de paiement n’existe pas."));

    private static AcpAnswer UnknownCart(AcpCall call) => AcpErrors.Of(404, "cart_not_found", call.Say("There is no such cart.", "Ce panier n’existe pas."));
}
