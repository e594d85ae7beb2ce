using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Requests;

namespace Comptoir.Protocols.Embedded;

/// <summary>What an application around the checkout page brings in the buyer's name: an address, a means of payment.</summary>
internal sealed class EmbeddedCheckouts(CheckoutService checkouts, IOrderingStore ordering, UcpOperations operations)
{
    /// <summary>Where the goods go from now on; what was chosen for each method stays.</summary>
    public async Task<UcpAnswer> ChangeFulfilmentAsync(UcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        var shop = call.Context.Shop.Id;
        if (await ordering.GetCheckoutAsync(shop, id, ct) is not { } current) return await operations.ShowCheckoutAsync(call, id, ct);
        var read = new WireReader();
        var methods = FulfilmentRequest.Read(read, body);
        if (methods is null) read.Refuse("invalid_request", "$.fulfillment is required.", "$.fulfillment");
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, id, ct);
        var input = CheckoutInput.From(current) with { Fulfilment = [.. methods!.Select(m => Keeping(m, current))] };
        var result = await checkouts.UpdateAsync(shop, id, input, call.Caller, null, ct);
        return result.Ok ? await operations.ShowCheckoutAsync(call, id, ct) : await RefusedAsync(result.Refusal, call, id, ct);
    }

    /// <summary>Pays with what the application hands over, exactly the total that it was told.</summary>
    public async Task<UcpAnswer> CompleteAsync(UcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        var shop = call.Context.Shop.Id;
        var read = new WireReader();
        var expected = read.Integer(body, "expected_total", "$");
        if (expected is null) read.Refuse("invalid_request", "$.expected_total is required.", "$.expected_total");
        var instruments = expected == 0 ? [] : PaymentsRequest.Complete(read, body, (await ordering.GetRulesAsync(shop, ct)).PaymentHandlers);
        if (read.Problem is { } problem) return await RefusedAsync(problem, call, id, ct);
        var result = await checkouts.CompleteAsync(shop, id, new(instruments, expected), call.Caller, null, ct);
        return result.Ok ? await operations.ShowCheckoutAsync(call, id, ct) : await RefusedAsync(result.Refusal, call, id, ct);
    }

    private static MethodRequest Keeping(MethodRequest asked, Checkout current) =>
        asked.Groups.Count > 0 || (current.Fulfilment.FirstOrDefault(m => m.Id == asked.Id) ?? current.Fulfilment.FirstOrDefault(m => m.Type == asked.Type)) is not { } before
            ? asked
            : asked with { Groups = [.. before.Groups.Select(g => new GroupRequest(g.Id, g.SelectedOptionId))] };

    private async Task<UcpAnswer> RefusedAsync(Refusal refusal, UcpCall call, string id, CancellationToken ct)
    {
        var shop = call.Context.Shop.Id;
        var face = await operations.FaceAsync(shop, call.BaseUrl, ct);
        return UcpPresenter.For(call.Version).Refused(refusal, call, UcpCapabilities.Checkout, face, await ordering.GetCheckoutAsync(shop, id, ct));
    }
}
