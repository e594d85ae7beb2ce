using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Attempts;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Extensions;

/// <summary>
/// Whose order an agent may touch: one that it placed, one of a customer who linked their account, or one whose buyer's e-mail address it
/// knows beside the order's number or id. Guesses at numbers and addresses are counted over all nodes.
/// </summary>
internal sealed class OrderAccess(OrderService orders, TrackOrder track, IAttemptStore attempts, TimeProvider time)
{
    private const int LongestId = 200;
    private readonly AttemptLimit _limit = new(attempts, time, "agent_order", 10, TimeSpan.FromMinutes(15));

    /// <summary>By <c>order_id</c>, with <c>email</c> where the order is another platform's; the same refusal for unknown and for foreign ones.</summary>
    /// <param name="change">Something is to be done to it: a linked customer must have allowed that too.</param>
    public async Task<Result<Order>> ByIdAsync(UcpCall call, JsonObject request, WireReader read, bool change, CancellationToken ct)
    {
        var (id, email) = (read.Text(request, "order_id", "$", LongestId), read.Text(request, "email", "$", 254));
        if (read.Problem is { } problem) return problem;
        if (string.IsNullOrEmpty(id)) return new Refusal(RefusalKind.Invalid, "invalid_request", "order_id is required.", "$.order_id");
        var found = await orders.GetAsync(call.Context.Shop.Id, id, ct);
        return found.Ok && (IsOwn(call, found.Value, change) || await IsAsync(found.Value, email, ct)) ? found : NotFound(call);
    }

    /// <summary>By <c>order_number</c> and <c>email</c>.</summary>
    public async Task<Result<Order>> ByNumberAsync(UcpCall call, JsonObject request, WireReader read, CancellationToken ct)
    {
        var (number, email) = (read.Text(request, "order_number", "$", 30)?.Trim().TrimStart('#'), read.Text(request, "email", "$", 254)?.Trim());
        if (read.Problem is { } problem) return problem;
        if (string.IsNullOrEmpty(number)) return new Refusal(RefusalKind.Invalid, "invalid_request", "order_number is required.", "$.order_number");
        if (string.IsNullOrEmpty(email)) return new Refusal(RefusalKind.Invalid, "invalid_request", "email is required.", "$.email");
        var shop = call.Context.Shop.Id;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known)) return NotFound(call);

        // as a number: leading zeros make no other order
        number = known.ToString(CultureInfo.InvariantCulture);
        string[] names = [$"number {number}", $"email {email.ToLowerInvariant()}"];
        foreach (var name in names)
            if (!await _limit.TryAsync(shop, name, ct)) return new Refusal(RefusalKind.Conflict, "too_many_attempts", Say(call, "Too many attempts. Please try again in a quarter of an hour.", "Trop d’essais. Veuillez réessayer dans un quart d’heure."));
        var found = await track.RunAsync(call.Context, number, email, ct);
        if (!found.Ok) return NotFound(call);
        foreach (var name in names) await _limit.ForgiveAsync(shop, name, ct);
        return found;
    }

    private static bool IsOwn(UcpCall call, Order order, bool change) =>
        order.Caller.Id == call.Caller.Id || (BuyerOrders.MayRead(call.Account, order) && (!change || call.Account!.Scopes.Contains(LinkScopes.ManageOrders)));

    private async Task<bool> IsAsync(Order order, string? email, CancellationToken ct) =>
        email is not null && (await orders.FindAsync(order.ShopId, order.Number.ToString(CultureInfo.InvariantCulture), email, ct)).Ok;

    private static Refusal NotFound(UcpCall call) => new(RefusalKind.NotFound, "not_found",
        Say(call, "There is no such order for this number or id and this e-mail address.", "Aucune commande ne correspond à ce numéro ou identifiant et à cette adresse e-mail."));

    private static string Say(UcpCall call, string english, string french) => call.Context.Language == "fr" ? french : english;
}
